// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

#include "samplerecords.h"
#include "widgets/history/historypanel.h"
#include "widgets/history/invocationmodel.h"

using widgets::HistoryPanel;
using widgets::InvocationModel;

namespace {

const auto name = [](const char *text) { return QString::fromLatin1(text); };

// a (cold), b, c (failed), one second apart; the newest is on top: c b a.
struct Shown
{
    InvocationModel model{[](const auto &) { return engine::Money(); }};
    HistoryPanel panel{model};
    QTableView *table = panel.findChild<QTableView *>(name("historyTable"));
    QSignalSpy selected{&panel, &HistoryPanel::recordSelected};
    QSignalSpy activated{&panel, &HistoryPanel::recordActivated};
    QSignalSpy rerun{&panel, &HistoryPanel::rerunRequested};
    QSignalSpy clear{&panel, &HistoryPanel::clearRequested};

    Shown()
    {
        panel.resize(1'200, 300);
        panel.show();
    }
    void fill()
    {
        auto records = std::vector{
            samples::cold(name("a"), std::chrono::milliseconds(9), std::chrono::milliseconds(90)),
            samples::record(name("b")), samples::failed(name("c"), engine::Outcome::FunctionError)};
        for (std::size_t i = 0; i < records.size(); ++i)
            records[i].startedAtMs += qint64(i) * 1'000;
        model.append(records);
    }
};

} // namespace

class TestHistoryPanel : public QObject
{
    Q_OBJECT

private slots:
    void emptyOffersToInvoke();
    void keyboardSelectsOpensAndRuns();
    void filterAndBack();
    void copiesWhatIsShown();
    void selectionFromOutsideIsSilent();
    void aReaderKeepsThePlace();
    void columnsCanBeHiddenAndRestored();
};

void TestHistoryPanel::emptyOffersToInvoke()
{
    Shown shown;
    QSignalSpy invoke(&shown.panel, &HistoryPanel::invokeRequested);
    QTest::mouseClick(shown.panel.findChild<QPushButton *>(name("action")), Qt::LeftButton);
    QCOMPARE(invoke.size(), 1);
    QVERIFY(!shown.panel.findChild<QToolButton *>(name("historyClear"))->isEnabled());
    shown.fill();
    QVERIFY(shown.table->isVisible());
    shown.model.clear();
    QVERIFY(!shown.table->isVisible());
}

void TestHistoryPanel::keyboardSelectsOpensAndRuns()
{
    Shown shown;
    shown.fill();
    shown.table->setFocus();
    shown.table->setCurrentIndex(shown.table->model()->index(0, 0));
    QTest::keyClick(shown.table, Qt::Key_Down);
    QCOMPARE(shown.selected.last().at(0).toString(), name("b"));
    QTest::keyClick(shown.table, Qt::Key_Return);
    QCOMPARE(shown.activated.last().at(0).toString(), name("b"));
    QTest::keyClick(shown.table, Qt::Key_Return, Qt::ControlModifier); // invokes elsewhere
    QCOMPARE(shown.activated.size(), 1);
    QTest::keyClick(shown.table, Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(shown.rerun.last().at(0).toString(), name("b"));
    QTest::keyClick(shown.table, Qt::Key_Delete);
    QCOMPARE(shown.clear.size(), 1);
    QCOMPARE(shown.model.rowCount(), 3); // a wish, not a deed
}

void TestHistoryPanel::filterAndBack()
{
    Shown shown;
    shown.fill();
    auto *text = shown.panel.findChild<QLineEdit *>(name("historyText"));
    QTest::keyClicks(text, name("keyerror"));
    QCOMPARE(shown.table->model()->rowCount(), 1);
    QTest::keyClicks(text, name("nowhere"));
    QVERIFY(!shown.table->isVisible());
    QTest::mouseClick(shown.panel.findChild<QPushButton *>(name("action")), Qt::LeftButton);
    QCOMPARE(shown.table->model()->rowCount(), 3);
    QTest::keyClick(shown.panel.findChild<QComboBox *>(name("historyKind")), Qt::Key_End);
    QCOMPARE(shown.table->model()->rowCount(), 1); // cold starts
}

void TestHistoryPanel::copiesWhatIsShown()
{
    Shown shown;
    shown.fill();
    for (int column = 0; column < InvocationModel::ColumnCount; ++column)
        shown.table->setColumnHidden(column, column != InvocationModel::RequestIdColumn
                                                 && column != InvocationModel::StatusColumn);
    const QString all = name("Status\tRequest ID\nFunction error\tc\nSuccess\tb\nSuccess\ta\n");
    QCOMPARE(shown.panel.asText(), all);
    shown.table->selectRow(1);
    QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), name("Status\tRequest ID\nSuccess\tb\n"));
}

void TestHistoryPanel::selectionFromOutsideIsSilent()
{
    Shown shown;
    shown.fill();
    shown.panel.setSelected(name("a"));
    QCOMPARE(shown.panel.selected(), name("a"));
    shown.panel.setSelected(name("nobody"));
    QCOMPARE(shown.panel.selected(), QString());
    QCOMPARE(shown.selected.size(), 0);
}

void TestHistoryPanel::aReaderKeepsThePlace()
{
    Shown shown;
    shown.model.append(samples::many(200));
    QCoreApplication::processEvents();
    QScrollBar *bar = shown.table->verticalScrollBar();
    const auto topId = [&shown] {
        const QModelIndex top = shown.table->indexAt(QPoint(1, 1));
        return top.siblingAtColumn(InvocationModel::RequestIdColumn).data().toString();
    };
    auto later = samples::record(name("newest"));
    later.startedAtMs += 10'000'000;
    shown.model.append({later});
    QCoreApplication::processEvents();
    QCOMPARE(topId(), name("newest")); // at the top: follows

    bar->setValue(50);
    const QString read = topId();
    later.requestId = name("newer still");
    shown.model.append({later});
    QCoreApplication::processEvents();
    QCOMPARE(topId(), read);
}

void TestHistoryPanel::columnsCanBeHiddenAndRestored()
{
    Shown shown;
    shown.fill();
    const auto action = [&shown](int column) {
        QMenu *menu = shown.panel.findChild<QToolButton *>(name("historyColumns"))->menu();
        emit menu->aboutToShow();
        return menu->actions().at(column);
    };
    const QByteArray before = shown.panel.saveState();
    action(InvocationModel::WallColumn)->trigger();
    QVERIFY(shown.table->isColumnHidden(InvocationModel::WallColumn));
    QVERIFY(shown.panel.restoreState(before));
    QVERIFY(!shown.table->isColumnHidden(InvocationModel::WallColumn));
    QVERIFY(!shown.panel.restoreState(QByteArray("nonsense")));
    QVERIFY(!shown.table->isColumnHidden(InvocationModel::WallColumn));

    // The last column can't be hidden: nothing would be left to click on.
    for (int column = 1; column < InvocationModel::ColumnCount; ++column)
        shown.table->setColumnHidden(column, true);
    QVERIFY(!action(0)->isEnabled());
}

QTEST_MAIN(TestHistoryPanel)
#include "tst_historypanel.moc"
