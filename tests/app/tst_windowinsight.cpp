// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMap>
#include <QMenuBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>

#include "tests/app/windowdriver.h"
#include "tests/support/testworkspace.h"
#include "widgets/concurrency/concurrencypanel.h"
#include "widgets/concurrency/timelineview.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"
#include "widgets/history/historypanel.h"
#include "widgets/invoke/invokebar.h"
#include "widgets/tuning/tuningpanel.h"

using testsupport::contentOf;
using testsupport::TestWorkspace;
using testsupport::WindowDriver;
using widgets::ConcurrencyPanel;
using widgets::TimelineView;

namespace {

const QByteArray Echo = "def handler(event, context):\n    return event\n";

QString text(WindowDriver &driver, const QString &path)
{
    return QString::fromUtf8(driver.panel<widgets::EditorTabs>()->contentOf(path));
}

} // namespace

// Timeline and power tuning in the window: real engine, real sandboxes.
class TestWindowInsight : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theTimelineShowsWhatRan();
    void forceColdAndRetire();
    void tuningIsMeasuredAppliedAndUndone();
    void tuningIsCancelled();
    void mnemonicsAreItsOwn();

private:
    testsupport::IsolatedHome m_home;
};

void TestWindowInsight::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English));
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestWindowInsight::theTimelineShowsWhatRan()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    driver.window().raisePanel(QStringLiteral("concurrencyDock"));
    auto *panel = driver.panel<ConcurrencyPanel>();
    QVERIFY(panel->log().isEmpty());
    QVERIFY(driver.invoke());
    QTRY_VERIFY(!panel->log().isActive() && !panel->log().isEmpty());
    const auto &lane = panel->log().lanes().begin()->second;
    QCOMPARE(lane.function, QStringLiteral("echo"));
    QCOMPARE(lane.blocks.back().state, engine::EnvironmentActivity::Kind::Idle);

    // A click on the block selects the record in the history.
    QVERIFY(driver.invoke());
    QTRY_COMPARE(driver.history()->rowCount(), 2);
    driver.window().raisePanel(QStringLiteral("concurrencyDock"));
    auto *view = driver.panel<TimelineView>();
    QTRY_COMPARE(panel->log().lanes().begin()->second.served, 2);
    const QString first = panel->log().lanes().begin()->second.blocks.front().requestId;
    view->showAll();
    const auto place = view->positionOf(first);
    QVERIFY(place);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, *place);
    QCOMPARE(view->selected(), first);
    auto *history = driver.panel<widgets::HistoryPanel>();
    auto *table = history->findChild<QTableView *>();
    QTRY_VERIFY(table->selectionModel()->hasSelection());
    // The other way round.
    view->setSelected({});
    table->selectionModel()->clear();
    table->selectRow(0);
    QTRY_VERIFY(!view->selected().isEmpty());
}

void TestWindowInsight::forceColdAndRetire()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    QVERIFY(driver.invoke());
    driver.window().raisePanel(QStringLiteral("concurrencyDock"));
    auto *panel = driver.panel<ConcurrencyPanel>();
    // Environments that served a request; others may stand by, and stay.
    const auto served = [panel](bool alive) {
        int count = 0;
        for (const auto &[id, lane] : panel->log().lanes()) {
            if (lane.served > 0 && (!alive || lane.end == engine::ConcurrencyLog::Open))
                ++count;
        }
        return count;
    };
    QTRY_COMPARE(served(false), 1);
    QVERIFY(driver.waitForRun([&] { driver.find<QToolButton>("forceCold")->click(); }));
    QTRY_COMPARE(served(false), 2);
    QTRY_VERIFY(!panel->log().isActive());
    driver.find<QToolButton>("retire")->click();
    QTRY_COMPARE(served(true), 0);
}

void TestWindowInsight::tuningIsMeasuredAppliedAndUndone()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("echo"), Echo, "      MemorySize: 200 # ours\n");
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    const QString file = workspace.path(QStringLiteral("template.yaml"));
    const QByteArray before = contentOf(file);
    driver.window().raisePanel(QStringLiteral("tuningDock"));
    driver.find<QLineEdit>("tuningSizes")->setText(QStringLiteral("256, 512"));
    driver.find<QSpinBox>("tuningTimes")->setValue(2);
    QTest::mouseClick(driver.find<QPushButton>("tuningRun"), Qt::LeftButton);
    auto *table = driver.find<QTableWidget>("tuningTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 2, 60'000);
    QCOMPARE(contentOf(file), before); // measuring changes nothing
    QTRY_COMPARE(driver.history()->rowCount(), 6);

    auto *choice = driver.find<QComboBox>("tuningChoice");
    QCOMPARE(choice->count(), 3);
    const int memory = choice->currentData().toInt();
    QTest::mouseClick(driver.find<QPushButton>("tuningApply"), Qt::LeftButton);
    const QString wanted = QStringLiteral("MemorySize: %1 # ours").arg(memory);
    QTRY_VERIFY(text(driver, file).contains(wanted));
    QTRY_COMPARE(driver.find<QSpinBox>("memory")->value(), memory);
    QVERIFY(!driver.find<QPushButton>("tuningApply")->isEnabled());
    driver.editor(file)->undo();
    QTRY_VERIFY(text(driver, file).contains(QStringLiteral("MemorySize: 200 # ours")));
}

void TestWindowInsight::tuningIsCancelled()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("slow"),
                        "import time\ndef handler(event, context):\n    time.sleep(60)\n",
                        "      Timeout: 100\n");
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    driver.window().raisePanel(QStringLiteral("tuningDock"));
    QTest::mouseClick(driver.find<QPushButton>("tuningRun"), Qt::LeftButton);
    auto *cancel = driver.find<QPushButton>("tuningCancel");
    QTRY_VERIFY(cancel->isVisible());
    auto *panel = driver.panel<ConcurrencyPanel>();
    QTRY_VERIFY_WITH_TIMEOUT(panel->log().isActive(), 30'000);
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!cancel->isVisible(), 30'000);
    QVERIFY(driver.find<QPushButton>("tuningRun")->isEnabled());
    QCOMPARE(driver.find<QTableWidget>("tuningTable")->rowCount(), 0);
}

// Alt and a letter that two controls have only goes to and fro between them.
void TestWindowInsight::mnemonicsAreItsOwn()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    driver.window().raisePanel(QStringLiteral("tuningDock"));
    auto *panel = driver.panel<widgets::TuningPanel>();
    QMap<QKeySequence, QStringList> ours, others;
    const auto take = [&](const QWidget *widget, const QString &text) {
        const QKeySequence key = QKeySequence::mnemonic(text);
        if (key.isEmpty()
            || (!widget->isVisibleTo(&driver.window()) && !panel->isAncestorOf(widget)))
            return;
        (panel->isAncestorOf(widget) ? ours : others)[key] << text;
    };
    for (const auto *label : driver.window().findChildren<QLabel *>()) {
        if (label->buddy())
            take(label, label->text());
    }
    for (const auto *button : driver.window().findChildren<QAbstractButton *>()) {
        take(button, button->text());
    }
    for (const QAction *menu : driver.window().menuBar()->actions())
        others[QKeySequence::mnemonic(menu->text())] << menu->text();
    QVERIFY(ours.size() >= 4);
    for (auto it = ours.cbegin(); it != ours.cend(); ++it) {
        QVERIFY2(it->size() == 1 && !others.contains(it.key()),
                 qPrintable((*it + others.value(it.key())).join(QStringLiteral(", "))));
    }
}

QTEST_MAIN(TestWindowInsight)
#include "tst_windowinsight.moc"
