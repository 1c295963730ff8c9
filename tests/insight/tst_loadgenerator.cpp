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

    explicit Bench(const LoadGenerator::Plan &plan)
    {
        generator = std::make_unique<LoadGenerator>(std::ref(door), reactor, plan);
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
    void anErrorEndsIt();
    void oneSandboxThatFailsDoesNot();
    void replaysPayloads();
    void runsAreKept();
    void runNames_data();
    void runNames();
    void damagedRuns_data();
    void damagedRuns();
    void comparison();
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

void TestLoadGenerator::runNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << QStringLiteral("before-fix_2.1") << true;
    QTest::newRow("none") << QString() << false;
    QTest::newRow("hidden") << QStringLiteral(".x") << false;
    QTest::newRow("upwards") << QStringLiteral("..") << false;
    QTest::newRow("elsewhere") << QStringLiteral("a/b") << false;
    QTest::newRow("a line's end") << QStringLiteral("a\n") << false;
    QTest::newRow("64 letters") << QString(64, u'a') << true;
    QTest::newRow("65 letters") << QString(65, u'a') << false;
    QTest::newRow("not ASCII") << QStringLiteral("lauf-ü") << false;
}

void TestLoadGenerator::runNames()
{
    QFETCH(QString, name);
    QFETCH(bool, good);
    QCOMPARE(RunStore::isName(name), good);
    QTemporaryDir folder;
    LoadResult run;
    run.name = name;
    QCOMPARE(RunStore(folder.path()).save(run).has_value(), good);
}

void TestLoadGenerator::damagedRuns_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("readable");
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("no JSON") << QByteArray("{\"sent\": ") << false;
    QTest::newRow("a list") << QByteArray("[]") << false;
    QTest::newRow("empty") << QByteArray("{}") << true;
    QTest::newRow("other types than ours")
        << QByteArray("{\"sent\":\"x\",\"outcomes\":[1],\"response\":3,\"elapsedMs\":1e300,"
                      "\"starts\":{\"cold\":\"many\"},\"end\":7}")
        << true;
}

void TestLoadGenerator::damagedRuns()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, readable);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("r.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto run = RunStore(folder.path()).load(QStringLiteral("r"));
    QCOMPARE(run.has_value(), readable);
    if (readable)
        QCOMPARE(run->sent, 0);
    else
        QCOMPARE(run.error().code, Error::Code::BadSyntax);
}

void TestLoadGenerator::comparison()
{
    LoadResult before;
    before.done = 10;
    before.outcomes[QStringLiteral("success")] = 8;
    before.outcomes[QStringLiteral("throttled")] = 1;
    before.response.p95 = 10ms;
    LoadResult after = before;
    after.response.p95 = 20ms;
    const auto rows = compareRuns(before, after);
    QVERIFY(rows.size() > 8);
    QCOMPARE(rows[0], (LoadComparison{QStringLiteral("requests"), 10, 10}));
    QCOMPARE(rows[2], (LoadComparison{QStringLiteral("errors"), 1, 1}));
    QCOMPARE(rows[3], (LoadComparison{QStringLiteral("throttles"), 1, 1}));
    QCOMPARE(rows[7], (LoadComparison{QStringLiteral("response p95 ms"), 10, 20}));
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
