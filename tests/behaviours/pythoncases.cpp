// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/behaviours/behaviours.h"

#include <tuple>

namespace testsupport {
namespace {

using End = Behaviour::End;

Case app(const QByteArray &code)
{
    return {.files = {{"app.py", code}}, .handler = "app.handler"};
}

Case returning(const QByteArray &expression, const QByteArray &before = {})
{
    return app(before + "def handler(event, context):\n    return " + expression + "\n");
}

Case failing(Case made, const char *type, const QString &message, const char *reported = "")
{
    made.errorType = QString::fromUtf8(type);
    made.errorMessage = message;
    made.reportedType = QString::fromUtf8(reported);
    return made;
}

Case logging(const QByteArray &statement, const QList<QByteArray> &log,
             const QList<QByteArray> &noLog = {})
{
    Case made = app("import logging\ndef handler(event, context):\n    " + statement + "\n");
    made.log = log;
    made.noLog = noLog;
    return made;
}

QByteArray fault(const QByteArray &type, const QByteArray &message, const QByteArray &id,
                 const QByteArray &trace = "[]")
{
    return "{\"errorMessage\": \"" + message + "\", \"errorType\": \"" + type
           + "\", \"requestId\": \"" + id + "\", \"stackTrace\": " + trace + "}";
}

QString runtimeOf(const QString &version)
{
    return QStringLiteral("python") + version.section(u'.', 0, 1);
}

QMap<QByteArray, Case> shared(const QString &)
{
    QMap<QByteArray, Case> cases;
    cases["echo"] = returning("event");
    cases["folder"] = {.files = {{"src/app.py", "def handler(e, c): return 'folder'\n"}},
                       .handler = "src/app.handler"};
    cases["nested"] = app("class Handler:\n    def __call__(self, event, context):\n"
                          "        return 'nested'\nhandler = Handler()\n");
    cases["async"] = {.absent = "a coroutine is not awaited; see Python's own rows"};
    cases["count"] = app("calls = 0\ndef handler(event, context):\n    global calls\n"
                         "    calls += 1\n    return calls\n");
    cases["dependency"] = {.files = {{"app.py", "import lib.more\n"
                                                "def handler(e, c): return lib.more.name\n"},
                                     {"lib/more.py", "name = 'dependency'\n"}},
                           .handler = "app.handler"};
    cases["machine"] = returning(
        "'alone' if not any('dist-packages' in p for p in sys.path) else sys.path", "import sys\n");
    cases["nothing"] = returning("None");
    cases["raw"] = returning("b'raw\\xff'");
    cases["raw"].bytes = cases["raw"].payload = "raw\xff";
    cases["unserializable"] =
        failing(returning("datetime.date(2026, 1, 1)", "import datetime\n"), "Runtime.MarshalError",
                QStringLiteral("Unable to marshal response: Object of type date is not JSON "
                               "serializable"),
                "Runtime.Unknown"); // the official client names no type here
    cases["unserializable"].bytes = fault(
        "Runtime.MarshalError",
        "Unable to marshal response: Object of type date is not JSON serializable", "{requestId}");
    cases["context"] =
        returning("[context.function_name, context.memory_limit_in_mb, context.function_version,"
                  " context.aws_request_id, context.invoked_function_arn, context.log_group_name,"
                  " context.log_stream_name, 0 < context.get_remaining_time_in_millis() <= 20000,"
                  " context.client_context.custom['k']]");
    cases["no-client"] = returning("[context.client_context, context.identity.cognito_identity_id,"
                                   " context.tenant_id]");
    cases["environment"] =
        returning("[os.environ['AWS_EXECUTION_ENV'], os.getcwd(), os.environ['TABLE'],"
                  " os.environ['_X_AMZN_TRACE_ID'].startswith('Root=1-'),"
                  " '_LAMBDA_TELEMETRY_LOG_FD' in os.environ]",
                  "import os\n");

    const Case raises = app("calls = 0\ndef handler(event, context):\n    global calls\n"
                            "    calls += 1\n    if event.get('fine'): return calls\n"
                            "    raise ValueError('no')\n");
    cases["raises"] = failing(raises, "ValueError", QStringLiteral("no"), "Runtime.Unknown");
    cases["raises"].bytes = fault("ValueError", "no", "{requestId}",
                                  "[\"  File \\\"/var/task/app.py\\\", line 6, in handler\\n    "
                                  "raise ValueError('no')\\n\"]");
    cases["raises-own"] =
        failing(app("class TooMany(Exception): pass\ndef handler(e, c): raise TooMany('\u00e9')\n"),
                "TooMany", QStringLiteral("\u00e9"));
    cases["loading"] = failing(app("raise RuntimeError('not today')\n"), "RuntimeError",
                               QStringLiteral("not today"), "Runtime.Unknown");
    cases["loading"].log = {
        "[WARNING]\t<time>\t\tLAMBDA_WARNING: Unhandled exception. The most likely cause is an "
        "issue in the function code. However, in rare cases, a Lambda runtime update can cause "
        "unexpected function behavior. For functions using managed runtimes, runtime updates can "
        "be triggered by a function change, or can be applied automatically. To determine if the "
        "runtime has been updated, check the runtime version in the INIT_START log entry. If this "
        "error correlates with a change in the runtime version, you may be able to mitigate this "
        "error by temporarily rolling back to the previous runtime version. For more information, "
        "see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html\r",
        "[ERROR] RuntimeError: not today"};
    cases["no-file"] =
        failing({.files = {{"app.py", ""}}, .handler = "nix.handler"}, "Runtime.ImportModuleError",
                QStringLiteral("Unable to import module 'nix': No module named 'nix'"),
                "Runtime.ImportModuleError");
    cases["no-file"].bytes = fault("Runtime.ImportModuleError",
                                   "Unable to import module 'nix': No module named 'nix'", "");
    cases["no-handler"] = failing(app("x = 1\n"), "Runtime.HandlerNotFound",
                                  QStringLiteral("Handler 'handler' missing on module 'app'"),
                                  "Runtime.HandlerNotFound");
    cases["malformed"] = failing(
        {.files = {{"app.py", ""}}, .handler = "app"}, "Runtime.MalformedHandlerName",
        QStringLiteral("Bad handler 'app': not enough values to unpack (expected 2, got 1)"),
        "Runtime.MalformedHandlerName");
    cases["syntax"] =
        failing(app("x = 1\nx = = 2\n"), "Runtime.UserCodeSyntaxError",
                QStringLiteral("Syntax error in module 'app': invalid syntax (app.py, line 2)"),
                "Runtime.UserCodeSyntaxError");
    cases["syntax"].bytes =
        fault("Runtime.UserCodeSyntaxError",
              "Syntax error in module 'app': invalid syntax (app.py, line 2)", "",
              "[\"  File \\\"/var/task/app.py\\\" Line 2\\n    x = = 2\\n\"]");
    cases["no-module"] =
        failing(app("import requests\n"), "Runtime.ImportModuleError",
                QStringLiteral("Unable to import module 'app': No module named 'requests'"));
    cases["signature"] =
        failing(app("def handler(event): return 1\n"), "TypeError",
                QStringLiteral("handler() takes 1 positional argument but 2 were given"));
    cases["exits"] = app("import os\ndef handler(e, c): os._exit(3)\n");
    cases["exits"].errorMessage = QStringLiteral("Runtime exited with error: exit status 3");

    cases["prints"] = logging("print('a\\nb')", {"a", "b"});
    cases["logs"] = logging("logging.info('no'); logging.warning('w %d', 1)",
                            {"[WARNING]\t<time>\t{requestId}\tw 1"}, {"\tno"});
    cases["logs-json"] = logging(
        "logging.warning('w', extra={'k': 1})",
        {"{\"timestamp\": \"<time>\", \"level\": \"WARNING\", \"message\": \"w\", \"logger\": "
         "\"root\", \"requestId\": \"{requestId}\", \"k\": 1}"});
    cases["logs-levels"] =
        logging("logging.info('no'); logging.error('e')",
                {"{\"timestamp\": \"<time>\", \"level\": \"ERROR\", \"message\": "
                 "\"e\", \"logger\": \"root\", \"requestId\": "
                 "\"{requestId}\"}"},
                {"\"no\""});
    cases["raises-logged"] = failing(raises, "ValueError", QStringLiteral("no"));
    cases["raises-logged"].log = {"[ERROR] ValueError: no\nTraceback (most recent call last):\n"
                                  "\u00a0\u00a0File \"/var/task/app.py\", line 6, in handler\n"
                                  "\u00a0\u00a0\u00a0\u00a0raise ValueError('no')"};
    cases["size"] = returning("'x' * event['size']");
    cases["sleeps"] = app("import time\ndef handler(event, context):\n"
                          "    if event.get('fine'): return 'fine'\n    time.sleep(1e6)\n");
    cases["streams"] = {.absent = "Lambda's Python has no response streaming"};
    cases["streamed"] = cases["streamfails"] = cases["streams"];
    cases["native"] = failing(
        {.files = {{"app.py", "import fast\n"}, {"fast.so", foreignLibrary()}},
         .handler = "app.handler"},
        "Runtime.ImportModuleError",
        QStringLiteral("^Unable to import module 'app': /var/task/fast\\.so: .* "
                       "\\(/var/task/fast\\.so is built for aarch64, this machine is x86_64\\)"),
        "Runtime.ImportModuleError");
    return cases;
}

std::vector<LanguageCases::Own> own(const QString &version)
{
    const int minor = version.section(u'.', 1, 1).toInt();
    std::vector<LanguageCases::Own> rows;
    const auto add = [&rows](const char *claim, const Case &made, const QByteArray &payload,
                             const QByteArray &event = "{}") {
        rows.push_back({{{}, claim, End::Answer, event, payload}, made});
    };
    const auto bytes = [](Case made, const QByteArray &exact) {
        made.bytes = exact;
        return made;
    };
    add("tuples with names are objects",
        app("from collections import namedtuple\nP = namedtuple('P', 'x y')\n"
            "class D:\n    def _asdict(self): return {'d': 1}\n"
            "def handler(event, context): return [P(1, [P('a', (2, 3))]), {'k': P(None, D())}]\n"),
        "[{\"x\":1,\"y\":[{\"x\":\"a\",\"y\":[2,3]}]},{\"k\":{\"x\":null,\"y\":{\"d\":1}}}]");
    add("blanks after colons and commas", bytes(returning("event"), "{\"a\": [1, 2]}"),
        "{\"a\":[1,2]}", "{\"a\":[1,2]}");
    add("text is escaped up to 3.11",
        bytes(returning("'\u00e9'"), minor < 12 ? "\"\\u00e9\"" : "\"\u00e9\""), "\"\u00e9\"");
    add("numbers of any size", bytes(returning("event"), "123456789012345678901234567890"),
        "123456789012345678901234567890", "123456789012345678901234567890");
    add("a tuple and keys of numbers", returning("{1: (1, 2)}"), "{\"1\":[1,2]}");
    add("NaN and Infinity", bytes(returning("[float('nan'), float('-inf')]"), "[NaN, -Infinity]"),
        "[NaN, -Infinity]");
    add("Decimal keeps its digits",
        bytes(returning("[Decimal('1.10'), Decimal('nan'), 'x']", "from decimal import Decimal\n"),
              "[1.10, NaN, \"x\"]"),
        "[1.10, NaN, \"x\"]");
    add("a partial function",
        app("import functools\ndef f(a, event, context): return a\n"
            "handler = functools.partial(f, 7)\n"),
        "7");
    Case method = app("class H:\n    @staticmethod\n    def run(event, context): return 8\n"
                      "handler = H.run\n");
    add("a static method", method, "8");
    add("a namespace package",
        {.files = {{"a/b/c.py", "def handler(e, c): return __name__\n"}},
         .handler = "a/b/c.handler"},
        "\"a.b.c\"");
    add("a module named as one of the library",
        {.files = {{"app.py", "import json\ndef handler(e, c): return json.mine\n"},
                   {"json.py", "mine = 'mine'\n"}},
         .handler = "app.handler"},
        "\"mine\"");
    add("the search path",
        returning("[sys.path[0], sys.path[1], sys.path[2], sys.path[-1]]", "import sys\n"),
        "[\"/var/task\",\"/opt/python/lib/python3." + QByteArray::number(minor)
            + "/site-packages\",\"/opt/python\",\"/var/runtime\"]");
    add("exit() and quit() are there", returning("callable(exit) and callable(quit)"), "true");
    add("hooks of snapshots can be registered",
        app("from snapshot_restore_py import register_before_snapshot, register_after_restore\n"
            "@register_before_snapshot\ndef before(): pass\n"
            "register_after_restore(print, 'again')\n"
            "def handler(e, c): return callable(before)\n"),
        "true");
    Case log = returning("context.log('x\\n')");
    log.log = {"x"};
    add("context.log adds nothing", log, "null");
    Case again =
        logging("logging.basicConfig(level='DEBUG'); logging.getLogger('l').setLevel('INFO');"
                " logging.getLogger('l').info('i')",
                {"[INFO]\t<time>\t{requestId}\ti"});
    add("basicConfig changes nothing, setLevel does", again, "null");

    const std::vector<engine::EnvironmentVariable> asJson{
        {QStringLiteral("AWS_LAMBDA_LOG_FORMAT"), QStringLiteral("JSON")}};
    rows.push_back(
        {{{}, "an exception in JSON logs", End::Answer, "{}", "null", asJson},
         logging("try: raise KeyError('k')\n    except KeyError: logging.exception('x')",
                 {"{\"timestamp\": \"<time>\", \"level\": \"ERROR\", \"message\": \"x\", "
                  "\"logger\": \"root\", \"stackTrace\": [\"  File \\\"/var/task/app.py\\\", line "
                  "3, in handler\\n    try: raise KeyError('k')\\n"})});
    Case errorAsJson = failing(app("def handler(e, c): raise ValueError('no')\n"), "ValueError",
                               QStringLiteral("no"));
    errorAsJson.log = {
        "{\"timestamp\": \"<time>\", \"level\": \"ERROR\", \"errorMessage\": \"no\", "
        "\"errorType\": \"ValueError\", \"requestId\": \"{requestId}\", "
        "\"stackTrace\": ["};
    rows.push_back(
        {{{}, "an error of the handler in JSON logs", End::Error, "{}", {}, asJson}, errorAsJson});
    for (const auto &[level, shown, hidden] :
         {std::tuple{"TRACE", "debug", ""}, std::tuple{"FATAL", "critical", "error"}}) {
        const QByteArray statement = *hidden ? QByteArray("logging.") + hidden + "('no'); " : "";
        rows.push_back(
            {{{},
              QByteArray("the level ") + level,
              End::Answer,
              "{}",
              "null",
              {asJson.front(), {QStringLiteral("AWS_LAMBDA_LOG_LEVEL"), QString::fromUtf8(level)}}},
             logging(statement + "logging." + shown + "('shown')",
                     {"{\"timestamp\": \"<time>\", \"level\": \"" + QByteArray(shown).toUpper()
                      + "\", \"message\": \"shown\""},
                     {"\"no\""})});
    }
    rows.push_back(
        {{{},
          "the client context's own members",
          End::Answer,
          "{}",
          "[\"title\",null,{\"a\":\"b\"}]",
          {},
          {},
          "{\"client\":{\"app_title\":\"title\"},\"env\":{\"a\":\"b\"}}"},
         returning("[context.client_context.client.app_title,"
                   " context.client_context.client.installation_id, context.client_context.env]")});

    const auto fails = [&rows](const char *claim, End end, const Case &made) {
        rows.push_back({{{}, claim, end}, made});
    };
    fails("a coroutine is not awaited", End::Error,
          failing(app("async def handler(event, context): pass\n"), "Runtime.MarshalError",
                  QStringLiteral("Unable to marshal response: Object of type coroutine is not "
                                 "JSON serializable")));
    fails("a set has no JSON", End::Error,
          failing(returning("{1, 2}"), "Runtime.MarshalError",
                  QStringLiteral("Unable to marshal response: Object of type set is not JSON "
                                 "serializable")));
    fails("a circle has no JSON", End::Error,
          failing(app("def handler(e, c):\n    a = []\n    a.append(a)\n    return a\n"),
                  "Runtime.MarshalError",
                  QStringLiteral("Unable to marshal response: Circular reference detected")));
    fails("a builtin module", End::InitError,
          failing({.files = {{"app.py", ""}}, .handler = "sys.exit"},
                  "Runtime.BuiltInModuleConflict",
                  QStringLiteral("Cannot use built-in module sys as a handler module"),
                  "Runtime.BuiltInModuleConflict"));
    Case exits = app("import sys\ndef handler(e, c): sys.exit(3)\n");
    exits.errorMessage = QStringLiteral("Runtime exited with error: exit status 3");
    fails("sys.exit ends the process", End::ExitError, exits);
    const QByteArray tagged =
        "fast.cpython-3" + QByteArray::number(minor) + "-aarch64-linux-gnu.so";
    static QList<QByteArray> names; // File has no copy of its own
    names.append("pack/" + tagged);
    fails("a library whose name tells another processor", End::InitError,
          failing({.files = {{"app.py", "import pack.fast\n"},
                             {names.constLast().constData(), foreignLibrary()}},
                   .handler = "app.handler"},
                  "Runtime.ImportModuleError",
                  QStringLiteral("^Unable to import module 'app': No module named 'pack\\.fast' "
                                 "\\(/var/task/pack/fast\\..*\\.so is built for aarch64, this "
                                 "machine is x86_64\\)")));
    fails("a library of another Python", End::InitError,
          failing({.files = {{"app.py", "from pack import fast\n"},
                             {"pack/__init__.py", ""},
                             {"pack/fast.cpython-37m-x86_64-linux-gnu.so", "no ELF"}},
                   .handler = "app.handler"},
                  "Runtime.ImportModuleError",
                  QStringLiteral("^Unable to import module 'app': cannot import name 'fast' from .*"
                                 "\\(/var/task/pack/fast\\..*\\.so is built for Python 3\\.7, this "
                                 "is 3\\.%1\\)")
                      .arg(minor)));
    Case loaded = app("import ctypes\ndef handler(e, c): ctypes.CDLL('/var/task/lib/fast.so')\n");
    loaded.files.push_back({"lib/fast.so", foreignLibrary()});
    fails("a library that the handler loads", End::Error,
          failing(loaded, "OSError",
                  QStringLiteral("^/var/task/lib/fast\\.so: .* \\(/var/task/lib/fast\\.so is built "
                                 "for aarch64, this machine is x86_64\\)")));
    return rows;
}

const RegisteredLanguage python({"Python", engine::Language::Python, runtimeOf, shared, own});

} // namespace
} // namespace testsupport
