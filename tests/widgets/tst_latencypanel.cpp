// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>

#include "samplerecords.h"
#include "widgets/charts/latencychart.h"
#include "widgets/charts/latencypanel.h"
#include "widgets/charts/latencytable.h"
#include "widgets/charts/phasebar.h"
#include "widgets/common/theme.h"

using engine::Nanoseconds;
using namespace std::chrono_literals;
using widgets::LatencyChart;
using widgets::LatencyPanel;

namespace {

const auto id = [](const char *text) { return QString::fromLatin1(text); };

engine::InvocationRecord at(engine::InvocationRecord record, qint64 ms)
{
    record.startedAtMs = samples::FirstMs + ms;
    return record;
}

// a cold, b and c warm, d failed, e throttled: one second apart.
std::vector<engine::InvocationRecord> five()
{
    return {at(samples::cold(id("a"), 12ms, 90ms), 0), at(samples::record(id("b"), 2ms), 1'000),
            at(samples::record(id("c"), 3ms), 2'000),
            at(samples::failed(id("d"), engine::Outcome::FunctionError, 1ms), 3'000),
            at(samples::throttled(id("e")), 4'000)};
}

struct Shown
{
    LatencyPanel panel;
    LatencyChart *chart = panel.findChild<LatencyChart *>(id("latencyChart"));
    QSignalSpy selected{&panel, &LatencyPanel::recordSelected};
    QSignalSpy activated{&panel, &LatencyPanel::recordActivated};

    explicit Shown(const std::vector<engine::InvocationRecord> &records)
    {
        panel.resize(900, 320);
        panel.show();
        panel.append(records);
        QCoreApplication::processEvents();
    }
    QString takeSelected()
    {
        QStringList ids;
        for (const auto &arguments : selected)
            ids << arguments.at(0).toString();
        selected.clear();
        return ids.join(QLatin1Char(' '));
    }
    QWidget *canvas() const { return chart->childAt(chart->rect().center()); }
    QString summary(int row, int column) const
    {
        return panel.findChild<QTableWidget *>(id("latencySummary"))->item(row, column)->text();
    }
};

} // namespace

class TestLatencyPanel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void emptyOffersToInvoke();
    void summarizesByStart();
    void allFailedIsShownHonestly();
    void keysGoThroughThePoints();
    void clickSelectsTheNearest();
    void zoomsAndResets();
    void selectionFromOutside();
    void keepsTheSelectionWhenRecordsCome();
    void aClockThatWentBack();
    void oneRecordAndEqualValues();
    void functionAndMeasure();
    void readsAsATable();
    void exports();
    void followsTheTheme();
    void theSummaryFollowsTheThemeOfTheProgram();
    void manyPoints();
    void phaseBarReadsAsText();
};

void TestLatencyPanel::init()
{
    QApplication::setPalette(widgets::palette(widgets::Scheme::Light));
}

void TestLatencyPanel::emptyOffersToInvoke()
{
    Shown shown({});
    QSignalSpy invoke(&shown.panel, &LatencyPanel::invokeRequested);
    auto *button = shown.panel.findChild<QPushButton *>(id("action"));
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(invoke.size(), 1);

    shown.panel.append(five());
    QCoreApplication::processEvents();
    QVERIFY(!button->isVisible());
    QVERIFY(shown.chart->isVisible());
    shown.panel.clear();
    QVERIFY(button->isVisible());
}

void TestLatencyPanel::summarizesByStart()
{
    Shown shown(five());
    QCOMPARE(shown.summary(0, 0), id("4")); // what was throttled never ran
    QCOMPARE(shown.summary(0, 1), id("1"));
    QCOMPARE(shown.summary(0, 2), id("3"));
    QCOMPARE(shown.summary(2, 0), id("2.00 ms")); // p50 of 1, 2, 3, 12
    QCOMPARE(shown.summary(1, 2), id("1.00 ms"));
    QCOMPARE(shown.summary(6, 1), id("12.0 ms"));
}

void TestLatencyPanel::allFailedIsShownHonestly()
{
    Shown shown({samples::throttled(id("a")), samples::throttled(id("b"))});
    QCOMPARE(shown.summary(0, 0), id("0"));
    QCOMPARE(shown.summary(2, 0), QStringLiteral("–"));
    QCOMPARE(shown.chart->points().size(), std::size_t(2));
    // They stand inside the picture, not at minus infinity.
    QVERIFY(shown.chart->rect().contains(shown.chart->positionOf(0).toPoint()));
}

void TestLatencyPanel::keysGoThroughThePoints()
{
    Shown shown(five());
    shown.chart->setFocus();
    QTest::keyClick(shown.chart, Qt::Key_Home);
    QTest::keyClick(shown.chart, Qt::Key_Right);
    QTest::keyClick(shown.chart, Qt::Key_Right);
    QTest::keyClick(shown.chart, Qt::Key_Left);
    QTest::keyClick(shown.chart, Qt::Key_End);
    QTest::keyClick(shown.chart, Qt::Key_Right); // no further
    QCOMPARE(shown.takeSelected(), id("a b c b e"));

    QTest::keyClick(shown.chart, Qt::Key_Left);
    QVERIFY(shown.chart->accessibleDescription().contains(id("Duration: 1.00 ms")));
    QVERIFY(shown.chart->accessibleDescription().contains(id("Function error")));
    QTest::keyClick(shown.chart, Qt::Key_Return);
    QCOMPARE(shown.activated.size(), 1);
    QCOMPARE(shown.activated.at(0).at(0).toString(), id("d"));
}

void TestLatencyPanel::clickSelectsTheNearest()
{
    Shown shown(five());
    const auto click = [&shown](std::size_t point, QPoint off) {
        QWidget *canvas = shown.canvas();
        const QPoint place = shown.chart->positionOf(point).toPoint() + off;
        QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->mapFrom(shown.chart, place));
    };
    click(2, {2, -1});
    click(4, {0, 3});
    click(0, {60, 40}); // nothing there
    QCOMPARE(shown.takeSelected(), id("c e"));
    QCOMPARE(shown.chart->selected(), id("e"));
}

void TestLatencyPanel::zoomsAndResets()
{
    Shown shown(five());
    const QPointF before = shown.chart->positionOf(0);
    QTest::keyClick(shown.chart, Qt::Key_Plus);
    QVERIFY(shown.chart->isZoomed());
    QCoreApplication::processEvents(); // the labels' width moves the axis
    const QPointF zoomed = shown.chart->positionOf(0);
    QVERIFY(zoomed != before);
    // Records that come meanwhile do not move what the user looks at.
    shown.panel.append({at(samples::record(id("f"), 700ms), 60'000)});
    QCoreApplication::processEvents();
    QCOMPARE(shown.chart->positionOf(0), zoomed);

    QTest::keyClick(shown.chart, Qt::Key_0);
    QVERIFY(!shown.chart->isZoomed());
    QVERIFY(shown.chart->rect().contains(shown.chart->positionOf(5).toPoint()));
    for (int i = 0; i < 200; ++i) // neither end of the range breaks the axes
        QTest::keyClick(shown.chart, Qt::Key_Plus);
    for (int i = 0; i < 400; ++i)
        QTest::keyClick(shown.chart, Qt::Key_Minus);
    QVERIFY(std::isfinite(shown.chart->positionOf(0).y()));
    // A point chosen by keyboard comes into sight.
    for (int i = 0; i < 40; ++i)
        QTest::keyClick(shown.chart, Qt::Key_Plus);
    QTest::keyClick(shown.chart, Qt::Key_End);
    QVERIFY(shown.chart->rect().contains(shown.chart->positionOf(5).toPoint()));
}

void TestLatencyPanel::selectionFromOutside()
{
    Shown shown(five());
    shown.panel.setSelected(id("c"));
    QCOMPARE(shown.chart->selected(), id("c"));
    shown.panel.setSelected(id("nobody"));
    QCOMPARE(shown.chart->selected(), QString());
    QCOMPARE(shown.takeSelected(), QString());
}

void TestLatencyPanel::keepsTheSelectionWhenRecordsCome()
{
    Shown shown(five());
    shown.panel.setSelected(id("c"));
    shown.panel.append({at(samples::record(id("before")), -9'000)});
    QCoreApplication::processEvents();
    QCOMPARE(shown.chart->selected(), id("c"));
    QCOMPARE(shown.takeSelected(), QString());
    shown.panel.clear();
    QCOMPARE(shown.chart->selected(), QString());
}

void TestLatencyPanel::aClockThatWentBack()
{
    Shown shown({at(samples::record(id("late")), 5'000), at(samples::record(id("early")), -70'000),
                 at(samples::record(id("late2")), 5'000)});
    QStringList order;
    for (const auto &point : shown.chart->points())
        order << point.requestId;
    QCOMPARE(order.join(QLatin1Char(' ')), id("early late late2"));
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY(shown.chart->rect().contains(shown.chart->positionOf(i).toPoint()));
}

void TestLatencyPanel::oneRecordAndEqualValues()
{
    for (const int count : {1, 7}) {
        std::vector<engine::InvocationRecord> records;
        for (int i = 0; i < count; ++i)
            records.push_back(samples::record(QString::number(i), 5ms));
        Shown shown(records);
        const QRect inner = shown.chart->rect().adjusted(20, 20, -20, -20);
        QVERIFY(inner.contains(shown.chart->positionOf(0).toPoint()));
    }
}

void TestLatencyPanel::functionAndMeasure()
{
    auto records = five();
    records[1].functionName = id("orders");
    Shown shown(records);
    auto *functions = shown.panel.findChild<QComboBox *>(id("latencyFunction"));
    QCOMPARE(functions->count(), 3);
    shown.panel.setFunction(id("orders"));
    QCOMPARE(functions->currentText(), id("orders"));
    QCOMPARE(shown.chart->points().size(), std::size_t(1));

    shown.panel.setFunction(id("unused"));
    QVERIFY(!shown.chart->isVisible());
    QTest::mouseClick(shown.panel.findChild<QPushButton *>(id("action")), Qt::LeftButton);
    QCOMPARE(shown.chart->points().size(), std::size_t(5));

    auto *measure = shown.panel.findChild<QComboBox *>(id("latencyMeasure"));
    QTest::keyClick(measure, Qt::Key_Down);
    QCOMPARE(shown.panel.measure(), widgets::LatencyMeasure::InitAndDuration);
    QCOMPARE(shown.summary(6, 1), id("102 ms"));
}

void TestLatencyPanel::readsAsATable()
{
    Shown shown(five());
    auto *table = shown.panel.findChild<QTableView *>(id("latencyTable"));
    QAbstractItemModelTester tester(table->model(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTest::mouseClick(shown.panel.findChild<QToolButton *>(id("latencyAsTable")), Qt::LeftButton);
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 5);
    QCOMPARE(table->model()->index(0, widgets::LatencyTable::KindColumn).data().toString(),
             id("Throttled"));
    QCOMPARE(table->model()->index(0, widgets::LatencyTable::ValueColumn).data().toString(),
             id("Did not run"));
    table->setFocus();
    shown.takeSelected();
    table->selectRow(1);
    QCOMPARE(shown.takeSelected(), id("d"));
    QCOMPARE(shown.chart->selected(), id("d"));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(shown.activated.size(), 1);
}

void TestLatencyPanel::exports()
{
    Shown shown(five());
    QCOMPARE(shown.panel.csv().count("\r\n"), 6);
    const QByteArray svg = shown.panel.svg();
    QVERIFY(svg.contains("<svg"));
    QVERIFY(svg.contains("10 ms")); // ticks are text
    QVERIFY(svg.contains("Cold 1"));
    const QImage image = QImage::fromData(shown.panel.png(), "PNG");
    QVERIFY(image.width() >= 2 * shown.chart->width() - 8);
}

void TestLatencyPanel::followsTheTheme()
{
    Shown shown(five());
    const auto ground = [&shown] {
        return QColor(shown.chart->grab().toImage().pixel(4, shown.chart->height() / 2));
    };
    QCOMPARE(ground(), widgets::color(widgets::Token::Surface, widgets::Scheme::Light));
    QApplication::setPalette(widgets::palette(widgets::Scheme::Dark));
    QCoreApplication::processEvents();
    QCOMPARE(ground(), widgets::color(widgets::Token::Surface, widgets::Scheme::Dark));
}

// With the style sheet, in the order in which the program changes both.
void TestLatencyPanel::theSummaryFollowsTheThemeOfTheProgram()
{
    using widgets::Scheme;
    const auto change = [](Scheme scheme) {
        qApp->setStyleSheet(QString());
        QApplication::setPalette(widgets::palette(scheme));
        qApp->setStyleSheet(widgets::styleSheet(scheme));
        QCoreApplication::processEvents();
    };
    change(Scheme::Light);
    Shown shown(five());
    auto *summary = shown.panel.findChild<QTableWidget *>(id("latencySummary"));
    const auto ground = [summary] {
        return QColor(summary->viewport()->grab().toImage().pixel(1, 1));
    };
    QCOMPARE(ground(), widgets::color(widgets::Token::Window, Scheme::Light));
    change(Scheme::Dark);
    QCOMPARE(ground(), widgets::color(widgets::Token::Window, Scheme::Dark));
    qApp->setStyleSheet(QString());
}

void TestLatencyPanel::manyPoints()
{
    Shown shown(samples::many(10'000));
    QCOMPARE(shown.chart->points().size(), std::size_t(10'000));
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 10; ++i) {
        QTest::keyClick(shown.chart, i < 5 ? Qt::Key_Plus : Qt::Key_Minus);
        QCoreApplication::processEvents();
        shown.chart->grab();
    }
    qInfo("zooming and drawing 10,000 points: %.1f ms each", double(timer.elapsed()) / 10);
    timer.restart();
    shown.panel.append({samples::record(id("one more"))});
    QCoreApplication::processEvents();
    qInfo("one more record: %lld ms", timer.elapsed());
}

void TestLatencyPanel::phaseBarReadsAsText()
{
    widgets::PhaseBar bar;
    QCOMPARE(bar.accessibleDescription(), id("Nothing ran"));
    bar.setPhases(samples::cold(id("a"), 2ms, 90ms).phases);
    QCOMPARE(bar.accessibleDescription(),
             QStringLiteral("Sandbox 4.80 ms, Boot 60.0 ms, Init 30.0 ms, Handler 2.00 ms, "
                            "Response 38.0 µs, After 61.0 µs; 96.9 ms in all"));
    QVERIFY(bar.heightForWidth(150) > bar.heightForWidth(1'500));

    // By what each took itself, the slowest first, and no more than five.
    bar.setPhases(samples::cold(id("a"), 2ms, 90ms).phases, {{id("app"), 0, 1ms, 30ms},
                                                             {id("numpy"), 1, 20ms, 24ms},
                                                             {id("b"), 2, 4ms, 4ms},
                                                             {id("c"), 1, 2ms, 2ms},
                                                             {id("d"), 1, 3ms, 3ms},
                                                             {id("quick"), 1, 1us, 1us}});
    const QString text = bar.accessibleDescription();
    QVERIFY2(text.endsWith(QStringLiteral("96.9 ms in all. Slowest to load: numpy 20.0 ms, b 4.00 "
                                          "ms, d 3.00 ms, c 2.00 ms, app 1.00 ms")),
             qPrintable(text));
    bar.setPhases(samples::cold(id("a"), 2ms, 90ms).phases);
    QVERIFY(!bar.accessibleDescription().contains(id("Slowest")));
}

QTEST_MAIN(TestLatencyPanel)
#include "tst_latencypanel.moc"
