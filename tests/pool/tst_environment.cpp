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

const QString Id = QStringLiteral("8476a536-e9f4-11e8-9739-2dfe598c3fcd");

// One environment with a runtime that the test plays; `log` is what request and pool are told.
struct Bench final : EnvironmentClient, EnvironmentOwner
{
    explicit Bench(const QString &interpreter = {},
                   SandboxSpec::Start start = SandboxSpec::Start::AtOnce)
        : reactor(clock)
        , sandboxes(reactor)
    {
        Environment::Settings settings;
        settings.id = 1;
        settings.initStartLine = "INIT_START\n";
        settings.timeout = 3s;
        settings.interpreter = interpreter;
        settings.sandbox.start = start;
        EnvironmentOwner &owner = *this;
        environment = std::make_unique<Environment>(reactor, sandboxes, settings, owner);
    }
    void logged(const QByteArray &text) override { log << QString::fromUtf8(text).trimmed(); }
    void invokeBegan() override { log << QStringLiteral("invoke"); }
    void answered(const RuntimeAnswer &a) override
    {
        log << QStringLiteral("answer ") + QString::fromUtf8(a.payload);
    }
    void ended(const EnvironmentEnd &e) override
    {
        using Kind = EnvironmentEnd::Kind;
        static const std::map<Kind, QString> names{
            {Kind::Completed, QStringLiteral("completed")},
            {Kind::TimedOut, QStringLiteral("timed out")},
            {Kind::Exited, QStringLiteral("exited")},
            {Kind::InitFailed, QStringLiteral("init failed")},
            {Kind::Killed, QStringLiteral("killed")},
            {Kind::Failed, QStringLiteral("failed")}};
        log << names.at(e.kind);
        end = e;
    }
    void environmentBooted(std::uint64_t) override { log << QStringLiteral("(booted)"); }
    void environmentIdle(std::uint64_t) override { log << QStringLiteral("(idle)"); }
    void environmentGone(std::uint64_t) override { log << QStringLiteral("(gone)"); }
    void environmentStandsBy(std::uint64_t) override { log << QStringLiteral("(stands by)"); }
    void environmentNotPrepared(std::uint64_t, const QString &errorType) override
    {
        log << QStringLiteral("(not prepared: %1)").arg(errorType);
    }

    void prepare(Environment::Ahead ahead)
    {
        environment->prepare(ahead);
        settle();
    }
    void run()
    {
        RuntimeEvent event;
        event.requestId = Id;
        event.payload = "1";
        EnvironmentClient &client = *this;
        environment->run(event, client);
        settle();
    }
    void settle()
    {
        for (int i = 0; i < 20; ++i)
            reactor.poll(1ms);
    }
    void pass(Nanoseconds time)
    {
        clock.advance(time);
        reactor.runDue();
        settle();
    }
    std::unique_ptr<LoopbackClient> runtime()
    {
        return std::make_unique<LoopbackClient>(reactor, sandboxes.sandboxes.back()->port);
    }
    void exit(const RuntimeExit &how)
    {
        SandboxListener *listener = sandboxes.sandboxes.back()->listener;
        listener->runtimeExited(how);
        settle();
    }
    QStringList take() { return std::exchange(log, {}); }

    testsupport::ManualClock clock;
    Reactor reactor;
    testsupport::FakeSandboxes sandboxes;
    std::unique_ptr<Environment> environment;
    QStringList log;
    EnvironmentEnd end;
};

QByteArray next()
{
    return "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n";
}

QByteArray standby()
{
    return "GET /2018-06-01/runtime/standby HTTP/1.1\r\nHost: x\r\n\r\n";
}

QByteArray post(const QByteArray &path, const QByteArray &body)
{
    return "POST /2018-06-01/runtime/" + path
           + " HTTP/1.1\r\nHost: x\r\nLambda-Runtime-Function-Error-Type: Runtime.Oops\r\n"
             "Content-Length: "
           + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray respond(const QByteArray &body)
{
    return post("invocation/" + Id.toLatin1() + "/response", body);
}

} // namespace

class TestEnvironment : public QObject
{
    Q_OBJECT

private slots:
    void coldThenWarm();
    void networkIsCountedByRequest();
    void outputBelongsToTheRequestThatCausedIt();
    void timeoutResetsAndTheNextStartsAgainInside();
    void initErrorIsTriedTwice();
    void initTimeoutRunsAgainInTheInvocation();
    void exitInTheMiddleOfAnInvocation();
    void exitInInitIsTriedTwice();
    void anInterpreterThatIsGoneEndsIt();
    void aRequestMayBeKilledAtAnyTime();
    void aSandboxThatCannotStart();
    void whatStandsByInitialisesForItsRequest();
    void aRequestTakesWhatStillBoots();
    void aSandboxAloneStandsByForOtherRuntimes();
    void whatCanNotStandByIsNotKept();
    void theTimeToBootCountsForTheInitLimit();
    void provisionedInitRunsWithoutARequest();
    void provisionedInitThatFailsIsTold();
};

void TestEnvironment::coldThenWarm()
{
    Bench b;
    b.run();
    b.clock.advance(20ms);
    const auto runtime = b.runtime();
    b.settle();
    b.clock.advance(30ms);
    runtime->send(next());
    QVERIFY(runtime->response().contains(Id.toLatin1()));
    QCOMPARE(b.take(), lines({"INIT_START", "invoke", "(booted)"}));
    b.clock.advance(5ms);
    runtime->send(respond("\"one\""));
    (void)runtime->response();
    b.clock.advance(1ms);
    runtime->send(next());
    b.settle();
    QCOMPARE(b.take(), lines({"answer \"one\"", "completed", "(idle)"}));
    QCOMPARE(*b.end.initDuration, Nanoseconds(50ms));
    QCOMPARE(b.end.times.ended - b.end.times.invokeBegan, Nanoseconds(6ms));
    QCOMPARE(b.end.times.connected - b.end.times.runtimeStarted, Nanoseconds(20ms));

    b.run();
    QVERIFY(runtime->response().contains(Id.toLatin1()));
    runtime->send(respond("\"two\""));
    (void)runtime->response();
    runtime->send(next());
    b.settle();
    QCOMPARE(b.take(), lines({"invoke", "answer \"two\"", "completed", "(idle)"}));
    QVERIFY(!b.end.initDuration);
    QCOMPARE(b.sandboxes.log, lines({"start", "freeze", "thaw", "freeze"}));
}

void TestEnvironment::networkIsCountedByRequest()
{
    Bench bench;
    QVERIFY(bench.environment->networkBytes() == NetworkBytes{});
    bench.run();
    auto &state = *bench.sandboxes.sandboxes.back();
    auto &network = state.usage.network;
    auto runtime = bench.runtime();
    runtime->send(next());
    QVERIFY(!runtime->response().isEmpty());
    network = {-1, -1, 10, 20}; // with the init, from nothing on
    state.listener->sandboxNote("[ERROR] lambda-workbench: nothing listens");
    runtime->send(respond("1"));
    QVERIFY(!runtime->response().isEmpty());
    runtime->send(next());
    bench.settle();
    QVERIFY(bench.end.network == (NetworkBytes{-1, -1, 10, 20}));
    QVERIFY(bench.log.contains(QStringLiteral("[ERROR] lambda-workbench: nothing listens")));
    network = {-1, -1, 11, 20}; // between two requests: nobody's
    bench.run();
    QVERIFY(!runtime->response().isEmpty());
    network = {-1, -1, 15, 50};
    runtime->send(respond("2"));
    QVERIFY(!runtime->response().isEmpty());
    runtime->send(next());
    bench.settle();
    QVERIFY(bench.end.network == (NetworkBytes{-1, -1, 4, 30}));
}

void TestEnvironment::outputBelongsToTheRequestThatCausedIt()
{
    Bench b;
    b.run();
    const auto runtime = b.runtime();
    b.sandboxes.sandboxes[0]->pipe = "loading\n";
    runtime->send(next());
    (void)runtime->response();
    b.sandboxes.sandboxes[0]->pipe = "working\n";
    runtime->send(respond("1"));
    (void)runtime->response();
    b.sandboxes.sandboxes[0]->pipe = "tidying up\n";
    runtime->send(next());
    b.settle();
    QCOMPARE(b.take(), lines({"INIT_START", "loading", "invoke", "(booted)", "working", "answer 1",
                              "tidying up", "completed", "(idle)"}));
}

void TestEnvironment::timeoutResetsAndTheNextStartsAgainInside()
{
    Bench b;
    b.run();
    auto runtime = b.runtime();
    runtime->send(next());
    (void)runtime->response();
    b.environment->timeOut(); // the invocation's own deadline calls this
    b.settle();
    QCOMPARE(b.take(), lines({"INIT_START", "invoke", "(booted)", "timed out", "(idle)"}));
    QCOMPARE(b.sandboxes.log, lines({"start", "stop"}));
    b.run();
    QCOMPARE(b.take(), lines({"invoke"}));
    runtime = b.runtime();
    b.pass(100ms);
    runtime->send(next());
    (void)runtime->response();
    runtime->send(respond("1"));
    (void)runtime->response();
    runtime->send(next());
    b.settle();
    QCOMPARE(b.take(), lines({"answer 1", "completed", "(idle)"}));
    QVERIFY(!b.end.initDuration);
    QCOMPARE(b.end.times.ended - b.end.times.invokeBegan, Nanoseconds(100ms));
    QCOMPARE(b.sandboxes.log, lines({"start", "stop", "restart", "freeze"}));
}

void TestEnvironment::initErrorIsTriedTwice()
{
    Bench b;
    b.run();
    auto runtime = b.runtime();
    b.pass(7ms);
    runtime->send(post("init/error", "{\"errorMessage\":\"one\"}"));
    b.settle();
    QCOMPARE(b.take(),
             lines({"INIT_START",
                    "INIT_REPORT Init Duration: 7.00 ms\tPhase: init\tStatus: error\tError "
                    "Type: Runtime.Oops",
                    "invoke", "(booted)"}));
    runtime = b.runtime();
    runtime->send(post("init/error", "{\"errorMessage\":\"two\"}"));
    b.settle();
    QCOMPARE(b.take(), lines({"init failed", "(idle)"}));
    QCOMPARE(b.end.answer.payload, QByteArray("{\"errorMessage\":\"two\"}"));
    QCOMPARE(b.sandboxes.log, lines({"start", "restart", "stop"}));
    // The next request begins from scratch, in the same sandbox.
    b.run();
    runtime = b.runtime();
    runtime->send(post("init/error", "{\"errorMessage\":\"three\"}"));
    b.settle();
    QCOMPARE(b.take(), lines({"invoke", "init failed", "(idle)"}));
}

void TestEnvironment::initTimeoutRunsAgainInTheInvocation()
{
    Bench b;
    b.run();
    b.pass(9999ms);
    QCOMPARE(b.take(), lines({"INIT_START"}));
    b.pass(1ms);
    QCOMPARE(b.take(), lines({"INIT_START",
                              "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: "
                              "timeout",
                              "invoke", "(booted)"})
                           .mid(1));
    const auto runtime = b.runtime();
    runtime->send(next());
    (void)runtime->response();
    runtime->send(respond("1"));
    (void)runtime->response();
    runtime->send(next());
    b.settle();
    QCOMPARE(b.take(), lines({"answer 1", "completed", "(idle)"}));
    QVERIFY(!b.end.initDuration);
}

void TestEnvironment::exitInTheMiddleOfAnInvocation()
{
    Bench b;
    b.run();
    const auto runtime = b.runtime();
    runtime->send(next());
    (void)runtime->response();
    b.exit({RuntimeExit::Cause::Signalled, 11});
    QCOMPARE(b.take(), lines({"INIT_START", "invoke", "(booted)", "exited", "(idle)"}));
    QCOMPARE(b.end.exit.status, 11);
}

void TestEnvironment::exitInInitIsTriedTwice()
{
    Bench b;
    b.run();
    b.exit({RuntimeExit::Cause::Exited, 1});
    QCOMPARE(b.take().last(), QStringLiteral("(booted)"));
    b.exit({RuntimeExit::Cause::Exited, 2});
    QCOMPARE(b.take(), lines({"exited", "(idle)"}));
    QCOMPARE(b.end.exit.status, 2);
}

void TestEnvironment::anInterpreterThatIsGoneEndsIt()
{
    for (const bool managed : {true, false}) {
        Bench b(managed ? QStringLiteral("Ruby 3.1.2") : QString());
        b.run();
        b.exit({RuntimeExit::Cause::NotStarted, ENOENT});
        QCOMPARE(b.take().last(), QStringLiteral("(booted)"));
        b.exit({RuntimeExit::Cause::NotStarted, ENOENT});
        // A bootstrap of the function's own is tried again: it belongs to the code.
        QCOMPARE(b.take(), managed ? lines({"exited", "(gone)"}) : lines({"exited", "(idle)"}));
    }
}

void TestEnvironment::aRequestMayBeKilledAtAnyTime()
{
    for (int moment = 0; moment < 4; ++moment) {
        Bench b;
        b.run();
        std::unique_ptr<LoopbackClient> runtime;
        if (moment > 0)
            runtime = b.runtime();
        if (moment > 1) {
            runtime->send(next());
            (void)runtime->response();
        }
        if (moment > 2) {
            runtime->send(respond("1"));
            (void)runtime->response();
        }
        b.take();
        b.environment->kill();
        b.settle();
        QCOMPARE(b.take(), lines({"killed", "(gone)"}));
        QCOMPARE(b.sandboxes.log.last(), QStringLiteral("gone"));
    }
}

void TestEnvironment::aSandboxThatCannotStart()
{
    Bench b;
    b.sandboxes.refuse = true;
    b.run();
    QCOMPARE(b.take(), lines({"failed", "(gone)"}));
    QCOMPARE(b.end.error.code, Error::Code::SandboxUnavailable);
}

void TestEnvironment::whatStandsByInitialisesForItsRequest()
{
    Bench b;
    b.prepare(Environment::Ahead::StandBy);
    const auto runtime = b.runtime();
    b.pass(20ms);
    runtime->send(standby());
    b.settle();
    QCOMPARE(b.take(), lines({"(stands by)"}));
    b.pass(1h); // no limit for a wait

    b.run();
    QVERIFY(runtime->response().startsWith("HTTP/1.1 200"));
    b.pass(3ms);
    runtime->send(next());
    QVERIFY(runtime->response().contains(Id.toLatin1()));
    runtime->send(respond("1"));
    (void)runtime->response();
    runtime->send(next());
    b.settle();
    QCOMPARE(b.take(),
             lines({"INIT_START", "invoke", "(booted)", "answer 1", "completed", "(idle)"}));
    // What it measured is boot and init, whenever they were; who waited, waited for the init.
    QCOMPARE(*b.end.initDuration, Nanoseconds(23ms));
    QCOMPARE(b.end.initBilled, Nanoseconds(23ms));
    QCOMPARE(b.end.times.initEnded - b.end.times.woken, Nanoseconds(3ms));
    QCOMPARE(b.end.times.woken, b.end.times.released);
    QCOMPARE(b.sandboxes.log, lines({"start", "freeze"}));
    // A reset runs it from the beginning, without a stop in between.
    b.run();
    (void)runtime->response();
    b.environment->timeOut();
    b.run();
    const auto again = b.runtime();
    again->send(standby());
    QVERIFY(again->response().startsWith("HTTP/1.1 200"));
}

void TestEnvironment::aRequestTakesWhatStillBoots()
{
    Bench b;
    b.prepare(Environment::Ahead::StandBy);
    const auto runtime = b.runtime();
    b.pass(20ms);
    b.run();
    b.pass(5ms);
    runtime->send(standby());
    QVERIFY(runtime->response().startsWith("HTTP/1.1 200"));
    b.pass(2ms);
    runtime->send(next());
    QVERIFY(runtime->response().contains(Id.toLatin1()));
    runtime->send(respond("1"));
    (void)runtime->response();
    runtime->send(next());
    b.settle();
    QVERIFY(!b.take().contains(QStringLiteral("(stands by)")));
    QCOMPARE(*b.end.initDuration, Nanoseconds(27ms));
    QCOMPARE(b.end.times.released - b.end.times.woken, Nanoseconds(5ms));
}

void TestEnvironment::aSandboxAloneStandsByForOtherRuntimes()
{
    Bench b({}, SandboxSpec::Start::WhenAsked);
    b.prepare(Environment::Ahead::StandBy);
    QCOMPARE(b.take(), lines({"(stands by)"}));
    QCOMPARE(b.sandboxes.log, lines({"start"}));
    b.run();
    QCOMPARE(b.sandboxes.log, lines({"start", "restart"}));
    const auto runtime = b.runtime();
    b.pass(4ms);
    runtime->send(next());
    (void)runtime->response();
    runtime->send(respond("1"));
    (void)runtime->response();
    runtime->send(next());
    b.settle();
    QCOMPARE(*b.end.initDuration, Nanoseconds(4ms));
}

void TestEnvironment::whatCanNotStandByIsNotKept()
{
    Bench exits;
    exits.prepare(Environment::Ahead::StandBy);
    exits.exit({RuntimeExit::Cause::Exited, 1});
    QCOMPARE(exits.take(), lines({"(not prepared: Runtime.ExitError)", "(gone)"}));
    Bench hangs;
    hangs.prepare(Environment::Ahead::StandBy);
    hangs.pass(10s);
    QCOMPARE(hangs.take(), lines({"(not prepared: Runtime.ExitError)", "(gone)"}));
    Bench taken;
    taken.prepare(Environment::Ahead::StandBy);
    taken.run();
    taken.exit({RuntimeExit::Cause::Exited, 1});
    QCOMPARE(taken.take(), lines({"INIT_START"}));
    const auto runtime = taken.runtime();
    runtime->send(next());
    (void)runtime->response();
    QCOMPARE(taken.take(), lines({"invoke", "(booted)"}));
}

void TestEnvironment::theTimeToBootCountsForTheInitLimit()
{
    Bench b;
    b.prepare(Environment::Ahead::StandBy);
    const auto runtime = b.runtime();
    b.pass(4s);
    runtime->send(standby());
    b.settle();
    b.pass(1min);
    b.run();
    b.pass(5999ms);
    QCOMPARE(b.take(), lines({"(stands by)"}));
    b.pass(1ms);
    QCOMPARE(b.take(), lines({"INIT_START",
                              "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: "
                              "timeout",
                              "invoke", "(booted)"}));
}

void TestEnvironment::provisionedInitRunsWithoutARequest()
{
    Bench b;
    b.prepare(Environment::Ahead::Initialise);
    const auto runtime = b.runtime();
    b.pass(50ms);
    runtime->send(next());
    b.settle();
    QCOMPARE(b.take(), lines({"(idle)"}));
    QCOMPARE(b.sandboxes.log, lines({"start", "freeze"}));
    b.run();
    QVERIFY(runtime->response().contains(Id.toLatin1()));
    runtime->send(respond("1"));
    (void)runtime->response();
    runtime->send(next());
    b.settle();
    QCOMPARE(b.take(), lines({"INIT_START\nINIT_REPORT Init Duration: 50.00 ms\tPhase: "
                              "init\tStatus: success",
                              "invoke", "answer 1", "completed", "(idle)"}));
    QVERIFY(!b.end.initDuration);
    QCOMPARE(b.end.initBilled, Nanoseconds(0));
}

void TestEnvironment::provisionedInitThatFailsIsTold()
{
    Bench b;
    b.prepare(Environment::Ahead::Initialise);
    const auto runtime = b.runtime();
    runtime->send(post("init/error", "{}"));
    b.settle();
    QCOMPARE(b.take(), lines({"(not prepared: Runtime.Oops)", "(gone)"}));
    Bench refused;
    refused.sandboxes.refuse = true;
    refused.prepare(Environment::Ahead::Initialise);
    QCOMPARE(refused.take(), lines({"(not prepared: Sandbox.Failure)", "(gone)"}));
}

QTEST_GUILESS_MAIN(TestEnvironment)
#include "tst_environment.moc"
