// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include "tests/runtimes/bootstraprun.h"

using engine::Interpreter;
using engine::Language;
using engine::RuntimeCatalog;
using testsupport::BootstrapRun;

// Each claim for every Node.js of this machine.
class TestNodeBootstrap : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answers_data();
    void answers();
    void fails_data();
    void fails();
    void logs_data();
    void logs();
    void streams();
    void streamsUntilItFails();
    void warnsOfCallbacks();

private:
    QTemporaryDir m_cache; // one for all, so that the bootstraps are compiled once
    BootstrapRun run(const Interpreter &node, const QString &file, const QByteArray &code,
                     const QString &handler = QStringLiteral("app.handler"),
                     const QString &runtime = QStringLiteral("nodejs20.x")) const;

    std::vector<Interpreter> m_nodes;
};

void TestNodeBootstrap::initTestCase()
{
    auto places = RuntimeCatalog::standardPlaces();
    places.bootstraps = m_cache.path();
    const RuntimeCatalog catalog(places);
    for (const Interpreter &one : catalog.interpreters()) {
        if (one.language == Language::NodeJs)
            m_nodes.push_back(one);
    }
    if (m_nodes.empty())
        QSKIP("no Node.js on this machine");
}

BootstrapRun TestNodeBootstrap::run(const Interpreter &node, const QString &file,
                                    const QByteArray &code, const QString &handler,
                                    const QString &runtime) const
{
    BootstrapRun made;
    made.bootstraps = m_cache.path();
    made.interpreter = node;
    made.runtime = runtime;
    made.handler = handler;
    made.files.insert(file, code);
    made.files.insert(QStringLiteral("package.json"), "{}");
    return made;
}

void TestNodeBootstrap::answers_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("body");

    const auto row = [](const char *name, const char *file, const char *handler, const char *code,
                        const char *body) {
        QTest::newRow(name) << file << handler << QByteArray(code) << QByteArray(body);
    };
    row("an ES module", "app.mjs", "app.handler", "export const handler = async (e) => e;",
        "{\"a\":1}");
    row("top-level await", "app.mjs", "app.handler",
        "const x = await Promise.resolve(5); export const handler = async () => x;", "5");
    row("CommonJS in .js", "app.js", "app.handler", "exports.handler = async () => 1", "1");
    row("CommonJS in .cjs", "app.cjs", "app.handler", "exports.handler = async () => 1", "1");
    row("a dotted export in a folder", "src/app.js", "src/app.api.users.get",
        "exports.api = {users: {get: async () => 'u'}}", "\"u\"");
    row("a folder with an index", "app/index.js", "app.handler", "exports.handler = async () => 1",
        "1");
    row("undefined is null", "app.js", "app.handler", "exports.handler = async () => {}", "null");
    row("a callback waits for the empty loop", "app.js", "app.handler",
        "exports.handler = (e, c, cb) => { const r = {n: 1}; setTimeout(() => { r.n = 2 }, 5);"
        " cb(null, r) }",
        "{\"n\":2}");
    row("a callback that does not wait", "app.js", "app.handler",
        "exports.handler = (e, c, cb) => { c.callbackWaitsForEmptyEventLoop = false;"
        " const r = {n: 1}; setTimeout(() => { r.n = 2 }, 5000); cb(null, r) }",
        "{\"n\":1}");
    row("a callback that is never called", "app.js", "app.handler",
        "exports.handler = (e, c, cb) => {}", "null");
    row("context.succeed", "app.js", "app.handler",
        "exports.handler = (e, c) => { c.succeed(1); c.fail('no') }", "1");
    row("gc() collects, also the second time", "app.js", "app.handler",
        "exports.handler = async () => { gc(); const r = new WeakRef({}); await new"
        " Promise(setImmediate); gc(); return [typeof gc, r.deref() === undefined] }",
        "[\"function\",true]");
    row("the printed context", "app.js", "app.handler", "exports.handler = async (e, c) => c",
        "{\"callbackWaitsForEmptyEventLoop\":true,\"functionVersion\":\"$LATEST\","
        "\"functionName\":\"demo\",\"memoryLimitInMB\":\"128\","
        "\"logGroupName\":\"/aws/lambda/demo\",\"logStreamName\":\"stream\","
        "\"invokedFunctionArn\":\"arn:aws:lambda:x\",\"awsRequestId\":\"id-1\"}");
}

void TestNodeBootstrap::answers()
{
    QFETCH(QString, file);
    QFETCH(QString, handler);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, body);

    for (const Interpreter &node : m_nodes) {
        BootstrapRun one = run(node, file, code, handler);
        one.events = {{"{\"a\":1}"}, {"{\"a\":1}"}}; // warm as well as cold
        one.run();
        QVERIFY2(one.posts.size() == 2, one.output.constData());
        for (const auto &post : one.posts) {
            QCOMPARE(post.path, QByteArray("invocation/id-1/response"));
            QCOMPARE(post.body, body);
        }
    }
}

void TestNodeBootstrap::fails_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("runtime");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("status");

    const auto row = [](const char *name, const char *handler, const char *code, const char *path,
                        const char *type, const char *message, int status,
                        const char *runtime = "nodejs20.x") {
        QTest::newRow(name) << handler << QByteArray(code) << runtime << QByteArray(path) << type
                            << message << status;
    };
    constexpr char invoke[] = "invocation/id-1/error";
    constexpr char init[] = "init/error";
    row("an exception", "app.handler",
        "exports.handler = async () => { throw new TypeError('no') }", invoke, "TypeError", "no",
        -1);
    row("a thrown text", "app.handler", "exports.handler = async () => { throw 'no' }", invoke,
        "string", "no", -1);
    row("an error in the callback", "app.handler",
        "exports.handler = (e, c, cb) => cb(new RangeError('r'))", invoke, "RangeError", "r", -1);
    row("context.fail without reason", "app.handler", "exports.handler = (e, c) => c.fail()",
        invoke, "string", "handled", -1);
    row("a response that is no JSON", "app.handler", "exports.handler = async () => 1n", invoke,
        "Error", "Unable to stringify response body", -1);
    row("a promise that is never settled", "app.handler",
        "exports.handler = async () => { await new Promise(() => {}) }", invoke,
        "Runtime.NodeJsExit",
        "The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly "
        "caused by a Promise that was never settled. For more information, see "
        "https://nodejs.org/docs/latest/api/process.html#exit-codes",
        -1);
    row("an unhandled rejection", "app.handler",
        "exports.handler = async () => { Promise.reject(new Error('r'));"
        " await new Promise((r) => setTimeout(r, 5000)) }",
        invoke, "Runtime.UnhandledPromiseRejection", "Error: r", 128);
    row("an uncaught exception", "app.handler",
        "exports.handler = async () => { setTimeout(() => { throw new Error('u') });"
        " await new Promise((r) => setTimeout(r, 5000)) }",
        invoke, "Error", "u", 129);
    row("no module", "nix.handler", "", init, "Runtime.ImportModuleError",
        "Error: Cannot find module 'nix'\nRequire stack:\n- /var/runtime/index.mjs", 129);
    row("no export", "app.handler", "", init, "Runtime.HandlerNotFound",
        "app.handler is undefined or not exported", 129);
    row("no function", "app.handler", "exports.handler = 5", init, "Runtime.HandlerNotFound",
        "app.handler is not a function", 129);
    row("no dot", "app", "", init, "Runtime.MalformedHandlerName", "Bad handler", 129);
    row("a path upwards", "../app.handler", "", init, "Runtime.MalformedHandlerName",
        "'../app.handler' is not a valid handler name. Use absolute paths when specifying root "
        "directories in handler names.",
        129);
    row("a syntax error", "app.handler", "function {", init, "Runtime.UserCodeSyntaxError",
        "SyntaxError: Unexpected token '{'", 129);
    row("an error of the module's own", "app.handler", "throw new RangeError('mine')", init,
        "RangeError", "mine", 129);
    row("no callbacks from 24 on", "app.handler", "exports.handler = async (e, c, cb) => 1", init,
        "Runtime.CallbackHandlerDeprecated",
        "ERROR: AWS Lambda has removed support for callback-based function handlers starting with "
        "Node.js 24. You need to modify this function to use a supported handler signature to use "
        "Node.js 24 or later. For more information see "
        "https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.",
        129, "nodejs24.x");
}

void TestNodeBootstrap::fails()
{
    QFETCH(QString, handler);
    QFETCH(QByteArray, code);
    QFETCH(QString, runtime);
    QFETCH(QByteArray, path);
    QFETCH(QString, type);
    QFETCH(QString, message);
    QFETCH(int, status);

    for (const Interpreter &node : m_nodes) {
        BootstrapRun one = run(node, QStringLiteral("app.js"), code, handler, runtime);
        one.run();
        QVERIFY2(one.posts.size() == 1, one.output.constData());
        QCOMPARE(one.posts[0].path, path);
        const QByteArray &body = one.posts[0].body;
        QVERIFY2(body.startsWith("{\"errorType\":"), body.constData());
        const QJsonObject error = QJsonDocument::fromJson(body).object();
        QCOMPARE(error.value(QStringLiteral("errorType")).toString(), type);
        QCOMPARE(error.value(QStringLiteral("errorMessage")).toString(), message);
        QVERIFY(error.value(QStringLiteral("trace")).isArray());
        QCOMPARE(one.exitCode, status);
    }
}

void TestNodeBootstrap::logs_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QString>("format");
    QTest::addColumn<quint32>("type");
    QTest::addColumn<QByteArray>("framed");
    QTest::addColumn<QByteArray>("plain");

    const auto row = [](const char *name, const char *statement, const char *format, quint32 type,
                        const char *framed, const char *plain) {
        QTest::newRow(name) << QByteArray(statement) << format << type << QByteArray(framed)
                            << QByteArray(plain);
    };
    row("text", "console.log('a\\nb %d', 1, {x: 1})", "", 0xA55A000F,
        "<time>\tid-1\tINFO\ta\nb 1 { x: 1 }\n", "<time>\tid-1\tINFO\ta\rb 1 { x: 1 }\n");
    row("a warning", "console.warn('w')", "", 0xA55A0013, "<time>\tid-1\tWARN\tw\n",
        "<time>\tid-1\tWARN\tw\n");
    row("a single argument of JSON stays an object", "console.info({x: 1})", "JSON", 0xA55A000E,
        "{\"timestamp\":\"<time>\",\"level\":\"INFO\",\"requestId\":\"id-1\",\"message\":"
        "{\"x\":1}}",
        "{\"timestamp\":\"<time>\",\"level\":\"INFO\",\"requestId\":\"id-1\",\"message\":"
        "{\"x\":1}}\n");
    row("FATAL", "console.fatal('f')", "", 0xA55A001B, "<time>\tid-1\tFATAL\tf\n",
        "<time>\tid-1\tFATAL\tf\n");
}

void TestNodeBootstrap::logs()
{
    QFETCH(QByteArray, statement);
    QFETCH(QString, format);
    QFETCH(quint32, type);
    QFETCH(QByteArray, framed);
    QFETCH(QByteArray, plain);

    for (const Interpreter &node : m_nodes) {
        BootstrapRun one = run(node, QStringLiteral("app.js"),
                               "exports.handler = async () => { " + statement + " }");
        one.environment = {{QStringLiteral("AWS_LAMBDA_LOG_FORMAT"), format},
                           {QStringLiteral("AWS_LAMBDA_LOG_LEVEL"), QStringLiteral("INFO")}};
        one.run();
        QCOMPARE(one.frames.size(), qsizetype(1));
        QCOMPARE(one.frames[0].text, framed);
        QCOMPARE(one.frames[0].type, type);
        one.framed = false;
        one.run();
        QCOMPARE(one.output, plain);
    }
}

void TestNodeBootstrap::streams()
{
    for (const Interpreter &node : m_nodes) {
        BootstrapRun one =
            run(node, QStringLiteral("app.js"),
                "exports.handler = awslambda.streamifyResponse(async (e, stream) => {"
                " stream = awslambda.HttpResponseStream.from(stream, {statusCode: 201});"
                " stream.write('a'); stream.write({b: 1}); stream.end('c'); })");
        one.events = {{"{}"}, {"{}"}};
        one.run();
        QCOMPARE(one.posts.size(), qsizetype(2));
        const auto &post = one.posts[0];
        QCOMPARE(post.headers.value("lambda-runtime-function-response-mode"),
                 QByteArray("streaming"));
        QCOMPARE(post.headers.value("content-type"),
                 QByteArray("application/vnd.awslambda.http-integration-response"));
        QCOMPARE(post.body, "{\"statusCode\":201}" + QByteArray(8, '\0') + "a{\"b\":1}c");
        QVERIFY(post.trailers.isEmpty());
    }
}

void TestNodeBootstrap::streamsUntilItFails()
{
    for (const Interpreter &node : m_nodes) {
        BootstrapRun one =
            run(node, QStringLiteral("app.js"),
                "exports.handler = awslambda.streamifyResponse(async (e, stream) => {"
                " stream.write('a'); if (e.fail) throw new TypeError('mid'); })");
        one.events = {{"{\"fail\":true}"}, {"{}"}};
        one.run();
        QCOMPARE(one.posts.size(), qsizetype(2));
        QCOMPARE(one.posts[0].body, QByteArray("a"));
        QCOMPARE(one.posts[0].trailers.value("lambda-runtime-function-error-type"),
                 QByteArray("TypeError"));
        const QByteArray error = QByteArray::fromBase64(
            one.posts[0].trailers.value("lambda-runtime-function-error-body"));
        QVERIFY2(error.startsWith("{\"errorType\":\"TypeError\",\"errorMessage\":\"mid\""),
                 error.constData());
        const QByteArray open = QByteArray::fromBase64(
            one.posts[1].trailers.value("lambda-runtime-function-error-body"));
        QVERIFY2(open.contains("Response stream is not finished."), open.constData());
    }
}

void TestNodeBootstrap::warnsOfCallbacks()
{
    BootstrapRun one = run(m_nodes.front(), QStringLiteral("app.js"),
                           "exports.handler = (e, c, cb) => cb(null, 1)");
    one.run();
    QCOMPARE(one.frames.size(), qsizetype(1));
    QVERIFY(one.frames[0].text.startsWith("<time>\tundefined\tWARN\tAWS Lambda plans to remove"));
    one.environment = {
        {QStringLiteral("AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING"), QStringLiteral("1")}};
    one.run();
    QVERIFY(one.frames.isEmpty());
}

QTEST_GUILESS_MAIN(TestNodeBootstrap)
#include "tst_nodebootstrap.moc"
