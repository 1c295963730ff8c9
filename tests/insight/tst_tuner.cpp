// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QPromise>
#include <QSignalSpy>

#include "engine/insight/calibration.h"
#include "engine/insight/tuner.h"
#include "engine/runtimes/runtimecatalog.h"
#include "tests/support/testworkspace.h"

using namespace engine;
using namespace std::chrono_literals;
using testsupport::TestWorkspace;

namespace {

QFuture<Result<InvokeOutcome>> ready(const Result<InvokeOutcome> &result)
{
    QPromise<Result<InvokeOutcome>> promise;
    promise.start();
    promise.addResult(result);
    promise.finish();
    return promise.future();
}

TuningPlan plan(std::vector<Megabytes> sizes, int repetitions)
{
    TuningPlan plan;
    plan.functionName = QStringLiteral("hello");
    plan.payload = "{}";
    plan.sizes = std::move(sizes);
    plan.repetitions = repetitions;
    return plan;
}

// Answers at once, and notes what it was asked for.
struct Door
{
    std::function<Outcome(int memory, int call)> outcome = [](int, int) {
        return Outcome::Success;
    };
    std::optional<Error> error;
    QStringList asked;

    QFuture<Result<InvokeOutcome>> operator()(const InvokeRequest &request)
    {
        const bool cold = request.start == InvokeRequest::Start::Cold;
        asked << QStringLiteral("%1%2")
                     .arg(cold ? QStringLiteral("cold ") : QString())
                     .arg(request.memory.value_or(Megabytes{0}).value);
        if (error)
            return ready(*error);
        InvokeOutcome answer;
        answer.record.memorySize = *request.memory;
        answer.record.start = cold ? StartKind::Cold : StartKind::Warm;
        answer.record.outcome = outcome(request.memory->value, int(asked.size()));
        answer.record.duration = 10ms;
        answer.record.billed = 10ms;
        return ready(answer);
    }
};

std::optional<Result<TuningResult>> run(Tuner &tuner)
{
    std::optional<Result<TuningResult>> result;
    QObject::connect(&tuner, &Tuner::finished, &tuner,
                     [&result](const Result<TuningResult> &r) { result = r; });
    tuner.start();
    (void)QTest::qWaitFor([&] { return result.has_value(); }, 300'000);
    return result;
}

} // namespace

class TestTuner : public QObject
{
    Q_OBJECT

private slots:
    void callsInOrder();
    void aSizeThatFailsIsLeft();
    void cancelKeepsWhatWasMeasured();
    void anErrorEndsIt();
    void memoryIsTheRequests();
    void memoryOutOfRange_data();
    void memoryOutOfRange();
    void moreMemoryIsFaster();
    void outOfMemoryIsARow();
    void calibration();
    void calibrationIsCancelled();
};

void TestTuner::callsInOrder()
{
    Door door;
    Tuner tuner(std::ref(door), plan({{128}, {512}}, 2), 2);
    QStringList progress;
    connect(&tuner, &Tuner::progressed, this, [&](int calls, int planned, Megabytes memory) {
        progress << QStringLiteral("%1/%2 %3").arg(calls).arg(planned).arg(memory.value);
    });
    const auto result = run(tuner);
    QVERIFY(result && *result);
    QCOMPARE(door.asked.join(u','), QStringLiteral("cold 128,128,128,cold 512,512,512"));
    QCOMPARE(progress.join(u','),
             QStringLiteral("1/6 128,2/6 128,3/6 128,4/6 512,5/6 512,6/6 512"));
    QCOMPARE((*result)->complete, true);
    QCOMPARE((*result)->rows.size(), std::size_t{2});
    QCOMPARE((*result)->fullMachine, Megabytes{3538});
}

void TestTuner::aSizeThatFailsIsLeft()
{
    Door door;
    door.outcome = [](int memory, int) {
        return memory == 128 ? Outcome::OutOfMemory : Outcome::Success;
    };
    Tuner tuner(std::ref(door), plan({{128}, {512}}, 50));
    const auto result = run(tuner);
    QVERIFY(result && *result);
    QCOMPARE(door.asked.size(), 3 + 51);
    QCOMPARE((*result)->rows[0].errors, 3);
    QCOMPARE((*result)->rows[*(*result)->cheapest].memory, Megabytes{512});
    QCOMPARE((*result)->complete, true);
}

void TestTuner::cancelKeepsWhatWasMeasured()
{
    Door door;
    Tuner tuner(std::ref(door), plan({{128}, {512}}, 3));
    connect(&tuner, &Tuner::progressed, &tuner, [&](int calls) {
        if (calls == 5)
            tuner.cancel();
    });
    const auto result = run(tuner);
    QVERIFY(result && *result);
    QCOMPARE(door.asked.size(), 5);
    QCOMPARE((*result)->complete, false);
    QCOMPARE((*result)->rows.size(), std::size_t{2});
    QCOMPARE((*result)->rows[0].duration.count, 3);
    QCOMPARE((*result)->rows[1].duration.count, 0); // its cold call only
    QCOMPARE((*result)->rows[*(*result)->cheapest].memory, Megabytes{128});
}

void TestTuner::anErrorEndsIt()
{
    Door door;
    door.error = Error{Error::Code::UnknownFunction, QStringLiteral("hello")};
    Tuner tuner(std::ref(door), plan({{128}, {512}}, 3));
    const auto result = run(tuner);
    QVERIFY(result && !*result);
    QCOMPARE(result->error().code, Error::Code::UnknownFunction);
    QCOMPARE(door.asked.size(), 1);
}

void TestTuner::memoryIsTheRequests()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    TestWorkspace w;
    w.addPython(QStringLiteral("hello"),
                "import os\n"
                "def handler(event, context):\n"
                "    return [os.environ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],\n"
                "            str(context.memory_limit_in_mb)]\n");
    const auto call = [&w](std::optional<Megabytes> memory) {
        InvokeRequest request;
        request.functionName = QStringLiteral("hello");
        request.memory = memory;
        return TestWorkspace::wait(w.engine().invoke(request));
    };
    const auto own = call(std::nullopt);
    QVERIFY(own.has_value());
    QCOMPARE(own->record.memorySize, Megabytes{128});
    const auto large = call(Megabytes{640});
    QVERIFY(large.has_value());
    QCOMPARE(large->payload, QByteArray("[\"640\", \"640\"]"));
    QCOMPARE(large->record.memorySize, Megabytes{640});
    QCOMPARE(large->record.start, StartKind::Cold);
    QVERIFY(large->record.log.contains("Memory Size: 640 MB"));
    QCOMPARE(large->record.revision, own->record.revision); // the function has not changed
    // Each size has its own environment, and keeps it.
    const auto again = call(Megabytes{640});
    QCOMPARE(again->record.start, StartKind::Warm);
    QCOMPARE(again->record.environmentId, large->record.environmentId);
    const auto ownAgain = call(std::nullopt);
    QCOMPARE(ownAgain->record.start, StartKind::Warm);
    QCOMPARE(ownAgain->record.environmentId, own->record.environmentId);
    // The function's own size is no other one.
    QCOMPARE(call(Megabytes{128})->record.environmentId, own->record.environmentId);
}

void TestTuner::memoryOutOfRange_data()
{
    QTest::addColumn<int>("memory");
    QTest::newRow("too little") << 127;
    QTest::newRow("too much") << 10241;
    QTest::newRow("none") << 0;
    QTest::newRow("less than none") << -1;
}

void TestTuner::memoryOutOfRange()
{
    QFETCH(int, memory);
    TestWorkspace w;
    w.addPython(QStringLiteral("hello"), "def handler(event, context): return 1\n");
    InvokeRequest request;
    request.functionName = QStringLiteral("hello");
    request.memory = Megabytes{memory};
    QSignalSpy recorded(&w.engine(), &LocalEngine::recorded);
    const auto outcome = TestWorkspace::wait(w.engine().invoke(request));
    QVERIFY(!outcome.has_value());
    QCOMPARE(outcome.error().code, Error::Code::InvalidConfiguration);
    QCOMPARE(recorded.count(), 1);
}

void TestTuner::moreMemoryIsFaster()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    if (qEnvironmentVariableIsSet("WORKBENCH_SLOW_MACHINE"))
        QSKIP("the processor is emulated");
    TestWorkspace w;
    w.addPython(QStringLiteral("hello"),
                "def handler(event, context):\n"
                "    return sum(i * i for i in range(200_000))\n"
                "",
                "      Timeout: 60\n");
    LocalEngine &engine = w.engine();
    Tuner tuner([&engine](const InvokeRequest &request) { return engine.invoke(request); },
                plan({{128}, {1769}}, 3));
    const auto result = run(tuner);
    QVERIFY(result && *result);
    QCOMPARE((*result)->rows.size(), std::size_t{2});
    QCOMPARE((*result)->rows[0].errors + (*result)->rows[1].errors, 0);
    QCOMPARE((*result)->rows[*(*result)->fastest].memory, Megabytes{1769});
}

void TestTuner::outOfMemoryIsARow()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    TestWorkspace w;
    w.addPython(QStringLiteral("hello"),
                "def handler(event, context):\n"
                "    return len(bytearray(b'x') * (200 << 20))\n",
                "      Timeout: 60\n");
    LocalEngine &engine = w.engine();
    Tuner tuner([&engine](const InvokeRequest &request) { return engine.invoke(request); },
                plan({{128}, {512}}, 2));
    const auto result = run(tuner);
    QVERIFY(result && *result);
    QCOMPARE((*result)->rows.size(), std::size_t{2});
    const TuningRow &small = (*result)->rows[0];
    QCOMPARE(small.errors, 3);
    QCOMPARE(small.errorKinds.begin()->first, outcomeName(Outcome::OutOfMemory));
    QCOMPARE((*result)->rows[*(*result)->cheapest].memory, Megabytes{512});
}

void TestTuner::calibration()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    if (qEnvironmentVariableIsSet("WORKBENCH_SLOW_MACHINE"))
        QSKIP("the processor is emulated");
    CalibrationRun calibration;
    std::optional<Result<Calibration>> result;
    connect(&calibration, &CalibrationRun::finished, this,
            [&](const Result<Calibration> &r) { result = r; });
    calibration.start();
    QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }, 120'000));
    if (!*result && result->error().code == Error::Code::RuntimeMissing)
        QSKIP("no Python");
    QVERIFY(result->has_value());
    const Calibration &measured = **result;
    QVERIFY(measured.interpreter.startsWith(QStringLiteral("Python 3")));
    QVERIFY(measured.oneCpu > Nanoseconds{0});
    QVERIFY(measured.smallest > measured.oneCpu);
    QCOMPARE(measured.factorFor(measured.oneCpu * 2), 2.0);
}

void TestTuner::calibrationIsCancelled()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    CalibrationRun calibration;
    std::vector<Result<Calibration>> results;
    connect(&calibration, &CalibrationRun::finished, this,
            [&](const Result<Calibration> &r) { results.push_back(r); });
    calibration.cancel(); // nothing runs yet
    calibration.start();
    if (!results.empty() && results[0].error().code == Error::Code::RuntimeMissing)
        QSKIP("no Python");
    calibration.cancel();
    QVERIFY(QTest::qWaitFor([&] { return !results.empty(); }, 60'000));
    QCOMPARE(results.size(), std::size_t{1});
    QCOMPARE(results[0].error().code, Error::Code::Refused);
}

QTEST_GUILESS_MAIN(TestTuner)
#include "tst_tuner.moc"
