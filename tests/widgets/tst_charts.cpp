// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <chrono>

#include "samplerecords.h"
#include "widgets/charts/durationscale.h"
#include "widgets/charts/latencypoint.h"
#include "widgets/charts/latencytable.h"
#include "widgets/charts/phaselayout.h"

using engine::Nanoseconds;
using namespace std::chrono_literals;
using widgets::DurationScale;
using widgets::LatencyMeasure;
using widgets::Phase;
using widgets::PointKind;

namespace {

using Values = std::vector<Nanoseconds>;

} // namespace

Q_DECLARE_METATYPE(Values)

// The parts of the charts that need no widget.
class TestCharts : public QObject
{
    Q_OBJECT

private slots:
    void spans_data();
    void spans();
    void whatHasNoDurationStandsBelow();
    void ticks_data();
    void ticks();
    void tickText_data();
    void tickText();
    void kinds_data();
    void kinds();
    void values();
    void layoutPhases_data();
    void layoutPhases();
    void csv();
};

void TestCharts::spans_data()
{
    QTest::addColumn<Values>("values");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");

    QTest::newRow("nothing measured: 1 ms to 1 s") << Values{} << 1e6 << 1e9;
    QTest::newRow("round values outside the smallest and the largest")
        << Values{3ms, 740ms} << 2e6 << 1e9;
    QTest::newRow("a value on a round one has room") << Values{2ms, 200ms} << 1e6 << 5e8;
    QTest::newRow("zeros do not stretch the axis downwards")
        << Values{3ms, 0ns, 740ms} << 2e6 << 1e9;
    QTest::newRow("nanoseconds to minutes") << Values{3ns, 900s} << 2.0 << 2e12;
}

void TestCharts::spans()
{
    QFETCH(Values, values);
    QFETCH(double, low);
    QFETCH(double, high);
    const DurationScale scale = DurationScale::of(values);
    QCOMPARE(scale.high, high);
    if (scale.lane == 0)
        QCOMPARE(scale.low, low);
    else
        QVERIFY(scale.low < scale.lane && scale.lane < low);

    // One value, or equal ones, stand inside of a decade and not on its edge.
    const DurationScale one = DurationScale::of({3ms, 3ms, 3ms});
    QVERIFY(one.high / one.low >= 10 * 0.999);
    QVERIFY(one.low < 2.5e6 && one.high > 3.5e6);
}

void TestCharts::whatHasNoDurationStandsBelow()
{
    const DurationScale scale = DurationScale::of({0ns, 4ms, Nanoseconds{-5}});
    QVERIFY(scale.lane > scale.low);
    QVERIFY(scale.lane < 4e6);
    QCOMPARE(scale.coordinate(0ns), scale.lane);
    QCOMPARE(scale.coordinate(Nanoseconds{-5}), scale.lane);
    QCOMPARE(scale.coordinate(4ms), 4e6);

    const DurationScale onlyZeros = DurationScale::of({0ns, 0ns});
    QVERIFY(onlyZeros.low > 0 && onlyZeros.lane > onlyZeros.low && onlyZeros.high > onlyZeros.lane);
}

void TestCharts::ticks_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QString>("texts");

    QTest::newRow("one decade with steps between") << 1e6 << 1e7 << "1 ms|2 ms|5 ms|10 ms";
    QTest::newRow("powers of ten alone where there are many decades")
        << 5e5 << 2e9 << "1 ms|10 ms|100 ms|1 s";
    QTest::newRow("units change on the way")
        << 1e5 << 1e7 << "100 µs|200 µs|500 µs|1 ms|2 ms|5 ms|10 ms";
    QTest::newRow("every third power of very many")
        << 1.0 << 1e17 << "1 ns|1 µs|1 ms|1 s|1,000 s|1,000,000 s";
    QTest::newRow("no axis") << 5.0 << 5.0 << "";
    QTest::newRow("no logarithm of zero") << 0.0 << 5.0 << "";
}

void TestCharts::ticks()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QString, texts);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QStringList actual;
    for (const double tick : widgets::durationTicks(low, high))
        actual << widgets::tickText(tick);
    QCOMPARE(actual.join(QLatin1Char('|')), texts);
}

void TestCharts::tickText_data()
{
    QTest::addColumn<double>("ns");
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("text");

    QTest::newRow("no decimals that say nothing") << 1e6 << "en_US"
                                                  << "1 ms";
    QTest::newRow("decimals that say something") << 2.5e6 << "en_US"
                                                 << "2.5 ms";
    QTest::newRow("zeros before the point stay") << 1e8 << "en_US"
                                                 << "100 ms";
    QTest::newRow("German") << 2.5e6 << "de_DE"
                            << "2,5 ms";
    QTest::newRow("German, whole") << 1e7 << "de_DE"
                                   << "10 ms";
}

void TestCharts::tickText()
{
    QFETCH(double, ns);
    QFETCH(QString, locale);
    QFETCH(QString, text);
    QLocale::setDefault(QLocale(locale));
    const QString actual = widgets::tickText(ns);
    QLocale::setDefault(QLocale::c());
    QCOMPARE(actual, text);
}

void TestCharts::kinds_data()
{
    QTest::addColumn<engine::InvocationRecord>("record");
    QTest::addColumn<int>("kind");

    const QString id = QStringLiteral("a");
    engine::InvocationRecord coldFailure = samples::cold(id, 2ms, 90ms);
    coldFailure.outcome = engine::Outcome::FunctionError;
    engine::InvocationRecord noSandbox = samples::throttled(id);
    noSandbox.outcome = engine::Outcome::Failed;

    QTest::newRow("warm") << samples::record(id) << int(PointKind::Warm);
    QTest::newRow("cold") << samples::cold(id, 2ms, 90ms) << int(PointKind::Cold);
    QTest::newRow("a failure is an error, cold or not") << coldFailure << int(PointKind::Error);
    QTest::newRow("a timeout is an error")
        << samples::failed(id, engine::Outcome::Timeout) << int(PointKind::Error);
    QTest::newRow("what could not start is an error") << noSandbox << int(PointKind::Error);
    QTest::newRow("throttled") << samples::throttled(id) << int(PointKind::Throttle);
}

void TestCharts::kinds()
{
    QFETCH(engine::InvocationRecord, record);
    QFETCH(int, kind);
    QCOMPARE(int(widgets::latencyPointOf(record).kind()), kind);
}

void TestCharts::values()
{
    const auto cold = widgets::latencyPointOf(samples::cold(QStringLiteral("a"), 2ms, 90ms));
    QCOMPARE(cold.value(LatencyMeasure::Duration), Nanoseconds(2ms));
    QCOMPARE(cold.value(LatencyMeasure::InitAndDuration), Nanoseconds(92ms));
    QVERIFY(cold.value(LatencyMeasure::Wall) > 92ms);
    auto throttled = samples::throttled(QStringLiteral("b"));
    throttled.wall = 1ms; // the refusal took time, but nothing ran
    QCOMPARE(widgets::latencyPointOf(throttled).value(LatencyMeasure::Wall), Nanoseconds(0));
}

void TestCharts::layoutPhases_data()
{
    QTest::addColumn<QList<int>>("microseconds"); // queued .. after
    QTest::addColumn<QString>("expected");        // phase@left+width

    QTest::newRow("nothing ran") << QList{0, 0, 0, 0, 0, 0, 0} << "";
    QTest::newRow("one phase fills the bar") << QList{0, 0, 0, 0, 7, 0, 0} << "4@0+100";
    QTest::newRow("widths follow times")
        << QList{0, 10, 0, 30, 60, 0, 0} << "1@0+10 3@10+30 4@40+60";
    QTest::newRow("a short phase can still be seen")
        << QList{0, 0, 0, 99'000, 1, 0, 0} << "3@0+97 4@97+3";
    QTest::newRow("what one gains the others lose in proportion")
        << QList{0, 0, 0, 40'000, 1, 57'000, 0} << "3@0+40 4@40+3 5@43+57";
    QTest::newRow("negative times are no phase") << QList{-5, 0, 0, 0, 7, 0, 0} << "4@0+100";
}

void TestCharts::layoutPhases()
{
    QFETCH(QList<int>, microseconds);
    QFETCH(QString, expected);
    const auto us = [&microseconds](int i) { return Nanoseconds{microseconds[i] * 1'000LL}; };
    const engine::Phases phases{us(0), us(1), us(2), us(3), us(4), us(5), us(6)};

    QStringList actual;
    for (const widgets::PhaseSegment &segment : widgets::layoutPhases(phases, 100, 3))
        actual << QStringLiteral("%1@%2+%3")
                      .arg(int(segment.phase))
                      .arg(qRound(segment.left))
                      .arg(qRound(segment.width));
    QCOMPARE(actual.join(QLatin1Char(' ')), expected);

    // Too narrow for all: they share what there is.
    double sum = 0;
    for (const widgets::PhaseSegment &segment : widgets::layoutPhases(phases, 2, 3))
        sum += segment.width;
    QVERIFY(expected.isEmpty() ? sum == 0 : std::abs(sum - 2) < 1e-9);
}

void TestCharts::csv()
{
    engine::InvocationRecord record = samples::cold(QStringLiteral("a\"b,c"), 2ms, 90ms);
    record.functionName = QStringLiteral("=cmd()");
    record.startedAtMs = samples::FirstMs + 42;
    const QByteArray expected(
        "startedAt,function,requestId,start,outcome,durationNs,initNs,wallNs\r\n"
        "2026-11-24T16:00:00.042Z,'=cmd(),\"a\"\"b,c\",cold,success,2000000,90000000,96890000\r\n");
    QCOMPARE(widgets::latencyCsv({widgets::latencyPointOf(record)}), expected);
}

QTEST_GUILESS_MAIN(TestCharts)
#include "tst_charts.moc"
