// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/insight/arrivals.h"
#include "engine/insight/milliseconds.h"

using namespace engine;
using namespace std::chrono_literals;
using Kind = ArrivalPlan::Kind;

Q_DECLARE_METATYPE(ArrivalPlan)

namespace {

ArrivalPlan open(Kind kind, double rate, double peak = 1)
{
    ArrivalPlan plan;
    plan.kind = kind;
    plan.rate = rate;
    plan.peak = peak;
    return plan;
}

template <typename Change>
ArrivalPlan with(ArrivalPlan plan, Change change)
{
    change(plan);
    return plan;
}

// In whole milliseconds.
QString times(const ArrivalPlan &plan, int most = 1'000'000)
{
    ArrivalSchedule schedule(plan);
    QStringList list;
    while (const auto at = schedule.next()) {
        list << QString::number(qRound64(inMilliseconds(*at)));
        if (list.size() == most)
            break;
    }
    return list.join(u' ');
}

} // namespace

// When requests come, without a clock.
class TestArrivals : public QObject
{
    Q_OBJECT

private slots:
    void schedules_data();
    void schedules();
    void sums_data();
    void sums();
    void plansOfAges_data();
    void plansOfAges();
    void chanceHasASeed();
    void validity_data();
    void validity();
};

void TestArrivals::schedules_data()
{
    QTest::addColumn<ArrivalPlan>("plan");
    QTest::addColumn<QString>("expected");
    QTest::newRow("evenly, until the time is over")
        << with(open(Kind::Constant, 4), [](auto &p) { p.duration = 1s; })
        << QStringLiteral("0 250 500 750");
    QTest::newRow("evenly, so many")
        << with(open(Kind::Constant, 1000), [](auto &p) { p.count = 4; })
        << QStringLiteral("0 1 2 3");
    QTest::newRow("whichever comes first") << with(open(Kind::Constant, 10), [](auto &p) {
        p.count = 2;
        p.duration = 10s;
    }) << QStringLiteral("0 100");
    QTest::newRow("less than one a second")
        << with(open(Kind::Constant, 0.5), [](auto &p) { p.duration = 5s; })
        << QStringLiteral("0 2000 4000");
    QTest::newRow("a ramp from nothing") // t² = k
        << with(open(Kind::Ramp, 0, 4), [](auto &p) { p.duration = 2s; })
        << QStringLiteral("0 1000 1414 1732");
    QTest::newRow("a ramp down to nothing") // 4t − t² = k
        << with(open(Kind::Ramp, 4, 0), [](auto &p) { p.duration = 2s; })
        << QStringLiteral("0 268 586 1000");
    QTest::newRow("a level ramp") << with(open(Kind::Ramp, 2, 2), [](auto &p) { p.duration = 2s; })
                                  << QStringLiteral("0 500 1000 1500");
    QTest::newRow("a ramp that hardly grows") << with(
        open(Kind::Ramp, 1000, 1000 + 1e-9), [](auto &p) {
            p.duration = 3600s;
            p.count = 4;
        }) << QStringLiteral("0 1 2 3");
    QTest::newRow("spikes over a calm") // one a second, and ten in the third second
        << with(open(Kind::Spikes, 1, 4),
                [](auto &p) {
                    p.spikeEvery = 3s;
                    p.spikeLength = 1s;
                    p.duration = 6s;
                })
        << QStringLiteral("0 1000 2000 2250 2500 2750 3000 4000 5000 5250 5500 5750");
    QTest::newRow("spikes over nothing") << with(open(Kind::Spikes, 0, 2), [](auto &p) {
        p.spikeEvery = 2s;
        p.spikeLength = 1s;
        p.count = 4;
    }) << QStringLiteral("1000 1500 3000 3500");
    QTest::newRow("a replay") << with(open(Kind::Replay, 1), [](auto &p) {
        p.offsets = {0ms, 5ms, 5ms, 70ms};
    }) << QStringLiteral("0 5 5 70");
    QTest::newRow("the beginning of a replay") << with(open(Kind::Replay, 1), [](auto &p) {
        p.offsets = {0ms, 5ms, 5ms, 70ms};
        p.duration = 6ms;
    }) << QStringLiteral("0 5 5");
}

void TestArrivals::schedules()
{
    QFETCH(ArrivalPlan, plan);
    QFETCH(QString, expected);
    QVERIFY(plan.isValid());
    QCOMPARE(times(plan), expected);
}

void TestArrivals::sums_data()
{
    QTest::addColumn<ArrivalPlan>("plan");
    QTest::addColumn<int>("expected");
    QTest::addColumn<int>("tolerance");
    const auto tenSeconds = [](ArrivalPlan &p) { p.duration = 10s; };
    QTest::newRow("evenly") << with(open(Kind::Constant, 50), tenSeconds) << 500 << 0;
    QTest::newRow("ramp") << with(open(Kind::Ramp, 1, 100), tenSeconds) << 505 << 0;
    QTest::newRow("by chance") << with(open(Kind::Poisson, 500), tenSeconds) << 5'000 << 300;
}

void TestArrivals::sums()
{
    QFETCH(ArrivalPlan, plan);
    QFETCH(int, expected);
    QFETCH(int, tolerance);
    ArrivalSchedule schedule(plan);
    int count = 0;
    Nanoseconds last{0};
    while (const auto at = schedule.next()) {
        ++count;
        QVERIFY(*at >= last);
        last = *at;
    }
    QVERIFY2(qAbs(count - expected) <= tolerance, qPrintable(QString::number(count)));
    QVERIFY(last < 10s);
    QVERIFY(!schedule.next()); // and stays so
}

// Times past what nanoseconds can count.
void TestArrivals::plansOfAges_data()
{
    QTest::addColumn<ArrivalPlan>("plan");
    const auto many = [](ArrivalPlan &p) { p.count = 1'000; };
    QTest::newRow("evenly") << with(open(Kind::Constant, 1e-6), [](auto &p) { p.count = 20'000; });
    QTest::newRow("by chance") << with(open(Kind::Poisson, 1e-6),
                                       [](auto &p) { p.count = 20'000; });
    QTest::newRow("spikes") << with(open(Kind::Spikes, 0, 1e-6), [&](auto &p) {
        many(p);
        p.spikeEvery = 24h;
        p.spikeLength = 1ms;
    });
}

void TestArrivals::plansOfAges()
{
    QFETCH(ArrivalPlan, plan);
    QVERIFY(plan.isValid());
    ArrivalSchedule schedule(plan);
    Nanoseconds last{0};
    while (const auto at = schedule.next()) {
        QVERIFY(*at >= last);
        last = *at;
    }
    QVERIFY(last > 24h * 365);
}

void TestArrivals::chanceHasASeed()
{
    ArrivalPlan plan = with(open(Kind::Poisson, 100), [](auto &p) { p.count = 50; });
    const QString first = times(plan);
    QCOMPARE(times(plan), first);
    plan.seed = 2;
    QVERIFY(times(plan) != first);
}

void TestArrivals::validity_data()
{
    QTest::addColumn<ArrivalPlan>("plan");
    QTest::addColumn<bool>("valid");
    const auto ends = [](ArrivalPlan &p) { p.count = 1; };
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("one at once") << with(open(Kind::AtOnce, 1), ends) << true;
    QTest::newRow("it would never end") << open(Kind::AtOnce, 1) << false;
    QTest::newRow("none at once") << with(open(Kind::AtOnce, 1), [](auto &p) {
        p.count = 1, p.concurrency = 0;
    }) << false;
    QTest::newRow("too many at once")
        << with(open(Kind::AtOnce, 1), [](auto &p) { p.count = 1, p.concurrency = 1'001; })
        << false;
    QTest::newRow("no rate") << with(open(Kind::Constant, 0), ends) << false;
    QTest::newRow("less than no rate") << with(open(Kind::Constant, -1), ends) << false;
    QTest::newRow("no number") << with(open(Kind::Constant, nan), ends) << false;
    QTest::newRow("too high a rate") << with(open(Kind::Poisson, 10'001), ends) << false;
    QTest::newRow("a rate for ever") << open(Kind::Constant, 1) << false;
    QTest::newRow("a ramp without a time") << with(open(Kind::Ramp, 1, 2), ends) << false;
    QTest::newRow("a ramp from nothing to nothing")
        << with(open(Kind::Ramp, 0, 0), [](auto &p) { p.duration = 1s; }) << false;
    QTest::newRow("spikes that never end") << with(open(Kind::Spikes, 1, 2), [](auto &p) {
        p.count = 1, p.spikeEvery = p.spikeLength = 1s;
    }) << false;
    QTest::newRow("a replay of nothing") << open(Kind::Replay, 1) << false;
    QTest::newRow("a replay that goes back") << with(open(Kind::Replay, 1), [](auto &p) {
        p.offsets = {5ms, 0ms};
    }) << false;
    QTest::newRow("less than no time")
        << with(open(Kind::Constant, 1), [](auto &p) { p.count = 1, p.duration = -1s; }) << false;
}

void TestArrivals::validity()
{
    QFETCH(ArrivalPlan, plan);
    QFETCH(bool, valid);
    QCOMPARE(plan.isValid(), valid);
}

QTEST_GUILESS_MAIN(TestArrivals)
#include "tst_arrivals.moc"
