// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/pool/environment.h"
#include "tests/support/fakesandbox.h"
#include "tests/support/lines.h"
#include "tests/support/loopback.h"
#include "tests/support/manualclock.h"

using namespace engine;
using namespace std::chrono_literals;
using testsupport::lines;
using testsupport::LoopbackClient;

namespace {

const QByteArray Id = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";

// One environment with a runtime that the test plays, which has the event; `log` is what the
// request is told, with the time since the event was delivered.
struct Bench final : EnvironmentClient, EnvironmentOwner
{
    Bench()
        : reactor(clock)
        , sandboxes(reactor)
    {
        clock.advance(1s); // zero means: not at all
        Environment::Settings settings;
        settings.id = 1;
        settings.timeout = 3s;
        EnvironmentOwner &owner = *this;
        environment = std::make_unique<Environment>(reactor, sandboxes, settings, owner);
        RuntimeEvent event;
        event.requestId = QString::fromLatin1(Id);
        event.payload = "1";
        event.caller = CallerMode::Streaming;
        EnvironmentClient &client = *this;
        environment->run(event, client);
        settle();
        runtime = std::make_unique<LoopbackClient>(reactor, sandboxes.sandboxes.back()->port);
        runtime->send("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
        (void)runtime->response();
    }
    void logged(const QByteArray &) override {}
    void invokeBegan() override {}
    void streamArrived(QByteArrayView bytes, Nanoseconds at) override
    {
        const auto ms = std::chrono::duration_cast<Milliseconds>(at).count();
        log << QStringLiteral("%1 at %2").arg(QString::fromUtf8(bytes.toByteArray())).arg(ms);
    }
    void answered(const RuntimeAnswer &a) override
    {
        log << QStringLiteral("answer ") + a.errorType;
    }
    void ended(const EnvironmentEnd &e) override
    {
        log << QStringLiteral("ended");
        end = e;
    }
    void environmentBooted(std::uint64_t) override {}
    void environmentIdle(std::uint64_t) override {}
    void environmentGone(std::uint64_t) override {}
    void environmentStandsBy(std::uint64_t) override {}
    void environmentNotPrepared(std::uint64_t, const QString &) override {}

    void settle()
    {
        for (int i = 0; i < 20; ++i)
            reactor.poll(1ms);
    }
    void sendAt(Milliseconds later, const QByteArray &bytes)
    {
        clock.advance(later);
        runtime->send(bytes);
        settle();
    }
    static QByteArray head()
    {
        return "POST /2018-06-01/runtime/invocation/" + Id
               + "/response HTTP/1.1\r\nHost: x\r\n"
                 "Lambda-Runtime-Function-Response-Mode: streaming\r\n"
                 "Transfer-Encoding: chunked\r\n\r\n";
    }

    testsupport::ManualClock clock;
    Reactor reactor;
    testsupport::FakeSandboxes sandboxes;
    std::unique_ptr<Environment> environment;
    std::unique_ptr<LoopbackClient> runtime;
    QStringList log;
    EnvironmentEnd end;
};

} // namespace

// What the environment tells of a response in streaming mode, and its times.
class TestEnvironmentStream : public QObject
{
    Q_OBJECT

private slots:
    void timesOfAStream();
    void timeoutInTheMiddle();
    void exitInTheMiddle();
    void connectionCutInTheMiddle();
    void aHeldStreamTimesOut();
};

void TestEnvironmentStream::timesOfAStream()
{
    Bench b;
    b.sendAt(10ms, Bench::head());
    b.sendAt(20ms, "1\r\na\r\n");
    b.sendAt(30ms, "1\r\nb\r\n");
    b.sendAt(40ms, "0\r\n\r\n");
    b.sendAt(50ms, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(b.log, lines({" at 10", "a at 30", "b at 60", "answer ", "ended"}));
    const EnvironmentTimes &at = b.end.times;
    // The response starts with its first byte, not with its head.
    QCOMPARE(at.answerStarted - at.delivered, Nanoseconds(30ms));
    QCOMPARE(at.answered - at.delivered, Nanoseconds(100ms));
    QCOMPARE(at.ended - at.delivered, Nanoseconds(150ms));
}

void TestEnvironmentStream::timeoutInTheMiddle()
{
    Bench b;
    b.sendAt(10ms, Bench::head() + "1\r\na\r\n");
    b.environment->timeOut();
    b.settle();
    QCOMPARE(b.log, lines({" at 10", "a at 10", "ended"}));
    QCOMPARE(b.end.kind, EnvironmentEnd::Kind::TimedOut);
    QVERIFY(b.runtime->closed());
}

void TestEnvironmentStream::exitInTheMiddle()
{
    Bench b;
    b.sendAt(10ms, Bench::head() + "1\r\na\r\n");
    b.sandboxes.sandboxes.back()->listener->runtimeExited({RuntimeExit::Cause::Exited, 1});
    b.settle();
    QCOMPARE(b.log, lines({" at 10", "a at 10", "ended"}));
    QCOMPARE(b.end.kind, EnvironmentEnd::Kind::Exited);
}

void TestEnvironmentStream::connectionCutInTheMiddle()
{
    Bench b;
    b.sendAt(10ms, Bench::head() + "1\r\na\r\n");
    b.runtime->close();
    b.settle();
    QCOMPARE(b.log, lines({" at 10", "a at 10", "answer Runtime.TruncatedResponse"}));
    // The invocation goes on until the runtime asks for the next event, or ends.
    LoopbackClient again(b.reactor, b.sandboxes.sandboxes.back()->port);
    again.send("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
    b.settle();
    QCOMPARE(b.log.last(), QStringLiteral("ended"));
    QCOMPARE(b.end.kind, EnvironmentEnd::Kind::Completed);
}

void TestEnvironmentStream::aHeldStreamTimesOut()
{
    Bench b;
    b.sendAt(10ms, Bench::head());
    b.environment->holdStream(StreamFlow::Held);
    b.sendAt(10ms, "1\r\na\r\n");
    QCOMPARE(b.log, lines({" at 10"}));
    b.environment->timeOut();
    b.settle();
    QCOMPARE(b.log, lines({" at 10", "ended"}));
    b.environment->holdStream(StreamFlow::Flows); // it has gone
    QCOMPARE(b.end.kind, EnvironmentEnd::Kind::TimedOut);
}

QTEST_GUILESS_MAIN(TestEnvironmentStream)
#include "tst_environmentstream.moc"
