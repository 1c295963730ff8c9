// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

#include "engine/project/trust.h"
#include "tests/app/windowdriver.h"
#include "tests/support/fakego.h"
#include "tests/support/testworkspace.h"
#include "widgets/builds/buildpanel.h"
#include "widgets/common/messageline.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"

using testsupport::TestWorkspace;
using testsupport::WindowDriver;

// Builds as a person sees them: trust asked for, problems that lead to their lines, marks in the
// editor, cancel. The compiler is a shell script, the engine and its sandboxes are real.
class TestWindowBuild : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void trustIsAskedForOnce();
    void problemsLeadToTheirLines();
    void aBuildIsCancelledAndBegunAgain();
    void whatNeedsNoBuildSaysSo();

private:
    static QString status(WindowDriver &driver)
    {
        return driver.find<QLabel>("buildStatus")->text();
    }
    static void save(WindowDriver &driver)
    {
        QTest::keyClick(&driver.window(), Qt::Key_S, Qt::ControlModifier);
    }

    testsupport::IsolatedHome m_home;
    testsupport::FakeGo m_go;
};

void TestWindowBuild::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English));
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    qputenv("PATH", m_go.binFolder().toUtf8() + ':' + qgetenv("PATH"));
}

void TestWindowBuild::trustIsAskedForOnce()
{
    TestWorkspace workspace;
    workspace.add(QStringLiteral("hello"), "provided.al2023", "x", {{"main.go", "program v1\n"}});
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    auto *message = driver.find<widgets::MessageLine>("trustMessage");
    QTRY_VERIFY(message->isVisible());
    QVERIFY(message->text().contains(workspace.path()));
    QVERIFY(!QFileInfo::exists(workspace.path(QStringLiteral(".lambda-workbench/cache/builds"))));

    auto *button = message->findChild<QPushButton *>(QStringLiteral("messageAction"));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(!message->isVisible());
    QTRY_VERIFY2(status(driver).startsWith(QStringLiteral("hello: built by go 1.99.0")),
                 qPrintable(status(driver)));
    QVERIFY(driver.find<QLabel>("buildState")->text().contains(QStringLiteral("built in")));
    QVERIFY(engine::TrustedFolders().contains(workspace.path()));
    QVERIFY(driver.invoke());
    QCOMPARE(driver.response(), QByteArray("\"v1\""));
}

void TestWindowBuild::problemsLeadToTheirLines()
{
    TestWorkspace workspace;
    workspace.add(QStringLiteral("hello"), "provided.al2023", "x", {{"main.go", "program v1\n"}});
    QVERIFY(engine::TrustedFolders().add(workspace.path()));
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    QTRY_VERIFY(status(driver).contains(QStringLiteral("built by")));
    const QString file = workspace.path(QStringLiteral("hello/main.go"));

    // Saved, and built without an invoke.
    driver.typeOver(driver.editor(file), "echo './main.go:2:3: undefined: y'\nexit 1\n");
    save(driver);
    QTRY_VERIFY2(status(driver).contains(QStringLiteral("not built")), qPrintable(status(driver)));
    driver.window().raisePanel(QStringLiteral("buildDock"));
    auto *problems = driver.find<QTreeView>("buildProblems");
    QCOMPARE(problems->model()->rowCount(), 1);
    QCOMPARE(problems->model()->index(0, 0).data().toString(), QStringLiteral("undefined: y"));
    QCOMPARE(problems->model()->index(0, 1).data().toString(), QStringLiteral("main.go:2"));
    QVERIFY(driver.find<QPlainTextEdit>("buildOutput")
                ->toPlainText()
                .contains(QStringLiteral("undefined: y")));

    // The mark is in the editor: F8 goes there.
    driver.editor(file)->goTo(1);
    QTest::keyClick(driver.editor(file)->textWidget(), Qt::Key_F8);
    QCOMPARE(driver.editor(file)->cursorLine(), 2);
    // And from the list, with another file in front.
    driver.openFile(workspace.path(QStringLiteral("template.yaml")));
    problems->setFocus();
    problems->setCurrentIndex(problems->model()->index(0, 0));
    QTest::keyClick(problems, Qt::Key_Return);
    QTRY_COMPARE(driver.panel<widgets::EditorTabs>()->currentPath(), file);
    QTRY_COMPARE(driver.editor(file)->cursorLine(), 2);

    // An invoke says what the build says.
    QVERIFY(driver.invoke());
    driver.typeOver(driver.editor(file), "program mended\n");
    QVERIFY(driver.invoke()); // saves, waits for the build
    QCOMPARE(driver.response(), QByteArray("\"mended\""));
    QTRY_COMPARE(problems->model()->rowCount(), 0);
    driver.editor(file)->goTo(1);
    QTest::keyClick(driver.editor(file)->textWidget(), Qt::Key_F8);
    QCOMPARE(driver.editor(file)->cursorLine(), 1); // the mark is gone
}

void TestWindowBuild::aBuildIsCancelledAndBegunAgain()
{
    TestWorkspace workspace;
    workspace.add(QStringLiteral("hello"), "provided.al2023", "x",
                  {{"main.go", "echo hanging\nsleep 1000\n"}});
    QVERIFY(engine::TrustedFolders().add(workspace.path()));
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    driver.window().raisePanel(QStringLiteral("buildDock"));
    auto *output = driver.find<QPlainTextEdit>("buildOutput");
    QTRY_COMPARE(output->toPlainText().trimmed(), QStringLiteral("hanging")); // as it comes
    QVERIFY(driver.find<QLabel>("buildState")->text().contains(QStringLiteral("building")));
    auto *cancel = driver.find<QToolButton>("buildCancel");
    QVERIFY(cancel->isVisible());
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_VERIFY(status(driver).contains(QStringLiteral("cancelled")));

    auto *again = driver.find<QToolButton>("buildAgain");
    QVERIFY(again->isVisible());
    QTest::mouseClick(again, Qt::LeftButton);
    QTRY_VERIFY(cancel->isVisible());
    // The next save ends it too.
    driver.typeOver(driver.editor(workspace.path(QStringLiteral("hello/main.go"))), "program v2\n");
    save(driver);
    QTRY_VERIFY2(status(driver).contains(QStringLiteral("built by")), qPrintable(status(driver)));
}

void TestWindowBuild::whatNeedsNoBuildSaysSo()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("plain"), "def handler(event, context): return 1\n");
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    driver.window().raisePanel(QStringLiteral("buildDock"));
    QTRY_VERIFY(driver.find<QWidget>("buildEmpty")->isVisible());
    QVERIFY(!driver.find<QLabel>("buildState")->isVisible());
    QVERIFY(!driver.find<widgets::MessageLine>("trustMessage")->isVisible());
    QVERIFY(driver.invoke());
    QCOMPARE(driver.response(), QByteArray("1"));
}

QTEST_MAIN(TestWindowBuild)
#include "tst_windowbuild.moc"
