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

// Each claim for every Node.js of this machine: what the wire and the log descriptor carry, and how
// the process ends. What a function sees and returns is in the shared list (tests/behaviours).
class TestNodeBootstrap : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fails_data();
    void fails();
    void logs_data();
    void logs();
    void streams();
    void streamsUntilItFails();

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

QTEST_GUILESS_MAIN(TestNodeBootstrap)
#include "tst_nodebootstrap.moc"
