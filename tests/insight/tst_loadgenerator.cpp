// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QPromise>
#include <QTemporaryDir>

#include "engine/insight/loadgenerator.h"
#include "engine/insight/runstore.h"
#include "tests/support/manualclock.h"
#include "tests/support/testworkspace.h"

using namespace engine;
using namespace std::chrono_literals;
using testsupport::ManualClock;
using testsupport::TestWorkspace;
using Kind = ArrivalPlan::Kind;

namespace {

// Takes requests and answers when the test says so.
struct Door
{
    explicit Door(ManualClock &c)
        : clock(c)
    {
    }
    QFuture<Result<InvokeOutcome>> operator()(const InvokeRequest &request)
    {
        sent << QString::number(std::chrono::duration_cast<Milliseconds>(clock.now()).count());
        payloads << QString::fromUtf8(request.payload);
        waiting.emplace_back();
        waiting.back().promise.start();
        waiting.back().since = clock.now();
        return waiting.back().promise.future();
    }
    void answer(Outcome outcome = Outcome::Success)
    {
        Waiting first = std::move(waiting.front());
        waiting.erase(waiting.begin());
        InvokeOutcome result;
        result.record.functionName = QStringLiteral("f");
        result.record.outcome = outcome;
        result.record.start = outcome == Outcome::Throttled ? StartKind::None : StartKind::Warm;
        result.record.wall = clock.now() - first.since;
        first.promise.addResult(std::move(result));
        first.promise.finish();
        QCoreApplication::processEvents();
    }
    void refuse(const Error &error)
    {
        Waiting first = std::move(waiting.front());
        waiting.erase(waiting.begin());
        first.promise.addResult(error);
        first.promise.finish();
        QCoreApplication::processEvents();
    }

    struct Waiting
    {
        QPromise<Result<InvokeOutcome>> promise;
        Nanoseconds since{0};
    };
    ManualClock &clock;
    QStringList sent; // when, in milliseconds
    QStringList payloads;
    std::vector<Waiting> waiting;
};

struct Bench
{
    ManualClock clock;
    Reactor reactor{clock};
    Door door{clock};
    std::unique_ptr<LoadGenerator> generator;
    std::optional<LoadResult> result;

    explicit Bench(const LoadGenerator::Plan &plan, std::int64_t most = LoadGenerator::MostRequests)
    {
        generator = std::make_unique<LoadGenerator>(std::ref(door), reactor, plan, nullptr, most);
        QObject::connect(generator.get(), &LoadGenerator::finished,
                         [this](const LoadResult &r) { result = r; });
        generator->start();
    }
    void advance(Nanoseconds by)
    {
        clock.advance(by);
        reactor.runDue();
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QString sent() const { return door.sent.join(u' '); }
};

LoadGenerator::Plan plan(Kind kind, double rate, std::int64_t count)
{
    LoadGenerator::Plan plan;
    plan.request.functionName = QStringLiteral("f");
    plan.arrivals.kind = kind;
    plan.arrivals.rate = rate;
    plan.arrivals.count = count;
    return plan;
}

} // namespace

class TestLoadGenerator : public QObject
{
    Q_OBJECT

private slots:
    void sendsWithoutWaiting();
    void countsFromWhenItWasDue();
    void closedLoopKeepsSoManyUnderWay();
    void closedLoopEndsAtItsTime();
    void stopsAtTooManyErrors();
    void throttlesAreErrorsWithoutTimes();
    void cancelWaitsForWhatIsUnderWay();
    void whoeverIsThrottledRests();
    void cancelAfterTheLastRequest();
    void aLateGeneratorLetsAnswersThrough();
    void aRunHasAnEnd_data();
    void aRunHasAnEnd();
    void anErrorEndsIt();
    void oneSandboxThatFailsDoesNot();
    void replaysPayloads();
    void runsAreKept();
    void againstARealEngine();
};

void TestLoadGenerator::sendsWithoutWaiting()
{
    Bench bench(plan(Kind::Constant, 10, 4));
    for (int i = 0; i < 30; ++i)
        bench.advance(10ms);
    QCOMPARE(bench.sent(), QStringLiteral("0 100 200 300"));
    QVERIFY(!bench.result); // none is answered
    bench.advance(10ms);
    for (int i = 0; i < 4; ++i)
        bench.door.answer();
    QVERIFY(bench.result);
    QCOMPARE(bench.result->sent, 4);
    QCOMPARE(bench.result->done, 4);
    QCOMPARE(bench.result->peakConcurrency, 4);
    QCOMPARE(bench.result->late, 0);
    QCOMPARE(bench.result->service.max, Nanoseconds{310ms});
    QCOMPARE(bench.result->response, bench.result->service);
    QCOMPARE(bench.result->elapsed, Nanoseconds{310ms});
    QCOMPARE(bench.result->end, LoadResult::End::Complete);
}

// The generator stood still for 300 ms: what it owes is sent at once, and the wait counts.
void TestLoadGenerator::countsFromWhenItWasDue()
{
    Bench bench(plan(Kind::Constant, 10, 4));
    bench.advance(300ms);
    QCOMPARE(bench.sent(), QStringLiteral("0 300 300 300"));
    bench.advance(50ms);
    while (!bench.door.waiting.empty())
        bench.door.answer();
    QVERIFY(bench.result);
    QCOMPARE(bench.result->service.min, Nanoseconds{50ms});
    QCOMPARE(bench.result->service.p50, Nanoseconds{50ms});
    QCOMPARE(bench.result->response.min, Nanoseconds{50ms});  // due at 300
    QCOMPARE(bench.result->response.p50, Nanoseconds{150ms}); // due at 200
    QCOMPARE(bench.result->response.max, Nanoseconds{350ms}); // due at 0
    QCOMPARE(bench.result->late, 2);
    QCOMPARE(bench.result->lateness.max, Nanoseconds{200ms});
    QVERIFY(bench.result->wasGeneratorLate());
}

void TestLoadGenerator::closedLoopKeepsSoManyUnderWay()
{
    LoadGenerator::Plan three = plan(Kind::AtOnce, 1, 5);
    three.arrivals.concurrency = 3;
    Bench bench(three);
    QCOMPARE(bench.sent(), QStringLiteral("0 0 0"));
    bench.advance(10ms);
    bench.door.answer();
    QCOMPARE(bench.sent(), QStringLiteral("0 0 0 10"));
    bench.advance(10ms);
    bench.door.answer();
    bench.door.answer();
    QCOMPARE(bench.sent(), QStringLiteral("0 0 0 10 20"));
    QVERIFY(!bench.result);
    bench.door.answer();
    bench.door.answer();
    QVERIFY(bench.result);
    QCOMPARE(bench.result->done, 5);
    QCOMPARE(bench.result->peakConcurrency, 3);
    QCOMPARE(bench.result->late, 0);
}

void TestLoadGenerator::closedLoopEndsAtItsTime()
{
    LoadGenerator::Plan two = plan(Kind::AtOnce, 1, 0);
    two.arrivals.concurrency = 2;
    two.arrivals.duration = 1s;
    Bench bench(two);
    bench.advance(999ms);
    bench.door.answer();
    QCOMPARE(bench.sent(), QStringLiteral("0 0 999"));
    bench.advance(1ms);
    bench.door.answer();
    QCOMPARE(bench.sent(), QStringLiteral("0 0 999"));
    bench.door.answer();
    QVERIFY(bench.result);
    QCOMPARE(bench.result->end, LoadResult::End::Complete);
}

void TestLoadGenerator::stopsAtTooManyErrors()
{
    LoadGenerator::Plan failing = plan(Kind::AtOnce, 1, 1'000);
    failing.errorShare = 0.5;
    Bench bench(failing);
    for (int i = 0; !bench.result && i < 100; ++i)
        bench.door.answer(i % 2 == 0 ? Outcome::Success : Outcome::FunctionError);
    QVERIFY(bench.result);
    QCOMPARE(bench.result->end, LoadResult::End::TooManyErrors);
    QCOMPARE(bench.result->done, LoadGenerator::LeastAnswers);
    QCOMPARE(bench.result->failed(), 10);
}

void TestLoadGenerator::throttlesAreErrorsWithoutTimes()
{
    Bench bench(plan(Kind::Constant, 1000, 3));
    bench.advance(2ms);
    bench.advance(20ms);
    bench.door.answer(Outcome::Throttled);
    bench.door.answer(Outcome::Success);
    bench.door.answer(Outcome::Timeout);
    QVERIFY(bench.result);
    QCOMPARE(bench.result->throttled(), 1);
    QCOMPARE(bench.result->failed(), 2);
    QCOMPARE(bench.result->succeeded(), 1);
    QCOMPARE(bench.result->service.count, 2);
    QCOMPARE(bench.result->starts.at(QStringLiteral("none")), 1);
}

void TestLoadGenerator::cancelWaitsForWhatIsUnderWay()
{
    Bench bench(plan(Kind::Constant, 10, 100));
    bench.advance(100ms);
    bench.generator->cancel();
    bench.advance(1s);
    QCOMPARE(bench.sent(), QStringLiteral("0 100"));
    QVERIFY(!bench.result);
    bench.door.answer(Outcome::Cancelled);
    bench.door.answer(Outcome::Success);
    QVERIFY(bench.result);
    QCOMPARE(bench.result->end, LoadResult::End::Cancelled);
    QCOMPARE(bench.result->done, 2);
    QCOMPARE(bench.result->service.count, 1);
}

void TestLoadGenerator::whoeverIsThrottledRests()
{
    LoadGenerator::Plan two = plan(Kind::AtOnce, 1, 100);
    two.arrivals.concurrency = 2;
    Bench bench(two);
    bench.advance(10ms);
    bench.door.answer(Outcome::Throttled);
    QCOMPARE(bench.sent(), QStringLiteral("0 0"));
    bench.door.answer(); // the other one goes on
    QCOMPARE(bench.sent(), QStringLiteral("0 0 10"));
    bench.advance(1ms);
    QCOMPARE(bench.sent(), QStringLiteral("0 0 10 11"));
    bench.generator->cancel();
    bench.door.answer(Outcome::Throttled);
    bench.door.answer(Outcome::Throttled); // what would rest is not under way
    QVERIFY(bench.result);
    bench.advance(200ms);
    QCOMPARE(bench.result->done, 4);
    QCOMPARE(bench.door.sent.size(), 4);

    Bench alone(plan(Kind::AtOnce, 1, 100));
    for (int i = 0; i < 400; ++i) {
        if (!alone.door.waiting.empty())
            alone.door.answer(Outcome::Throttled);
        alone.advance(1ms);
    }
    QCOMPARE(alone.sent(), QStringLiteral("0 1 3 7 15 31 63 127 227 327"));
    while (alone.door.waiting.empty())
        alone.advance(1ms);
    alone.door.answer(); // and from the beginning
    alone.door.answer(Outcome::Throttled);
    const auto before = alone.door.sent.size();
    alone.advance(1ms);
    QCOMPARE(alone.door.sent.size(), before + 1);
}

void TestLoadGenerator::cancelAfterTheLastRequest()
{
    Bench bench(plan(Kind::Constant, 10, 1));
    bench.advance(100ms);
    QVERIFY(!bench.result);
    bench.generator->cancel();
    bench.door.answer(Outcome::Cancelled);
    QVERIFY(bench.result);
    QCOMPARE(bench.result->end, LoadResult::End::Cancelled);
}

// Where sending takes longer than requests have, it does not go on for ever: whoever answers, and
// whoever cancels, is on the same thread.
void TestLoadGenerator::aLateGeneratorLetsAnswersThrough()
{
    ManualClock clock;
    Reactor reactor{clock};
    Door door{clock};
    const auto slow = [&](const InvokeRequest &request) {
        clock.advance(1ms);
        return door(request);
    };
    LoadGenerator generator(slow, reactor, plan(Kind::Constant, 10'000, 100'000));
    std::optional<LoadResult> result;
    connect(&generator, &LoadGenerator::finished, this, [&](const LoadResult &r) { result = r; });
    generator.start();
    const auto once = door.sent.size();
    QVERIFY2(once < 100, qPrintable(QString::number(once)));
    reactor.runDue();
    QVERIFY(door.sent.size() > once && door.sent.size() < 200);
    generator.cancel();
    while (!door.waiting.empty())
        door.answer();
    QVERIFY(result);
    QVERIFY(result->wasGeneratorLate());
    QCOMPARE(result->done, result->sent);
}

void TestLoadGenerator::aRunHasAnEnd_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("open") << int(Kind::Constant);
    QTest::newRow("closed") << int(Kind::AtOnce);
}

void TestLoadGenerator::aRunHasAnEnd()
{
    QFETCH(int, kind);
    Bench bench(plan(static_cast<Kind>(kind), 1'000, 1'000), 5);
    for (int i = 0; i < 20 && !bench.result; ++i) {
        bench.advance(1ms);
        if (!bench.door.waiting.empty())
            bench.door.answer();
    }
    QVERIFY(bench.result);
    QCOMPARE(bench.result->sent, 5);
    QCOMPARE(bench.result->end, LoadResult::End::TooMany);
    const auto again = loadResultFrom(loadResultJson(*bench.result));
    QVERIFY(again);
    QCOMPARE(again->end, LoadResult::End::TooMany);
}

void TestLoadGenerator::anErrorEndsIt()
{
    Bench bench(plan(Kind::Constant, 10, 100));
    int errors = 0;
    connect(bench.generator.get(), &LoadGenerator::failed, this, [&] { ++errors; });
    bench.advance(100ms);
    bench.door.refuse({Error::Code::UnknownFunction, QStringLiteral("f")});
    bench.door.refuse({Error::Code::UnknownFunction, QStringLiteral("f")});
    QVERIFY(bench.result);
    QCOMPARE(errors, 1);
    QCOMPARE(bench.result->done, 2);
    QCOMPARE(bench.result->succeeded(), 0);
}

void TestLoadGenerator::oneSandboxThatFailsDoesNot()
{
    Bench bench(plan(Kind::AtOnce, 1, 3));
    bench.door.refuse({Error::Code::SandboxFailed, QStringLiteral("busy")});
    bench.door.answer();
    bench.door.answer();
    QVERIFY(bench.result);
    QCOMPARE(bench.result->end, LoadResult::End::Complete);
    QCOMPARE(bench.result->succeeded(), 2);
}

void TestLoadGenerator::replaysPayloads()
{
    LoadGenerator::Plan again = plan(Kind::Replay, 1, 0);
    again.arrivals.offsets = {0ms, 30ms, 70ms};
    again.payloads = {"1", "2", "3"};
    Bench bench(again);
    for (int i = 0; i < 8; ++i)
        bench.advance(10ms);
    QCOMPARE(bench.sent(), QStringLiteral("0 30 70"));
    QCOMPARE(bench.door.payloads.join(u' '), QStringLiteral("1 2 3"));
}

void TestLoadGenerator::runsAreKept()
{
    QTemporaryDir folder;
    const RunStore store(folder.filePath(QStringLiteral("state/runs")));
    QVERIFY(store.names().isEmpty());
    QCOMPARE(store.load(QStringLiteral("first")).error().code, Error::Code::NotFound);

    Bench bench(plan(Kind::Constant, 1000, 3));
    bench.advance(2ms);
    bench.advance(20ms);
    bench.door.answer(Outcome::Throttled);
    bench.door.answer();
    bench.door.answer(Outcome::Timeout);
    LoadResult run = *bench.result;
    run.name = QStringLiteral("first");
    QVERIFY(store.save(run));
    run.name = QStringLiteral("a.second-1");
    QVERIFY(store.save(run));
    QCOMPARE(store.names(), QStringList({QStringLiteral("a.second-1"), QStringLiteral("first")}));
    const auto read = store.load(QStringLiteral("first"));
    QVERIFY(read);
    QCOMPARE(read->plan, run.plan);
    QCOMPARE(read->outcomes, run.outcomes);
    QCOMPARE(read->starts, run.starts);
    QCOMPARE(read->response, run.response);
    QCOMPARE(read->service, run.service);
    QCOMPARE(read->lateness, run.lateness);
    QCOMPARE(read->elapsed, run.elapsed);
    QCOMPARE(loadResultJson(*read).replace("first", "a.second-1"), loadResultJson(run));
}

void TestLoadGenerator::againstARealEngine()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    LocalEngine::Options options;
    options.accountConcurrency = 2;
    TestWorkspace w(options);
    w.addPython(QStringLiteral("f"), "import time\n"
                                     "def handler(event, context): time.sleep(0.05)\n");
    LocalEngine &engine = w.engine();
    const auto run = [&engine](const LoadGenerator::Plan &plan) {
        LoadGenerator generator(
            [&engine](const InvokeRequest &request) { return engine.invoke(request); },
            engine.reactor(), plan);
        std::optional<LoadResult> result;
        connect(&generator, &LoadGenerator::finished, &generator,
                [&result](const LoadResult &r) { result = r; });
        generator.start();
        (void)QTest::qWaitFor([&] { return result.has_value(); }, 120'000);
        return result;
    };
    LoadGenerator::Plan closed = plan(Kind::AtOnce, 1, 12);
    closed.arrivals.concurrency = 2;
    const auto fits = run(closed);
    QVERIFY(fits);
    QCOMPARE(fits->succeeded(), 12);
    QCOMPARE(fits->throttled(), 0);
    QCOMPARE(fits->peakConcurrency, 2);
    QVERIFY(fits->service.min >= 50ms);
    // Six at once are more than the account may run.
    closed.arrivals.concurrency = 6;
    closed.arrivals.count = 24;
    const auto tooMany = run(closed);
    QVERIFY(tooMany);
    QCOMPARE(tooMany->done, 24);
    QVERIFY(tooMany->throttled() > 0);
    QCOMPARE(tooMany->peakConcurrency, 2);
    QCOMPARE(tooMany->failed(), tooMany->throttled());
}

QTEST_GUILESS_MAIN(TestLoadGenerator)
#include "tst_loadgenerator.moc"
