// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolButton>

#include "widgets/common/emptystate.h"
#include "widgets/common/messageline.h"
#include "widgets/common/theme.h"
#include "widgets/tuning/tuningchart.h"
#include "widgets/tuning/tuningpanel.h"

using namespace std::chrono_literals;
using engine::Megabytes;
using engine::Money;
using engine::TuningResult;
using engine::TuningRow;
using widgets::TuningPanel;

namespace {

TuningRow row(int memory, engine::Nanoseconds mean, std::int64_t cost)
{
    TuningRow row;
    row.memory = {memory};
    row.calls = 11;
    row.mean = mean;
    row.meanBilledMs = 1;
    row.duration = engine::distributionOf({mean, mean, mean});
    row.cold = engine::distributionOf({mean * 3});
    row.cost[0] = Money::fromTicks(cost);
    row.cost[1] = Money::fromTicks(cost * 8 / 10);
    return row;
}

TuningRow failed(int memory)
{
    TuningRow row;
    row.memory = {memory};
    row.calls = row.errors = 3;
    row.errorKinds[QStringLiteral("out-of-memory")] = 3;
    row.lastError = QStringLiteral("Runtime.OutOfMemory");
    return row;
}

TuningResult sample()
{
    TuningResult result;
    result.functionName = QStringLiteral("hello");
    result.complete = true;
    result.rows = {failed(128), row(512, 240ms, 20'000'000), row(1024, 130ms, 21'700'000),
                   row(2048, 125ms, 41'700'000)};
    engine::choose(result);
    return result;
}

template <typename T>
T *find(QWidget &in, const char *name)
{
    return in.findChild<T *>(QLatin1StringView(name));
}

} // namespace

class TestTuningPanel : public QObject
{
    Q_OBJECT

private slots:
    void rounding_data();
    void rounding();
    void asksForARun();
    void sizesAreChecked_data();
    void sizesAreChecked();
    void showsProgressAndCancels();
    void focusStaysHere();
    void runsMakeItNoWider();
    void showsTheResult();
    void weightIsJudgedAnew();
    void applies();
    void nothingIsRecommended();
    void errorsAreNoMarkup();
    void errors();
    void exports();
    void anotherFunction();
    void pictures();
};

void TestTuningPanel::rounding_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("expected");
    QTest::newRow("itself") << 2.0 << 2.0;
    QTest::newRow("up") << 2.1 << 5.0;
    QTest::newRow("to the next power") << 5.1 << 10.0;
    QTest::newRow("small") << 2.2e-8 << 5e-8;
}

void TestTuningPanel::rounding()
{
    QFETCH(double, value);
    QFETCH(double, expected);
    QCOMPARE(widgets::roundedUp(value), expected);
}

void TestTuningPanel::asksForARun()
{
    TuningPanel panel;
    panel.show();
    auto *run = find<QPushButton>(panel, "tuningRun");
    QVERIFY(!run->isEnabled()); // of no function
    panel.setFunction(QStringLiteral("hello"));
    QVERIFY(run->isEnabled());
    QSignalSpy requested(&panel, &TuningPanel::runRequested);
    find<QLineEdit>(panel, "tuningSizes")->setText(QStringLiteral("1024, 128"));
    QTest::mouseClick(run, Qt::LeftButton);
    QCOMPARE(requested.count(), 1);
    const auto plan = requested.first().first().value<engine::TuningPlan>();
    QCOMPARE(plan.sizes, (std::vector<Megabytes>{{128}, {1024}}));
    QCOMPARE(plan.repetitions, 10);
    QCOMPARE(plan.weight, 0.5);
}

void TestTuningPanel::sizesAreChecked_data()
{
    QTest::addColumn<QString>("sizes");
    QTest::newRow("none") << QString();
    QTest::newRow("too little") << QStringLiteral("127");
    QTest::newRow("no number") << QStringLiteral("128, lots");
}

void TestTuningPanel::sizesAreChecked()
{
    QFETCH(QString, sizes);
    TuningPanel panel;
    panel.show();
    panel.setFunction(QStringLiteral("hello"));
    QSignalSpy requested(&panel, &TuningPanel::runRequested);
    auto *field = find<QLineEdit>(panel, "tuningSizes");
    field->setText(sizes);
    QVERIFY(!find<QPushButton>(panel, "tuningRun")->isEnabled());
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(requested.count(), 0);
}

void TestTuningPanel::showsProgressAndCancels()
{
    TuningPanel panel;
    panel.show();
    panel.setFunction(QStringLiteral("hello"));
    auto *cancel = find<QPushButton>(panel, "tuningCancel");
    auto *progress = find<QProgressBar>(panel, "tuningProgress");
    QVERIFY(!cancel->isVisible());
    panel.setBusy(77);
    QVERIFY(cancel->isVisible());
    QVERIFY(!find<QPushButton>(panel, "tuningRun")->isEnabled());
    panel.setProgress(12, 77, {256});
    QCOMPARE(progress->value(), 12);
    QCOMPARE(progress->maximum(), 77);
    QSignalSpy cancelled(&panel, &TuningPanel::cancelRequested);
    QTest::mouseClick(cancel, Qt::LeftButton);
    QCOMPARE(cancelled.count(), 1);
    TuningResult partial = sample();
    partial.complete = false;
    panel.setResult(partial);
    QVERIFY(!cancel->isVisible());
    QVERIFY(find<QLabel>(panel, "tuningNote")->text().contains(QStringLiteral("Ended early")));
}

// Space on Measure measures; once more, it does not press what comes next in the window.
void TestTuningPanel::focusStaysHere()
{
    TuningPanel panel;
    panel.setFunction(QStringLiteral("hello"));
    panel.show();
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    auto *run = find<QPushButton>(panel, "tuningRun");
    auto *cancel = find<QPushButton>(panel, "tuningCancel");
    run->setFocus();
    panel.setBusy(22);
    QVERIFY(cancel->hasFocus());
    panel.setResult({});
    QVERIFY(run->hasFocus());
    panel.setBusy(22);
    QTest::keyClick(cancel, Qt::Key_Space);
    QVERIFY(panel.isAncestorOf(QApplication::focusWidget()));
    panel.setResult({});
    // Not from where the user has gone meanwhile.
    find<QSpinBox>(panel, "tuningWeight")->setFocus();
    panel.setBusy(22);
    find<QSpinBox>(panel, "tuningWeight")->setFocus();
    panel.setError({engine::Error::Code::Internal, {}});
    QVERIFY(find<QSpinBox>(panel, "tuningWeight")->hasFocus());
}

// A dock that grows makes the window wider than the screen.
void TestTuningPanel::runsMakeItNoWider()
{
    TuningPanel panel;
    panel.setFunction(QStringLiteral("hello"));
    const int room = 110 * panel.fontMetrics().averageCharWidth();
    panel.resize(room, 350);
    panel.show();
    QVERIFY(panel.minimumSizeHint().width() <= room);
    panel.setBusy(22);
    panel.setProgress(3, 22, {10'240});
    QVERIFY2(panel.minimumSizeHint().width() <= room,
             qPrintable(QString::number(panel.minimumSizeHint().width())));
    panel.setResult(sample());
    QVERIFY2(panel.minimumSizeHint().width() <= room,
             qPrintable(QString::number(panel.minimumSizeHint().width())));
    QCOMPARE(panel.width(), room);
}

void TestTuningPanel::showsTheResult()
{
    TuningPanel panel;
    panel.resize(1'000, 400);
    panel.show();
    panel.setFunction(QStringLiteral("hello"));
    QVERIFY(panel.findChild<widgets::EmptyState *>()->isVisible());
    panel.setResult(sample());
    QVERIFY(!panel.findChild<widgets::EmptyState *>()->isVisible());
    auto *table = find<QTableWidget>(panel, "tuningTable");
    QCOMPARE(table->rowCount(), 4);
    QCOMPARE(table->item(0, 7)->text(), QStringLiteral("3 × out-of-memory"));
    QCOMPARE(table->item(1, 1)->text(), QStringLiteral("240 ms"));
    QVERIFY(table->item(1, 6)->text().startsWith(QStringLiteral("≈ $")));
    auto *chart = panel.findChild<widgets::TuningChart *>();
    QVERIFY(chart->durationPoint(1).y() < chart->durationPoint(3).y()); // slower is higher
    const QString text = chart->textAt(chart->durationPoint(1).toPoint());
    QVERIFY2(text.contains(QStringLiteral("cheapest")), qPrintable(text));
    QVERIFY(chart->textAt(chart->durationPoint(0).toPoint())
                .contains(QStringLiteral("Runtime.OutOfMemory")));
    QVERIFY(!chart->accessibleDescription().isEmpty());
    auto *choice = find<QComboBox>(panel, "tuningChoice");
    QCOMPARE(choice->count(), 3);
    QCOMPARE(choice->itemData(0).toInt(), 1024);
    QCOMPARE(choice->itemData(1).toInt(), 512);
    QCOMPARE(choice->itemData(2).toInt(), 2048);
    (void)panel.grab();
}

void TestTuningPanel::weightIsJudgedAnew()
{
    TuningPanel panel;
    panel.show();
    panel.setFunction(QStringLiteral("hello"));
    panel.setResult(sample());
    find<QSpinBox>(panel, "tuningWeight")->setValue(100);
    QCOMPARE(find<QComboBox>(panel, "tuningChoice")->itemData(0).toInt(), 512);
    find<QSpinBox>(panel, "tuningWeight")->setValue(0);
    QCOMPARE(find<QComboBox>(panel, "tuningChoice")->itemData(0).toInt(), 2048);
}

void TestTuningPanel::applies()
{
    TuningPanel panel;
    panel.show();
    panel.setFunction(QStringLiteral("hello"));
    panel.setMemory({512});
    panel.setResult(sample());
    QSignalSpy applied(&panel, &TuningPanel::applyRequested);
    auto *apply = find<QPushButton>(panel, "tuningApply");
    auto *choice = find<QComboBox>(panel, "tuningChoice");
    QTest::mouseClick(apply, Qt::LeftButton);
    QCOMPARE(applied.count(), 1);
    QCOMPARE(applied.first().first().value<Megabytes>(), Megabytes{1024});
    panel.setMemory({1024});
    QVERIFY(!apply->isEnabled()); // it has it
    choice->setCurrentIndex(1);
    QVERIFY(apply->isEnabled());
}

void TestTuningPanel::nothingIsRecommended()
{
    TuningPanel panel;
    panel.show();
    panel.setFunction(QStringLiteral("hello"));
    TuningResult result;
    result.complete = true;
    result.rows = {failed(128), failed(256)};
    panel.setResult(result);
    QVERIFY(!find<QPushButton>(panel, "tuningApply")->isEnabled());
    QVERIFY(find<QLabel>(panel, "tuningNote")->text().contains(QStringLiteral("none")));
    (void)panel.grab();
}

// Functions make up what their errors are called.
void TestTuningPanel::errorsAreNoMarkup()
{
    TuningPanel panel;
    panel.show();
    TuningResult result;
    result.rows = {failed(128)};
    result.rows[0].lastError = QStringLiteral("<b>x</b>");
    panel.setResult(result);
    auto *table = find<QTableWidget>(panel, "tuningTable");
    const QString said = table->item(0, table->columnCount() - 1)->toolTip();
    QVERIFY2(said.contains(QStringLiteral("&lt;b&gt;")), qPrintable(said));
}

void TestTuningPanel::errors()
{
    TuningPanel panel;
    panel.show();
    panel.setFunction(QStringLiteral("hello"));
    panel.setBusy(10);
    panel.setError({engine::Error::Code::PayloadNotJson, QStringLiteral("x")});
    auto *message = panel.findChild<widgets::MessageLine *>();
    QVERIFY(message->isVisible());
    QVERIFY(find<QPushButton>(panel, "tuningRun")->isEnabled());
    panel.setBusy(10);
    QVERIFY(!message->isVisible());
}

void TestTuningPanel::exports()
{
    TuningPanel panel;
    panel.show();
    panel.setFunction(QStringLiteral("hello"));
    panel.setResult(sample());
    QSignalSpy exported(&panel, &TuningPanel::exportRequested);
    for (QAction *action : find<QToolButton>(panel, "tuningExport")->menu()->actions())
        action->trigger();
    QCOMPARE(exported.count(), 3);
    QVERIFY(exported[0][1].toByteArray().contains("\"power\": 1024"));
    QVERIFY(exported[1][1].toByteArray().contains("\"balancedMB\": 1024"));
    QVERIFY(exported[2][1].toByteArray().startsWith("\x89PNG"));
}

void TestTuningPanel::anotherFunction()
{
    TuningPanel panel;
    panel.show();
    panel.setFunction(QStringLiteral("hello"));
    panel.setResult(sample());
    panel.setFunction(QStringLiteral("orders"));
    QVERIFY(panel.findChild<widgets::EmptyState *>()->isVisible());
    panel.setFunction({});
    QVERIFY(!find<QPushButton>(panel, "tuningRun")->isEnabled());
}

// For looking at: WORKBENCH_PICTURES names a folder.
void TestTuningPanel::pictures()
{
    const QString folder = qEnvironmentVariable("WORKBENCH_PICTURES");
    if (folder.isEmpty())
        QSKIP("WORKBENCH_PICTURES is not set");
    for (const auto scheme : {widgets::Scheme::Light, widgets::Scheme::Dark}) {
        QApplication::setStyle(QStringLiteral("fusion"));
        QApplication::setPalette(widgets::palette(scheme));
        qApp->setStyleSheet(widgets::styleSheet(scheme));
        TuningPanel panel;
        panel.resize(1'000, 330);
        panel.setFunction(QStringLiteral("hello"));
        panel.setMemory({512});
        panel.show();
        panel.setResult(sample());
        QVERIFY(panel.grab().save(folder
                                  + (scheme == widgets::Scheme::Dark
                                         ? QStringLiteral("/tuning-dark.png")
                                         : QStringLiteral("/tuning-light.png"))));
    }
    qApp->setStyleSheet({});
}

QTEST_MAIN(TestTuningPanel)
#include "tst_tuningpanel.moc"
