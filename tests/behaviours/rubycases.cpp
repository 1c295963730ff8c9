// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/behaviours/behaviours.h"

namespace testsupport {
namespace {

using End = Behaviour::End;

Case app(const QByteArray &code)
{
    return {.files = {{"app.rb", code}}, .handler = "app.handler"};
}

Case doing(const QByteArray &statements, const QByteArray &before = {})
{
    return app(before + "def handler(event:, context:)\n  " + statements + "\nend\n");
}

Case failing(Case made, const char *type, const QString &message, const char *reported = "")
{
    made.errorType = QString::fromUtf8(type);
    made.errorMessage = message;
    made.reportedType = QString::fromUtf8(reported);
    return made;
}

Case logging(const QByteArray &statements, const QList<QByteArray> &log,
             const QList<QByteArray> &noLog = {})
{
    Case made = doing(statements + "\n  nil");
    made.log = log;
    made.noLog = noLog;
    return made;
}

QString runtimeOf(const QString &version)
{
    return QStringLiteral("ruby") + version.section(u'.', 0, 1);
}

// What stands around a method's name in a stack trace.
QByteArray quoted(const QString &version, const char *name)
{
    const bool old = version.section(u'.', 0, 1).toDouble() < 3.35;
    return old ? "`" + QByteArray(name) + "'" : "'Object#" + QByteArray(name) + "'";
}

QMap<QByteArray, Case> shared(const QString &version)
{
    QMap<QByteArray, Case> cases;
    cases["echo"] = doing("event");
    cases["folder"] = {.files = {{"src/app.rb", "def handler(event:, context:) = 'folder'\n"}},
                       .handler = "src/app.handler"};
    cases["nested"] = {.files = {{"app.rb", "module Api\n  class Users\n"
                                            "    def self.get(event:, context:) = 'nested'\n"
                                            "  end\nend\n"}},
                       .handler = "app.Api::Users.get"};
    cases["async"] = {.absent = "Ruby has no asynchronous methods"};
    cases["count"] = doing("$calls += 1", "$calls = 0\n");
    cases["dependency"] = {.files = {{"app.rb", "require 'lib/more'\n"
                                                "def handler(event:, context:) = NAME\n"},
                                     {"lib/more.rb", "NAME = 'dependency'\n"}},
                           .handler = "app.handler"};
    cases["machine"] = doing("found = Gem::Specification.dirs.grep_v(%r{^(/var/task|/opt|"
                             "/var/runtime)/})\n  found.empty? ? 'alone' : found");
    cases["nothing"] = doing("nil");
    cases["raw"] = doing("StringIO.new(\"raw\\xff\")");
    cases["raw"].bytes = cases["raw"].payload = "raw\xff";
    cases["unserializable"] = failing(doing("0.0 / 0"), "Function<JSON::GeneratorError>",
                                      QStringLiteral("^.*NaN.*"), "Runtime.Unknown");
    cases["context"] =
        doing("[context.function_name, context.memory_limit_in_mb, context.function_version,"
              " context.aws_request_id, context.invoked_function_arn, context.log_group_name,"
              " context.log_stream_name, context.get_remaining_time_in_millis.between?(1, 20_000)"
              " && context.deadline_ms > 0, context.client_context['custom']['k']]");
    cases["no-client"] = doing("[context.client_context, context.identity, context.tenant_id]");
    cases["environment"] = doing("[ENV['AWS_EXECUTION_ENV'], Dir.pwd, ENV['TABLE'],"
                                 " ENV['_X_AMZN_TRACE_ID'].start_with?('Root=1-'),"
                                 " ENV.key?('_LAMBDA_TELEMETRY_LOG_FD')]");

    const Case raises =
        doing("$calls += 1\n  return $calls if event['fine']\n  raise 'no'", "$calls = 0\n");
    cases["raises"] =
        failing(raises, "Function<RuntimeError>", QStringLiteral("no"), "Runtime.Unknown");
    cases["raises"].bytes = "{\"errorMessage\":\"no\",\"errorType\":\"Function<RuntimeError>\","
                            "\"stackTrace\":[\"/var/task/app.rb:5:in "
                            + quoted(version, "handler") + "\"]}";
    cases["raises-own"] =
        failing(doing("raise TooMany, '\u00e9'", "class TooMany < StandardError; end\n"),
                "Function<TooMany>", QStringLiteral("\u00e9"));
    cases["loading"] = failing(app("raise 'not today'\n"), "Init<RuntimeError>",
                               QStringLiteral("not today"), "Runtime.Unknown");
    cases["loading"].log = {"Init error when loading handler "};
    cases["no-file"] = failing({.files = {{"app.rb", ""}}, .handler = "nix.handler"},
                               "Init<LoadError>", QStringLiteral("cannot load such file -- nix"));
    cases["no-handler"] = {.absent = "Ruby finds the method at the call; see Ruby's own rows"};
    cases["malformed"] = failing(
        {.files = {{"app.rb", ""}}, .handler = "app"}, "Init<ArgumentError>",
        QStringLiteral("Invalid handler [\"app\"], must be of form FILENAME.METHOD or "
                       "FILENAME.CLASS.METHOD where FILENAME corresponds with an existing Ruby "
                       "source file FILENAME.rb, CLASS is an optional module/class namespace and "
                       "METHOD is a callable method. If using CLASS, METHOD must be a class-level "
                       "method."));
    cases["syntax"] = failing(app("x = 1\nx = = 2\n"), "Init<SyntaxError>",
                              QStringLiteral("^/var/task/app\\.rb:2: .*"));
    cases["no-module"] = failing(app("require 'nokogiri'\n"), "Init<LoadError>",
                                 QStringLiteral("cannot load such file -- nokogiri"));
    cases["signature"] =
        failing(app("def handler(event, context) = 1\n"), "Function<ArgumentError>",
                QStringLiteral("wrong number of arguments (given 1, expected 2)"));
    cases["exits"] = doing("exit!(3)");
    cases["exits"].errorMessage = QStringLiteral("Runtime exited with error: exit status 3");

    cases["prints"] = logging("puts \"a\\nb\"; print \"c\\n\"", {"a\nb", "c"});
    cases["logs"] = logging("Logger.new($stdout, progname: 'me').info('i')",
                            {"I, [<time> #2]  INFO {requestId} -- me: i"});
    cases["logs-json"] = logging("Logger.new($stdout).warn('w')",
                                 {"{\"timestamp\":\"<time>\",\"level\":\"WARN\",\"message\":\"w\","
                                  "\"requestId\":\"{requestId}\"}"});
    cases["logs-levels"] = logging("l = Logger.new($stdout); l.info('no'); l.error('e')",
                                   {"{\"timestamp\":\"<time>\",\"level\":\"ERROR\",\"message\":"
                                    "\"e\",\"requestId\":\"{requestId}\"}"},
                                   {"\"no\""});
    cases["raises-logged"] = failing(raises, "Function<RuntimeError>", QStringLiteral("no"));
    cases["raises-logged"].log = {
        "Error raised from handler method\n{\n  \"errorMessage\": \"no\",\n  \"errorType\": "
        "\"Function<RuntimeError>\",\n  \"stackTrace\": [\n    \"/var/task/app.rb:5:in "
        + quoted(version, "handler") + "\"\n  ]\n}"};
    cases["size"] = doing("'x' * event['size']");
    cases["sleeps"] = doing("return 'fine' if event['fine']\n  sleep");
    cases["streams"] = {.absent = "Lambda's Ruby has no response streaming"};
    cases["streamed"] = cases["streamfails"] = cases["streams"];
    cases["native"] = failing(
        {.files = {{"app.rb", "require 'fast'\n"}, {"fast.so", foreignLibrary()}},
         .handler = "app.handler"},
        "Init<LoadError>",
        QStringLiteral("^/var/task/fast\\.so: .* \\(/var/task/fast\\.so is built for aarch64, this "
                       "machine is x86_64\\)"));
    return cases;
}

std::vector<LanguageCases::Own> own(const QString &)
{
    std::vector<LanguageCases::Own> rows;
    const auto fails = [&rows](const char *claim, const Case &made, End end = End::Error) {
        rows.push_back({{{}, claim, end, "{}", "1"}, made});
    };
    rows.push_back(
        {{{}, "a method that is not there", End::ErrorAndExit},
         failing({.files = {{"app.rb", ""}}, .handler = "app.handler"}, "Function<NoMethodError>",
                 QStringLiteral("^undefined method [`']handler' for.*"))});
    // The process ends behind the answer: the next call is a start of its own.
    fails("an unknown name ends the process",
          failing(doing("$calls += 1\n  return $calls if event['fine']\n  nothing_of_this_name",
                        "$calls = 0\n"),
                  "Function<NameError>", QStringLiteral("^undefined local variable or method.*")),
          End::ErrorAndExit);
    fails("exit is answered and ends the process",
          failing(doing("$calls += 1\n  return $calls if event['fine']\n  exit(3)", "$calls = 0\n"),
                  "Function<SystemExit>", QStringLiteral("exit")),
          End::ErrorAndExit);
    rows.push_back({{{},
                     "constants that are there without a require",
                     End::Answer,
                     "{}",
                     "[\"Logger\",\"Net::HTTP\",\"Gem::Version\"]"},
                    doing("[Logger, Net::HTTP, Gem::Version].map(&:name)")});
    rows.push_back({{{},
                     "text of the environment is UTF-8",
                     End::Answer,
                     "{}",
                     "[\"\u00e9\",false]",
                     {{QStringLiteral("NAME"), QStringLiteral("\u00e9")}}},
                    doing("[ENV['NAME'], ENV.key?('LC_CTYPE')]")});
    return rows;
}

const RegisteredLanguage ruby({"Ruby", engine::Language::Ruby, runtimeOf, shared, own});

} // namespace
} // namespace testsupport
