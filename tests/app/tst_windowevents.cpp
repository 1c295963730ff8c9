// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAction>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include "app/controllers/workspacecontroller.h"
#include "engine/project/workspace.h"
#include "tests/app/windowdriver.h"
#include "tests/support/testworkspace.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/messageline.h"
#include "widgets/config/newfunctiondialog.h"
#include "widgets/editor/editortabs.h"
#include "widgets/events/eventeditor.h"
#include "widgets/events/neweventdialog.h"
#include "widgets/events/pasteeventdialog.h"
#include "widgets/history/invocationmodel.h"
#include "widgets/invoke/responsepanel.h"

using testsupport::contentOf;
using testsupport::TestWorkspace;
using testsupport::WindowDriver;

namespace {

const QByteArray Echo = "def handler(event, context):\n    return event\n";

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

} // namespace

// Events and functions that are made in the window.
class TestWindowEvents : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void aSampleEventIsSavedForTheFunction();
    void anEventIsInsertedAndWrapped();
    void variablesArePutInWhenItIsSent();
    void aFunctionIsCreated();
    void aNameThatIsTakenIsTold();
    void anEmptyWorkspaceGetsItsFirst();

private:
    testsupport::IsolatedHome m_home;
};

void TestWindowEvents::aSampleEventIsSavedForTheFunction()
{
    TestWorkspace workspace;
    workspace.addPython(text("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    QTest::mouseClick(driver.find<QToolButton>("newEvent"), Qt::LeftButton);
    QTest::keyClicks(driver.find<QLineEdit>("eventSearch"), text("dynamo"));
    QTest::mouseClick(driver.find<QPushButton>("saveNewEvent"), Qt::LeftButton);
    auto *events = driver.find<QComboBox>("savedEvents");
    QTRY_COMPARE(events->currentText(), text("dynamodb-insert"));
    QTRY_VERIFY(driver.panel<widgets::EventEditor>()->payload().contains("aws:dynamodb"));
    QCOMPARE(contentOf(workspace.path(text("events/echo/dynamodb-insert.json"))),
             driver.panel<widgets::EventEditor>()->payload());
    QTRY_VERIFY(!driver.window().findChild<widgets::NewEventDialog *>());
}

void TestWindowEvents::anEventIsInsertedAndWrapped()
{
    TestWorkspace workspace;
    workspace.addPython(text("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    driver.find<QAction>("pasteEvent")->trigger();
    auto *dialog = driver.panel<widgets::PasteEventDialog>();
    dialog->setText(text("INFO {\"a\": 1}"));
    QTest::mouseClick(driver.find<QPushButton>("insertPasted"), Qt::LeftButton);
    auto *editor = driver.panel<widgets::EventEditor>();
    QCOMPARE(editor->payload(), QByteArray("{\n  \"a\": 1\n}\n"));
    QVERIFY(editor->isDirty());
    driver.find<QMenu>("wrapMenu")->actions().constFirst()->trigger(); // an SQS message
    QVERIFY(editor->payload().contains("\"body\": \"{\\\"a\\\":1}\""));
    auto *shown = driver.find<QPlainTextEdit>("eventText");
    shown->undo(); // each is one step
    QCOMPARE(editor->payload(), QByteArray("{\n  \"a\": 1\n}\n"));
}

void TestWindowEvents::variablesArePutInWhenItIsSent()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    TestWorkspace workspace;
    workspace.addPython(text("echo"), Echo, "      Environment: {Variables: {TABLE: orders}}\n");
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    driver.typeEvent("{\"id\":\"{{uuid}}\",\"t\":\"{{env.TABLE}}\"}");
    QCOMPARE(driver.find<QLabel>("eventVariables")->text(),
             text("Put in when sent: {{uuid}}, {{env.TABLE}}"));
    QVERIFY(driver.invoke());
    const QJsonObject answer = QJsonDocument::fromJson(driver.response()).object();
    QCOMPARE(answer[text("t")].toString(), text("orders"));
    QCOMPARE(answer[text("id")].toString().size(), 36);
    // the editor keeps what was typed, the record what was sent
    QVERIFY(driver.panel<widgets::EventEditor>()->payload().contains("{{uuid}}"));

    driver.typeEvent("{\"id\":\"{{uid}}\"}");
    const auto problem = driver.panel<widgets::EventEditor>()->problem();
    QVERIFY(problem);
    QCOMPARE(problem->column, 8);
    driver.typeEvent("{\"id\":\"{{env.HOME}}\"}"); // this machine's, not the function's
    QTest::keyClick(driver.find<QPlainTextEdit>("eventText"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(driver.response().isEmpty()
                || !driver.response().contains(qgetenv("HOME").constData()));
    QVERIFY(!driver.response().contains("HOME"));
}

void TestWindowEvents::aFunctionIsCreated()
{
    TestWorkspace workspace;
    workspace.addPython(text("echo"), Echo);
    const QByteArray before = contentOf(workspace.path(text("template.yaml")));
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    QTest::keyClick(&driver.window(), Qt::Key_N, Qt::ControlModifier);
    auto *create = driver.find<QPushButton>("createFunction");
    QVERIFY(!create->isEnabled()); // it has no name
    auto *list = driver.find<QListWidget>("starterList");
    const auto items = list->findItems(text("SQS batch"), Qt::MatchExactly);
    QCOMPARE(items.size(), 1);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::NoModifier,
                      list->visualItemRect(items.first()).center());
    QTest::keyClicks(driver.find<QLineEdit>("functionName"), text("worker"));
    QTRY_VERIFY(
        driver.find<QPlainTextEdit>("planFiles")->toPlainText().contains(text("worker/app.py")));
    QVERIFY(driver.find<QPlainTextEdit>("planBlock")->toPlainText().startsWith(text("  worker:")));
    QVERIFY(create->isEnabled());
    QTest::mouseClick(create, Qt::LeftButton);
    auto *controller = driver.panel<app::WorkspaceController>();
    QTRY_VERIFY(controller->current() && controller->current()->logicalId == text("worker"));
    QTRY_COMPARE(driver.panel<widgets::EditorTabs>()->currentPath(),
                 workspace.path(text("worker/app.py")));
    QTRY_VERIFY(contentOf(workspace.path(text("template.yaml"))) != before);
    const QByteArray after = contentOf(workspace.path(text("template.yaml")));
    QVERIFY(after.startsWith(before));
    QVERIFY(after.contains("FunctionResponseTypes"));
    QTRY_COMPARE(driver.find<QComboBox>("savedEvents")->count(), 2);
    QTRY_VERIFY(!driver.window().findChild<widgets::NewFunctionDialog *>());
    if (!TestWorkspace::whyNoSandbox().isEmpty())
        return;
    QTRY_VERIFY(driver.panel<widgets::EventEditor>()->payload().contains("aws:sqs"));
    driver.window().activateWindow(); // as a desktop does when the dialog is gone
    QVERIFY(QTest::qWaitForWindowActive(&driver.window()));
    QVERIFY(driver.invoke());
    QVERIFY2(driver.response().contains("batchItemFailures"), driver.response());
}

void TestWindowEvents::aNameThatIsTakenIsTold()
{
    TestWorkspace workspace;
    workspace.addPython(text("echo"), Echo);
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    QTest::keyClick(&driver.window(), Qt::Key_N, Qt::ControlModifier);
    QTest::keyClicks(driver.find<QLineEdit>("functionName"), text("echo"));
    QTRY_VERIFY(driver.find<widgets::MessageLine>("newFunctionMessage")
                    ->text()
                    .contains(text("is there already")));
    QVERIFY(!driver.find<QPushButton>("createFunction")->isEnabled());
    QTest::keyClick(driver.find<QLineEdit>("functionName"), Qt::Key_Escape);
    QTRY_VERIFY(!driver.window().findChild<widgets::NewFunctionDialog *>());
}

void TestWindowEvents::anEmptyWorkspaceGetsItsFirst()
{
    TestWorkspace workspace; // "Resources: {}"
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    auto *empty = driver.find<widgets::EmptyState>("functionListEmpty");
    QVERIFY(empty->isVisible());
    QTest::mouseClick(empty->findChild<QPushButton *>(text("action")), Qt::LeftButton);
    QTest::keyClicks(driver.find<QLineEdit>("functionName"), text("first"));
    QTest::keyClick(driver.find<QLineEdit>("functionName"), Qt::Key_Return); // Create
    auto *controller = driver.panel<app::WorkspaceController>();
    QTRY_VERIFY(controller->current() && controller->current()->logicalId == text("first"));
    QTRY_VERIFY(contentOf(workspace.path(text("template.yaml")))
                    .startsWith("Transform: AWS::Serverless-2016-10-31\nResources:\n  first:\n"));
}

QTEST_MAIN(TestWindowEvents)
#include "tst_windowevents.moc"
