// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/runtimeapi/runtimeapi.h"
#include "tests/support/loopback.h"

using namespace engine;
using testsupport::LoopbackClient;

namespace {

const QString Id = QStringLiteral("8476a536-e9f4-11e8-9739-2dfe598c3fcd");

// A runtime's side, typed by hand; the log is what the environment is told.
struct Bench final : RuntimeApiListener
{
    Bench()
        : reactor(clock)
        , api(reactor, *this)
    {
        api.listen(testsupport::listenOnLoopback(&port));
    }
    void runtimeConnected() override { log << QStringLiteral("connected"); }
    void runtimeStandsBy() override { log << QStringLiteral("stands by"); }
    void runtimeReady() override { log << QStringLiteral("ready"); }
    void runtimeInitFailed(const RuntimeAnswer &a) override
    {
        log << QStringLiteral("init failed");
        answer = a;
    }
    void answerStarted() override {}
    void answerFinished(const RuntimeAnswer &a) override
    {
        log << QStringLiteral("answer");
        answer = a;
    }
    void invocationDone() override { log << QStringLiteral("done"); }

    RuntimeEvent event(const QByteArray &payload = "{\"a\": 1}")
    {
        RuntimeEvent e;
        e.requestId = Id;
        e.payload = payload;
        e.functionArn = QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:f");
        e.deadlineMs = 1'767'225'603'000;
        e.traceId = "Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0";
        return e;
    }
    std::unique_ptr<LoopbackClient> client()
    {
        return std::make_unique<LoopbackClient>(reactor, port);
    }

    SystemClock clock;
    Reactor reactor;
    RuntimeApi api;
    quint16 port = 0;
    QStringList log;
    RuntimeAnswer answer;
};

QByteArray next()
{
    return "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n";
}

QByteArray post(const QByteArray &path, const QByteArray &body, const QByteArray &headers = {})
{
    return "POST /2018-06-01/runtime/" + path + " HTTP/1.1\r\nHost: x\r\n" + headers
           + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray respond(const QByteArray &body, const QByteArray &headers = {})
{
    return post("invocation/" + Id.toLatin1() + "/response", body, headers);
}

QByteArray reportError(const QByteArray &body, const QByteArray &headers = {})
{
    return post("invocation/" + Id.toLatin1() + "/error", body, headers);
}

} // namespace

class TestRuntimeApi : public QObject
{
    Q_OBJECT

private slots:
    void aWholeInvocation();
    void nextTwiceGivesTheSameEvent();
    void theEventOfAClientThatLeftGoesToTheNext();
    void refusals();
    void payloadLimit();
    void errorTypes_data();
    void errorTypes();
    void errorWithCauseKeepsThreeMembers();
    void aCauseOfNineHundredKilobytesIsTaken();
    void initError();
    void streaming();
    void aStreamThatFailsOnItsWay();
    void aStreamThatBreaksOff();
    void resetForgetsEverything();
};

void TestRuntimeApi::aWholeInvocation()
{
    Bench b;
    const auto client = b.client();
    client->send(next());
    QVERIFY(client->silent());
    b.api.dispatch(b.event("{ \"b\": 12345678901234567890, \"a\":1,\"a\":2 }"));
    const QByteArray event = client->response();
    QVERIFY(event.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(event.contains("\r\nContent-Type: application/json\r\n"));
    QVERIFY(event.contains("\r\nLambda-Runtime-Aws-Request-Id: " + Id.toLatin1() + "\r\n"));
    QVERIFY(event.contains("\r\nLambda-Runtime-Deadline-Ms: 1767225603000\r\n"));
    QVERIFY(event.contains("\r\nLambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:"));
    QVERIFY(event.contains("\r\nLambda-Runtime-Trace-Id: Root=1-"));
    QVERIFY(!event.contains("Client-Context"));
    QVERIFY(!event.contains("Cognito"));
    QVERIFY(event.endsWith("\r\n\r\n{ \"b\": 12345678901234567890, \"a\":1,\"a\":2 }"));
    client->send(respond("\"fine\""));
    QVERIFY(client->response().endsWith("\r\n\r\n{\"status\":\"OK\"}\n"));
    QCOMPARE(b.answer.kind, RuntimeAnswer::Kind::Response);
    QCOMPARE(b.answer.payload, QByteArray("\"fine\""));
    client->send(next());
    QVERIFY(client->silent());
    QCOMPARE(b.log, (QStringList{QStringLiteral("connected"), QStringLiteral("ready"),
                                 QStringLiteral("answer"), QStringLiteral("done")}));
}

void TestRuntimeApi::nextTwiceGivesTheSameEvent()
{
    Bench b;
    const auto client = b.client();
    client->send(next());
    (void)client->silent();
    b.api.dispatch(b.event());
    const QByteArray first = client->response();
    client->send(next());
    QCOMPARE(client->response(), first);
}

void TestRuntimeApi::theEventOfAClientThatLeftGoesToTheNext()
{
    Bench b;
    auto client = b.client();
    client->send(next());
    (void)client->silent();
    client->close();
    for (int i = 0; i < 20; ++i)
        b.reactor.poll(Milliseconds{1});
    b.api.dispatch(b.event());
    client = b.client();
    client->send(next());
    QVERIFY(client->response().contains(Id.toLatin1()));
}

void TestRuntimeApi::refusals()
{
    Bench b;
    const auto client = b.client();
    const auto expect = [&](const QByteArray &request, const QByteArray &status,
                            const QByteArray &text) {
        client->send(request);
        const QByteArray response = client->response();
        QVERIFY2(response.startsWith("HTTP/1.1 " + status), response);
        QVERIFY2(response.contains(text), response);
    };
    expect(respond("x"), "400", "Invalid request ID");
    expect("GET /2018-06-01/ping HTTP/1.1\r\nHost: x\r\n\r\n", "200", "\r\n\r\npong");
    expect("GET /2018-06-01/runtime/restore/next HTTP/1.1\r\nHost: x\r\n\r\n", "404", "not found");
    expect("GET /etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "404", "not found");
    client->send(next());
    (void)client->silent();
    b.api.dispatch(b.event());
    (void)client->response();
    expect(post("invocation/00000000-0000-0000-0000-000000000000/response", "x"), "400",
           "\"errorType\":\"InvalidRequestID\"");
    expect(post("init/error", "{}"), "403",
           "State transition from Running to InitError failed for runtime. Error: State transition "
           "is not allowed");
    expect(respond("x"), "202", "OK");
    expect(respond("y"), "400", "\"errorMessage\":\"Invalid request ID\"");
    QCOMPARE(b.answer.payload, QByteArray("x"));
}

void TestRuntimeApi::payloadLimit()
{
    for (const int extra : {0, 1}) {
        Bench b;
        const auto client = b.client();
        client->send(next());
        (void)client->silent();
        b.api.dispatch(b.event());
        (void)client->response();
        client->send(respond(QByteArray(6'291'556 + extra, 'x')));
        const QByteArray response = client->response();
        if (extra == 0) {
            QVERIFY(response.startsWith("HTTP/1.1 202"));
            QCOMPARE(b.answer.payload.size(), qsizetype(6'291'556));
            continue;
        }
        QVERIFY(response.startsWith("HTTP/1.1 413"));
        QVERIFY(response.contains("Exceeded maximum allowed payload size (6291556 bytes)."));
        QCOMPARE(b.answer.kind, RuntimeAnswer::Kind::TooLarge);
        QCOMPARE(b.answer.payload,
                 QByteArray("{\"errorMessage\":\"Response payload size exceeded maximum allowed "
                            "payload size (6291556 bytes).\",\"errorType\":"
                            "\"Function.ResponseSizeTooLarge\"}"));
        client->send(next()); // the runtime lives on
        (void)client->silent();
        QCOMPARE(b.log.last(), QStringLiteral("done"));
    }
}

void TestRuntimeApi::errorTypes_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("type");

    QTest::newRow("known") << QByteArray("Runtime.HandlerNotFound") << "Runtime.HandlerNotFound";
    QTest::newRow("a part of the text counts") << QByteArray("xFunction.Boom!") << "Function.Boom";
    QTest::newRow("Ruby's form") << QByteArray("Function<StandardError>") << "Runtime.Unknown";
    QTest::newRow("Function. and no name") << QByteArray("Function.x") << "Function.Unknown";
    QTest::newRow("Node's form") << QByteArray("TypeError") << "Runtime.Unknown";
    QTest::newRow("none") << QByteArray() << "Runtime.Unknown";
}

void TestRuntimeApi::errorTypes()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, type);

    QCOMPARE(telemetryErrorType(header), type);
}

void TestRuntimeApi::errorWithCauseKeepsThreeMembers()
{
    Bench b;
    const auto client = b.client();
    client->send(next());
    (void)client->silent();
    b.api.dispatch(b.event());
    (void)client->response();
    client->send(reportError("{\"errorMessage\":\"m\",\"errorType\":\"t\",\"stackTrace\":[],"
                             "\"errorCause\":{\"message\":\"c\"}}",
                             "Content-Type: application/vnd.aws.lambda.error.cause+json\r\n"));
    (void)client->response();
    QCOMPARE(b.answer.kind, RuntimeAnswer::Kind::Error);
    QCOMPARE(b.answer.payload,
             QByteArray("{\"errorMessage\":\"m\",\"errorType\":\"t\",\"stackTrace\":[]}"));
}

void TestRuntimeApi::aCauseOfNineHundredKilobytesIsTaken()
{
    Bench b;
    const auto client = b.client();
    client->send(next());
    (void)client->silent();
    b.api.dispatch(b.event());
    (void)client->response();
    client->send(reportError("{}", "Lambda-Runtime-Function-Error-Type: Runtime.Deep\r\n"
                                   "Lambda-Runtime-Function-XRay-Error-Cause: "
                                       + QByteArray(900 * 1024, 'x') + "\r\n"));
    QVERIFY(client->response().startsWith("HTTP/1.1 202"));
    QCOMPARE(b.answer.errorType, QStringLiteral("Runtime.Deep"));
}

void TestRuntimeApi::initError()
{
    Bench b;
    const auto client = b.client();
    client->send(post("init/error", "{\"errorMessage\":\"no module\"}",
                      "Lambda-Runtime-Function-Error-Type: Runtime.ImportModuleError\r\n"));
    QVERIFY(client->response().startsWith("HTTP/1.1 202"));
    QCOMPARE(b.log, (QStringList{QStringLiteral("connected"), QStringLiteral("init failed")}));
    QCOMPARE(b.answer.errorType, QStringLiteral("Runtime.ImportModuleError"));
    client->send(next());
    QVERIFY(client->response().contains("State transition from InitError to Ready failed"));
}

void TestRuntimeApi::streaming()
{
    Bench b;
    const auto client = b.client();
    client->send(next());
    (void)client->silent();
    b.api.dispatch(b.event());
    (void)client->response();
    client->send("POST /2018-06-01/runtime/invocation/" + Id.toLatin1()
                 + "/response HTTP/1.1\r\nHost: x\r\n"
                   "Lambda-Runtime-Function-Response-Mode: streaming\r\n"
                   "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    (void)client->silent();
    QCOMPARE(b.log.last(), QStringLiteral("ready"));
    client->send("6\r\n world\r\n0\r\n\r\n");
    QVERIFY(client->response().startsWith("HTTP/1.1 202"));
    QCOMPARE(b.answer.payload, QByteArray("hello world"));

    client->send(next());
    (void)client->silent();
    b.api.dispatch(b.event());
    (void)client->response();
    client->send(respond("x", "Lambda-Runtime-Function-Response-Mode: sideways\r\n"));
    QVERIFY(client->response().contains("InvalidFunctionResponseMode"));
    QCOMPARE(b.answer.errorType, QStringLiteral("Runtime.InvalidResponseModeHeader"));
}

void TestRuntimeApi::aStreamThatFailsOnItsWay()
{
    Bench b;
    const auto client = b.client();
    client->send(next());
    (void)client->silent();
    b.api.dispatch(b.event());
    (void)client->response();
    client->send("POST /2018-06-01/runtime/invocation/" + Id.toLatin1()
                 + "/response HTTP/1.1\r\nHost: x\r\n"
                   "Lambda-Runtime-Function-Response-Mode: streaming\r\n"
                   "Transfer-Encoding: chunked\r\n\r\n0\r\n"
                   "Lambda-Runtime-Function-Error-Type: Function.Midway\r\n"
                   "Lambda-Runtime-Function-Error-Body: "
                 + QByteArray("{\"errorType\":\"Midway\"}").toBase64() + "\r\n\r\n");
    QVERIFY(client->response().startsWith("HTTP/1.1 202"));
    QCOMPARE(b.answer.kind, RuntimeAnswer::Kind::Error);
    QCOMPARE(b.answer.errorType, QStringLiteral("Function.Midway"));
    QCOMPARE(b.answer.payload, QByteArray("{\"errorType\":\"Midway\"}"));
}

void TestRuntimeApi::aStreamThatBreaksOff()
{
    Bench b;
    const auto client = b.client();
    client->send(next());
    (void)client->silent();
    b.api.dispatch(b.event());
    (void)client->response();
    client->send("POST /2018-06-01/runtime/invocation/" + Id.toLatin1()
                 + "/response HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello");
    (void)client->silent();
    client->close();
    for (int i = 0; i < 100 && b.log.last() != QStringLiteral("answer"); ++i)
        b.reactor.poll(Milliseconds{10});
    QCOMPARE(b.answer.kind, RuntimeAnswer::Kind::Truncated);
    QCOMPARE(b.answer.errorType, QStringLiteral("Runtime.TruncatedResponse"));
}

void TestRuntimeApi::resetForgetsEverything()
{
    Bench b;
    const auto client = b.client();
    client->send(next());
    (void)client->silent();
    b.api.dispatch(b.event());
    (void)client->response();
    QVERIFY(b.api.answerDue());
    b.api.reset();
    QVERIFY(client->closed());
    QVERIFY(!b.api.answerDue());
    const auto again = b.client();
    again->send(next());
    (void)again->silent();
    QCOMPARE(b.log, (QStringList{QStringLiteral("connected"), QStringLiteral("ready"),
                                 QStringLiteral("connected"), QStringLiteral("ready")}));
}

QTEST_GUILESS_MAIN(TestRuntimeApi)
#include "tst_runtimeapi.moc"
