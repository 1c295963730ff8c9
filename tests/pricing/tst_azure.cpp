// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>

#include "engine/pricing/azure.h"

using namespace std::chrono_literals;
using engine::AzureMisfit;
using engine::AzurePlan;
using engine::Cost;
using engine::CostLine;
using engine::FreeTier;
using engine::FunctionConfig;
using engine::MonthPlan;

using Misfits = std::vector<AzureMisfit>;

Q_DECLARE_METATYPE(engine::FunctionConfig)
Q_DECLARE_METATYPE(engine::MonthPlan)
Q_DECLARE_METATYPE(Misfits)

namespace {

QByteArray shippedFile()
{
    QFile file(QStringLiteral(WORKBENCH_SOURCE_DIR "/resources/pricing/azure.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const AzurePlan &consumption()
{
    return engine::shippedAzurePrices().plans[0];
}

const AzurePlan &flex()
{
    return engine::shippedAzurePrices().plans[1];
}

MonthPlan month(std::int64_t requests, engine::Nanoseconds duration, int memory)
{
    MonthPlan plan;
    plan.requests = requests;
    plan.duration = duration;
    plan.memory = {memory};
    return plan;
}

QString total(const Cost &cost)
{
    return cost.total.toExactString();
}

} // namespace

class TestAzure : public QObject
{
    Q_OBJECT

private slots:
    void shippedFileIsRead();
    void memoryThatIsBilled_data();
    void memoryThatIsBilled();
    void months_data();
    void months();
    void measuredMemoryCountsWhereItIsBilled();
    void formulas();
    void misfits_data();
    void misfits();
    void mistakes_data();
    void mistakes();
};

void TestAzure::shippedFileIsRead()
{
    const engine::AzurePrices &prices = engine::shippedAzurePrices();
    QCOMPARE(prices.plans.size(), std::size_t{2});
    QVERIFY(!prices.asOf.isEmpty() && !prices.source.isEmpty() && !prices.note.isEmpty());
    QCOMPARE(consumption().id, QStringLiteral("consumption"));
    QVERIFY(consumption().legacy && !consumption().alwaysReady);
    QCOMPARE(consumption().mostTimeoutMinutes, 10);
    QCOMPARE(flex().mostTimeoutMinutes, 0);
    QCOMPARE(flex().mostMb, 4'096);
    QVERIFY(flex().alwaysReady);
}

void TestAzure::memoryThatIsBilled_data()
{
    QTest::addColumn<int>("needed");
    QTest::addColumn<int>("onConsumption");
    QTest::addColumn<int>("onFlex");
    QTest::newRow("little") << 1 << 128 << 512;
    QTest::newRow("a whole step") << 128 << 128 << 512;
    QTest::newRow("one more") << 129 << 256 << 512;
    QTest::newRow("between sizes") << 513 << 640 << 2'048;
    QTest::newRow("past the instance") << 10'240 << 1'536 << 4'096;
}

void TestAzure::memoryThatIsBilled()
{
    QFETCH(int, needed);
    QTEST(engine::azureMemory(consumption(), {needed}).value, "onConsumption");
    QTEST(engine::azureMemory(flex(), {needed}).value, "onFlex");
}

void TestAzure::months_data()
{
    QTest::addColumn<MonthPlan>("plan");
    QTest::addColumn<bool>("free");
    QTest::addColumn<QString>("onConsumption");
    QTest::addColumn<QString>("onFlex");

    // 3 M × 1 s × 1.5 GB: (4,500,000 − 400,000) × 0.000016 = 65.60, 2 M × 0.20 = 0.40;
    // Flex runs it on 2 GB: (6,000,000 − 100,000) × 0.000026 = 153.40, 2.75 M × 0.40 = 1.10
    QTest::newRow("the guide's example") << month(3'000'000, 1s, 1'536) << true << "66.00"
                                         << "154.50";
    // at least 100 ms and 1,000 ms: 10^6 × 0.1 s × 0.125 GB; 10^6 × 1 s × 0.5 GB
    QTest::newRow("short calls") << month(1'000'000, 3ms, 128) << false << "0.40"
                                 << "13.40";
    QTest::newRow("rounded up") << month(1'000'000, 1'001ms, 128) << false << "2.202"
                                << "14.70";
    QTest::newRow("nothing") << month(0, 0ms, 128) << true << "0.00"
                             << "0.00";
    MonthPlan ready = month(1'000'000, 1s, 512);
    ready.provisioned = {2, 24h, 30, 400'000};
    // No free grants with always-ready instances. 600,000 × 0.5 GB-s × 0.000026 = 7.80,
    // 400,000 × 0.5 × 0.000016 = 3.20, 2 × 0.5 GB × 2,592,000 s × 0.000004 = 10.368, 0.40
    QTest::newRow("always ready") << ready << true << "1.60"
                                  << "21.768";
}

void TestAzure::months()
{
    QFETCH(MonthPlan, plan);
    QFETCH(bool, free);
    const FreeTier tier = free ? FreeTier::Apply : FreeTier::Ignore;
    QTEST(total(engine::azureCost(consumption(), plan, {}, tier)), "onConsumption");
    QTEST(total(engine::azureCost(flex(), plan, {}, tier)), "onFlex");
}

void TestAzure::measuredMemoryCountsWhereItIsBilled()
{
    const MonthPlan plan = month(1'000'000, 100ms, 1'024);
    const engine::Megabytes used{40};
    QCOMPARE(total(engine::azureCost(consumption(), plan, used, FreeTier::Ignore)),
             QStringLiteral("0.40")); // 12,500 GB-s
    QCOMPARE(total(engine::azureCost(flex(), plan, used, FreeTier::Ignore)),
             total(engine::azureCost(flex(), plan, {}, FreeTier::Ignore)));
}

void TestAzure::formulas()
{
    const Cost cost =
        engine::azureCost(flex(), month(2'000'000, 1'050ms, 600), {}, FreeTier::Apply);
    QCOMPARE(cost.lines.size(), std::size_t{2});
    QCOMPARE(cost.lines[0].formula,
             QStringLiteral("(2,000,000 − 250,000 free) × $0.40 / 1,000,000"));
    QCOMPARE(cost.lines[1].formula,
             QStringLiteral("2,000,000 × 1,100 ms / 1000 × 2,048 MB / 1024 = 4,400,000 GB-s; "
                            "− 100,000 free: 4,300,000 GB-s × $0.000026"));
}

void TestAzure::misfits_data()
{
    using Kind = AzureMisfit::Kind;
    QTest::addColumn<FunctionConfig>("config");
    QTest::addColumn<bool>("http");
    QTest::addColumn<Misfits>("onConsumption");
    QTest::addColumn<Misfits>("onFlex");
    FunctionConfig config;
    config.runtime = QStringLiteral("python3.13");
    QTest::newRow("fits") << config << true << Misfits() << Misfits();
    FunctionConfig large = config;
    large.memory = {5'000};
    large.timeout = 15min;
    QTest::newRow("large and long")
        << large << false << Misfits{{Kind::Memory, true, 1'536}, {Kind::Timeout, true, 10}}
        << Misfits{{Kind::Memory, true, 4'096}};
    FunctionConfig slow = config;
    slow.timeout = 231s;
    QTest::newRow("slow answer to HTTP") << slow << true << Misfits{{Kind::HttpTimeout, false, 230}}
                                         << Misfits{{Kind::HttpTimeout, false, 230}};
    FunctionConfig ruby = config;
    ruby.runtime = QStringLiteral("ruby3.3");
    QTest::newRow("Ruby") << ruby << false << Misfits{{Kind::Language, false}}
                          << Misfits{{Kind::Language, false}};
    FunctionConfig kept = config;
    kept.runtime = QStringLiteral("provided.al2023");
    kept.provisionedConcurrency = 2;
    kept.architecture = engine::Architecture::Arm64;
    kept.layers = QStringList(QStringLiteral("Layer"));
    QTest::newRow("kept ready, custom, arm, layers")
        << kept << false
        << Misfits{{Kind::Language, false},
                   {Kind::Concurrency, false},
                   {Kind::Processor, false},
                   {Kind::Layers, false}}
        << Misfits{{Kind::Language, false}, {Kind::Processor, false}, {Kind::Layers, false}};
}

void TestAzure::misfits()
{
    QFETCH(FunctionConfig, config);
    QFETCH(bool, http);
    QFETCH(Misfits, onConsumption);
    QFETCH(Misfits, onFlex);
    QVERIFY(engine::misfits(consumption(), config, {}, http) == onConsumption);
    QVERIFY(engine::misfits(flex(), config, {}, http) == onFlex);
}

void TestAzure::mistakes_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("detail");
    const auto row = [](const char *name, const QByteArray &from, const QByteArray &to,
                        const QByteArray &detail) { QTest::newRow(name) << from << to << detail; };
    row("no date", "\"asOf\"", "\"as\"", "asOf is missing");
    row("no plans", "\"plans\"", "\"plan\"", "plans is missing");
    row("a price that is a number", "\"0.000016\"", "0.000016",
        "plans[0].perGbSecond must be a price as text, such as \"0.0000166667\"");
    row("no rounding", "\"roundingMilliseconds\": 1,", "\"roundingMilliseconds\": 0,",
        "plans[0].roundingMilliseconds must be larger than 0");
    row("sizes that fall", "[512, 2048, 4096]", "[2048, 512]",
        "plans[1].memory.sizesMB must be a list that ascends");
    row("no sizes", "\"sizesMB\"", "\"sizes\"", "plans[1].memory.sizesMB is missing");
    row("a language that nobody knows", "\"nodejs\"", "\"cobol\"",
        "plans[0].languages names an unknown language: cobol");
    row("an always-ready plan without its price", "\"baselinePerGbSecond\"", "\"x\"",
        "plans[1].alwaysReady.baselinePerGbSecond is missing");
    row("no object", "{\n  \"asOf\"", "[{\n  \"asOf\"", "the price file must be one JSON object");
}

void TestAzure::mistakes()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, detail);
    QByteArray file = shippedFile();
    const qsizetype at = file.indexOf(from);
    QVERIFY(at >= 0);
    file.replace(at, from.size(), to);
    if (to.startsWith('['))
        if (from.startsWith('{'))
            file += ']';
    const auto read = engine::readAzurePrices(file);
    QVERIFY(!read);
    QCOMPARE(read.error().detail.toUtf8(), detail);
}

QTEST_GUILESS_MAIN(TestAzure)
#include "tst_azure.moc"
