// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTextBlock>
#include <QToolButton>

#include "tests/app/windowdriver.h"
#include "tests/support/testworkspace.h"
#include "widgets/charts/phasebar.h"
#include "widgets/charts/latencychart.h"
#include "widgets/common/badge.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"
#include "widgets/history/historypanel.h"
#include "widgets/history/invocationmodel.h"
#include "widgets/invoke/invokebar.h"
#include "widgets/invoke/responsepanel.h"
#include "widgets/logs/logrequestmodel.h"
#include "widgets/logs/logspanel.h"

using testsupport::contentOf;
using testsupport::TestWorkspace;
using testsupport::WindowDriver;
using widgets::InvocationModel;

namespace {

const QByteArray Echo = "import os\n\n\ndef handler(event, context):\n"
                        "    print('saw', event)\n"
                        "    return {'event': event, 'mode': os.environ.get('MODE')}\n";
const QByteArray Failing = "def first(event):\n    return event['missing']\n\n\n"
                           "def handler(event, context):\n    return first(event)\n";
const QByteArray Sleeping = "import time\n\n\ndef handler(event, context):\n"
                            "    print('asleep', flush=True)\n    time.sleep(60)\n";

} // namespace

// The program's main job through its window: real engine, real sandboxes.
class TestWindowInvoke : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void typedCodeIsSavedAndRuns();
    void anAddedVariableReachesTheFunction();
    void aColdInitTellsWhatItLoads();
    void aBurstFillsHistoryChartAndCost();
    void aBurstOfSleepersIsCancelled();
    void aRecordIsSelectedEverywhere();
    void aStackTraceLeadsToTheLine();
    void coldNextStartsAnEnvironment();
    void anEventIsAttemptedInTheBackground();
    void theHistoryIsThereAfterReopening();

private:
    testsupport::IsolatedHome m_home;
};

void TestWindowInvoke::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English));
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestWindowInvoke::typedCodeIsSavedAndRuns()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    const QString file = workspace.path(QStringLiteral("echo/app.py"));
    QVERIFY(driver.invoke());
    QVERIFY2(driver.response().contains("\"event\""), driver.response());

    driver.typeOver(driver.editor(file), "def handler(event, context): return 'typed'\n");
    QCOMPARE(contentOf(file), Echo); // not before it is wanted
    QVERIFY(driver.invoke());
    QCOMPARE(driver.response(), QByteArray("\"typed\""));
    QCOMPARE(contentOf(file), QByteArray("def handler(event, context): return 'typed'\n"));
    QVERIFY(!driver.panel<widgets::EditorTabs>()->isDirty(file));
}

void TestWindowInvoke::anAddedVariableReachesTheFunction()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    driver.window().raisePanel(QStringLiteral("configurationDock"));
    QTest::mouseClick(driver.find<QToolButton>("addVariable"), Qt::LeftButton);
    auto *table = driver.find<QTableView>("environmentTable");
    auto *key = table->findChild<QLineEdit *>();
    QVERIFY(key);
    QTest::keyClicks(key, QStringLiteral("MODE"));
    QTest::keyClick(key, Qt::Key_Tab); // to the value
    QWidget *value = nullptr;
    QTRY_VERIFY((value = QApplication::focusWidget()) && value != key
                && qobject_cast<QLineEdit *>(value));
    QTest::keyClicks(value, QStringLiteral("turbo"));
    QTest::keyClick(value, Qt::Key_Return);
    QTRY_COMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("turbo"));

    QVERIFY(driver.invoke()); // at once: the pause of the form is not waited for
    QVERIFY2(driver.response().contains("\"mode\": \"turbo\""), driver.response());
    QVERIFY(contentOf(workspace.path(QStringLiteral("template.yaml"))).contains("MODE: turbo"));
}

void TestWindowInvoke::aColdInitTellsWhatItLoads()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("f"), "import toil\n"
                                             "def handler(event, context): return 1\n");
    workspace.write(QStringLiteral("f/toil.py"), "sum(range(3_000_000))\n");
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    auto *phases = driver.find<widgets::PhaseBar>("phases");
    QTest::mouseClick(driver.find<QToolButton>("cold"), Qt::LeftButton);
    QVERIFY(driver.invoke());
    QVERIFY(!phases->text().contains(QStringLiteral("toil"))); // nobody asked

    driver.find<QAction>("explainInit")->trigger();
    QTest::mouseClick(driver.find<QToolButton>("cold"), Qt::LeftButton);
    QVERIFY(driver.invoke());
    QTRY_VERIFY2(phases->text().contains(QStringLiteral("Slowest to load: toil ")),
                 qPrintable(phases->text()));
}

void TestWindowInvoke::aBurstFillsHistoryChartAndCost()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    auto *bar = driver.panel<widgets::InvokeBar>();
    bar->setBurst(20, 5);
    auto *progress = driver.find<QProgressBar>("invokeProgress");
    QSignalSpy moved(progress, &QProgressBar::valueChanged);
    QVERIFY(driver.waitForRun(
        [&] { QTest::mouseClick(driver.find<QToolButton>("burst"), Qt::LeftButton); }));
    QCOMPARE(moved.last().first().toInt(), 20);
    QVERIFY(moved.count() >= 20);
    QTRY_COMPARE(driver.history()->rowCount(), 20);
    QTRY_COMPARE(driver.points()->rowCount(), 20);
    QVERIFY(driver.find<widgets::ElidedLabel>("invokeStatus")
                ->text()
                .startsWith(QStringLiteral("20 requests in ")));

    int cold = 0;
    for (int row = 0; row < 20; ++row) {
        const auto &record = driver.panel<InvocationModel>()->row(row);
        cold += record.start == engine::StartKind::Cold ? 1 : 0;
        QVERIFY(record.outcome == engine::Outcome::Success);
    }
    QVERIFY2(cold >= 1 && cold <= 5, qPrintable(QString::number(cold)));
    QTRY_VERIFY(driver.find<QLabel>("callTotal")->text().contains(u'$'));
    QVERIFY(!driver.find<QLabel>("callFormula0")->text().isEmpty());
    auto *month = driver.find<QAbstractButton>("amount30"); // total with the free tier
    QTRY_VERIFY2(month->text().contains(u'$'), qPrintable(month->text()));
}

void TestWindowInvoke::aBurstOfSleepersIsCancelled()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("sleeper"), Sleeping, "      Timeout: 120\n");
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    driver.panel<widgets::InvokeBar>()->setBurst(20, 5);
    auto *logs = driver.panel<widgets::LogsPanel>()->model();
    QVERIFY(driver.waitForRun([&] {
        QTest::mouseClick(driver.find<QToolButton>("burst"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(logs->rowCount() >= 5, 30'000); // "All", and four asleep
        QTest::mouseClick(driver.find<QToolButton>("cancel"), Qt::LeftButton);
    }));
    QVERIFY(driver.find<widgets::ElidedLabel>("invokeStatus")
                ->text()
                .startsWith(QStringLiteral("Cancelled after ")));
    QTRY_VERIFY(driver.history()->rowCount() >= 5);
    QVERIFY(driver.history()->rowCount() < 20);
    for (int row = 0; row < driver.history()->rowCount(); ++row)
        QVERIFY(driver.panel<InvocationModel>()->row(row).outcome == engine::Outcome::Cancelled);

    // The window works on.
    driver.typeOver(driver.editor(workspace.path(QStringLiteral("sleeper/app.py"))),
                    "def handler(event, context): return 'awake'\n");
    QVERIFY(driver.invoke());
    QCOMPARE(driver.response(), QByteArray("\"awake\""));
}

void TestWindowInvoke::aRecordIsSelectedEverywhere()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    for (const char *event : {"{\"n\":1}", "{\"n\":2}", "{\"n\":3}"}) {
        driver.typeEvent(event);
        QVERIFY(driver.invoke());
    }
    QTRY_COMPARE(driver.history()->rowCount(), 3);
    auto *chart = driver.find<widgets::LatencyChart>("latencyChart");
    auto *panel = driver.panel<widgets::HistoryPanel>();
    auto *logs = driver.panel<widgets::LogsPanel>();
    auto *logText = driver.find<QPlainTextEdit>("logText");
    const auto idOf = [&](int row) { return driver.panel<InvocationModel>()->row(row).requestId; };

    // From the chart to the table.
    driver.window().raisePanel(QStringLiteral("latencyDock"));
    QTRY_VERIFY(chart->isVisible());
    QTRY_COMPARE(chart->points().size(), std::size_t(3));
    QCOMPARE(chart->points()[1].requestId, idOf(1));
    QTest::mouseClick(chart->childAt(chart->positionOf(1).toPoint()), Qt::LeftButton,
                      Qt::NoModifier,
                      chart->childAt(chart->positionOf(1).toPoint())
                          ->mapFrom(chart, chart->positionOf(1).toPoint()));
    QTRY_COMPARE(chart->selected(), idOf(1));
    QTRY_COMPARE(panel->selected(), idOf(1));
    QTRY_COMPARE(logs->shownRequest(), idOf(1));
    QTRY_VERIFY(logText->toPlainText().contains(QStringLiteral("saw {'n': 2}")));
    QVERIFY(!logText->toPlainText().contains(QStringLiteral("saw {'n': 3}")));

    // From the table to the chart; double click shows the answer.
    driver.window().raisePanel(QStringLiteral("historyDock"));
    auto *table = driver.find<QTableView>("historyTable");
    QTRY_VERIFY(table->isVisible());
    const auto place = [&](int row) {
        for (int view = 0; view < table->model()->rowCount(); ++view) {
            const QModelIndex index = table->model()->index(view, InvocationModel::RequestIdColumn);
            if (index.data(InvocationModel::SortRole).toString() == idOf(row))
                return table->visualRect(index.siblingAtColumn(InvocationModel::StatusColumn))
                    .center();
        }
        return QPoint();
    };
    QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::NoModifier, place(0));
    QTRY_COMPARE(chart->selected(), idOf(0));
    QTRY_COMPARE(logs->shownRequest(), idOf(0));
    QVERIFY(driver.response().contains("\"n\": 3")); // a look at it, nothing more
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, Qt::NoModifier, place(0));
    QTRY_VERIFY(driver.response().contains("\"n\": 1"));
    QTRY_VERIFY(driver.panel<widgets::ResponsePanel>()->isVisible());

    // Whoever runs it anew wants to see the new log.
    QVERIFY(driver.invoke());
    QCOMPARE(logs->shownRequest(), QString());
}

void TestWindowInvoke::aStackTraceLeadsToTheLine()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("failing"), Failing);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    const QString file = workspace.path(QStringLiteral("failing/app.py"));
    QVERIFY(driver.invoke());
    QCOMPARE(driver.find<widgets::Badge>("responseOutcome")->mark().word,
             widgets::markOf(engine::Outcome::FunctionError).word);
    auto *trace = driver.find<QPlainTextEdit>("responseTraceback");
    QTRY_VERIFY(trace->isVisible());
    QTextCursor cursor = trace->document()->find(QStringLiteral("app.py\", line 2"));
    QVERIFY(!cursor.isNull());
    cursor.clearSelection();
    trace->setTextCursor(cursor);
    trace->ensureCursorVisible();
    QTest::mouseClick(trace->viewport(), Qt::LeftButton, Qt::NoModifier,
                      trace->cursorRect(cursor).center() - QPoint(12, 0));
    auto *tabs = driver.panel<widgets::EditorTabs>();
    QTRY_COMPARE(tabs->currentPath(), file);
    QTRY_COMPARE(driver.editor(file)->cursorLine(), 2);
    QVERIFY(driver.editor(file)->textWidget()->hasFocus());
}

void TestWindowInvoke::coldNextStartsAnEnvironment()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    auto *start = driver.find<widgets::Badge>("responseStart");
    const auto cold = widgets::markOf(engine::StartKind::Cold).word;
    QVERIFY(driver.invoke());
    QCOMPARE(start->mark().word, cold);
    QVERIFY(driver.invoke());
    QCOMPARE(start->mark().word, widgets::markOf(engine::StartKind::Warm).word);
    QTest::mouseClick(driver.find<QToolButton>("cold"), Qt::LeftButton);
    QVERIFY(driver.invoke());
    QCOMPARE(start->mark().word, cold);
    QVERIFY(!driver.find<QToolButton>("cold")->isChecked());
}

void TestWindowInvoke::anEventIsAttemptedInTheBackground()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    QTest::mouseClick(driver.find<QToolButton>("asEvent"), Qt::LeftButton);
    QVERIFY(driver.invoke());
    QTRY_COMPARE_WITH_TIMEOUT(driver.history()->rowCount(), 1, 60'000);
    QTRY_VERIFY(driver.find<QLabel>("queueStatus")->isHidden());
    // an invoke is an invoke again
    QTest::mouseClick(driver.find<QToolButton>("asEvent"), Qt::LeftButton);
    QVERIFY(driver.invoke());
    QTRY_COMPARE_WITH_TIMEOUT(driver.history()->rowCount(), 2, 60'000);
}

void TestWindowInvoke::theHistoryIsThereAfterReopening()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("echo"), Echo);
    QString id;
    {
        WindowDriver driver;
        QVERIFY(driver.open(workspace.path()));
        QVERIFY(driver.invoke());
        QTRY_COMPARE(driver.history()->rowCount(), 1);
        id = driver.panel<InvocationModel>()->row(0).requestId;
    }
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    QTRY_COMPARE(driver.history()->rowCount(), 1);
    QCOMPARE(driver.panel<InvocationModel>()->row(0).requestId, id);
    QTRY_COMPARE(driver.points()->rowCount(), 1);
}

QTEST_MAIN(TestWindowInvoke)
#include "tst_windowinvoke.moc"
