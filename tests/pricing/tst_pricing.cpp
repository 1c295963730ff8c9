// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QByteArrayList>

#include "engine/pricing/pricing.h"

using namespace std::chrono_literals;
using engine::Architecture;
using engine::Cost;
using engine::CostLine;
using engine::FreeTier;
using engine::InvocationRecord;
using engine::Money;
using engine::MonthlyUse;
using engine::Outcome;
using engine::StartKind;

Q_DECLARE_METATYPE(engine::Architecture)
Q_DECLARE_METATYPE(engine::FreeTier)

namespace {

InvocationRecord call(std::chrono::milliseconds billed, int memory, int storage = 512)
{
    InvocationRecord record;
    record.start = StartKind::Warm;
    record.billed = billed;
    record.memorySize = {memory};
    record.ephemeralStorage = {storage};
    return record;
}

QByteArrayList amounts(const Cost &cost)
{
    QByteArrayList texts;
    for (const CostLine &line : cost.lines)
        texts += line.amount.toExactString().toUtf8();
    return texts;
}

QByteArrayList formulas(const Cost &cost)
{
    QByteArrayList texts;
    for (const CostLine &line : cost.lines)
        texts += line.formula.toUtf8();
    return texts;
}

} // namespace

class TestPricing : public QObject
{
    Q_OBJECT

private slots:
    void month_data();
    void month();
    void coldStartsAreBilledWithInit();
    void oneCall();
    void oneCallWithStorage();
    void oneStreamedCall_data();
    void oneStreamedCall();
    void aMonthOfStreams();
    void whatIsBilled_data();
    void whatIsBilled();
    void formulasOfAMonth();
    void callsOnProvisionedEnvironments();
    void formulasOfAMonthWithinTheFreeTier();
    void formulaOfSeveralTiers();
    void formulaSaysWhenItIsRounded();
    void tierBoundary_data();
    void tierBoundary();
    void roundsOnceHalfUp();
    void projectsTheAverage();
    void projectionLeavesOutWhatIsNotBilled();
    void projectionOfNothing();
    void hugeMonth();
    void pricePerMillisecond_data();
    void pricePerMillisecond();
};

// The worked examples of the price list; the totals were computed with exact decimals.
void TestPricing::month_data()
{
    QTest::addColumn<qint64>("requests");
    QTest::addColumn<int>("billedMs");
    QTest::addColumn<int>("memory");
    QTest::addColumn<int>("storage");
    QTest::addColumn<Architecture>("architecture");
    QTest::addColumn<FreeTier>("freeTier");
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<QByteArray>("total");
    const auto row = [](const char *name, qint64 requests, int billed, int memory, int storage,
                        Architecture architecture, FreeTier freeTier, const QByteArrayList &lines,
                        const QByteArray &total) {
        QTest::newRow(name) << requests << billed << memory << storage << architecture << freeTier
                            << lines << total;
    };
    const auto x86 = Architecture::X86_64;
    const auto arm = Architecture::Arm64;

    row("1: 3 M calls on x86", 3'000'000, 120, 1'536, 512, x86, FreeTier::Apply,
        {"0.40", "2.333338", "0.00"}, "2.73");
    row("2: the same on arm", 3'000'000, 120, 1'536, 512, arm, FreeTier::Apply,
        {"0.40", "1.866676", "0.00"}, "2.27");
    row("3: without free tier", 7'440'000, 2'000, 1'024, 512, x86, FreeTier::Ignore,
        {"1.488", "248.000496", "0.00"}, "249.49");
    row("4: ephemeral storage", 6'000'000, 280, 4'096, 2'048, x86, FreeTier::Apply,
        {"1.00", "105.333544", "0.077868"}, "106.41");
    row("5: all of it free", 800'000, 500, 1'024, 512, x86, FreeTier::Apply,
        {"0.00", "0.00", "0.00"}, "0.00");
    row("12: every tier on x86", 20'000'000'000, 1'000, 1'024, 512, x86, FreeTier::Ignore,
        {"4000.00", "301667.20", "0.00"}, "305667.20");
    row("13: every tier on arm", 20'000'000'000, 1'000, 1'024, 512, arm, FreeTier::Ignore,
        {"4000.00", "248335.00", "0.00"}, "252335.00");
}

void TestPricing::month()
{
    QFETCH(qint64, requests);
    QFETCH(int, billedMs);
    QFETCH(int, memory);
    QFETCH(int, storage);
    QFETCH(Architecture, architecture);
    QFETCH(FreeTier, freeTier);
    QFETCH(QByteArrayList, lines);
    QFETCH(QByteArray, total);

    InvocationRecord record = call(std::chrono::milliseconds(billedMs), memory, storage);
    record.architecture = architecture;
    const Cost cost =
        engine::monthlyCost(engine::project({record}, requests), engine::shippedPrices(), freeTier);
    QCOMPARE(amounts(cost), lines);
    QCOMPARE(cost.total.toString(2).toUtf8(), total);
}

void TestPricing::coldStartsAreBilledWithInit()
{
    // 15: a call in a hundred is cold, with 2 s of init
    std::vector<InvocationRecord> records(99, call(100ms, 512));
    records.push_back(call(2'100ms, 512));

    const Cost cost = engine::monthlyCost(engine::project(records, 1'000'000),
                                          engine::shippedPrices(), FreeTier::Ignore);
    QCOMPARE(amounts(cost), QByteArrayList({"0.20", "1.000002", "0.00"}));
    QCOMPARE(cost.total.toString(2), QStringLiteral("1.20"));
    const Cost warm =
        engine::monthlyCost(engine::project({records.begin(), records.end() - 1}, 1'000'000),
                            engine::shippedPrices(), FreeTier::Ignore);
    QCOMPARE(warm.total.toString(2), QStringLiteral("1.03"));
}

void TestPricing::oneCall()
{
    // 16
    const Cost cost = engine::costOf(call(114ms, 128), engine::shippedPrices());
    QCOMPARE(cost.total.toString(10), QStringLiteral("0.0000004375"));
    QCOMPARE(amounts(cost), QByteArrayList({"0.0000002", "0.0000002375005", "0.00"}));
    QCOMPARE(formulas(cost),
             QByteArrayList({"1 × $0.20 / 1,000,000",
                             "114 ms / 1000 × 128 MB / 1024 = 0.01425 GB-s × $0.0000166667",
                             "114 ms / 1000 × (512 − 512) MB / 1024 = 0 GB-s × $0.0000000309"}));
}

void TestPricing::oneCallWithStorage()
{
    InvocationRecord record = call(2s, 10'240, 10'240);
    record.architecture = Architecture::Arm64;
    const Cost cost = engine::costOf(record, engine::shippedPrices());

    QCOMPARE(amounts(cost), QByteArrayList({"0.0000002", "0.000266668", "0.0000005871"}));
    QCOMPARE(formulas(cost)[2], QByteArray("2,000 ms / 1000 × (10,240 − 512) MB / 1024 = 19 GB-s "
                                           "× $0.0000000309"));
}

void TestPricing::oneStreamedCall_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QByteArray>("amount");
    QTest::addColumn<QByteArray>("formula");
    QTest::newRow("the first 6 MB are free")
        << qint64{6'291'456} << QByteArray("0.00")
        << QByteArray("max(0, 6,291,456 − 6,291,456 bytes) / 1024³ = 0 GB × $0.008");
    QTest::newRow("less") << qint64{5} << QByteArray("0.00")
                          << QByteArray("max(0, 5 − 6,291,456 bytes) / 1024³ = 0 GB × $0.008");
    QTest::newRow("8 MB") << qint64{8'388'608} << QByteArray("0.000015625")
                          << QByteArray("max(0, 8,388,608 − 6,291,456 bytes) / 1024³ = "
                                        "0.001953125 GB × $0.008");
    QTest::newRow("a byte more") << qint64{6'291'457} << QByteArray("0.0000000000075")
                                 << QByteArray("max(0, 6,291,457 − 6,291,456 bytes) / 1024³ ≈ "
                                               "0.0000000009313 GB × $0.008");
}

void TestPricing::oneStreamedCall()
{
    QFETCH(qint64, bytes);
    QFETCH(QByteArray, amount);
    QFETCH(QByteArray, formula);

    InvocationRecord record = call(100ms, 128);
    record.stream.emplace();
    record.stream->caller = engine::CallerMode::Streaming;
    record.stream->bytes = bytes;
    const Cost cost = engine::costOf(record, engine::shippedPrices());
    QCOMPARE(cost.lines.back().kind, CostLine::Kind::Streaming);
    QCOMPARE(cost.lines.back().amount.toExactString().toUtf8(), amount);
    QCOMPARE(cost.lines.back().formula.toUtf8(), formula);
    // A buffered caller pays nothing for it.
    record.stream->caller = engine::CallerMode::Buffered;
    QCOMPARE(engine::costOf(record, engine::shippedPrices()).lines.size(), std::size_t{3});
}

// The price list's example: 3 million calls, a third of which stream 7 MB, 100 GB used up before.
void TestPricing::aMonthOfStreams()
{
    std::vector<InvocationRecord> records(3, call(500ms, 1'536));
    for (InvocationRecord &record : records) {
        record.stream.emplace();
        record.stream->caller = engine::CallerMode::Streaming;
        record.stream->bytes = 1'000;
    }
    records[1].stream->bytes = 7 * 1'024 * 1'024;
    MonthlyUse use = engine::project(records, 3'000'000);
    const Cost fresh = engine::monthlyCost(use, engine::shippedPrices(), FreeTier::Apply);
    QCOMPARE(fresh.lines.back().amount.toExactString(), QStringLiteral("7.0125"));
    QCOMPARE(fresh.lines.back().formula, QStringLiteral("max(0, 976.5625 GB − 100 free) × $0.008"));
    use.streamedBytes += __int128{100} * 1'024 * 1'024 * 1'024;
    const Cost cost = engine::monthlyCost(use, engine::shippedPrices(), FreeTier::Apply);
    QCOMPARE(amounts(cost), QByteArrayList({"0.40", "30.833395", "0.00", "7.8125"}));
    QCOMPARE(cost.total.toString(2), QStringLiteral("39.05"));
    use.streamedBytes = 1'024 * 1'024 * 1'024;
    QCOMPARE(
        engine::monthlyCost(use, engine::shippedPrices(), FreeTier::Ignore).lines.back().formula,
        QStringLiteral("1 GB × $0.008"));
}

void TestPricing::whatIsBilled_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("billedMs");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, Outcome outcome, StartKind start, int billedMs,
                        bool expected) {
        QTest::newRow(name) << static_cast<int>(outcome) << static_cast<int>(start) << billedMs
                            << expected;
    };

    row("success", Outcome::Success, StartKind::Warm, 1, true);
    row("a function's error", Outcome::FunctionError, StartKind::Cold, 1, true);
    row("timeout", Outcome::Timeout, StartKind::Warm, 3'000, true);
    row("failed init", Outcome::InitFailed, StartKind::Cold, 10'000, true);
    row("cancelled while running", Outcome::Cancelled, StartKind::Warm, 20, true);
    row("cancelled before it started", Outcome::Cancelled, StartKind::None, 0, false);
    row("cancelled before delivery", Outcome::Cancelled, StartKind::Cold, 0, false);
    row("throttled", Outcome::Throttled, StartKind::None, 0, false);
    row("no sandbox", Outcome::Failed, StartKind::None, 0, false);
    row("engine failed later", Outcome::Failed, StartKind::Cold, 50, false);
}

void TestPricing::whatIsBilled()
{
    QFETCH(int, outcome);
    QFETCH(int, start);
    QFETCH(int, billedMs);
    QFETCH(bool, expected);

    InvocationRecord record = call(std::chrono::milliseconds(billedMs), 128, 2'048);
    record.outcome = static_cast<Outcome>(outcome);
    record.start = static_cast<StartKind>(start);
    QCOMPARE(engine::isBilled(record), expected);
    const Cost cost = engine::costOf(record, engine::shippedPrices());
    QCOMPARE(cost.total > Money(), expected);
    QCOMPARE(cost.lines.size(), size_t{3});
}

void TestPricing::formulasOfAMonth()
{
    const MonthlyUse use = engine::project({call(280ms, 4'096, 2'048)}, 6'000'000);

    QCOMPARE(formulas(engine::monthlyCost(use, engine::shippedPrices(), FreeTier::Apply)),
             QByteArrayList({"(6,000,000 − 1,000,000 free) × $0.20 / 1,000,000",
                             "6,720,000 − 400,000 free = 6,320,000 GB-s × $0.0000166667",
                             "2,520,000 GB-s × $0.0000000309"}));
    QCOMPARE(formulas(engine::monthlyCost(use, engine::shippedPrices(), FreeTier::Ignore)),
             QByteArrayList({"6,000,000 × $0.20 / 1,000,000", "6,720,000 GB-s × $0.0000166667",
                             "2,520,000 GB-s × $0.0000000309"}));
}

// Example 6 of AWS's page without what keeping the environments ready costs.
void TestPricing::callsOnProvisionedEnvironments()
{
    std::vector<InvocationRecord> records(5, call(120ms, 1'536));
    records.push_back(call(100ms, 1'536));
    records.back().start = StartKind::Provisioned;
    const Cost one = engine::costOf(records.back(), engine::shippedPrices());
    QCOMPARE(formulas(one)[1],
             QByteArray("100 ms / 1000 × 1,536 MB / 1024 = 0.15 GB-s × $0.0000097222"));
    const MonthlyUse use = engine::project(records, 3'000'000);
    const Cost month = engine::monthlyCost(use, engine::shippedPrices(), FreeTier::Apply);
    QCOMPARE(amounts(month)[1], QByteArray("1.5625"));
    QCOMPARE(formulas(month)[1],
             QByteArray("450,000 − 400,000 free = 50,000 GB-s × $0.0000166667 + 75,000 GB-s × "
                        "$0.0000097222 provisioned"));
}

void TestPricing::formulasOfAMonthWithinTheFreeTier()
{
    const MonthlyUse use = engine::project({call(100ms, 1'024)}, 1'000);

    QCOMPARE(formulas(engine::monthlyCost(use, engine::shippedPrices(), FreeTier::Apply)),
             QByteArrayList({"max(0, 1,000 − 1,000,000 free) × $0.20 / 1,000,000",
                             "max(0, 100 − 400,000 free) = 0 GB-s × $0.0000166667",
                             "0 GB-s × $0.0000000309"}));
}

void TestPricing::formulaOfSeveralTiers()
{
    const MonthlyUse use = engine::project({call(1s, 1'024)}, 7'000'000'000);

    QCOMPARE(formulas(engine::monthlyCost(use, engine::shippedPrices(), FreeTier::Ignore))[1],
             QByteArray("6,000,000,000 GB-s × $0.0000166667 "
                        "+ 1,000,000,000 GB-s × $0.000015"));
}

void TestPricing::formulaSaysWhenItIsRounded()
{
    const Cost cost = engine::costOf(call(1'001ms, 1'025), engine::shippedPrices());

    // 1.0019775390625 GB-s
    QCOMPARE(formulas(cost)[1], QByteArray("1,001 ms / 1000 × 1,025 MB / 1024 ≈ 1.001978 GB-s "
                                           "× $0.0000166667"));
}

void TestPricing::tierBoundary_data()
{
    QTest::addColumn<qint64>("beyond"); // MB-ms past the end of the first tier
    QTest::addColumn<QString>("expected");

    // One GB-second at the end of a tier costs that tier's price, the next one the next price.
    QTest::newRow("one GB-s before") << qint64{-1'024'000} << "100000.1999833333";
    QTest::newRow("at the end") << qint64{0} << "100000.20";
    QTest::newRow("one GB-s after") << qint64{1'024'000} << "100000.200015";
}

void TestPricing::tierBoundary()
{
    QFETCH(qint64, beyond);
    QFETCH(QString, expected);

    MonthlyUse use;
    use.megabyteMilliseconds = __int128{6'000'000'000} * 1'024'000 + beyond;
    const Cost cost = engine::monthlyCost(use, engine::shippedPrices(), FreeTier::Ignore);
    QCOMPARE(cost.total.toExactString(), expected);
}

void TestPricing::roundsOnceHalfUp()
{
    engine::PriceTable prices;
    prices.perMillionRequests = Money::fromTicks(500'000); // half a tick a request
    prices.ephemeralPerGbSecond = Money::fromTicks(1);
    for (auto &tiers : prices.duration)
        tiers = {{1, Money::fromTicks(1)}, {-1, Money::fromTicks(1)}};
    const auto ticks = [&](std::int64_t requests, __int128 use) {
        const Cost cost = engine::monthlyCost({requests, use, use, Architecture::X86_64}, prices,
                                              FreeTier::Ignore);
        QByteArrayList list;
        for (const CostLine &line : cost.lines)
            list += QByteArray::number(static_cast<qint64>(line.amount.ticks()));
        return list;
    };

    QCOMPARE(ticks(1, 511'999), QByteArrayList({"1", "0", "0"}));
    QCOMPARE(ticks(2, 512'000), QByteArrayList({"1", "1", "1"}));
    QCOMPARE(ticks(3, 1'535'999), QByteArrayList({"2", "1", "1"}));
    // 1.5 ticks over two tiers: rounded tier by tier it would be one of 1 and one of half.
    QCOMPARE(ticks(0, 1'536'000), QByteArrayList({"0", "2", "2"}));
    QCOMPARE(ticks(0, 2'559'999), QByteArrayList({"0", "2", "2"}));
}

void TestPricing::projectsTheAverage()
{
    InvocationRecord newest = call(200ms, 1'024, 1'024);
    newest.architecture = Architecture::Arm64;
    newest.startedAtMs = 5;
    const MonthlyUse use = engine::project({newest, call(100ms, 512)}, 3);

    QCOMPARE(use.requests, std::int64_t{3});
    // (200 × 1,024 + 100 × 512) / 2 × 3
    QCOMPARE(static_cast<qint64>(use.megabyteMilliseconds), qint64{384'000});
    QCOMPARE(static_cast<qint64>(use.ephemeralMegabyteMilliseconds), qint64{153'600});
    QCOMPARE(use.architecture, Architecture::Arm64);
}

void TestPricing::projectionLeavesOutWhatIsNotBilled()
{
    InvocationRecord throttled = call(0ms, 512);
    throttled.outcome = Outcome::Throttled;
    throttled.start = StartKind::None;

    const MonthlyUse use = engine::project({throttled, call(100ms, 512), throttled}, 10);
    QCOMPARE(static_cast<qint64>(use.megabyteMilliseconds), qint64{512'000});
    QCOMPARE(use.requests, std::int64_t{10});
}

void TestPricing::projectionOfNothing()
{
    InvocationRecord throttled;
    throttled.outcome = Outcome::Throttled;

    QCOMPARE(engine::project({}, 10).requests, std::int64_t{0});
    QCOMPARE(engine::project({throttled}, 10).requests, std::int64_t{0});
    QCOMPARE(engine::project({call(1ms, 128)}, 0).requests, std::int64_t{0});
    QCOMPARE(engine::project({call(1ms, 128)}, -1).requests, std::int64_t{0});
    const Cost cost = engine::monthlyCost({}, engine::shippedPrices(), FreeTier::Apply);
    QCOMPARE(amounts(cost), QByteArrayList({"0.00", "0.00", "0.00"}));
}

void TestPricing::hugeMonth()
{
    const Cost cost =
        engine::monthlyCost(engine::project({call(900s, 10'240, 10'240)}, 1'000'000'000'000),
                            engine::shippedPrices(), FreeTier::Ignore);

    // 9e15 GB-s go through every tier
    const __int128 expected = (__int128{6'000'000'000} * 166'667 + __int128{9'000'000'000} * 150'000
                               + (__int128{9'000'000'000'000'000} - 15'000'000'000) * 133'334)
                              * 1'000;
    QVERIFY(cost.lines[1].amount.ticks() == expected);
    QCOMPARE(amounts(cost)[0], QByteArray("200000.00"));
    // 8.55e15 GB-s above the free 512 MB
    QCOMPARE(amounts(cost)[2], QByteArray("264195000.00"));
}

void TestPricing::pricePerMillisecond_data()
{
    QTest::addColumn<int>("memory");
    QTest::addColumn<QString>("x86");
    QTest::addColumn<QString>("arm");

    QTest::newRow("128 MB") << 128 << "0.0000000021"
                            << "0.0000000017";
    QTest::newRow("512 MB") << 512 << "0.0000000083"
                            << "0.0000000067";
    QTest::newRow("1,024 MB") << 1'024 << "0.0000000167"
                              << "0.0000000133";
    QTest::newRow("1,536 MB") << 1'536 << "0.0000000250"
                              << "0.0000000200";
    QTest::newRow("2,048 MB") << 2'048 << "0.0000000333"
                              << "0.0000000267";
    QTest::newRow("3,008 MB") << 3'008 << "0.0000000490"
                              << "0.0000000392";
    QTest::newRow("4,096 MB") << 4'096 << "0.0000000667"
                              << "0.0000000533";
    QTest::newRow("10,240 MB") << 10'240 << "0.0000001667"
                               << "0.0000001333";
}

void TestPricing::pricePerMillisecond()
{
    QFETCH(int, memory);
    QFETCH(QString, x86);
    QFETCH(QString, arm);

    const auto price = [&](Architecture architecture) {
        return engine::pricePerMillisecond({memory}, architecture, engine::shippedPrices())
            .toString(10);
    };
    QCOMPARE(price(Architecture::X86_64), x86);
    QCOMPARE(price(Architecture::Arm64), arm);
}

QTEST_APPLESS_MAIN(TestPricing)
#include "tst_pricing.moc"
