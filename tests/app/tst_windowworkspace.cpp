// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>

#include <sys/mount.h>
#include <unistd.h>

#include "app/controllers/workspacecontroller.h"
#include "engine/core/atomicfile.h"
#include "tests/app/windowdriver.h"
#include "tests/support/testworkspace.h"
#include "widgets/common/emptystate.h"
#include "widgets/config/functionconfigform.h"
#include "widgets/config/functionlist.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"
#include "widgets/invoke/invokebar.h"

using app::WorkspaceController;
using testsupport::changedLines;
using testsupport::contentOf;
using testsupport::TestWorkspace;
using testsupport::WindowDriver;
using widgets::EditorTabs;

namespace {

const QByteArray Handler = "def handler(event, context):\n    return event\n";

// The sample: comments, Globals, Parameters, four functions.
class SampleFolder
{
public:
    SampleFolder()
    {
        const auto written = engine::writeSampleWorkspace(folder());
        if (!written)
            qFatal("can't write the sample");
    }
    [[nodiscard]] QString folder() const { return m_dir.filePath(QStringLiteral("sample")); }
    [[nodiscard]] QString path(const char *name) const
    {
        return QDir(folder()).filePath(QLatin1StringView(name));
    }

private:
    QTemporaryDir m_dir;
};

void writeOutside(const QString &path, const QByteArray &content)
{
    QVERIFY(engine::writeAtomically(path, content).has_value());
}

void triggerSave(WindowDriver &driver)
{
    QTest::keyClick(&driver.window(), Qt::Key_S, Qt::ControlModifier);
}

} // namespace

// Template, form, files and their mishaps, without a single invoke.
class TestWindowWorkspace : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void memoryIsOneLineOfTheTemplate();
    void aLayerIsOneLineOfTheTemplate();
    void aFormEditIsOneUndoStep();
    void theFormFollowsTheTemplatesText();
    void anOutsideChangeIsTakenOverWhenClean();
    void anOutsideChangeIsAskedAboutWhenDirty_data();
    void anOutsideChangeIsAskedAboutWhenDirty();
    void aRemovedFileIsToldAndWrittenAnew();
    void aReadOnlyWorkspaceOpens();
    void brokenYamlKeepsTheFunctions();
    void brokenYamlOnDiskStillOpens();
    void emptyStates_data();
    void emptyStates();
    void closingAsks_data();
    void closingAsks();
    void aClosedTemplateTabComesBackForTheForm();
    void anotherWorkspaceReplacesTheFirst();

private:
    testsupport::IsolatedHome m_home;
};

void TestWindowWorkspace::aLayerIsOneLineOfTheTemplate()
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("template.yaml"));
    const QByteArray before =
        "Resources:\n  Base: # first\n    Type: AWS::Serverless::LayerVersion\n"
        "    Properties: {ContentUri: base}\n"
        "  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n"
        "      CodeUri: code\n      Handler: app.handler # in app.py\n"
        "      Runtime: python3.11\n      Timeout: 5 # enough\n";
    QVERIFY(engine::writeAtomically(file, before));
    QVERIFY(engine::writeAtomically(dir.filePath(QStringLiteral("base/python/a.py")), "x = 1\n"));
    QVERIFY(engine::writeAtomically(dir.filePath(QStringLiteral("code/app.py")), "y = 1\n"));
    QVERIFY(engine::writeAtomically(dir.filePath(QStringLiteral("events/Hello/e.json")), "{}"));
    WindowDriver driver;
    QVERIFY(driver.open(dir.path()));
    widgets::CodeEditor *text = driver.openFile(file);
    auto *menu = driver.find<QMenu>("addLayerMenu");
    const auto offered = [menu]() -> QAction * {
        emit menu->aboutToShow();
        return menu->actions().constFirst();
    };
    QTRY_COMPARE(offered()->text(), QStringLiteral("Base"));
    offered()->trigger();
    QTRY_COMPARE(text->content(), before + "      Layers:\n        - !Ref Base\n");
    auto *list = driver.find<QTreeWidget>("layerList");
    QTRY_COMPARE(list->topLevelItemCount(), 1);
    QTRY_COMPARE(list->topLevelItem(0)->text(2), QStringLiteral("6 bytes"));
    list->setCurrentItem(list->topLevelItem(0));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    QTRY_COMPARE(text->content(), before);
}

void TestWindowWorkspace::memoryIsOneLineOfTheTemplate()
{
    const SampleFolder sample;
    const QByteArray before = contentOf(sample.path("template.yaml"));
    WindowDriver driver;
    QVERIFY(driver.open(sample.folder()));
    driver.select(QStringLiteral("orders"));
    auto *memory = driver.find<QSpinBox>("memory");
    QTRY_COMPARE(memory->value(), 256);
    memory->setFocus();
    memory->selectAll();
    QTest::keyClicks(memory, QStringLiteral("512"));
    QTest::keyClick(memory, Qt::Key_Return);
    QCOMPARE(contentOf(sample.path("template.yaml")), before); // saved when it is wanted
    triggerSave(driver);
    QTRY_VERIFY(contentOf(sample.path("template.yaml")) != before);
    const QByteArray after = contentOf(sample.path("template.yaml"));
    QCOMPARE(changedLines(before, after), 1);
    QByteArray expected = before;
    expected.replace("MemorySize: 256", "MemorySize: 512");
    QCOMPARE(after, expected);
}

void TestWindowWorkspace::aFormEditIsOneUndoStep()
{
    const SampleFolder sample;
    const QString file = sample.path("template.yaml");
    const QByteArray before = contentOf(file);
    WindowDriver driver;
    QVERIFY(driver.open(sample.folder()));
    driver.select(QStringLiteral("orders"));
    auto *memory = driver.find<QSpinBox>("memory");
    QTRY_COMPARE(memory->value(), 256);
    memory->setFocus();
    memory->selectAll();
    QTest::keyClicks(memory, QStringLiteral("1769"));
    auto *tabs = driver.panel<EditorTabs>();
    QTRY_VERIFY(tabs->contentOf(file).contains("MemorySize: 1769"));
    QVERIFY(tabs->isDirty(file));

    tabs->setCurrent(file);
    QTest::keyClick(driver.editor(file)->textWidget(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(tabs->contentOf(file), before);
    QTRY_COMPARE(memory->value(), 256);
    QVERIFY(!tabs->isDirty(file));
}

void TestWindowWorkspace::theFormFollowsTheTemplatesText()
{
    const SampleFolder sample;
    const QString file = sample.path("template.yaml");
    WindowDriver driver;
    QVERIFY(driver.open(sample.folder()));
    driver.select(QStringLiteral("orders"));
    auto *editor = driver.openFile(file);
    const QByteArray before = contentOf(file);
    const auto line = static_cast<int>(before.left(before.indexOf("MemorySize: 256")).count('\n'));
    editor->goTo(line + 1);
    QTest::keyClick(editor->textWidget(), Qt::Key_End);
    QTest::keyClick(editor->textWidget(), Qt::Key_Backspace);
    QTest::keyClicks(editor->textWidget(), QStringLiteral("8"));
    QTRY_COMPARE(driver.find<QSpinBox>("memory")->value(), 258);
}

void TestWindowWorkspace::anOutsideChangeIsTakenOverWhenClean()
{
    const SampleFolder sample;
    const QString file = sample.path("template.yaml");
    WindowDriver driver;
    QVERIFY(driver.open(sample.folder()));
    driver.select(QStringLiteral("orders"));
    QTRY_COMPARE(driver.find<QSpinBox>("memory")->value(), 256);
    QByteArray changed = contentOf(file);
    changed.replace("MemorySize: 256", "MemorySize: 300");
    writeOutside(file, changed);
    QTRY_COMPARE(driver.panel<EditorTabs>()->contentOf(file), changed);
    QVERIFY(!driver.panel<EditorTabs>()->isDirty(file));
    QTRY_COMPARE(driver.find<QSpinBox>("memory")->value(), 300);
    // And again: the file that is there now is watched too.
    changed.replace("MemorySize: 300", "MemorySize: 301");
    writeOutside(file, changed);
    QTRY_COMPARE(driver.find<QSpinBox>("memory")->value(), 301);
}

void TestWindowWorkspace::anOutsideChangeIsAskedAboutWhenDirty_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<bool>("mine");
    QTest::newRow("the other version") << "banner-reload" << false;
    QTest::newRow("mine") << "banner-keep" << true;
}

void TestWindowWorkspace::anOutsideChangeIsAskedAboutWhenDirty()
{
    QFETCH(QString, answer);
    QFETCH(bool, mine);
    const SampleFolder sample;
    const QString file = sample.path("template.yaml");
    WindowDriver driver;
    QVERIFY(driver.open(sample.folder()));
    auto *editor = driver.openFile(file);
    const QByteArray before = contentOf(file);
    QTest::keyClicks(editor->textWidget(), QStringLiteral("# mine"));
    const QByteArray edited = editor->content();
    const QByteArray outside = "# theirs\n" + before;
    writeOutside(file, outside);
    auto *tabs = driver.panel<EditorTabs>();
    QTRY_VERIFY(!tabs->bannerText(file).isEmpty());
    QCOMPARE(tabs->contentOf(file), edited); // nobody's work is gone
    QCOMPARE(contentOf(file), outside);

    auto *button = editor->window()->findChild<QAbstractButton *>(answer);
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    const QByteArray expected = mine ? edited : outside;
    QTRY_COMPARE(contentOf(file), expected);
    QTRY_COMPARE(tabs->contentOf(file), expected);
    QTRY_VERIFY(!tabs->isDirty(file));
    QVERIFY(tabs->bannerText(file).isEmpty());
}

void TestWindowWorkspace::aRemovedFileIsToldAndWrittenAnew()
{
    const SampleFolder sample;
    const QString file = sample.path("hello/app.py");
    WindowDriver driver;
    QVERIFY(driver.open(sample.folder()));
    auto *tabs = driver.panel<EditorTabs>();
    QVERIFY(tabs->contains(file));
    const QByteArray content = contentOf(file);
    QVERIFY(QFile::remove(file));
    QTRY_VERIFY(tabs->bannerText(file).contains(QStringLiteral("removed")));
    QCOMPARE(tabs->contentOf(file), content);

    QTest::keyClicks(driver.openFile(file)->textWidget(), QStringLiteral("#"));
    triggerSave(driver);
    QTRY_COMPARE(contentOf(file), "#" + content);
    QTRY_VERIFY(tabs->bannerText(file).isEmpty());
}

void TestWindowWorkspace::aReadOnlyWorkspaceOpens()
{
    const SampleFolder sample;
    const QByteArray folder = QFile::encodeName(sample.folder());
    const bool asRoot = geteuid() == 0;
    if (asRoot) {
        // Permissions do not bind root; a read-only mount does.
        if (mount(folder, folder, nullptr, MS_BIND, nullptr) != 0
            || mount(nullptr, folder, nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) != 0)
            QSKIP("no read-only mount on this machine");
    } else {
        for (const char *name : {"template.yaml", "hello/app.py", "hello", ""})
            QFile::setPermissions(sample.path(name), QFile::ReadOwner | QFile::ExeOwner);
    }
    const auto undo = qScopeGuard([&] {
        if (asRoot)
            umount2(folder, MNT_DETACH);
        for (const char *name : {"", "hello", "hello/app.py", "template.yaml"})
            QFile::setPermissions(sample.path(name), QFile::Permissions(0x7755));
    });
    WindowDriver driver;
    QVERIFY(driver.open(sample.folder()));
    const QString file = sample.path("hello/app.py");
    QVERIFY(driver.panel<EditorTabs>()->bannerText(file).contains(QStringLiteral("read-only")));
    QVERIFY(driver.editor(file)->isReadOnly());
    QTRY_VERIFY(!driver.message().isEmpty()); // that no history is kept

    // The form can't write either, says so, and shows what is there.
    auto *memory = driver.find<QSpinBox>("memory");
    memory->setFocus();
    memory->selectAll();
    QTest::keyClicks(memory, QStringLiteral("512"));
    triggerSave(driver);
    const QString templateFile = sample.path("template.yaml");
    QTRY_VERIFY(!driver.panel<EditorTabs>()->bannerText(templateFile).isEmpty());
    if (!TestWorkspace::whyNoSandbox().isEmpty())
        return;
    // What is on disk can still be run once the edit is undone.
    driver.panel<EditorTabs>()->closeDocument(templateFile);
    QVERIFY(driver.invoke());
    QTRY_VERIFY2(driver.response().contains("statusCode"), driver.response());
}

void TestWindowWorkspace::brokenYamlKeepsTheFunctions()
{
    const SampleFolder sample;
    const QString file = sample.path("template.yaml");
    WindowDriver driver;
    QVERIFY(driver.open(sample.folder()));
    driver.select(QStringLiteral("thumbnail"));
    auto *list = driver.panel<widgets::FunctionList>();
    auto *model = list->model();
    const int count = model->rowCount();
    QVERIFY(count > 1);
    auto *editor = driver.openFile(file);
    const QByteArray before = contentOf(file);
    const auto line = static_cast<int>(before.left(before.indexOf("  orders:")).count('\n')) + 1;
    editor->goTo(line);
    QTest::keyClicks(editor->textWidget(), QStringLiteral("\"x: ["));
    auto *workspace = driver.panel<WorkspaceController>();
    QTRY_VERIFY(!workspace->workspace().problems.empty());
    const auto &problem = workspace->workspace().problems.front();
    QCOMPARE(problem.kind, engine::TemplateProblem::Kind::Syntax);
    QVERIFY(problem.line >= line);
    editor->goTo(1);
    QTest::keyClick(editor->textWidget(), Qt::Key_F8); // next problem
    QCOMPARE(editor->cursorLine(), problem.line);
    // Half a word is no reason to tear the list and the selection down.
    QCOMPARE(model->rowCount(), count);
    QCOMPARE(list->currentFunction(), QStringLiteral("thumbnail"));
    QVERIFY(workspace->current());

    // The form refuses while the text can't be read.
    auto *memory = driver.find<QSpinBox>("memory");
    memory->setFocus();
    memory->selectAll();
    QTest::keyClicks(memory, QStringLiteral("640"));
    QTRY_VERIFY(!driver.message().isEmpty());
    QTRY_COMPARE(memory->value(), 512);

    QTest::keyClick(editor->textWidget(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(workspace->workspace().problems.empty());
    QCOMPARE(editor->content(), before);
    QCOMPARE(model->rowCount(), count);
    QCOMPARE(list->currentFunction(), QStringLiteral("thumbnail"));
}

void TestWindowWorkspace::brokenYamlOnDiskStillOpens()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("good"), Handler);
    const QString file = workspace.path(QStringLiteral("template.yaml"));
    const QByteArray good = contentOf(file);
    workspace.write(QStringLiteral("template.yaml"), good + "  bad: [\n    x\n  y\n");
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    auto *controller = driver.panel<WorkspaceController>();
    QCOMPARE(controller->workspace().problems.size(), std::size_t(1));
    QVERIFY(controller->workspace().problems.front().line > 5);
    QVERIFY(controller->workspace().function(QStringLiteral("good")));
    writeOutside(file, good); // mended elsewhere
    QTRY_VERIFY(controller->workspace().problems.empty());
}

void TestWindowWorkspace::emptyStates_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("template without functions") << QByteArray("Resources: {}\n");
    QTest::newRow("empty template") << QByteArray("");
    QTest::newRow("a table instead of a template") << QByteArray("\x01\x02 not text");
}

void TestWindowWorkspace::emptyStates()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("template.yaml"));
    QVERIFY(engine::writeAtomically(file, content).has_value());
    WindowDriver driver;
    QVERIFY(driver.open(folder.path()));
    QVERIFY(driver.find<widgets::EmptyState>("functionListEmpty")->isVisible());
    QVERIFY(driver.find<QWidget>("configEmpty")->isVisible());
    QVERIFY(!driver.find<QPushButton>("invoke")->isEnabled());
    QCOMPARE(driver.find<QPushButton>("invoke")->toolTip(), QStringLiteral("Choose a function"));
    QTest::keyClick(&driver.window(), Qt::Key_Return, Qt::ControlModifier); // nothing happens
    QCOMPARE(driver.history()->rowCount(), 0);
}

void TestWindowWorkspace::closingAsks_data()
{
    QTest::addColumn<int>("button");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<bool>("saves");
    QTest::newRow("save") << int(QMessageBox::Save) << true << true;
    QTest::newRow("discard") << int(QMessageBox::Discard) << true << false;
    QTest::newRow("cancel") << int(QMessageBox::Cancel) << false << false;
}

void TestWindowWorkspace::closingAsks()
{
    QFETCH(int, button);
    QFETCH(bool, closes);
    QFETCH(bool, saves);
    const SampleFolder sample;
    const QString code = sample.path("hello/app.py");
    const QByteArray before = contentOf(code);
    WindowDriver driver;
    QVERIFY(driver.open(sample.folder()));
    QTest::keyClicks(driver.openFile(code)->textWidget(), QStringLiteral("#"));
    driver.window().close();
    QVERIFY(driver.window().isVisible());
    QMessageBox *question = driver.question();
    QVERIFY(question);
    QTest::mouseClick(question->button(QMessageBox::StandardButton(button)), Qt::LeftButton);
    if (closes)
        QTRY_VERIFY(!driver.window().isVisible());
    else
        QVERIFY(driver.window().isVisible());
    QCOMPARE(contentOf(code), saves ? "#" + before : before);
}

void TestWindowWorkspace::aClosedTemplateTabComesBackForTheForm()
{
    const SampleFolder sample;
    const QString file = sample.path("template.yaml");
    WindowDriver driver;
    QVERIFY(driver.open(sample.folder()));
    auto *tabs = driver.panel<EditorTabs>();
    tabs->setCurrent(file);
    tabs->closeCurrent();
    QTRY_VERIFY(!tabs->contains(file));
    auto *memory = driver.find<QSpinBox>("memory");
    memory->setFocus();
    memory->selectAll();
    QTest::keyClicks(memory, QStringLiteral("192"));
    QTRY_VERIFY(tabs->contentOf(file).contains("MemorySize: 192"));
    QCOMPARE(tabs->currentPath(), sample.path("hello/app.py"));
    triggerSave(driver);
    QTRY_VERIFY(contentOf(file).contains("MemorySize: 192"));
}

void TestWindowWorkspace::anotherWorkspaceReplacesTheFirst()
{
    const SampleFolder sample;
    TestWorkspace other;
    other.addPython(QStringLiteral("only"), Handler);
    WindowDriver driver;
    QVERIFY(driver.open(sample.folder()));
    QVERIFY(driver.open(other.path()));
    QCOMPARE(driver.panel<widgets::FunctionList>()->currentFunction(), QStringLiteral("only"));
    for (const QString &path : driver.panel<EditorTabs>()->documents())
        QVERIFY2(path.startsWith(other.path()), qPrintable(path));
    // A folder that is none leaves everything as it was.
    driver.window().openWorkspace(QStringLiteral("/nonexistent"));
    QTRY_VERIFY(!driver.message().isEmpty());
    QCOMPARE(driver.panel<widgets::FunctionList>()->currentFunction(), QStringLiteral("only"));
}

QTEST_MAIN(TestWindowWorkspace)
#include "tst_windowworkspace.moc"
