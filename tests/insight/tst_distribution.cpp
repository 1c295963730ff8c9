// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <chrono>

#include "engine/insight/distribution.h"

using namespace engine;
using namespace std::chrono_literals;

namespace {

using Values = std::vector<Nanoseconds>;

Values upTo(int count)
{
    Values values;
    for (int i = 1; i <= count; ++i)
        values.push_back(Nanoseconds{i});
    return values;
}

} // namespace

Q_DECLARE_METATYPE(Values)

// Percentiles and means; what the latency panel and load runs show.
class TestDistribution : public QObject
{
    Q_OBJECT

private slots:
    void percentiles_data();
    void percentiles();
    void unsortedValues();
    void aMillionLongOnes();
    void trimmedMeans_data();
    void trimmedMeans();
};

void TestDistribution::percentiles_data()
{
    QTest::addColumn<Values>("sorted");
    QTest::addColumn<int>("percent");
    QTest::addColumn<int>("expected");

    const Values five{15ns, 20ns, 35ns, 40ns, 50ns}; // the usual textbook example
    QTest::newRow("5 % of five is the first") << five << 5 << 15;
    QTest::newRow("30 % of five is the second") << five << 30 << 20;
    QTest::newRow("40 % of five is the second") << five << 40 << 20;
    QTest::newRow("50 % of five is the third") << five << 50 << 35;
    QTest::newRow("100 % is the largest") << five << 100 << 50;
    QTest::newRow("one value is every percentile") << upTo(1) << 99 << 1;
    QTest::newRow("the median of two is the lower") << upTo(2) << 50 << 1;
    QTest::newRow("99 % of 100 is the 99th") << upTo(100) << 99 << 99;
    QTest::newRow("99 % of 101 is the 100th") << upTo(101) << 99 << 100;
    QTest::newRow("99 % of ten is the largest") << upTo(10) << 99 << 10;
}

void TestDistribution::percentiles()
{
    QFETCH(Values, sorted);
    QFETCH(int, percent);
    QFETCH(int, expected);
    QCOMPARE(percentileOf(sorted, percent).count(), expected);
}

void TestDistribution::unsortedValues()
{
    QCOMPARE(distributionOf({}).count, 0);
    const Distribution expected{.count = 5,
                                .min = 1ns,
                                .mean = 3ns,
                                .p50 = 3ns,
                                .p90 = 9ns,
                                .p95 = 9ns,
                                .p99 = 9ns,
                                .max = 9ns};
    QCOMPARE(distributionOf({9ns, 1ns, 3ns, 2ns, 4ns}), expected);
}

void TestDistribution::aMillionLongOnes()
{
    const Distribution all = distributionOf(Values(1'000'000, 15min));
    QCOMPARE(all.mean, Nanoseconds{15min});
    QCOMPARE(all.p99, Nanoseconds{15min});
}

void TestDistribution::trimmedMeans_data()
{
    QTest::addColumn<std::vector<double>>("sorted");
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("expected");
    using Numbers = std::vector<double>;
    QTest::newRow("none") << Numbers{} << 0.2 << 0.0;
    QTest::newRow("one") << Numbers{7} << 0.4 << 7.0;
    QTest::newRow("nothing is left out of four") << Numbers{1, 2, 3, 10} << 0.2 << 4.0;
    QTest::newRow("one at each end of five") << Numbers{0, 2, 3, 4, 99} << 0.2 << 3.0;
    QTest::newRow("never all of them") << Numbers{1, 2, 3, 4} << 0.5 << 2.5;
}

void TestDistribution::trimmedMeans()
{
    QFETCH(std::vector<double>, sorted);
    QFETCH(double, share);
    QFETCH(double, expected);
    QCOMPARE(trimmedMean(sorted, share), expected);
}

QTEST_GUILESS_MAIN(TestDistribution)
#include "tst_distribution.moc"
