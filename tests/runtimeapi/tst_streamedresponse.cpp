// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/model/limits.h"
#include "engine/runtimeapi/runtimeapi.h"
#include "tests/support/lines.h"
#include "tests/support/loopback.h"
#include "tests/support/manualclock.h"

using namespace engine;
using namespace std::chrono_literals;
using testsupport::lines;
using testsupport::LoopbackClient;

namespace {

const QString Id = QStringLiteral("8476a536-e9f4-11e8-9739-2dfe598c3fcd");
constexpr qint64 MiB = 1024 * 1024;

// A runtime's side, typed by hand; the log is what the environment is told, the bytes of one read
// together.
struct Bench final : RuntimeApiListener
{
    explicit Bench(CallerMode caller, StreamBandwidth bandwidth = StreamBandwidth::Unlimited)
        : reactor(clock)
        , api(reactor, *this)
    {
        api.listen(testsupport::listenOnLoopback(&port));
        client = std::make_unique<LoopbackClient>(reactor, port);
        client->send("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
        (void)client->silent();
        RuntimeEvent event;
        event.requestId = Id;
        event.payload = "{}";
        event.caller = caller;
        event.bandwidth = bandwidth;
        api.dispatch(event);
        (void)client->response();
        log.clear();
    }
    void runtimeConnected() override {}
    void runtimeStandsBy() override {}
    void runtimeReady() override {}
    void runtimeInitFailed(const RuntimeAnswer &) override {}
    void answerStarted() override { log << QStringLiteral("head"); }
    void streamArrived(QByteArrayView bytes) override
    {
        if (bytes.isEmpty()) {
            log << QStringLiteral("stream");
            return;
        }
        ++arrivals;
        total += bytes.size();
        if (bytes.size() < 100)
            log << QString::fromUtf8(bytes.toByteArray());
    }
    void answerFinished(const RuntimeAnswer &a) override
    {
        log << QStringLiteral("answer");
        answer = a;
    }
    void invocationDone() override { log << QStringLiteral("done"); }

    void begin(const QByteArray &body = {})
    {
        client->send("POST /2018-06-01/runtime/invocation/" + Id.toLatin1()
                     + "/response HTTP/1.1\r\nHost: x\r\n"
                       "Lambda-Runtime-Function-Response-Mode: streaming\r\n"
                       "Transfer-Encoding: chunked\r\n\r\n"
                     + body);
    }
    void sendBytes(qint64 bytes)
    {
        for (qint64 size; bytes > 0; bytes -= size) {
            size = qMin(bytes, MiB);
            client->send(chunk(QByteArray(size, 'x')));
        }
    }
    static QByteArray chunk(const QByteArray &bytes)
    {
        return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
    }
    void settle()
    {
        for (int i = 0; i < 20; ++i)
            reactor.poll(1ms);
    }
    // Sends without ever waiting for the other side, which takes what it may; how much of it went.
    qint64 pour(qint64 bytes)
    {
        qint64 poured = 0;
        while (true) {
            const qint64 size = qMin(bytes - poured, MiB);
            const qint64 now =
                size > 0 ? client->sendNow(QByteArray(static_cast<qsizetype>(size), 'x')) : 0;
            poured += now;
            bool moved = now > 0;
            while (reactor.poll(0ms))
                moved = true;
            if (!moved)
                break;
        }
        return poured;
    }

    testsupport::ManualClock clock;
    Reactor reactor;
    RuntimeApi api;
    quint16 port = 0;
    std::unique_ptr<LoopbackClient> client;
    QStringList log;
    RuntimeAnswer answer;
    qint64 total = 0;
    int arrivals = 0;
};

} // namespace

// Responses in streaming mode, to callers of both kinds (runtime-api section 2.3).
class TestStreamedResponse : public QObject
{
    Q_OBJECT

private slots:
    void chunksArriveBeforeTheEnd_data();
    void chunksArriveBeforeTheEnd();
    void limitOfAStreamingCaller_data();
    void limitOfAStreamingCaller();
    void limitOfABufferedCaller_data();
    void limitOfABufferedCaller();
    void aBufferedResponseKeepsItsLimit();
    void failsOnItsWay_data();
    void failsOnItsWay();
    void breaksOff_data();
    void breaksOff();
    void aHundredThousandTinyChunks();
    void aCallerThatDoesNotReadHoldsTheRuntimeBack();
    void aHeldStreamThatIsReset();
    void bandwidthIsShaped();
    void aSlowStreamIsNotShaped();
};

void TestStreamedResponse::chunksArriveBeforeTheEnd_data()
{
    QTest::addColumn<CallerMode>("caller");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("streaming caller") << CallerMode::Streaming << QByteArray();
    QTest::newRow("buffered caller") << CallerMode::Buffered << QByteArray("hello world");
}

void TestStreamedResponse::chunksArriveBeforeTheEnd()
{
    QFETCH(CallerMode, caller);
    QFETCH(QByteArray, payload);

    Bench b(caller);
    b.begin();
    b.settle();
    QCOMPARE(b.log, lines({"head", "stream"}));
    b.client->send("5\r\nhello\r\n");
    b.settle();
    QCOMPARE(b.log, lines({"head", "stream", "hello"}));
    b.client->send("6\r\n world\r\n");
    b.settle();
    QCOMPARE(b.log, lines({"head", "stream", "hello", " world"}));
    b.client->send("0\r\n\r\n");
    QVERIFY(b.client->response().startsWith("HTTP/1.1 202"));
    QCOMPARE(b.log, lines({"head", "stream", "hello", " world", "answer"}));
    QCOMPARE(b.answer.kind, RuntimeAnswer::Kind::Response);
    QCOMPARE(b.answer.payload, payload);
}

void TestStreamedResponse::limitOfAStreamingCaller_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("at the limit") << qint64{209'715'200} << QByteArray("202") << QByteArray();
    QTest::newRow("one more") << qint64{209'715'201} << QByteArray("413")
                              << QByteArray("{\"errorMessage\":\"Response payload size exceeded "
                                            "maximum allowed payload size (209715200 bytes).\","
                                            "\"errorType\":\"Function.ResponseSizeTooLarge\"}");
}

void TestStreamedResponse::limitOfAStreamingCaller()
{
    QFETCH(qint64, bytes);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, error);

    Bench b(CallerMode::Streaming);
    b.begin();
    b.sendBytes(bytes);
    b.settle();
    // The caller knows of the byte too many before the runtime has ended.
    QCOMPARE(b.log.last(), error.isEmpty() ? QStringLiteral("stream") : QStringLiteral("answer"));
    b.client->send("0\r\n\r\n");
    QVERIFY(b.client->response().startsWith("HTTP/1.1 " + status));
    QCOMPARE(b.total, qint64{209'715'200});
    QCOMPARE(b.answer.payload, error);
    QCOMPARE(b.answer.kind,
             error.isEmpty() ? RuntimeAnswer::Kind::Response : RuntimeAnswer::Kind::TooLarge);
    QCOMPARE(b.log.count(QStringLiteral("answer")), 1);
    // The runtime lives on, in the same connection.
    b.client->send("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
    b.settle();
    QCOMPARE(b.log.last(), QStringLiteral("done"));
}

void TestStreamedResponse::limitOfABufferedCaller_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("at the limit") << qint64{6'291'556} << QByteArray("202");
    QTest::newRow("one more") << qint64{6'291'557} << QByteArray("413");
}

void TestStreamedResponse::limitOfABufferedCaller()
{
    QFETCH(qint64, bytes);
    QFETCH(QByteArray, status);

    Bench b(CallerMode::Buffered);
    b.begin();
    b.sendBytes(bytes);
    b.client->send("0\r\n\r\n");
    QVERIFY(b.client->response().startsWith("HTTP/1.1 " + status));
    if (status == "202") {
        QCOMPARE(b.answer.payload.size(), qsizetype(6'291'556));
        return;
    }
    QCOMPARE(b.answer.kind, RuntimeAnswer::Kind::TooLarge);
    QCOMPARE(b.answer.payload,
             QByteArray("{\"errorMessage\":\"Response payload size exceeded maximum allowed "
                        "payload size (6291556 bytes).\",\"errorType\":"
                        "\"Function.ResponseSizeTooLarge\"}"));
}

void TestStreamedResponse::aBufferedResponseKeepsItsLimit()
{
    Bench b(CallerMode::Streaming);
    b.client->send("POST /2018-06-01/runtime/invocation/" + Id.toLatin1()
                   + "/response HTTP/1.1\r\nHost: x\r\nContent-Length: 6291557\r\n\r\n"
                   + QByteArray(6'291'557, 'x'));
    QVERIFY(b.client->response().startsWith("HTTP/1.1 413"));
    QCOMPARE(b.answer.kind, RuntimeAnswer::Kind::TooLarge);
    QCOMPARE(b.log, lines({"head", "answer"}));
}

void TestStreamedResponse::failsOnItsWay_data()
{
    QTest::addColumn<CallerMode>("caller");
    QTest::addColumn<QByteArray>("chunks");
    QTest::addColumn<QByteArray>("payload");

    const QByteArray error = "{\"errorMessage\":\"m\",\"errorType\":\"Midway\"}";
    QTest::newRow("streaming caller")
        << CallerMode::Streaming << QByteArray("1\r\na\r\n") << QByteArray();
    QTest::newRow("streaming caller, at once")
        << CallerMode::Streaming << QByteArray() << QByteArray();
    QTest::newRow("buffered caller")
        << CallerMode::Buffered << QByteArray("1\r\na\r\n") << QByteArray("a");
    QTest::newRow("buffered caller, at once") << CallerMode::Buffered << QByteArray() << error;
}

void TestStreamedResponse::failsOnItsWay()
{
    QFETCH(CallerMode, caller);
    QFETCH(QByteArray, chunks);
    QFETCH(QByteArray, payload);

    const QByteArray error = "{\"errorMessage\":\"m\",\"errorType\":\"Midway\"}";
    Bench b(caller);
    b.begin(chunks + "0\r\nLambda-Runtime-Function-Error-Type: Function.Midway\r\n"
            + "Lambda-Runtime-Function-Error-Body: " + error.toBase64() + "\r\n\r\n");
    QVERIFY(b.client->response().startsWith("HTTP/1.1 202"));
    QCOMPARE(b.answer.kind, RuntimeAnswer::Kind::Error);
    QCOMPARE(b.answer.errorType, QStringLiteral("Function.Midway"));
    QCOMPARE(b.answer.payload, payload);
    QCOMPARE(b.answer.streamError, error);
}

void TestStreamedResponse::breaksOff_data()
{
    QTest::addColumn<CallerMode>("caller");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<RuntimeAnswer::Kind>("kind");
    QTest::newRow("streaming caller")
        << CallerMode::Streaming << qint64{5} << RuntimeAnswer::Kind::Truncated;
    QTest::newRow("buffered caller")
        << CallerMode::Buffered << qint64{5} << RuntimeAnswer::Kind::Truncated;
    QTest::newRow("buffered caller, past its limit")
        << CallerMode::Buffered << qint64{6'291'557} << RuntimeAnswer::Kind::TooLarge;
}

void TestStreamedResponse::breaksOff()
{
    QFETCH(CallerMode, caller);
    QFETCH(qint64, bytes);
    QFETCH(RuntimeAnswer::Kind, kind);

    Bench b(caller);
    b.begin();
    b.sendBytes(bytes);
    b.settle();
    b.client->close();
    b.settle();
    QCOMPARE(b.log.last(), QStringLiteral("answer"));
    QCOMPARE(b.answer.kind, kind);
    if (kind == RuntimeAnswer::Kind::Truncated)
        QCOMPARE(b.answer.errorType, QStringLiteral("Runtime.TruncatedResponse"));
    QCOMPARE(b.total, bytes);
}

void TestStreamedResponse::aHundredThousandTinyChunks()
{
    Bench b(CallerMode::Streaming);
    b.begin();
    const QByteArray thousand = QByteArray("1\r\nx\r\n").repeated(1'000);
    for (int i = 0; i < 100; ++i)
        b.client->send(thousand);
    b.client->send("0\r\n\r\n");
    QVERIFY(b.client->response().startsWith("HTTP/1.1 202"));
    QCOMPARE(b.total, qint64{100'000});
    QCOMPARE(b.arrivals, 100'000);
}

void TestStreamedResponse::aCallerThatDoesNotReadHoldsTheRuntimeBack()
{
    constexpr qint64 Whole = 64 * MiB;
    Bench b(CallerMode::Streaming);
    b.begin(QByteArray::number(Whole, 16) + "\r\n");
    b.settle();
    b.api.holdStream(StreamFlow::Held);
    const qint64 poured = b.pour(Whole);
    // What went is in the kernel's buffers: nothing has come, and the runtime can send no more.
    QVERIFY(poured < Whole);
    QCOMPARE(b.total, qint64{0});
    QCOMPARE(b.pour(1), qint64{0});
    b.api.holdStream(StreamFlow::Flows);
    QCOMPARE(b.pour(Whole - poured), Whole - poured);
    b.client->send("\r\n0\r\n\r\n");
    QVERIFY(b.client->response().startsWith("HTTP/1.1 202"));
    QCOMPARE(b.total, Whole);
}

void TestStreamedResponse::aHeldStreamThatIsReset()
{
    Bench b(CallerMode::Streaming);
    b.begin();
    b.settle();
    b.api.holdStream(StreamFlow::Held);
    b.client->send(Bench::chunk("lost"));
    b.settle();
    b.api.reset();
    b.settle();
    QVERIFY(b.client->closed());
    QCOMPARE(b.log, lines({"head", "stream"}));
    b.api.holdStream(StreamFlow::Flows); // there is none any more
}

// 6 MiB at once, then 2 MiB a second on the engine's clock: the rest waits in the sandbox.
void TestStreamedResponse::bandwidthIsShaped()
{
    constexpr qint64 Whole = 9 * MiB;
    Bench b(CallerMode::Streaming, StreamBandwidth::AsLambda);
    b.begin(QByteArray::number(Whole, 16) + "\r\n");
    qint64 sent = 0;
    const auto arrivedAfter = [&](Nanoseconds time) {
        // In steps, as time passes: each timer that falls due sets the next one.
        for (Nanoseconds left = time; left > 0ns; left -= 1ms) {
            b.clock.advance(1ms);
            b.reactor.runDue();
            sent += b.pour(Whole - sent);
        }
        return b.total;
    };
    sent += b.pour(Whole);
    constexpr qint64 Step = 32 * 1024; // what is not read before all of it may be
    QVERIFY(b.total <= 6 * MiB);
    QVERIFY(b.total > 6 * MiB - Step);
    QVERIFY(qAbs(arrivedAfter(500ms) - 7 * MiB) <= Step);
    QVERIFY(qAbs(arrivedAfter(500ms) - 8 * MiB) <= Step);
    QVERIFY(qAbs(arrivedAfter(490ms) - (9 * MiB - Step / 2)) <= Step);
    QVERIFY(b.total < Whole);
    QCOMPARE(arrivedAfter(30ms), Whole);
    b.client->send("\r\n0\r\n\r\n");
    b.settle();
    b.clock.advance(20ms);
    b.reactor.runDue();
    b.settle();
    QCOMPARE(b.log.last(), QStringLiteral("answer"));
}

void TestStreamedResponse::aSlowStreamIsNotShaped()
{
    Bench b(CallerMode::Streaming, StreamBandwidth::AsLambda);
    b.begin();
    for (int i = 1; i <= 20; ++i) { // 20 MiB at 1 MiB in half a second
        b.sendBytes(MiB);
        b.settle();
        QCOMPARE(b.total, i * MiB);
        b.clock.advance(500ms);
    }
    b.client->send("0\r\n\r\n");
    QVERIFY(b.client->response().startsWith("HTTP/1.1 202"));
}

QTEST_GUILESS_MAIN(TestStreamedResponse)
#include "tst_streamedresponse.moc"
