// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QByteArrayList>

#include "engine/pricing/monthplan.h"
#include "engine/pricing/offers.h"

using namespace std::chrono_literals;
using engine::Architecture;
using engine::Cost;
using engine::CostLine;
using engine::FreeTier;
using engine::InvocationRecord;
using engine::MonthPlan;
using engine::StartKind;

Q_DECLARE_METATYPE(engine::MonthPlan)
Q_DECLARE_METATYPE(engine::FreeTier)

namespace {

MonthPlan plan(std::int64_t requests, engine::Nanoseconds duration, int memory)
{
    MonthPlan plan;
    plan.requests = requests;
    plan.duration = duration;
    plan.memory = {memory};
    return plan;
}

QByteArrayList amounts(const Cost &cost)
{
    QByteArrayList texts;
    for (const CostLine &line : cost.lines)
        texts += line.amount.toExactString().toUtf8();
    return texts;
}

Cost costOf(const MonthPlan &plan, FreeTier freeTier)
{
    return engine::planCost(plan, engine::shippedPrices(), freeTier);
}

} // namespace

class TestMonthPlan : public QObject
{
    Q_OBJECT

private slots:
    void months_data();
    void months();
    void eventsCountBySize_data();
    void eventsCountBySize();
    void eventsMultiplyRequests();
    void breakEven();
    void formulas();
    void planOfRecords();
    void planOfNothing();
    void sharesOutOfRange();
    void axisOfACurve();
    void theLargestMonthThereIs();
};

// The worked examples of the price list that a sum of equal calls can't express.
void TestMonthPlan::months_data()
{
    QTest::addColumn<MonthPlan>("plan");
    QTest::addColumn<FreeTier>("freeTier");
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<QByteArray>("total");
    const auto row = [](const char *name, const MonthPlan &plan, FreeTier freeTier,
                        const QByteArrayList &lines, const QByteArray &total) {
        QTest::newRow(name) << plan << freeTier << lines << total;
    };

    // The service's example has calls of two durations; here those without run 120 ms and those on
    // provisioned environments as well, so only their own line differs: 90,000 GB-s.
    MonthPlan six = plan(3'000'000, 120ms, 1'536);
    six.provisioned = {100, 8h, 1, 500'000};
    row("6: provisioned for 8 hours", six, FreeTier::Apply,
        {"0.40", "1.708333", "0.00", "18.000144"}, "20.11");
    MonthPlan seven = plan(2'000'000, 280ms, 4'096);
    seven.provisioned = {7, 24h, 1, 2'000'000};
    row("7: all on provisioned", seven, FreeTier::Ignore,
        {"0.40", "21.777728", "0.00", "10.08008064"}, "32.26");
    MonthPlan eight = plan(0, 0ms, 512);
    eight.provisioned = {2, 7min, 1, 0};
    row("8: rounded up to 5 minutes", eight, FreeTier::Apply,
        {"0.00", "0.00", "0.00", "0.002500020000"}, "0.00");
    MonthPlan nine = plan(7'440'000, 2s, 1'024);
    nine.snapStart = {24h * 31, 74'400};
    row("9: SnapStart", nine, FreeTier::Ignore,
        {"1.488", "248.000496", "0.00", "4.02992064", "10.40110512"}, "263.92");
    MonthPlan ten = plan(0, 0ms, 2'048);
    ten.snapStart = {10min, 0};
    row("10: at least 3 hours of it", ten, FreeTier::Apply,
        {"0.00", "0.00", "0.00", "0.03249936", "0.00"}, "0.03");
    MonthPlan edge = plan(10'000'000, 10ms, 128);
    edge.edge = true;
    row("14: Lambda@Edge", edge, FreeTier::Apply, {"6.00", "0.625125"}, "6.63");
    MonthPlan cold = plan(1'000'000, 100ms, 512);
    cold.init = 2s;
    cold.coldPerMillion = 10'000;
    row("15: init is billed", cold, FreeTier::Ignore, {"0.20", "1.000002", "0.00"}, "1.20");
    MonthPlan one = plan(1, 3'010us, 128);
    one.init = 110'100us;
    one.coldPerMillion = 1'000'000;
    row("16: one call, rounded up once", one, FreeTier::Ignore,
        {"0.0000002", "0.0000002375005", "0.00"}, "0.00");
}

void TestMonthPlan::months()
{
    QFETCH(MonthPlan, plan);
    QFETCH(FreeTier, freeTier);
    QFETCH(QByteArrayList, lines);
    QFETCH(QByteArray, total);

    const Cost cost = costOf(plan, freeTier);

    QByteArrayList expected;
    for (const QByteArray &text : lines) {
        engine::Money money;
        QVERIFY(engine::Money::parse(QString::fromLatin1(text), &money));
        expected += money.toExactString().toUtf8();
    }
    QCOMPARE(amounts(cost), expected);
    QCOMPARE(cost.total.toString(2).toUtf8(), total);
}

void TestMonthPlan::eventsCountBySize_data()
{
    QTest::addColumn<int>("kilobytes");
    QTest::addColumn<int>("requests");
    for (const auto &[kilobytes, requests] :
         {std::pair{1, 1}, {256, 1}, {257, 2}, {320, 2}, {321, 3}, {1'024, 13}})
        QTest::addRow("%d KB", kilobytes) << kilobytes << requests;
}

void TestMonthPlan::eventsCountBySize()
{
    QFETCH(int, kilobytes);
    QTEST(engine::requestsOfEvent(kilobytes), "requests");
}

void TestMonthPlan::eventsMultiplyRequests()
{
    MonthPlan events = plan(1'000'000, 10ms, 128);
    events.eventKilobytes = 1'024;
    QCOMPARE(amounts(costOf(events, FreeTier::Ignore)).constFirst(), QByteArray("2.60"));
    // one call each, all the same
    events.requests = 0;
    QCOMPARE(costOf(events, FreeTier::Ignore).total, engine::Money());
}

// 0.0000041667 / (0.0000166667 − 0.0000097222)
void TestMonthPlan::breakEven()
{
    const double share =
        engine::provisionedBreakEven(Architecture::X86_64, engine::shippedPrices());
    QVERIFY2(share > 0.5999 && share < 0.6001, qPrintable(QString::number(share)));
}

void TestMonthPlan::formulas()
{
    MonthPlan month = plan(2'000'000, 280ms, 4'096);
    month.provisioned = {7, 23h + 56min, 2, 2'000'000};
    month.snapStart = {24h, 5};
    const Cost cost = costOf(month, FreeTier::Ignore);
    QCOMPARE(cost.lines.size(), std::size_t{6});
    QCOMPARE(cost.lines[3].kind, CostLine::Kind::ProvisionedReady);
    QCOMPARE(cost.lines[3].formula,
             QStringLiteral("7 × 4,096 MB / 1024 × 86,400 s × 2 days = 4,838,400 GB-s × "
                            "$0.0000041667"));
    QCOMPARE(cost.lines[4].formula,
             QStringLiteral("4,096 MB / 1024 × 86,400 s = 345,600 GB-s × $0.0000015046"));
    QCOMPARE(cost.lines[5].formula, QStringLiteral("5 × 4,096 MB / 1024 × $0.0001397998"));
}

void TestMonthPlan::planOfRecords()
{
    std::vector<InvocationRecord> records(4);
    for (InvocationRecord &record : records) {
        record.start = StartKind::Warm;
        record.duration = 10ms;
        record.billed = 10ms;
        record.memorySize = {256};
    }
    records.push_back(records.front());
    records[0].start = StartKind::Standby;
    records[0].initDuration = 90ms;
    records[1].duration = 30ms;
    records[2].startedAtMs = 5; // the newest
    records[2].architecture = Architecture::Arm64;
    records[3].outcome = engine::Outcome::Throttled;
    records[4].memorySize = {512}; // another size has other durations
    records[4].duration = 1ms;
    records[4].startedAtMs = 9;

    const auto measured = engine::planOf(records, {256});
    QVERIFY(measured);
    QCOMPARE(measured->calls, 3);
    const MonthPlan &month = measured->plan;
    QCOMPARE(month.duration, engine::Nanoseconds(50ms) / 3);
    QCOMPARE(month.init, engine::Nanoseconds(90ms));
    QCOMPARE(month.coldPerMillion, 333'333);
    QCOMPARE(month.memory.value, 256);
    QCOMPARE(month.architecture, Architecture::Arm64);
    QCOMPARE(engine::planOf(records, {512})->plan.duration, engine::Nanoseconds(1ms));
    QVERIFY(!engine::planOf(records, {128}));
}

void TestMonthPlan::planOfNothing()
{
    QVERIFY(!engine::planOf({}, {128}));
    InvocationRecord throttled;
    throttled.outcome = engine::Outcome::Throttled;
    QVERIFY(!engine::planOf({throttled}, throttled.memorySize));
}

void TestMonthPlan::sharesOutOfRange()
{
    MonthPlan month = plan(10, 100ms, 1'024);
    month.coldPerMillion = 2'000'000;
    month.init = 900ms;
    QCOMPARE(amounts(costOf(month, FreeTier::Ignore))[1], QByteArray("0.000166667"));
    month.provisioned = {1, 0s, 30, 11}; // more than there are
    QCOMPARE(amounts(costOf(month, FreeTier::Ignore))[1], QByteArray("0.0000097222"));
}

void TestMonthPlan::axisOfACurve()
{
    using engine::CostAxis;
    const auto last = [](const MonthPlan &month, CostAxis axis) {
        return engine::axisValues(month, axis).back();
    };
    QCOMPARE(last(plan(2'000'000, 100ms, 128), CostAxis::Requests), std::int64_t{6'000'000});
    QCOMPARE(last(plan(2'000'000, 100ms, 128), CostAxis::Duration), std::int64_t{300'000'000});
    // nothing planned yet is no reason for an axis of sixty nanoseconds
    QCOMPARE(last(plan(0, 0ms, 128), CostAxis::Requests), std::int64_t{3'000'000});
    QCOMPARE(last(plan(0, 0ms, 128), CostAxis::Duration), std::int64_t{3'000'000'000});
    QCOMPARE(last(plan(MonthPlan::MostRequests, 900s, 128), CostAxis::Requests),
             MonthPlan::MostRequests);
    QCOMPARE(last(plan(1, 900s, 128), CostAxis::Duration), MonthPlan::LongestCall.count());
}

// 10^12 calls of 15 minutes at 10 GB, all cold, events of 1 MB: 128 bits are enough for it.
void TestMonthPlan::theLargestMonthThereIs()
{
    MonthPlan month = plan(MonthPlan::MostRequests, 900s, 10'240);
    month.init = 900s;
    month.coldPerMillion = 1'000'000;
    month.ephemeralStorage = {10'240};
    month.eventKilobytes = 1'024;
    month.provisioned = {1'000'000, 24h, 31, 0};
    const QByteArrayList lines = amounts(costOf(month, FreeTier::Ignore));
    QCOMPARE(lines[0], QByteArray("2600000.00")); // 13 x 10^12 requests
    // 6e9, 9e9 and the rest of 1.8e16 GB-s
    QCOMPARE(lines[1], QByteArray("240001234999.20"));
    QCOMPARE(lines[2], QByteArray("528390000.00")); // storage
    QCOMPARE(lines[3], QByteArray("111600892.80")); // kept ready
}

QTEST_GUILESS_MAIN(TestMonthPlan)
#include "tst_monthplan.moc"
