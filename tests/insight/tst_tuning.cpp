// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "engine/insight/tuning.h"
#include "engine/insight/tuningjson.h"

using namespace engine;
using namespace std::chrono_literals;

namespace {

InvocationRecord call(int memory, Nanoseconds duration, StartKind start = StartKind::Warm)
{
    InvocationRecord record;
    record.start = start;
    record.memorySize = {memory};
    record.duration = duration;
    if (isCold(start))
        record.initDuration = 100ms;
    record.billed =
        std::chrono::ceil<Milliseconds>(duration + record.initDuration.value_or(Nanoseconds{0}));
    return record;
}

InvocationRecord failure(int memory, Outcome outcome, const QString &errorType)
{
    InvocationRecord record = call(memory, 5ms);
    record.outcome = outcome;
    record.errorType = errorType;
    return record;
}

TuningPlan planFor(std::vector<Megabytes> sizes)
{
    TuningPlan plan;
    plan.functionName = QStringLiteral("hello");
    plan.sizes = std::move(sizes);
    return plan;
}

// What the choices go by: size, mean, cost in steps of 10^-13 dollars, failures.
TuningRow row(int memory, Nanoseconds mean, std::int64_t cost, int errors = 0)
{
    TuningRow row;
    row.memory = {memory};
    row.mean = mean;
    row.duration.count = 5;
    row.calls = 5 + errors;
    row.errors = errors;
    row.cost[0] = Money::fromTicks(cost);
    return row;
}

int sizeOf(const TuningResult &result, std::optional<std::size_t> chosen)
{
    return chosen ? result.rows[*chosen].memory.value : 0;
}

using Rows = std::vector<TuningRow>;

} // namespace

Q_DECLARE_METATYPE(Rows)

class TestTuning : public QObject
{
    Q_OBJECT

private slots:
    void listsOfSizes_data();
    void listsOfSizes();
    void choices_data();
    void choices();
    void meansLeaveTheOutliersOut();
    void costsAreExact();
    void failuresAreToldApart();
    void whatIsNoneOfItsBusiness();
    void theOpenToolsFormat();
    void everythingAsJson();
};

void TestTuning::listsOfSizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sizes"); // empty: refused
    QTest::newRow("one") << QStringLiteral("512") << QStringLiteral("512");
    QTest::newRow("in order, none twice")
        << QStringLiteral("1024, 128,1024 ,512") << QStringLiteral("128 512 1024");
    QTest::newRow("the limits") << QStringLiteral("10240,128") << QStringLiteral("128 10240");
    QTest::newRow("too little") << QStringLiteral("127,512") << QString();
    QTest::newRow("too much") << QStringLiteral("10241") << QString();
    QTest::newRow("no number") << QStringLiteral("128,much") << QString();
    QTest::newRow("a fraction") << QStringLiteral("128.5") << QString();
    QTest::newRow("a gap") << QStringLiteral("128,,512") << QString();
    QTest::newRow("nothing") << QString() << QString();
    QStringList many;
    for (int i = 0; i <= MaxTuningSizes; ++i)
        many << QString::number(200 + i);
    QTest::newRow("too many") << many.join(u',') << QString();
}

void TestTuning::listsOfSizes()
{
    QFETCH(QString, text);
    QFETCH(QString, sizes);
    const auto parsed = parseSizes(text);
    QStringList got;
    for (const Megabytes size : parsed.value_or(std::vector<Megabytes>()))
        got << QString::number(size.value);
    QCOMPARE(got.join(u' '), sizes);
}

void TestTuning::choices_data()
{
    QTest::addColumn<Rows>("rows");
    QTest::addColumn<double>("weight");
    QTest::addColumn<int>("cheapest");
    QTest::addColumn<int>("fastest");
    QTest::addColumn<int>("balanced");
    // The test vector of the pricing specification.
    const Rows usual{row(128, 1000ms, 20'800'000), row(512, 240ms, 20'000'000),
                     row(1024, 130ms, 21'700'000), row(2048, 125ms, 41'700'000)};
    QTest::newRow("evenly weighted") << usual << 0.5 << 512 << 2048 << 1024;
    QTest::newRow("weight 0 is speed") << usual << 0.0 << 512 << 2048 << 2048;
    QTest::newRow("weight 1 is cost") << usual << 1.0 << 512 << 2048 << 512;
    QTest::newRow("a weight past 1 counts as 1") << usual << 7.0 << 512 << 2048 << 512;
    QTest::newRow("equal costs: the shorter one")
        << Rows{row(128, 20ms, 100), row(256, 10ms, 100)} << 1.0 << 256 << 256 << 128;
    QTest::newRow("equal times: the cheaper one")
        << Rows{row(128, 10ms, 200), row(256, 10ms, 100)} << 0.0 << 256 << 256 << 128;
    QTest::newRow("failures are never named")
        << Rows{row(128, 1ms, 1, 1), row(256, 10ms, 100)} << 0.5 << 256 << 256 << 256;
    QTest::newRow("failures are no measure for the others")
        << Rows{row(64, 100s, 1'000'000'000, 1), row(128, 1000ms, 20'800'000),
                row(512, 240ms, 20'000'000), row(1024, 130ms, 21'700'000),
                row(2048, 125ms, 41'700'000)}
        << 0.5 << 512 << 2048 << 1024;
    QTest::newRow("all fail") << Rows{row(128, 1ms, 1, 1)} << 0.5 << 0 << 0 << 0;
    QTest::newRow("nothing was measured") << Rows{} << 0.5 << 0 << 0 << 0;
    QTest::newRow("no time and no cost") << Rows{row(128, 0ms, 0)} << 0.5 << 128 << 128 << 128;
}

void TestTuning::choices()
{
    QFETCH(Rows, rows);
    QFETCH(double, weight);
    QFETCH(int, cheapest);
    QFETCH(int, fastest);
    QFETCH(int, balanced);
    TuningResult result;
    result.rows = rows;
    result.weight = weight;
    choose(result);
    QCOMPARE(sizeOf(result, result.cheapest), cheapest);
    QCOMPARE(sizeOf(result, result.fastest), fastest);
    QCOMPARE(sizeOf(result, result.balanced), balanced);
}

void TestTuning::meansLeaveTheOutliersOut()
{
    Tuning tuning(planFor({{512}}));
    tuning.add(call(512, 50ms, StartKind::Cold));
    for (const int ms : {12, 10, 900, 11, 1})
        tuning.add(call(512, Milliseconds{ms}));
    const TuningResult result = tuning.result();
    QCOMPARE(result.rows.size(), std::size_t{1});
    const TuningRow &only = result.rows.front();
    QCOMPARE(only.calls, 6);
    QCOMPARE(only.mean, Nanoseconds{11ms}); // of 10, 11, 12
    QCOMPARE(only.meanBilledMs, 11.0);
    QCOMPARE(only.duration.count, 5);
    QCOMPARE(only.duration.p50, Nanoseconds{11ms});
    QCOMPARE(only.duration.p95, Nanoseconds{900ms});
    QCOMPARE(only.cold.count, 1);
    QCOMPARE(only.cold.p50, Nanoseconds{150ms}); // with its init
}

void TestTuning::costsAreExact()
{
    Tuning tuning(planFor({{128}, {1024}}));
    tuning.add(call(128, 99'500us)); // 100 ms
    tuning.add(call(1024, 10ms));
    tuning.add(call(1024, 11ms)); // 10.5 ms billed on average: 11
    const TuningResult result = tuning.result();
    QCOMPARE(result.rows[0].cost[0].toExactString(), QStringLiteral("0.0000002083338"));
    QCOMPARE(result.rows[0].cost[1].toExactString(), QStringLiteral("0.0000001666675"));
    QCOMPARE(result.rows[1].cost[0].toExactString(), QStringLiteral("0.0000001833337"));
    QCOMPARE(result.rows[1].spent.toExactString(), QStringLiteral("0.0000003500007"));
}

void TestTuning::failuresAreToldApart()
{
    Tuning tuning(planFor({{128}, {256}}));
    tuning.add(failure(128, Outcome::OutOfMemory, QStringLiteral("Runtime.OutOfMemory")));
    tuning.add(failure(128, Outcome::Timeout, QStringLiteral("Sandbox.Timedout")));
    tuning.add(failure(128, Outcome::Timeout, QStringLiteral("Sandbox.Timedout")));
    tuning.add(call(256, 20ms));
    const TuningResult result = tuning.result();
    QCOMPARE(result.rows.size(), std::size_t{2});
    const TuningRow &small = result.rows[0];
    QCOMPARE(small.errors, 3);
    QCOMPARE(small.errorKinds.at(QStringLiteral("timeout")), 2);
    QCOMPARE(small.errorKinds.at(outcomeName(Outcome::OutOfMemory)), 1);
    QCOMPARE(small.lastError, QStringLiteral("Sandbox.Timedout"));
    QVERIFY(!small.isCandidate());
    QCOMPARE(small.duration.count, 0);
    QCOMPARE(sizeOf(result, result.cheapest), 256);
    QVERIFY(!result.complete);
}

void TestTuning::whatIsNoneOfItsBusiness()
{
    Tuning tuning(planFor({{128}, {256}}));
    tuning.add(call(512, 20ms)); // another size
    InvocationRecord cancelled = call(128, 1ms);
    cancelled.outcome = Outcome::Cancelled;
    tuning.add(cancelled);
    QVERIFY(tuning.result().rows.empty());
}

void TestTuning::theOpenToolsFormat()
{
    Tuning tuning(planFor({{128}, {256}, {512}}));
    tuning.add(failure(128, Outcome::OutOfMemory, QStringLiteral("Runtime.OutOfMemory")));
    tuning.add(call(256, 16ms));
    tuning.add(call(512, 4ms));
    const QJsonObject json =
        QJsonDocument::fromJson(powerTuningJson(tuning.result(), Strategy::Speed)).object();
    QCOMPARE(json.value(QStringLiteral("power")).toInt(), 512);
    QCOMPARE(json.value(QStringLiteral("duration")).toDouble(), 4.0);
    QVERIFY(qAbs(json.value(QStringLiteral("cost")).toDouble() - 3.33334e-8) < 1e-12);
    const QJsonArray stats = json.value(QStringLiteral("stats")).toArray();
    QCOMPARE(stats.size(), 2);
    QCOMPARE(stats[0].toObject().value(QStringLiteral("value")).toInt(), 256);
    QCOMPARE(stats[0].toObject().value(QStringLiteral("averageDuration")).toDouble(), 16.0);
    const QJsonObject machine = json.value(QStringLiteral("stateMachine")).toObject();
    QCOMPARE(machine.value(QStringLiteral("executionCost")).toInt(-1), 0);
    // 256 and 512 as 16 bits each; 16.0 and 4.0 as 32 bits each
    const QString address = machine.value(QStringLiteral("visualization")).toString();
    QVERIFY2(address.startsWith(
                 QStringLiteral("https://lambda-power-tuning.show/#AAEAAg==;AACAQQAAgEA=;")),
             qPrintable(address));
    QCOMPARE(QByteArray::fromBase64(address.section(u';', 2).toLatin1()).size(), 8);

    const Tuning nothing(planFor({{128}}));
    QVERIFY(powerTuningJson(nothing.result(), Strategy::Cost).contains("\"error\""));
}

void TestTuning::everythingAsJson()
{
    Tuning tuning(planFor({{128}, {256}}));
    tuning.add(failure(128, Outcome::OutOfMemory, QStringLiteral("Runtime.OutOfMemory")));
    tuning.add(call(256, 16ms));
    tuning.setComplete();
    const QJsonObject json = QJsonDocument::fromJson(tuningJson(tuning.result())).object();
    QCOMPARE(json.value(QStringLiteral("functionName")).toString(), QStringLiteral("hello"));
    QCOMPARE(json.value(QStringLiteral("complete")).toBool(), true);
    QCOMPARE(json.value(QStringLiteral("cheapestMB")).toInt(), 256);
    const QJsonArray sizes = json.value(QStringLiteral("sizes")).toArray();
    QCOMPARE(sizes.size(), 2);
    QVERIFY(sizes[0].toObject().value(QStringLiteral("durationMs")).isNull());
    QCOMPARE(sizes[0].toObject().value(QStringLiteral("isCandidate")).toBool(true), false);
    QCOMPARE(sizes[0].toObject().value(QStringLiteral("errors")).toObject().size(), 1);
    QCOMPARE(sizes[1].toObject().value(QStringLiteral("durationMs")).toDouble(), 16.0);
}

QTEST_GUILESS_MAIN(TestTuning)
#include "tst_tuning.moc"
