// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <memory>
#include <vector>

#include "engine/model/limits.h"
#include "engine/runtimeapi/runtimeapi.h"
#include "tests/support/loopback.h"

using namespace engine;
using testsupport::LoopbackClient;

namespace {

struct Bench final : RuntimeApiListener
{
    Bench()
        : reactor(clock)
        , api(reactor, *this)
    {
        api.listen(testsupport::listenOnLoopback(&port));
    }
    void runtimeConnected() override {}
    void runtimeStandsBy() override {}
    void runtimeReady() override { ++ready; }
    void runtimeInitFailed(const RuntimeAnswer &a) override { answer = a; }
    void answerStarted() override {}
    void answerFinished(const RuntimeAnswer &a) override
    {
        ++answers;
        answer = a;
    }
    void invocationDone() override { ++done; }

    void begin(LoopbackClient &client)
    {
        client.send("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
        for (int i = 0; i < 1'000 && ready == 0; ++i)
            reactor.poll(Milliseconds{1});
        RuntimeEvent event;
        event.requestId = QStringLiteral("11111111-2222-3333-4444-555555555555");
        event.payload = "{}";
        event.functionArn = QStringLiteral("arn");
        api.dispatch(event);
        (void)client.response();
    }

    SystemClock clock;
    Reactor reactor;
    RuntimeApi api;
    quint16 port = 0;
    int ready = 0, answers = 0, done = 0;
    RuntimeAnswer answer;
};

QByteArray post(const QByteArray &path, const QByteArray &headers, const QByteArray &body)
{
    return "POST /2018-06-01/runtime/" + path + " HTTP/1.1\r\nHost: x\r\n" + headers
           + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

const QByteArray ErrorPath = "invocation/11111111-2222-3333-4444-555555555555/error";

} // namespace

// Code in the sandbox that speaks to the Runtime API to do harm.
class TestHostileRuntime : public QObject
{
    Q_OBJECT

private slots:
    void connectionsAreLimited();
    void deepErrorObjects_data();
    void deepErrorObjects();
    void aForgedRequestIdIsRefused();
    void hugeErrorTypesAreCut();
    void aStreamWithoutEndIsHungUp();
};

void TestHostileRuntime::connectionsAreLimited()
{
    Bench b;
    std::vector<std::unique_ptr<LoopbackClient>> clients;
    for (int i = 0; i < 100; ++i) {
        clients.push_back(std::make_unique<LoopbackClient>(b.reactor, b.port));
        b.reactor.poll(Milliseconds{1});
    }
    QVERIFY(clients.back()->closed());
    // The first ones are served as before.
    clients.front()->send("GET /2018-06-01/ping HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(clients.front()->response().endsWith("pong"));
    // After a reset there is room again.
    b.api.reset();
    for (int i = 0; i < 5; ++i)
        b.reactor.poll(Milliseconds{1});
    LoopbackClient later(b.reactor, b.port);
    later.send("GET /2018-06-01/ping HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(later.response().endsWith("pong"));
}

void TestHostileRuntime::deepErrorObjects_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("with a cause") << QByteArray("application/vnd.aws.lambda.error.cause+json");
    QTest::newRow("plain") << QByteArray("application/json");
}

void TestHostileRuntime::deepErrorObjects()
{
    QFETCH(QByteArray, type);
    constexpr int Deep = 2'900'000;
    Bench b;
    LoopbackClient client(b.reactor, b.port);
    b.begin(client);
    client.send(post(ErrorPath, "Content-Type: " + type + "\r\n",
                     "{\"errorMessage\":" + QByteArray(Deep, '[') + QByteArray(Deep, ']') + '}'));
    QVERIFY(client.response().startsWith("HTTP/1.1 202"));
    QCOMPARE(b.answers, 1);
    QCOMPARE(b.answer.kind, RuntimeAnswer::Kind::Error);
}

void TestHostileRuntime::aForgedRequestIdIsRefused()
{
    Bench b;
    LoopbackClient client(b.reactor, b.port);
    b.begin(client);
    client.send(post("invocation/99999999-2222-3333-4444-555555555555/response", {}, "1"));
    QVERIFY(client.response().contains("InvalidRequestID"));
    client.send(post("invocation//response", {}, "1"));
    QVERIFY(client.response().contains("InvalidRequestID"));
    client.send(post("invocation/../response", {}, "1"));
    QVERIFY(client.response().contains("InvalidRequestID"));
    QCOMPARE(b.answers, 0);
}

void TestHostileRuntime::hugeErrorTypesAreCut()
{
    Bench b;
    LoopbackClient client(b.reactor, b.port);
    b.begin(client);
    client.send(post(
        ErrorPath,
        "Lambda-Runtime-Function-Error-Type: Function." + QByteArray(900'000, 'A') + "\r\n", "{}"));
    QVERIFY(client.response().startsWith("HTTP/1.1 202"));
    QVERIFY(b.answer.errorType.size() < 200);
}

void TestHostileRuntime::aStreamWithoutEndIsHungUp()
{
    Bench b;
    LoopbackClient client(b.reactor, b.port);
    b.begin(client);
    client.send("POST /2018-06-01/runtime/invocation/11111111-2222-3333-4444-555555555555/response "
                "HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    const QByteArray chunk = "100000\r\n" + QByteArray(1024 * 1024, 'x') + "\r\n";
    int sent = 0;
    for (; sent < 1'000 && b.answers == 0; ++sent)
        client.send(chunk);
    QCOMPARE(b.answers, 1);
    QCOMPARE(b.answer.kind, RuntimeAnswer::Kind::TooLarge);
    QVERIFY(sent * qint64{1024 * 1024} <= limits::StreamedResponseBytes + 8 * 1024 * 1024);
}

QTEST_GUILESS_MAIN(TestHostileRuntime)
#include "tst_hostileruntime.moc"
