// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include <numeric>

#include "widgets/common/emptystate.h"
#include "widgets/common/theme.h"
#include "widgets/concurrency/activitytable.h"
#include "widgets/concurrency/concurrencypanel.h"
#include "widgets/concurrency/lanerows.h"
#include "widgets/concurrency/timelineview.h"
#include "widgets/concurrency/timewindow.h"

using namespace std::chrono_literals;
using engine::EnvironmentActivities;
using engine::EnvironmentActivity;
using engine::Nanoseconds;
using widgets::ConcurrencyPanel;
using widgets::TimelineView;
using widgets::TimeWindow;
using Kind = EnvironmentActivity::Kind;

namespace {

EnvironmentActivity change(Nanoseconds at, Kind kind, std::uint64_t environment,
                           const QString &request = {},
                           const QString &function = QStringLiteral("hello"))
{
    EnvironmentActivity event;
    event.kind = kind;
    event.at = at;
    event.wallMs = 1'767'225'600'000 + std::chrono::duration_cast<engine::Milliseconds>(at).count();
    event.environment = environment;
    event.environmentId = QStringLiteral("2026/01/01/[$LATEST]%1").arg(environment);
    event.function = function;
    event.version = QStringLiteral("$LATEST");
    event.requestId = request;
    if (kind == Kind::Throttled)
        event.reason = QStringLiteral("ConcurrentInvocationLimitExceeded");
    return event;
}

// Two environments of one function, one of another, and a throttle, over ten seconds.
EnvironmentActivities sample()
{
    const auto id = [](const char *text) { return QString::fromLatin1(text); };
    const QString other = QStringLiteral("orders");
    return {change(0s, Kind::Booting, 1, id("request-a")),
            change(1s, Kind::Init, 1),
            change(2s, Kind::Busy, 1),
            change(2s, Kind::Booting, 2, id("request-b")),
            change(3s, Kind::Busy, 2),
            change(4s, Kind::Idle, 1),
            change(4s, Kind::Booting, 3, {}, other),
            change(5s, Kind::Standby, 3, {}, other),
            change(6s, Kind::Throttled, 0, id("request-t")),
            change(7s, Kind::Busy, 1, id("request-c")),
            change(8s, Kind::Idle, 2),
            change(9s, Kind::Idle, 1),
            change(10s, Kind::Retired, 2)};
}

EnvironmentActivities thousand(int environments, int requests)
{
    EnvironmentActivities events;
    for (int e = 1; e <= environments; ++e)
        events.push_back(change(engine::Milliseconds(e), Kind::Booting, std::uint64_t(e),
                                QStringLiteral("r%1").arg(e)));
    for (int e = 1; e <= environments; ++e)
        events.push_back(change(1s, Kind::Init, std::uint64_t(e)));
    for (int r = 0; r < requests; ++r) {
        for (int phase = 0; phase < 20; ++phase) {
            const auto at = engine::Milliseconds(1'100 + 20 * r + phase);
            for (int e = 1; e <= environments; ++e) {
                if (phase == e % 10)
                    events.push_back(change(at, Kind::Busy, std::uint64_t(e),
                                            QStringLiteral("r%1-%2").arg(e).arg(r)));
                else if (phase == 10 + e % 10)
                    events.push_back(change(at, Kind::Idle, std::uint64_t(e)));
            }
        }
    }
    return events;
}

QToolButton *button(QWidget &in, const char *name)
{
    return in.findChild<QToolButton *>(QLatin1StringView(name));
}

} // namespace

Q_DECLARE_METATYPE(TimeWindow)

class TestTimeline : public QObject
{
    Q_OBJECT

private slots:
    void windows();
    void zoomStaysInItsLimits();
    void ticks_data();
    void ticks();
    void rows_data();
    void rows();
    void blocksAreHit();
    void throttlesAreHit();
    void clicksSelect();
    void keysGoThroughTheRequests();
    void wheelAndDrag();
    void followsWhatRuns();
    void aThousandLanes();
    void tableHasItAll();
    void tableIsSorted_data();
    void tableIsSorted();
    void tableIsFilledNowAndThen();
    void panelStates();
    void panelButtons();
    void functionsAreChosen();
    void pictures();
};

void TestTimeline::windows()
{
    const TimeWindow window{10s, 20s};
    QCOMPARE(window.xOf(10s, 500), 0.0);
    QCOMPARE(window.xOf(20s, 500), 500.0);
    QCOMPARE(window.xOf(5s, 500), -250.0);
    QCOMPARE(window.timeAt(250, 500), Nanoseconds{15s});
    QCOMPARE(window.zoomed(0.5, 0), (TimeWindow{10s, 15s}));
    QCOMPARE(window.zoomed(0.5, 1), (TimeWindow{15s, 20s}));
    QCOMPARE(window.zoomed(2, 0.5), (TimeWindow{5s, 25s}));
    QCOMPARE(window.moved(-3s), (TimeWindow{7s, 17s}));
}

void TestTimeline::zoomStaysInItsLimits()
{
    const TimeWindow window{10s, 20s};
    QCOMPARE(window.zoomed(1e-12, 0.5).span(), TimeWindow::Shortest);
    QCOMPARE(window.zoomed(1e12, 0.5).span(), TimeWindow::Longest);
}

void TestTimeline::ticks_data()
{
    QTest::addColumn<TimeWindow>("window");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("expected"); // milliseconds
    QTest::newRow("seconds") << TimeWindow{0s, 4s} << 5 << QStringLiteral("0 1000 2000 3000 4000");
    QTest::newRow("fewer of them") << TimeWindow{0s, 4s} << 3 << QStringLiteral("0 2000 4000");
    QTest::newRow("not from the beginning")
        << TimeWindow{300ms, 1'300ms} << 4 << QStringLiteral("500 1000");
    QTest::newRow("before zero") << TimeWindow{-1s, 1s} << 3 << QStringLiteral("-1000 0 1000");
    QTest::newRow("minutes") << TimeWindow{0s, 150s} << 4 << QStringLiteral("0 60000 120000");
}

void TestTimeline::ticks()
{
    QFETCH(TimeWindow, window);
    QFETCH(int, most);
    QFETCH(QString, expected);
    QStringList got;
    for (const Nanoseconds at : widgets::timeTicks(window, most, Nanoseconds{0}).at)
        got << QString::number(std::chrono::duration_cast<engine::Milliseconds>(at).count());
    QCOMPARE(got.join(u' '), expected);
}

void TestTimeline::rows_data()
{
    QTest::addColumn<QList<int>>("lanes");
    QTest::addColumn<int>("height");
    QTest::addColumn<double>("zoom");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("together"); // in the first row
    QTest::addColumn<int>("rowHeight");
    QTest::newRow("few are as high as may be")
        << QList<int>{2} << 300 << 1.0 << 2 << 1 << widgets::LargestRow;
    QTest::newRow("as many as there is room for") << QList<int>{30} << 300 << 1.0 << 30 << 1 << 10;
    QTest::newRow("as low as may be") << QList<int>{50} << 300 << 1.0 << 50 << 1 << 6;
    QTest::newRow("one too many, and they share") << QList<int>{51} << 300 << 1.0 << 26 << 2 << 6;
    QTest::newRow("a thousand") << QList<int>{1'000} << 300 << 1.0 << 50 << 20 << 6;
    QTest::newRow("a thousand, zoomed") << QList<int>{1'000} << 300 << 20.0 << 1'000 << 1 << 6;
    QTest::newRow("functions share no row") << QList<int>{51, 1} << 308 << 1.0 << 27 << 2 << 6;
    QTest::newRow("none") << QList<int>{} << 300 << 1.0 << 0 << 0 << 0;
    QTest::newRow("no room at all") << QList<int>{10} << 0 << 1.0 << 1 << 10 << 6;
}

void TestTimeline::rows()
{
    QFETCH(QList<int>, lanes);
    QFETCH(int, height);
    QFETCH(double, zoom);
    QFETCH(int, rows);
    QFETCH(int, together);
    QFETCH(int, rowHeight);
    const auto laid = widgets::layoutRows({lanes.begin(), lanes.end()}, height, zoom);
    QCOMPARE(int(laid.size()), rows);
    if (laid.empty())
        return;
    QCOMPARE(laid.front().count, together);
    QCOMPARE(laid.front().height, rowHeight);
    int total = 0;
    for (std::size_t i = 0; i < laid.size(); ++i) {
        total += laid[i].count;
        if (i > 0)
            QVERIFY(laid[i].top >= laid[i - 1].top + laid[i - 1].height);
    }
    QCOMPARE(total, std::accumulate(lanes.begin(), lanes.end(), 0));
}

void TestTimeline::blocksAreHit()
{
    engine::ConcurrencyLog log;
    log.add(sample());
    TimelineView view;
    view.resize(900, 400);
    view.show();
    view.setLog(&log);
    QCOMPARE(view.rows().size(), std::size_t{3});
    const auto place = view.positionOf(QStringLiteral("request-b"));
    QVERIFY(place);
    const auto hit = view.hitAt(*place);
    QVERIFY(hit);
    QCOMPARE(hit->kind, TimelineView::Hit::Kind::Block);
    QCOMPARE(hit->requestId, QStringLiteral("request-b"));
    QVERIFY2(hit->text.contains(QStringLiteral("Busy for 5")), qPrintable(hit->text));
    QVERIFY(hit->text.contains(QStringLiteral("request-b")));
    QVERIFY(hit->text.contains(QStringLiteral("[$LATEST]2")));
    QVERIFY(!view.positionOf(QStringLiteral("nobody")));
    QVERIFY(!view.hitAt({2, 2}));
}

void TestTimeline::throttlesAreHit()
{
    engine::ConcurrencyLog log;
    log.add(sample());
    TimelineView view;
    view.resize(900, 400);
    view.show();
    view.setLog(&log);
    std::optional<TimelineView::Hit> found;
    for (int x = 0; x < 900 && !found; ++x)
        found = view.hitAt({x, 12});
    QVERIFY(found);
    QCOMPARE(found->kind, TimelineView::Hit::Kind::Throttle);
    QCOMPARE(found->requestId, QStringLiteral("request-t"));
    QVERIFY(found->text.contains(QStringLiteral("ConcurrentInvocationLimitExceeded")));
}

void TestTimeline::clicksSelect()
{
    engine::ConcurrencyLog log;
    log.add(sample());
    TimelineView view;
    view.resize(900, 400);
    view.show();
    view.setLog(&log);
    QSignalSpy selected(&view, &TimelineView::recordSelected);
    QSignalSpy activated(&view, &TimelineView::recordActivated);
    const QPoint place = *view.positionOf(QStringLiteral("request-c"));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected.first().first().toString(), QStringLiteral("request-c"));
    QCOMPARE(view.selected(), QStringLiteral("request-c"));
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(activated.count(), 1);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {3, 3}); // nothing is there
    QCOMPARE(view.selected(), QStringLiteral("request-c"));
}

void TestTimeline::keysGoThroughTheRequests()
{
    engine::ConcurrencyLog log;
    log.add(sample());
    TimelineView view;
    view.resize(900, 400);
    view.show();
    view.setLog(&log);
    QSignalSpy selected(&view, &TimelineView::recordSelected);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Left);
    QStringList order;
    for (const auto &each : selected)
        order << each.first().toString().right(1);
    QCOMPARE(order.join(QString()), QStringLiteral("abccb"));
    QSignalSpy activated(&view, &TimelineView::recordActivated);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(activated.first().first().toString(), QStringLiteral("request-b"));
}

void TestTimeline::wheelAndDrag()
{
    engine::ConcurrencyLog log;
    log.add(sample());
    TimelineView view;
    view.resize(900, 400);
    view.show();
    view.setLog(&log);
    QVERIFY(view.isFollowing());
    const TimeWindow all = view.window();
    QTest::keyClick(&view, Qt::Key_Plus);
    QVERIFY(view.window().span() < all.span());
    QVERIFY(!view.isFollowing());
    const TimeWindow zoomed = view.window();
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, {500, 350});
    QTest::mouseMove(view.viewport(), {560, 350});
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, {560, 350});
    QVERIFY(view.window().begin < zoomed.begin);
    QCOMPARE(view.window().span(), zoomed.span());
    QTest::keyClick(&view, Qt::Key_0);
    QCOMPARE(view.window().span(), all.span());
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(view.window().begin > all.begin);
}

void TestTimeline::followsWhatRuns()
{
    engine::ConcurrencyLog log;
    log.add({change(0s, Kind::Busy, 1, QStringLiteral("r"))});
    Nanoseconds now = 1s;
    TimelineView view;
    view.resize(900, 400);
    view.setClock([&now] { return now; });
    view.show();
    view.setLog(&log);
    QVERIFY(view.window().end >= 1s);
    now = 100s;
    view.refresh();
    QVERIFY(view.window().end >= 100s);
    QVERIFY(view.window().span() < 40s); // the newest part only
    // What has ended stays where it is.
    log.add({change(101s, Kind::Idle, 1)});
    now = 200s;
    view.refresh();
    QVERIFY(view.window().end < 110s);
}

void TestTimeline::aThousandLanes()
{
    engine::ConcurrencyLog log;
    log.add(thousand(1'000, 20));
    QCOMPARE(log.lanes().size(), std::size_t{1'000});
    TimelineView view;
    view.resize(1'000, 300);
    view.show();
    view.setLog(&log);
    QVERIFY(view.rows().size() < 60);
    const widgets::LaneRow row = view.rows().front();
    QVERIFY(row.count > 10);
    std::optional<TimelineView::Hit> hit;
    for (int y = 0; y < 300 && !hit; ++y) {
        hit = view.hitAt({900, y});
        if (hit && hit->kind != TimelineView::Hit::Kind::Group)
            hit.reset();
    }
    QVERIFY(hit);
    QVERIFY2(hit->text.contains(QString::number(row.count)), qPrintable(hit->text));
    QElapsedTimer clock;
    clock.start();
    (void)view.grab();
    qInfo("a picture of 1,000 lanes took %lld ms", clock.elapsed());
}

void TestTimeline::tableHasItAll()
{
    engine::ConcurrencyLog log;
    log.add(sample());
    widgets::ActivityTable table;
    const QAbstractItemModelTester tester(&table);
    table.setLog(log, {});
    QCOMPARE(table.rowCount(), 12); // eleven blocks and the throttle
    const int throttle = table.rowOfRequest(QStringLiteral("request-t"));
    QVERIFY(throttle >= 0);
    QCOMPARE(table.index(throttle, widgets::ActivityTable::StateColumn).data().toString(),
             QStringLiteral("Throttled"));
    QCOMPARE(table.index(throttle, widgets::ActivityTable::EnvironmentColumn).data().toString(),
             QStringLiteral("ConcurrentInvocationLimitExceeded"));
    QCOMPARE(table.rowOfRequest(QString()), -1);
    table.setLog(log, QStringLiteral("orders"));
    QCOMPARE(table.rowCount(), 2);
}

void TestTimeline::tableIsSorted_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QString>("first");
    using Table = widgets::ActivityTable;
    QTest::newRow("by time") << int(Table::TimeColumn) << false << QStringLiteral("request-a");
    QTest::newRow("the newest first")
        << int(Table::TimeColumn) << true << QString(); // the idle one of the ninth second
    QTest::newRow("by what it is")
        << int(Table::StateColumn) << true << QStringLiteral("request-t");
    QTest::newRow("the longest first")
        << int(Table::DurationColumn) << true << QStringLiteral("request-b");
    QTest::newRow("by function") << int(Table::FunctionColumn) << false
                                 << QStringLiteral("request-a");
    QTest::newRow("by request") << int(Table::RequestColumn) << true << QStringLiteral("request-t");
}

void TestTimeline::tableIsSorted()
{
    QFETCH(int, column);
    QFETCH(bool, descending);
    QFETCH(QString, first);
    engine::ConcurrencyLog log;
    log.add(sample());
    widgets::ActivityTable table;
    const QAbstractItemModelTester tester(&table);
    table.setLog(log, {});
    const QPersistentModelIndex kept =
        table.index(table.rowOfRequest(QStringLiteral("request-t")), 0);
    table.sort(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    QCOMPARE(table.requestId(0), first);
    QCOMPARE(table.requestId(kept.row()), QStringLiteral("request-t")); // selections stay
    // The first block of a request, wherever it is.
    const int row = table.rowOfRequest(QStringLiteral("request-a"));
    QCOMPARE(table.index(row, widgets::ActivityTable::StateColumn).data().toString(),
             QStringLiteral("Boot"));
    table.setLog(log, {}); // and it stays sorted
    QCOMPARE(table.requestId(0), first);
}

// What comes in bursts does not sort tens of thousands of rows each time.
void TestTimeline::tableIsFilledNowAndThen()
{
    ConcurrencyPanel panel;
    panel.resize(900, 400);
    panel.show();
    panel.append(sample());
    button(panel, "concurrencyAsTable")->click();
    auto *table = panel.findChild<QTableView *>(QStringLiteral("concurrencyTable"));
    QSignalSpy filled(table->model(), &QAbstractItemModel::modelReset);
    constexpr int Bursts = 100;
    for (int i = 1; i <= Bursts; ++i) {
        panel.append({change(10s + i * 1s, i % 2 == 0 ? Kind::Idle : Kind::Busy, 1,
                             QStringLiteral("request-%1").arg(i))});
        QTest::qWait(1);
    }
    QTRY_COMPARE(table->model()->rowCount(), 12 + Bursts);
    QVERIFY2(filled.count() < 5, qPrintable(QString::number(filled.count())));
}

void TestTimeline::panelStates()
{
    ConcurrencyPanel panel;
    panel.resize(900, 400);
    panel.show();
    auto *empty = panel.findChild<widgets::EmptyState *>();
    QVERIFY(empty->isVisible());
    QSignalSpy invoke(&panel, &ConcurrencyPanel::invokeRequested);
    empty->findChild<QPushButton *>()->click();
    QCOMPARE(invoke.count(), 1);
    panel.append(sample());
    QVERIFY(!empty->isVisible());
    button(panel, "concurrencyAsTable")->click();
    auto *table = panel.findChild<QTableView *>(QStringLiteral("concurrencyTable"));
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 12);
    panel.append({change(11s, Kind::Busy, 1, QStringLiteral("request-d"))});
    QTRY_COMPARE(table->model()->rowCount(), 13);
    QSignalSpy selected(&panel, &ConcurrencyPanel::recordSelected);
    table->setCurrentIndex(table->model()->index(0, 0)); // the newest
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected.first().first().toString(), QStringLiteral("request-d"));
    panel.setSelected(QStringLiteral("request-a")); // by the program
    QCOMPARE(selected.count(), 1);
    panel.clear();
    QVERIFY(empty->isVisible());
    QVERIFY(panel.log().isEmpty());
}

void TestTimeline::panelButtons()
{
    ConcurrencyPanel panel;
    panel.show();
    QVERIFY(!button(panel, "forceCold")->isEnabled());
    QVERIFY(!button(panel, "retire")->isEnabled());
    panel.setCurrentFunction(QStringLiteral("hello"));
    QSignalSpy cold(&panel, &ConcurrencyPanel::coldRequested);
    QSignalSpy retire(&panel, &ConcurrencyPanel::retireRequested);
    button(panel, "forceCold")->click();
    button(panel, "retire")->click();
    QCOMPARE(cold.count(), 1);
    QCOMPARE(retire.count(), 1);
    QCOMPARE(retire.first().first().toString(), QStringLiteral("hello"));
    for (auto *each : panel.findChildren<QToolButton *>())
        QVERIFY2(!each->toolTip().isEmpty() || each->objectName().isEmpty(),
                 qPrintable(each->objectName()));
}

void TestTimeline::functionsAreChosen()
{
    ConcurrencyPanel panel;
    panel.resize(900, 400);
    panel.show();
    panel.append(sample());
    auto *box = panel.findChild<QComboBox *>(QStringLiteral("concurrencyFunction"));
    QCOMPARE(box->count(), 3);
    QSignalSpy changed(&panel, &ConcurrencyPanel::functionChanged);
    box->setCurrentIndex(box->findText(QStringLiteral("orders")));
    emit box->activated(box->currentIndex());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(panel.findChild<TimelineView *>()->rows().size(), std::size_t{1});
    panel.setFunction(QStringLiteral("nobody"));
    auto *empty = panel.findChild<widgets::EmptyState *>();
    QVERIFY(empty->isVisible());
    empty->findChild<QPushButton *>()->click();
    QVERIFY(!empty->isVisible());
}

// For looking at: WORKBENCH_PICTURES names a folder.
void TestTimeline::pictures()
{
    const QString folder = qEnvironmentVariable("WORKBENCH_PICTURES");
    if (folder.isEmpty())
        QSKIP("WORKBENCH_PICTURES is not set");
    for (const auto scheme : {widgets::Scheme::Light, widgets::Scheme::Dark}) {
        QApplication::setStyle(QStringLiteral("fusion"));
        QApplication::setPalette(widgets::palette(scheme));
        qApp->setStyleSheet(widgets::styleSheet(scheme));
        const bool dark = scheme == widgets::Scheme::Dark;
        for (const bool many : {false, true}) {
            ConcurrencyPanel panel;
            panel.resize(1'000, 330);
            panel.setCurrentFunction(QStringLiteral("hello"));
            panel.setLimit(3);
            panel.append(many ? thousand(1'000, 20) : sample());
            panel.setSelected(QStringLiteral("request-b"));
            panel.show();
            QVERIFY(panel.grab().save(
                QStringLiteral("%1/timeline-%2-%3.png")
                    .arg(folder, many ? QStringLiteral("many") : QStringLiteral("few"),
                         dark ? QStringLiteral("dark") : QStringLiteral("light"))));
        }
    }
    qApp->setStyleSheet({});
}

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
