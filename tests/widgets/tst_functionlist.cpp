// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAbstractItemModelTester>
#include <QMenu>
#include <QSignalSpy>
#include <QTreeView>

#include <memory>

#include "widgets/config/functionlist.h"

using widgets::FunctionList;
using widgets::FunctionTreeItem;
using widgets::FunctionTreeModel;
using Kind = FunctionTreeItem::Kind;

namespace {

engine::Workspace workspaceOf(const QStringList &ids)
{
    engine::Workspace workspace;
    for (const QString &id : ids) {
        engine::WorkspaceFunction function;
        function.logicalId = id;
        function.config.name = id.toLower();
        function.config.runtime = QStringLiteral("python3.11");
        workspace.functions.push_back(function);
    }
    return workspace;
}

} // namespace

class TestFunctionList : public QObject
{
    Q_OBJECT

private slots:
    void modelHoldsFilesEventsAndTriggers();
    void openLinesStayOpenWhenTheTemplateChanges();
    void keysSelectAndOpen();
    void environmentsAreTold();
    void emptyStateOffersAFunction();
    void menusHoldWhatFits();
};

void TestFunctionList::modelHoldsFilesEventsAndTriggers()
{
    FunctionTreeModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    engine::Workspace workspace = workspaceOf({QStringLiteral("Hello"), QStringLiteral("Orders")});
    workspace.functions[1].triggers.push_back(
        {QStringLiteral("Api"), QStringLiteral("HttpApi"), QStringLiteral("GET /orders")});
    model.setWorkspace(workspace);
    model.setFiles(QStringLiteral("Hello"), {QStringLiteral("app.py"), QStringLiteral("b.py")});
    model.setEvents(QStringLiteral("Hello"), {QStringLiteral("ok")});
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex hello = model.index(0, 0);
    QCOMPARE(model.rowCount(hello), 3);
    QCOMPARE(model.index(2, 0, hello).data().toString(), QStringLiteral("Events (1)"));
    model.setFiles(QStringLiteral("Hello"),
                   {QStringLiteral("app.py"), QStringLiteral("a.py"), QStringLiteral("b.py")});
    QCOMPARE(model.rowCount(hello), 4);
    QCOMPARE(model.index(1, 0, hello).data().toString(), QStringLiteral("a.py"));
    const QModelIndex trigger =
        model.indexOf({Kind::Trigger, QStringLiteral("Orders"), QStringLiteral("Api")});
    QCOMPARE(trigger.data().toString(), QStringLiteral("Api: HttpApi GET /orders"));
    model.setEvents(QStringLiteral("Hello"), {});
    QCOMPARE(model.rowCount(hello), 3);
    model.setWorkspace(workspaceOf({QStringLiteral("Orders")}));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
}

void TestFunctionList::openLinesStayOpenWhenTheTemplateChanges()
{
    FunctionList list;
    auto *view = list.findChild<QTreeView *>(QStringLiteral("functionTree"));
    list.setWorkspace(workspaceOf({QStringLiteral("A"), QStringLiteral("B")}));
    list.setFiles(QStringLiteral("B"), {QStringLiteral("app.py")});
    view->expand(list.model()->index(1, 0));
    QSignalSpy selected(&list, &FunctionList::functionSelected);
    view->setCurrentIndex(list.model()->index(0, 0, list.model()->index(1, 0)));
    QCOMPARE(selected.count(), 1);
    list.setWorkspace(
        workspaceOf({QStringLiteral("New"), QStringLiteral("A"), QStringLiteral("B")}));
    QVERIFY(view->isExpanded(list.model()->index(2, 0)));
    QCOMPARE(list.model()->item(view->currentIndex()),
             (FunctionTreeItem{Kind::File, QStringLiteral("B"), QStringLiteral("app.py")}));
    QCOMPARE(selected.count(), 1); // nobody selected anything
}

void TestFunctionList::keysSelectAndOpen()
{
    FunctionList list;
    list.setWorkspace(workspaceOf({QStringLiteral("Alpha"), QStringLiteral("Beta")}));
    list.setFiles(QStringLiteral("Beta"), {QStringLiteral("index.mjs")});
    auto *view = list.findChild<QTreeView *>(QStringLiteral("functionTree"));
    QSignalSpy selected(&list, &FunctionList::functionSelected);
    QSignalSpy opened(&list, &FunctionList::fileActivated);
    QSignalSpy removed(&list, &FunctionList::deleteFileRequested);
    QSignalSpy renamed(&list, &FunctionList::renameFileRequested);
    QTest::keyClicks(view, QStringLiteral("be"));
    QCOMPARE(list.currentFunction(), QStringLiteral("Beta"));
    QCOMPARE(selected.last().at(0).toString(), QStringLiteral("Beta"));
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.at(0).at(1).toString(), QStringLiteral("index.mjs"));
    QTest::keyClick(view, Qt::Key_F2);
    QCOMPARE(renamed.count(), 1);
    QTest::keyClick(view, Qt::Key_Delete);
    QCOMPARE(removed.count(), 1);
}

void TestFunctionList::environmentsAreTold()
{
    FunctionTreeModel model;
    model.setWorkspace(workspaceOf({QStringLiteral("Hello")}));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    engine::EngineStatus status;
    status.functions[QStringLiteral("hello")] = {1, 1, 2};
    model.setStatus(status);
    QCOMPARE(changed.count(), 1);
    model.setStatus(status);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.index(0, 0).data(FunctionTreeModel::WarmRole).toInt(), 2);
    QCOMPARE(model.index(0, 0).data(FunctionTreeModel::BusyRole).toInt(), 2);
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("hello, python3.11, 2 warm, 2 busy"));
}

void TestFunctionList::emptyStateOffersAFunction()
{
    FunctionList list;
    list.show();
    list.setWorkspace({});
    auto *empty = list.findChild<QWidget *>(QStringLiteral("functionListEmpty"));
    QVERIFY(empty->isVisible());
    QSignalSpy wanted(&list, &FunctionList::newFunctionRequested);
    QTest::mouseClick(empty->findChild<QWidget *>(QStringLiteral("action")), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
}

void TestFunctionList::menusHoldWhatFits()
{
    FunctionList list;
    QSignalSpy invoke(&list, &FunctionList::invokeRequested);
    const std::unique_ptr<QMenu> menu(list.makeMenu({Kind::Function, QStringLiteral("Hello"), {}}));
    menu->actions().first()->trigger();
    QCOMPARE(invoke.count(), 1);
    QCOMPARE(invoke.at(0).at(0).toString(), QStringLiteral("Hello"));
}

QTEST_MAIN(TestFunctionList)
#include "tst_functionlist.moc"
