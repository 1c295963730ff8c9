// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/behaviours/behaviours.h"

namespace testsupport {
namespace {

using End = Behaviour::End;

Case module(const QByteArray &code)
{
    return {.files = {{"app.mjs", code}}, .handler = "app.handler"};
}

Case script(const QByteArray &code)
{
    return {.files = {{"app.js", code}}, .handler = "app.handler"};
}

Case returning(const QByteArray &expression)
{
    return module("export const handler = async (event, context) => (" + expression + ");\n");
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
    Case made = module("export const handler = async () => { " + statements + " };\n");
    made.log = log;
    made.noLog = noLog;
    return made;
}

QString runtimeOf(const QString &version)
{
    return QStringLiteral("nodejs%1.x").arg(version.section(u'.', 0, 0));
}

// Lambda has callbacks and context.succeed() up to Node.js 22.
bool hasCallbacks(const QString &version)
{
    return version.section(u'.', 0, 0).toInt() < 24;
}

QMap<QByteArray, Case> shared(const QString &)
{
    QMap<QByteArray, Case> cases;
    cases["echo"] = returning("event");
    cases["folder"] = {.files = {{"src/app.js", "exports.handler = async () => 'folder'\n"}},
                       .handler = "src/app.handler"};
    cases["nested"] = {
        .files = {{"app.js", "exports.api = {users: {get: async () => 'nested'}}\n"}},
        .handler = "app.api.users.get"};
    cases["async"] = module("export const handler = async () => {\n"
                            "  await new Promise((resolve) => setTimeout(resolve, 1));\n"
                            "  return 'async';\n};\n");
    cases["count"] = module("let calls = 0;\nexport const handler = async () => ++calls;\n");
    cases["dependency"] = {
        .files = {{"app.mjs", "import { name } from 'more';\n"
                              "export const handler = async () => name;\n"},
                  {"node_modules/more/index.js", "exports.name = 'dependency'\n"}},
        .handler = "app.handler"};
    cases["machine"] =
        script("exports.handler = async () => {\n"
               "  try { return require.resolve('npm') } catch { return 'alone' }\n};\n");
    cases["nothing"] = returning("undefined");
    cases["raw"] = {.absent = "Node.js answers with JSON, or with a stream"};
    cases["unserializable"] = failing(returning("1n"), "^(Error|Runtime\\.JSONStringifyError)",
                                      QStringLiteral("Unable to stringify response body"));
    cases["context"] =
        returning("[context.functionName, context.memoryLimitInMB, context.functionVersion,"
                  " context.awsRequestId, context.invokedFunctionArn, context.logGroupName,"
                  " context.logStreamName, context.getRemainingTimeInMillis() > 0 &&"
                  " context.getRemainingTimeInMillis() <= 20000, context.clientContext.custom.k]");
    cases["no-client"] = returning("[context.clientContext, context.identity, context.tenantId]");
    cases["environment"] =
        returning("[process.env.AWS_EXECUTION_ENV, process.cwd(), process.env.TABLE,"
                  " process.env._X_AMZN_TRACE_ID.startsWith('Root=1-'),"
                  " '_LAMBDA_TELEMETRY_LOG_FD' in process.env]");

    const Case raises = module("let calls = 0;\nexport const handler = async (event) => {\n"
                               "  calls += 1;\n  if (event.fine) return calls;\n"
                               "  throw new TypeError('no');\n};\n");
    cases["raises"] = failing(raises, "TypeError", QStringLiteral("no"), "Runtime.Unknown");
    cases["raises"].begin =
        "{\"errorType\":\"TypeError\",\"errorMessage\":\"no\",\"trace\":[\"TypeError: no\","
        "\"    at Runtime.handler (file:///var/task/app.mjs:5:9)\"";
    cases["raises-own"] =
        failing(module("class TooMany extends Error { name = 'TooMany' }\n"
                       "export const handler = async () => { throw new TooMany('\u00e9') };\n"),
                "TooMany", QStringLiteral("\u00e9"));
    cases["loading"] = failing(module("throw new RangeError('not today');\n"), "RangeError",
                               QStringLiteral("not today"), "Runtime.Unknown");
    cases["loading"].log = {"<time>\tundefined\tERROR\tUncaught Exception \t{\"errorType\":"
                            "\"RangeError\",\"errorMessage\":\"not today\",\"stack\":"
                            "[\"RangeError: not today\",\"    at file:///var/task/app.mjs:1:7\""};
    cases["no-file"] =
        failing({.files = {{"app.js", ""}}, .handler = "nix.handler"}, "Runtime.ImportModuleError",
                QStringLiteral("Error: Cannot find module 'nix'\nRequire stack:\n"
                               "- /var/runtime/index.mjs"),
                "Runtime.ImportModuleError");
    cases["no-handler"] = failing(module("export const other = 1;\n"), "Runtime.HandlerNotFound",
                                  QStringLiteral("app.handler is undefined or not exported"),
                                  "Runtime.HandlerNotFound");
    cases["malformed"] =
        failing({.files = {{"app.js", ""}}, .handler = "app"}, "Runtime.MalformedHandlerName",
                QStringLiteral("Bad handler"), "Runtime.MalformedHandlerName");
    cases["syntax"] =
        failing(module("function {\n"), "Runtime.UserCodeSyntaxError",
                QStringLiteral("SyntaxError: Unexpected token '{'"), "Runtime.UserCodeSyntaxError");
    cases["no-module"] =
        failing(script("require('left-pad');\n"), "Runtime.ImportModuleError",
                QStringLiteral("Error: Cannot find module 'left-pad'\nRequire stack:\n"
                               "- /var/task/app.js\n- /var/runtime/index.mjs"));
    cases["signature"] = {.absent = "JavaScript functions take any number of arguments"};
    cases["exits"] = module("export const handler = async () => process.exit(3);\n");
    cases["exits"].errorMessage = QStringLiteral("Runtime exited with error: exit status 3");

    cases["prints"] = logging("process.stdout.write('a\\nb\\n')", {"a\nb"});
    cases["logs"] =
        logging("console.log('a\\nb %d', 1, {x: 1}); console.warn('w')",
                {"<time>\t{requestId}\tINFO\ta\nb 1 { x: 1 }", "<time>\t{requestId}\tWARN\tw"});
    cases["logs-json"] =
        logging("console.info({x: 1}); console.error('e %s', 1)",
                {"{\"timestamp\":\"<time>\",\"level\":\"INFO\",\"requestId\":\"{requestId}\","
                 "\"message\":{\"x\":1}}",
                 "{\"timestamp\":\"<time>\",\"level\":\"ERROR\",\"requestId\":\"{requestId}\","
                 "\"message\":\"e 1\"}"});
    cases["logs-levels"] =
        logging("console.info('no'); console.fatal('f')",
                {"{\"timestamp\":\"<time>\",\"level\":\"FATAL\",\"requestId\":\"{requestId}\","
                 "\"message\":\"f\"}"},
                {"\"no\""});
    cases["raises-logged"] = failing(raises, "TypeError", QStringLiteral("no"));
    cases["raises-logged"].log = {
        "<time>\t{requestId}\tERROR\tInvoke Error \t{\"errorType\":\"TypeError\","
        "\"errorMessage\":\"no\",\"stack\":[\"TypeError: no\",\"    at Runtime.handler "
        "(file:///var/task/app.mjs:5:9)\""};
    cases["size"] = returning("'x'.repeat(event.size)");
    cases["sleeps"] = module("export const handler = (event) => event.fine\n"
                             "  ? Promise.resolve('fine')\n"
                             "  : new Promise((resolve) => setTimeout(resolve, 1e9));\n");
    cases["streams"] =
        module("export const handler = awslambda.streamifyResponse(async (event, stream) => {\n"
               "  stream.setContentType('application/json');\n"
               "  stream.write('\"a'); stream.write('b'); stream.end('c\"');\n});\n");
    const auto streamed = [](const QByteArray &end) {
        return module("import { existsSync } from 'node:fs';\n"
                      "export const handler = awslambda.streamifyResponse(async (event, stream) "
                      "=> {\n"
                      "  stream.write('one');\n"
                      "  while (!existsSync('/var/task/seen'))\n"
                      "    await new Promise((resolve) => setTimeout(resolve, 5));\n"
                      "  stream.write('two');\n  "
                      + end + "\n});\n");
    };
    cases["streamed"] = streamed("stream.end();");
    cases["streamfails"] = failing(streamed("throw new TypeError('midway');"), "TypeError",
                                   QStringLiteral("midway"), "Runtime.Unknown");
    cases["native"] = failing(
        {.files = {{"app.js", "require('./fast.node')\n"}, {"fast.node", foreignLibrary()}},
         .handler = "app.handler"},
        "Error",
        QStringLiteral("^(Error: )?/var/task/fast\\.node: .* \\(/var/task/fast\\.node is built for "
                       "aarch64, this machine is x86_64\\)"));
    return cases;
}

std::vector<LanguageCases::Own> own(const QString &version)
{
    std::vector<LanguageCases::Own> rows;
    const auto answers = [&rows](const char *claim, const Case &made, const char *payload,
                                 const QByteArray &event = "{}") {
        rows.push_back({{{}, claim, End::Answer, event, payload}, made});
    };
    const auto fails = [&rows](const char *claim, End end, const Case &made,
                               const QByteArray &payload = {}) {
        rows.push_back({{{}, claim, end, "{}", payload}, made});
    };
    const auto files = [](std::vector<TestWorkspace::File> all) {
        return Case{.files = std::move(all), .handler = "app.handler"};
    };
    const char *const one = "exports.handler = async () => 1\n";
    const char *const two = "export const handler = async () => 2;\n";

    // Finding the handler
    answers("CommonJS in .js", files({{"app.js", one}}), "1");
    answers("CommonJS in .cjs", files({{"app.cjs", one}}), "1");
    answers("an ES module in .mjs", files({{"app.mjs", two}}), "2");
    answers("an ES module by package.json",
            files({{"app.js", two}, {"package.json", "{\"type\":\"module\"}"}}), "2");
    answers(".js before .mjs", files({{"app.js", one}, {"app.mjs", two}}), "1");
    answers("a file without extension", files({{"app", one}, {"app.mjs", two}}), "1");
    answers("a folder with an index", files({{"app/index.js", one}}), "1");
    answers("a package of node_modules", files({{"node_modules/app/index.js", one}}), "1");
    answers("top-level await",
            module("const x = await Promise.resolve(5);\nexport const handler = async () => x;\n"),
            "5");
    answers("the search path of require",
            script("exports.handler = async () => process.env.NODE_PATH\n"),
            qPrintable(QStringLiteral("\"/opt/nodejs/node%1/node_modules:/opt/nodejs/node_modules:"
                                      "/var/runtime/node_modules:/var/runtime:/var/task\"")
                           .arg(version.section(u'.', 0, 0))));

    answers("gc() collects, also the second time",
            module("export const handler = async () => {\n  gc();\n  const r = new WeakRef({});\n"
                   "  await new Promise(setImmediate);\n  gc();\n"
                   "  return [typeof gc, r.deref() === undefined];\n};\n"),
            "[\"function\",true]");

    // Kinds of handlers
    answers("a thenable", module("export const handler = () => ({then: (done) => done('t')});\n"),
            "\"t\"");
    answers("the answer does not wait for the loop",
            module("export const handler = async () => {\n"
                   "  setTimeout(() => {}, 1e9);\n  return 'at once';\n};\n"),
            "\"at once\"");
    if (hasCallbacks(version)) {
        answers("a callback waits for the empty loop",
                script("exports.handler = (e, c, cb) => { const r = {n: 1};"
                       " setTimeout(() => { r.n = 2 }, 5); cb(null, r) }\n"),
                "{\"n\":2}");
        answers("a callback that does not wait",
                script("exports.handler = (e, c, cb) => { c.callbackWaitsForEmptyEventLoop = "
                       "false; const r = {n: 1}; setTimeout(() => { r.n = 2 }, 1e9); cb(null, r) "
                       "}\n"),
                "{\"n\":1}");
        answers("a callback that is never called", script("exports.handler = (e, c, cb) => {}\n"),
                "null");
        answers("a second call of the callback is ignored",
                script("exports.handler = (e, c, cb) => { cb(null, 1); cb(new Error('no')) }\n"),
                "1");
        answers("context.succeed",
                script("exports.handler = (e, c) => { c.succeed(1); c.fail('no') }\n"), "1");
        answers("context.done", script("exports.handler = (e, c) => c.done(null, 3)\n"), "3");
        fails("an error in the callback", End::Error,
              failing(script("exports.handler = (e, c, cb) => cb(new RangeError('r'))\n"),
                      "RangeError", QStringLiteral("r")));
        fails("context.fail without reason", End::Error,
              failing(script("exports.handler = (e, c) => c.fail()\n"), "string",
                      QStringLiteral("handled")));
        Case warned = script("exports.handler = (e, c, cb) => cb(null, 1)\n");
        warned.log = {"<time>\tundefined\tWARN\tAWS Lambda plans to remove support for "
                      "callback-based function handlers starting with Node.js 24. You will need to "
                      "update this function to use an async handler to use Node.js 24 or later. "
                      "For more information and to provide feedback on this change, see "
                      "https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/"
                      "137. To disable this warning, set the "
                      "AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable."};
        answers("callbacks are warned of", warned, "1");
        Case silent = warned;
        silent.noLog = std::exchange(silent.log, {});
        rows.push_back({{{},
                         "unless the function wants no warning",
                         End::Answer,
                         "{}",
                         "1",
                         {{QStringLiteral("AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING"),
                           QStringLiteral("1")}}},
                        silent});
        answers("the printed context",
                returning("Object.keys(JSON.parse(JSON.stringify(context)))"),
                "[\"callbackWaitsForEmptyEventLoop\",\"functionVersion\",\"functionName\","
                "\"memoryLimitInMB\",\"logGroupName\",\"logStreamName\",\"invokedFunctionArn\","
                "\"awsRequestId\"]");
    } else {
        fails(
            "no callbacks from 24 on", End::InitError,
            failing(module("export const handler = async (e, c, cb) => 1;\n"),
                    "Runtime.CallbackHandlerDeprecated",
                    QStringLiteral("^ERROR: AWS Lambda has removed support for callback-based.*")));
    }

    // Values
    answers("a date is its text, a buffer an object", returning("[new Date(0), Buffer.from('a')]"),
            "[\"1970-01-01T00:00:00.000Z\",{\"type\":\"Buffer\",\"data\":[97]}]");
    answers("numbers beyond 2^53 lose digits", returning("event"), "9007199254740992",
            "9007199254740993");
    fails("a circle has no JSON", End::Error,
          failing(module("export const handler = async () => { const a = {}; a.a = a; return a; "
                         "};\n"),
                  "^(Error|Runtime\\.JSONStringifyError)",
                  QStringLiteral("Unable to stringify response body")));

    // Errors
    fails("a thrown text", End::Error,
          failing(module("export const handler = async () => { throw 'no' };\n"), "string",
                  QStringLiteral("no")));
    fails("a promise that is never settled, and the process lives on", End::ErrorThenAnswer,
          failing(module("let calls = 0;\nexport const handler = async (event) => {\n"
                         "  calls += 1;\n  if (event.fine) return calls;\n"
                         "  await new Promise(() => {});\n};\n"),
                  "Runtime.NodeJsExit",
                  QStringLiteral("The Lambda runtime client detected an unexpected Node.js exit "
                                 "code. This is most commonly caused by a Promise that was never "
                                 "settled. For more information, see "
                                 "https://nodejs.org/docs/latest/api/process.html#exit-codes")),
          "2");
    fails("an unhandled rejection ends the process", End::ErrorAndExit,
          failing(module("let calls = 0;\nexport const handler = async (event) => {\n"
                         "  calls += 1;\n  if (event.fine) return calls;\n"
                         "  Promise.reject(new Error('r'));\n"
                         "  await new Promise((resolve) => setTimeout(resolve, 1e9));\n};\n"),
                  "Runtime.UnhandledPromiseRejection", QStringLiteral("Error: r")),
          "1");
    fails("an uncaught exception ends the process", End::ErrorAndExit,
          failing(module("let calls = 0;\nexport const handler = async (event) => {\n"
                         "  calls += 1;\n  if (event.fine) return calls;\n"
                         "  setTimeout(() => { throw new Error('u') });\n"
                         "  await new Promise((resolve) => setTimeout(resolve, 1e9));\n};\n"),
                  "Error", QStringLiteral("u")),
          "1");
    fails("no function", End::InitError,
          failing(module("export const handler = 5;\n"), "Runtime.HandlerNotFound",
                  QStringLiteral("app.handler is not a function"), "Runtime.HandlerNotFound"));
    fails("a path upwards", End::InitError,
          failing({.files = {{"app.js", ""}}, .handler = "../app.handler"},
                  "Runtime.MalformedHandlerName",
                  QStringLiteral("'../app.handler' is not a valid handler name. Use absolute paths "
                                 "when specifying root directories in handler names."),
                  "Runtime.MalformedHandlerName"));
    fails("a rejected promise at the top level", End::InitError,
          failing(module("await Promise.reject(new RangeError('top'));\n"), "RangeError",
                  QStringLiteral("top")));
    fails("a missing import of an ES module keeps its own name", End::InitError,
          failing(module("import 'left-pad';\n"), "Error",
                  QStringLiteral("Cannot find package 'left-pad' imported from "
                                 "/var/task/app.mjs")));

    // Streams
    fails("a stream that is not ended", End::Error,
          failing(module("export const handler = awslambda.streamifyResponse(async () => {});\n"),
                  "string", QStringLiteral("Response stream is not finished.")));
    fails("a stream of a handler that is not async", End::Error,
          failing(module("export const handler = awslambda.streamifyResponse(() => 1);\n"),
                  "string", QStringLiteral("Streaming does not support non-async handlers.")));
    Case ignored = module("export const handler = awslambda.streamifyResponse(\n"
                          "  async (event, stream) => { stream.end('{}'); return 1; });\n");
    ignored.log = {"<time>\t{requestId}\tWARN\tStreaming handlers ignore return values."};
    answers("what a streaming handler returns is ignored", ignored, "{}");
    Case http =
        module("export const handler = awslambda.streamifyResponse(async (event, stream) => {\n"
               "  const s = awslambda.HttpResponseStream.from(stream, {statusCode: 201});\n"
               "  s.write({b: 1});\n  s.end();\n});\n");
    http.bytes = QByteArray("{\"statusCode\":201}") + QByteArray(8, '\0') + "{\"b\":1}";
    http.payload = http.bytes;
    answers("the start of an HTTP response", http, "");
    rows.push_back(
        {{{},
          "the global can be hidden",
          End::Answer,
          "{}",
          "\"undefined\"",
          {{QStringLiteral("AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA"), QStringLiteral("1")}}},
         returning("typeof awslambda")});

    // Logs
    Case errorAsJson =
        failing(module("export const handler = async () => { throw new TypeError('no') };\n"),
                "TypeError", QStringLiteral("no"));
    errorAsJson.log = {"{\"timestamp\":\"<time>\",\"level\":\"ERROR\",\"requestId\":"
                       "\"{requestId}\",\"message\":{\"errorType\":\"TypeError\","
                       "\"errorMessage\":\"no\",\"stackTrace\":[\"TypeError: no\","};
    rows.push_back({{{},
                     "an error of the handler in JSON logs",
                     End::Error,
                     "{}",
                     {},
                     {{QStringLiteral("AWS_LAMBDA_LOG_FORMAT"), QStringLiteral("JSON")}}},
                    errorAsJson});
    Case traced =
        logging("console.trace('t'); console.debug('d')", {"<time>\t{requestId}\tTRACE\tt"});
    rows.push_back({{{},
                     "the level TRACE",
                     End::Answer,
                     "{}",
                     "null",
                     {{QStringLiteral("AWS_LAMBDA_LOG_LEVEL"), QStringLiteral("TRACE")}}},
                    traced});
    Case levels =
        logging("console.trace('t'); console.debug('d'); console.info('i'); console.log('l');"
                " console.error('e'); console.fatal('f')",
                {"<time>\t{requestId}\tDEBUG\td", "<time>\t{requestId}\tINFO\ti",
                 "<time>\t{requestId}\tINFO\tl", "<time>\t{requestId}\tERROR\te",
                 "<time>\t{requestId}\tFATAL\tf"});
    answers("every level has its name", levels, "null");
    rows.push_back({{{},
                     "an error in JSON logs",
                     End::Answer,
                     "{}",
                     "null",
                     {{QStringLiteral("AWS_LAMBDA_LOG_FORMAT"), QStringLiteral("JSON")}}},
                    logging("const e = new TypeError('x'); e.stack = 's'; console.error('m', e)",
                            {"{\"timestamp\":\"<time>\",\"level\":\"ERROR\",\"requestId\":"
                             "\"{requestId}\",\"message\":\"m [s]\",\"errorType\":\"TypeError\","
                             "\"errorMessage\":\"x\",\"stackTrace\":[\"s\"]}"})});
    return rows;
}

const RegisteredLanguage node({"Node.js", engine::Language::NodeJs, runtimeOf, shared, own});

} // namespace
} // namespace testsupport
