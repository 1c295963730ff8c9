// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeView>
#include <QTreeWidget>

#include "engine/project/workspace.h"
#include "tests/app/windowdriver.h"
#include "tests/support/testworkspace.h"
#include "widgets/common/commandpalette.h"
#include "widgets/common/messageline.h"
#include "widgets/config/functionlist.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"
#include "widgets/logs/logspanel.h"

using testsupport::WindowDriver;
using widgets::CommandPalette;
using widgets::EditorTabs;

namespace {

CommandPalette *palette()
{
    return qobject_cast<CommandPalette *>(QApplication::activePopupWidget());
}

QStringList found()
{
    QStringList texts;
    const auto *list = palette()->findChild<QTreeWidget *>();
    for (int row = 0; row < list->topLevelItemCount(); ++row)
        texts += list->topLevelItem(row)->text(0);
    return texts;
}

void type(const char *text)
{
    QTest::keyClicks(palette()->findChild<QLineEdit *>(), QLatin1StringView(text));
}

void press(Qt::Key key)
{
    QTest::keyClick(palette()->findChild<QLineEdit *>(), key);
}

} // namespace

// What is done from the keyboard alone: the palette, going to places, files of a function.
class TestWindowCommands : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void cleanup();
    void everyActionIsInThePalette();
    void actionByAFewLetters();
    void nothingMatches();
    void goesToAFile();
    void goesToAnEvent();
    void newFile();
    void filesOutsideAreRefused_data();
    void filesOutsideAreRefused();
    void renamedFileKeepsItsEdits();
    void deletedFileComesBack();

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return QDir(m_dir->path()).filePath(QLatin1StringView(name));
    }
    // Answers the question for a name.
    void answer(const char *name);

    testsupport::IsolatedHome m_home;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<WindowDriver> m_driver;
};

void TestWindowCommands::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(engine::writeSampleWorkspace(m_dir->path()));
    m_driver = std::make_unique<WindowDriver>();
    QVERIFY(m_driver->open(m_dir->path()));
}

void TestWindowCommands::cleanup()
{
    m_driver.reset();
    m_dir.reset();
}

void TestWindowCommands::answer(const char *name)
{
    auto *dialog = m_driver->window().findChild<QInputDialog *>();
    QVERIFY(dialog);
    dialog->setTextValue(QString());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), QLatin1StringView(name));
    QTest::keyClick(dialog, Qt::Key_Return);
}

void TestWindowCommands::everyActionIsInThePalette()
{
    QTest::keyClick(&m_driver->window(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(palette());
    const QStringList texts = found();
    for (const char *text : {"File: Open workspace", "Run: Invoke", "Run: Burst", "View: Latency",
                             "View: Theme: Dark", "Help: Sandbox diagnosis"})
        QVERIFY2(texts.contains(QLatin1StringView(text)), text);
    press(Qt::Key_Escape);
    QVERIFY(!palette());
}

void TestWindowCommands::actionByAFewLetters()
{
    QTest::keyClick(&m_driver->window(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    type("vlog");
    QCOMPARE(found().constFirst(), QStringLiteral("View: Logs"));
    press(Qt::Key_Return);
    auto *logs = m_driver->panel<widgets::LogsPanel>();
    QTRY_VERIFY(logs->isVisible());
    QVERIFY(!palette());
}

void TestWindowCommands::nothingMatches()
{
    QTest::keyClick(&m_driver->window(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    type("qqqqq");
    QCOMPARE(found(), QStringList(QStringLiteral("Nothing matches")));
    press(Qt::Key_Return);
    QVERIFY(palette());
    press(Qt::Key_Escape);
}

void TestWindowCommands::goesToAFile()
{
    auto *tabs = m_driver->panel<EditorTabs>();
    QTRY_VERIFY(
        !m_driver->panel<widgets::FunctionList>()->files(QStringLiteral("orders")).isEmpty());
    QTest::keyClick(&m_driver->window(), Qt::Key_P, Qt::ControlModifier);
    type("orders/ind");
    press(Qt::Key_Return);
    QTRY_COMPARE(tabs->currentPath(), path("orders/index.mjs"));
}

void TestWindowCommands::goesToAnEvent()
{
    QTest::keyClick(&m_driver->window(), Qt::Key_P, Qt::ControlModifier);
    type("hello: no");
    QCOMPARE(found().constFirst(), QStringLiteral("hello: no-name"));
    press(Qt::Key_Down);
    press(Qt::Key_Up);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_driver->find<QComboBox>("savedEvents")->currentText(),
                 QStringLiteral("no-name"));
}

void TestWindowCommands::newFile()
{
    auto *list = m_driver->panel<widgets::FunctionList>();
    emit list->newFileRequested(QStringLiteral("hello"));
    answer("lib/util.py");
    QTRY_COMPARE(m_driver->panel<EditorTabs>()->currentPath(), path("hello/lib/util.py"));
    QVERIFY(QFile::exists(path("hello/lib/util.py")));
    QTRY_VERIFY(list->files(QStringLiteral("hello")).contains(QStringLiteral("lib/util.py")));
}

void TestWindowCommands::filesOutsideAreRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("above") << QByteArray("../escaped.py");
    QTest::newRow("absolute") << QByteArray("/tmp/lambda-workbench-escaped.py");
    QTest::newRow("through a link") << QByteArray("out/escaped.py");
    QTest::newRow("the folder itself") << QByteArray(".");
    QTest::newRow("is there") << QByteArray("app.py");
}

void TestWindowCommands::filesOutsideAreRefused()
{
    QFETCH(QByteArray, name);
    const QTemporaryDir elsewhere;
    QVERIFY(QFile::link(elsewhere.path(), path("hello/out")));
    const QByteArray before = testsupport::contentOf(path("hello/app.py"));
    emit m_driver->panel<widgets::FunctionList>()->newFileRequested(QStringLiteral("hello"));
    answer(name);
    QTRY_VERIFY(!m_driver->message().isEmpty());
    QVERIFY(QDir(elsewhere.path()).isEmpty());
    QVERIFY(!QFile::exists(path("escaped.py")));
    QVERIFY(!QFile::exists(QStringLiteral("/tmp/lambda-workbench-escaped.py")));
    QCOMPARE(testsupport::contentOf(path("hello/app.py")), before);
}

void TestWindowCommands::renamedFileKeepsItsEdits()
{
    widgets::CodeEditor *editor = m_driver->openFile(path("hello/app.py"));
    m_driver->typeOver(editor, "x = 1\n");
    emit m_driver->panel<widgets::FunctionList>()->renameFileRequested(QStringLiteral("hello"),
                                                                       QStringLiteral("app.py"));
    answer("main.py");
    auto *tabs = m_driver->panel<EditorTabs>();
    QTRY_VERIFY(tabs->contains(path("hello/main.py")));
    QVERIFY(!tabs->contains(path("hello/app.py")));
    QVERIFY(!QFile::exists(path("hello/app.py")));
    QTest::keyClick(&m_driver->window(), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(testsupport::contentOf(path("hello/main.py")), QByteArray("x = 1\n"));
    QVERIFY(!QFile::exists(path("hello/app.py")));
}

void TestWindowCommands::deletedFileComesBack()
{
    const QByteArray before = testsupport::contentOf(path("hello/app.py"));
    QVERIFY(QFile::setPermissions(path("hello/app.py"), QFile::permissions(path("hello/app.py"))
                                                            | QFileDevice::ExeOwner));
    m_driver->openFile(path("hello/app.py"));
    auto *tabs = m_driver->panel<EditorTabs>();
    emit m_driver->panel<widgets::FunctionList>()->deleteFileRequested(QStringLiteral("hello"),
                                                                       QStringLiteral("app.py"));
    QVERIFY(!QFile::exists(path("hello/app.py")));
    QVERIFY(!tabs->contains(path("hello/app.py")));
    QVERIFY2(m_driver->message().startsWith(QStringLiteral("app.py was deleted.")),
             qPrintable(m_driver->message()));
    auto *line = m_driver->find<widgets::MessageLine>("windowMessage");
    QTest::mouseClick(line->findChild<QPushButton *>(QStringLiteral("messageAction")),
                      Qt::LeftButton);
    QTRY_COMPARE(testsupport::contentOf(path("hello/app.py")), before);
    QTRY_COMPARE(tabs->currentPath(), path("hello/app.py"));
    QVERIFY(QFile::permissions(path("hello/app.py")) & QFileDevice::ExeOwner);
}

QTEST_MAIN(TestWindowCommands)
#include "tst_windowcommands.moc"
