// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QSignalSpy>

#include "engine/model/limits.h"
#include "engine/pricing/pricing.h"
#include "tests/invoke/streamingruntime.h"
#include "tests/support/testworkspace.h"

using engine::CallerMode;
using engine::InvokeOutcome;
using engine::InvokeRequest;
using engine::Outcome;
using engine::StreamFlow;
using engine::StreamPiece;
using testsupport::TestWorkspace;

namespace {

constexpr qint64 MiB = 1024 * 1024;

#define OUTCOME(name, expression)                                                                  \
    const auto name##Result = (expression);                                                        \
    QVERIFY2(name##Result.has_value(), "no outcome");                                              \
    const InvokeOutcome &name = *name##Result

} // namespace

// Streamed responses through the whole engine, with a runtime of the test's own.
class TestResponseStreaming : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void chunksComeBeforeTheEnd();
    void endings_data();
    void endings();
    void aFunctionThatDoesNotStream_data();
    void aFunctionThatDoesNotStream();
    void aCrashInTheMiddleOfAWholeAnswer();
    void aLongStreamIsCappedInTheRecord();
    void aHundredThousandTinyChunks();
    void aCallerThatDoesNotReadHoldsTheFunctionBack();
    void cancelledInTheMiddle();

private:
    QFuture<engine::Result<InvokeOutcome>> start(const QByteArray &steps, CallerMode caller);
    engine::Result<InvokeOutcome> invoke(const QByteArray &steps, CallerMode caller)
    {
        return TestWorkspace::wait(start(steps, caller));
    }

    std::unique_ptr<TestWorkspace> m_workspace;
};

void TestResponseStreaming::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestResponseStreaming::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->add(QStringLiteral("s"), "provided.al2023", "none",
                     {{"bootstrap", testsupport::streamingRuntime()}},
                     "      MemorySize: 1769\n      Timeout: 60\n");
    m_workspace->add(QStringLiteral("quick"), "provided.al2023", "none",
                     {{"bootstrap", testsupport::streamingRuntime()}},
                     "      MemorySize: 1769\n      Timeout: 1\n");
}

QFuture<engine::Result<InvokeOutcome>> TestResponseStreaming::start(const QByteArray &steps,
                                                                    CallerMode caller)
{
    InvokeRequest request;
    // What sleeps is to time out soon.
    request.functionName = steps.contains("sleep") ? QStringLiteral("quick") : QStringLiteral("s");
    request.payload = steps;
    request.trigger = QStringLiteral("test");
    request.caller = caller;
    return m_workspace->engine().invoke(request);
}

void TestResponseStreaming::chunksComeBeforeTheEnd()
{
    QStringList log;
    connect(&m_workspace->engine(), &engine::LocalEngine::streamArrived, this,
            [this, &log](const StreamPiece &piece) {
                log << QStringLiteral("%1 ").arg(piece.offset) + QString::fromUtf8(piece.bytes);
                if (piece.offset == 0) // only now the function goes on
                    m_workspace->write(QStringLiteral("s/seen"), "");
            });
    const QByteArray steps = R"([["write", "one"], ["wait", "seen"], ["write", "two"]])";
    OUTCOME(outcome, invoke(steps, CallerMode::Streaming));
    log << QStringLiteral("outcome");
    QCOMPARE(log, (QStringList{QStringLiteral("0 one"), QStringLiteral("3 two"),
                               QStringLiteral("outcome")}));
    QCOMPARE(outcome.payload, QByteArray("onetwo"));
    QCOMPARE(outcome.record.responseBytes, std::int64_t{6});
    QVERIFY(!outcome.record.isResponseCapped());
    const auto &stream = outcome.record.stream;
    QVERIFY(stream.has_value());
    QCOMPARE(stream->caller, CallerMode::Streaming);
    QCOMPARE(stream->chunks.size(), std::size_t{2});
    QVERIFY(stream->firstByte > engine::Nanoseconds(0));
    QCOMPARE(stream->chunks[0].first, stream->firstByte);
    QVERIFY(outcome.record.phases.handler <= stream->firstByte);
    QVERIFY(outcome.record.phases.response >= stream->chunks[1].first - stream->chunks[0].first);
}

void TestResponseStreaming::endings_data()
{
    QTest::addColumn<CallerMode>("caller");
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<Outcome>("how");
    QTest::addColumn<QString>("errorType");
    QTest::addColumn<QByteArray>("payload"); // {id}: the request's
    QTest::addColumn<QByteArray>("error");   // behind the bytes
    const auto row = [](const char *name, CallerMode caller, const QByteArray &steps, Outcome how,
                        const char *type, const QByteArray &payload, const QByteArray &error) {
        QTest::newRow(name) << caller << steps << how << QString::fromUtf8(type) << payload
                            << error;
    };
    const QByteArray midway = R"([["write", "a"], ["fail", "Function.Midway", "no"]])";
    const QByteArray atOnce = R"([["fail", "Function.Midway", "no"]])";
    const QByteArray midwayError = R"({"errorType": "Function.Midway", "errorMessage": "no"})";
    const QByteArray timedOut = R"({"errorType":"Sandbox.Timedout","errorMessage":"RequestId: )"
                                R"({id} Error: Task timed out after 1.00 seconds"})";
    const QByteArray exited = R"({"errorType":"Runtime.ExitError","errorMessage":"RequestId: {id} )"
                              R"(Error: Runtime exited with error: exit status 3"})";
    const auto tooLarge = [](const QByteArray &limit) {
        return R"({"errorMessage":"Response payload size exceeded maximum allowed payload size ()"
               + limit + R"( bytes).","errorType":"Function.ResponseSizeTooLarge"})";
    };
    constexpr auto Streaming = CallerMode::Streaming;
    constexpr auto Buffered = CallerMode::Buffered;
    row("well", Streaming, R"([["write", "a"]])", Outcome::Success, "", "a", "");
    row("well, buffered", Buffered, R"([["write", "a"], ["write", "b"]])", Outcome::Success, "",
        "ab", "");
    row("nothing", Streaming, "[]", Outcome::Success, "", "", "");
    row("midway error", Streaming, midway, Outcome::FunctionError, "Function.Midway", "a",
        midwayError);
    row("midway error, buffered", Buffered, midway, Outcome::FunctionError, "Function.Midway", "a",
        midwayError);
    row("error at once", Streaming, atOnce, Outcome::FunctionError, "Function.Midway", "",
        midwayError);
    row("error at once, buffered", Buffered, atOnce, Outcome::FunctionError, "Function.Midway",
        midwayError, midwayError);
    row("timeout in the middle", Streaming, R"([["write", "a"], ["sleep"]])", Outcome::Timeout,
        "Sandbox.Timedout", "a", timedOut);
    row("timeout in the middle, buffered", Buffered, R"([["write", "a"], ["sleep"]])",
        Outcome::Timeout, "Sandbox.Timedout", timedOut, "");
    row("exit in the middle", Streaming, R"([["write", "a"], ["exit"]])", Outcome::Exited,
        "Runtime.ExitError", "a", exited);
    row("exit in the middle, buffered", Buffered, R"([["write", "a"], ["exit"]])", Outcome::Exited,
        "Runtime.ExitError", exited, "");
    row("connection cut", Streaming, R"([["write", "a"], ["cut"]])", Outcome::FunctionError,
        "Runtime.TruncatedResponse", "a", "");
    row("connection cut, buffered", Buffered, R"([["write", "a"], ["cut"]])",
        Outcome::FunctionError, "Runtime.TruncatedResponse", "a", "");
    row("exit after the end", Streaming, R"([["write", "a"], ["exit after"]])", Outcome::Exited,
        "Runtime.ExitError", "a", "");
    row("too large, buffered", Buffered, R"([["bytes", 6291557]])", Outcome::ResponseTooLarge,
        "Function.ResponseSizeTooLarge", tooLarge("6291556"), "");
    row("too large", Streaming, R"([["bytes", 209715201]])", Outcome::ResponseTooLarge,
        "Function.ResponseSizeTooLarge", QByteArray(6'291'556, 'x'), tooLarge("209715200"));
}

void TestResponseStreaming::endings()
{
    QFETCH(CallerMode, caller);
    QFETCH(QByteArray, steps);
    QFETCH(Outcome, how);
    QFETCH(QString, errorType);
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, error);

    OUTCOME(outcome, invoke(steps, caller));
    const QByteArray id = outcome.record.requestId.toLatin1();
    QVERIFY2(outcome.record.outcome == how,
             outcome.payload.left(1'000) + '\n' + outcome.record.log);
    QCOMPARE(outcome.record.errorType, errorType);
    QVERIFY2(outcome.payload == payload.replace("{id}", id), outcome.payload.left(1'000));
    QVERIFY(outcome.record.stream.has_value());
    QCOMPARE(outcome.record.stream->caller, caller);
    QCOMPARE(outcome.record.stream->error, error.replace("{id}", id));
    // What a function did after its answer was complete does not reach the caller.
    const bool failed = how != Outcome::Success && !steps.contains("exit after");
    QCOMPARE(outcome.functionError, failed ? QStringLiteral("Unhandled") : QString());
    if (how == Outcome::FunctionError && !error.isEmpty())
        QCOMPARE(outcome.record.errorMessage, QStringLiteral("no"));
    if (how == Outcome::ResponseTooLarge)
        QVERIFY2(outcome.record.log.contains("status 413"), outcome.record.log);
}

void TestResponseStreaming::aFunctionThatDoesNotStream_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("answers") << QByteArray("1") << QByteArray("2");
    QTest::newRow("fails") << QByteArray("\"x\"") << QByteArray("TypeError");
}

void TestResponseStreaming::aFunctionThatDoesNotStream()
{
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, piece);

    m_workspace->addPython(QStringLiteral("p"), "def handler(event, context): return event + 1\n");
    InvokeRequest request;
    request.functionName = QStringLiteral("p");
    request.payload = event;
    request.caller = CallerMode::Streaming;
    QSignalSpy spy(&m_workspace->engine(), &engine::LocalEngine::streamArrived);
    OUTCOME(outcome, TestWorkspace::wait(m_workspace->engine().invoke(request)));
    QCOMPARE(spy.size(), 1); // in one piece
    QCOMPARE(spy.front().front().value<StreamPiece>().bytes, outcome.payload);
    QVERIFY2(outcome.payload.contains(piece), outcome.payload);
    QVERIFY(!outcome.record.stream);
}

// What there was of the answer is nobody's: callers of both kinds get the error.
void TestResponseStreaming::aCrashInTheMiddleOfAWholeAnswer()
{
    const QByteArray runtime = R"(#!/usr/bin/python3
import http.client, os
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
api.request('GET', '/2018-06-01/runtime/invocation/next')
event = api.getresponse()
event.read()
api.putrequest('POST', '/2018-06-01/runtime/invocation/'
               + event.headers['Lambda-Runtime-Aws-Request-Id'] + '/response')
api.putheader('Content-Length', '100')
api.endheaders()
api.send(b'{"half": ')
api.close()
api.request('GET', '/2018-06-01/ping')  # on another connection: the end of the first is known
api.getresponse().read()
os._exit(3)
)";
    m_workspace->add(QStringLiteral("half"), "provided.al2023", "none", {{"bootstrap", runtime}},
                     "      MemorySize: 1769\n      Timeout: 60\n");
    InvokeRequest request;
    request.functionName = QStringLiteral("half");
    request.caller = CallerMode::Streaming;
    QSignalSpy spy(&m_workspace->engine(), &engine::LocalEngine::streamArrived);
    OUTCOME(outcome, TestWorkspace::wait(m_workspace->engine().invoke(request)));
    QCOMPARE(outcome.record.outcome, Outcome::Exited);
    QVERIFY2(outcome.payload.contains("Runtime.ExitError"), outcome.payload);
    QCOMPARE(spy.size(), 0);
}

void TestResponseStreaming::aLongStreamIsCappedInTheRecord()
{
    qint64 arrived = 0;
    connect(&m_workspace->engine(), &engine::LocalEngine::streamArrived, this,
            [&arrived](const StreamPiece &piece) { arrived += piece.bytes.size(); });
    const QByteArray steps = R"([["bytes", 209715200]])";
    OUTCOME(outcome, invoke(steps, CallerMode::Streaming));
    QCOMPARE(outcome.record.outcome, Outcome::Success);
    QCOMPARE(arrived, 200 * MiB);
    QCOMPARE(outcome.payload.size(), qsizetype(6'291'556));
    QCOMPARE(outcome.record.responseBytes, 200 * MiB);
    QVERIFY(outcome.record.isResponseCapped());
    QVERIFY(outcome.record.stream->chunks.size() <= engine::ResponseStream::MostChunks);
    const engine::Cost cost = engine::costOf(outcome.record, engine::shippedPrices());
    QCOMPARE(cost.lines.back().formula,
             QStringLiteral("max(0, 209,715,200 − 6,291,456 bytes) / 1024³ = 0.189453125 GB × "
                            "$0.008"));
}

void TestResponseStreaming::aHundredThousandTinyChunks()
{
    int pieces = 0;
    connect(&m_workspace->engine(), &engine::LocalEngine::streamArrived, this,
            [&pieces](const StreamPiece &) { ++pieces; });
    const QByteArray steps = R"([["tiny", 100000]])";
    OUTCOME(outcome, invoke(steps, CallerMode::Streaming));
    QCOMPARE(outcome.payload.size(), qsizetype(100'000));
    QCOMPARE(pieces, 100'000);
    QCOMPARE(outcome.record.stream->arrivals, std::int64_t{100'000});
    QVERIFY(outcome.record.stream->chunks.size() <= engine::ResponseStream::MostChunks);
}

void TestResponseStreaming::aCallerThatDoesNotReadHoldsTheFunctionBack()
{
    constexpr qint64 Whole = 64 * MiB;
    qint64 arrived = 0;
    QString request;
    connect(&m_workspace->engine(), &engine::LocalEngine::streamArrived, this,
            [&](const StreamPiece &piece) {
                arrived += piece.bytes.size();
                if (request.isEmpty()) {
                    request = piece.requestId;
                    m_workspace->engine().holdStream(request, StreamFlow::Held);
                }
            });
    const auto running =
        start(QStringLiteral("[[\"bytes\", %1]]").arg(Whole).toLatin1(), CallerMode::Streaming);
    QTRY_VERIFY(!request.isEmpty());
    const qint64 whenHeld = arrived;
    // Another call takes its time meanwhile, and is not held.
    m_workspace->addPython(QStringLiteral("p"), "def handler(event, context): return 1\n");
    QVERIFY(m_workspace->invoke(QStringLiteral("p")).has_value());
    QVERIFY(arrived <= whenHeld + 256 * 1024);
    QVERIFY(!running.isFinished());
    m_workspace->engine().holdStream(request, StreamFlow::Flows);
    OUTCOME(outcome, TestWorkspace::wait(running));
    QCOMPARE(outcome.record.outcome, Outcome::Success);
    QCOMPARE(arrived, Whole);
}

void TestResponseStreaming::cancelledInTheMiddle()
{
    bool asked = false;
    connect(&m_workspace->engine(), &engine::LocalEngine::streamArrived, this,
            [&](const StreamPiece &piece) {
                if (!std::exchange(asked, true))
                    QMetaObject::invokeMethod(
                        this, [this, piece] { m_workspace->engine().cancel(piece.trigger); },
                        Qt::QueuedConnection);
            });
    const QByteArray steps = R"([["write", "a"], ["wait", "for ever"]])";
    OUTCOME(outcome, invoke(steps, CallerMode::Streaming));
    QCOMPARE(outcome.record.outcome, Outcome::Cancelled);
    QCOMPARE(outcome.payload, QByteArray("a"));
}

QTEST_GUILESS_MAIN(TestResponseStreaming)
#include "tst_responsestreaming.moc"
