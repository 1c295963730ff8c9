// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QToolTip>

#include <Qsci/qsciscintilla.h>

#include "widgets/common/theme.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortheme.h"
#include "widgets/editor/scintillanumbers.h"
#include "widgets/editor/syntaxmodule.h"

using widgets::CodeEditor;
using widgets::EditorProblem;
using widgets::Scheme;
using widgets::SyntaxModule;
using Sci = QsciScintillaBase;
namespace scintilla = widgets::scintilla;

class TestCodeEditor : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void typingAndUndo();
    void returnIndents();
    void returnBetweenBrackets();
    void closingBracketComesBack();
    void readOnlyStaysAsItIs();
    void bytesSurvive_data();
    void bytesSurvive();
    void typedLineEndsFollowTheFile();
    void binaryIsNotEdited();
    void modifiedFollowsUndo();
    void replacedFromOutside();
    void findCountsAndWraps();
    void findWithOptions();
    void wrongExpressionIsSaid();
    void replaceAllIsOneUndoStep();
    void replaceOneGoesOn();
    void escapeClosesTheBar();
    void goToLine();
    void commentsToggle();
    void commentsKeepForeignBytes();
    void folds();
    void problems();
    void stackLines();
    void themeFollowsPalette();
    void worksWithoutModule();

private:
    void type(const QString &text) { QTest::keyClicks(m_editor->textWidget(), text); }
    void key(Qt::Key code, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget()
                                                    : m_editor->textWidget(),
                        code, modifiers);
    }
    void load(const QString &name, const QByteArray &text)
    {
        m_editor->setFileName(name);
        m_editor->setContent(text);
        m_editor->setFocus();
    }
    long send(unsigned int message, long first = 0, long second = 0)
    {
        return m_view->SendScintilla(message, static_cast<unsigned long>(first), second);
    }
    template <typename T>
    T *child(const char *name)
    {
        return m_editor->findChild<T *>(QLatin1StringView(name));
    }

    SyntaxModule m_module;
    std::unique_ptr<CodeEditor> m_editor;
    QsciScintilla *m_view = nullptr;
};

void TestCodeEditor::init()
{
    m_editor = std::make_unique<CodeEditor>(m_module);
    m_editor->setPalette(widgets::palette(Scheme::Light));
    m_editor->resize(700, 500);
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
    m_view = m_editor->findChild<QsciScintilla *>();
    QVERIFY(m_view);
}

void TestCodeEditor::cleanup()
{
    m_editor.reset();
}

void TestCodeEditor::typingAndUndo()
{
    load(QStringLiteral("a.py"), "x = 1\n");
    QSignalSpy edited(m_editor.get(), &CodeEditor::textEdited);
    type(QStringLiteral("y"));
    QCOMPARE(m_editor->content(), QByteArray("yx = 1\n"));
    QVERIFY(edited.count() > 0);
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_editor->content(), QByteArray("x = 1\n"));
    key(Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(m_editor->content(), QByteArray("yx = 1\n"));
}

void TestCodeEditor::returnIndents()
{
    load(QStringLiteral("a.py"), {});
    type(QStringLiteral("def f():"));
    key(Qt::Key_Return);
    type(QStringLiteral("return 1"));
    key(Qt::Key_Return);
    type(QStringLiteral("x"));
    QCOMPARE(m_editor->content(), QByteArray("def f():\n    return 1\nx"));
    QCOMPARE(m_editor->cursorLine(), 3);
    QCOMPARE(m_editor->cursorColumn(), 2);
}

void TestCodeEditor::returnBetweenBrackets()
{
    load(QStringLiteral("a.js"), "f() {}");
    key(Qt::Key_End);
    key(Qt::Key_Left);
    key(Qt::Key_Return);
    QCOMPARE(m_editor->content(), QByteArray("f() {\n  \n}"));
    QCOMPARE(m_editor->cursorLine(), 2);
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_editor->content(), QByteArray("f() {}"));
}

void TestCodeEditor::closingBracketComesBack()
{
    load(QStringLiteral("a.js"), "if (x) {\n  y();\n  ");
    key(Qt::Key_End, Qt::ControlModifier);
    type(QStringLiteral("}"));
    QCOMPARE(m_editor->content(), QByteArray("if (x) {\n  y();\n}"));
}

void TestCodeEditor::readOnlyStaysAsItIs()
{
    load(QStringLiteral("a.py"), "x = 1\n");
    m_editor->setReadOnly(true);
    type(QStringLiteral("y"));
    key(Qt::Key_Return);
    key(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(m_editor->content(), QByteArray("x = 1\n"));
    QVERIFY(m_editor->isReadOnly());
    m_editor->replaceContent("new\n"); // from outside is possible
    QCOMPARE(m_editor->content(), QByteArray("new\n"));
    type(QStringLiteral("y"));
    QCOMPARE(m_editor->content(), QByteArray("new\n"));
}

void TestCodeEditor::bytesSurvive_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("Windows line ends") << QByteArray("a\r\nb\r\n");
    QTest::newRow("mixed line ends") << QByteArray("a\r\nb\nc\rd");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfx\n");
    QTest::newRow("Latin-1") << QByteArray("gr\xfc\xdf\n");
    QTest::newRow("cut off UTF-8") << QByteArray("a\xe2\x82");
    QTest::newRow("zero bytes") << QByteArray("a\0b\0", 4);
    QTest::newRow("no line end at the end") << QByteArray("a\nb");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("emoji") << QByteArray("\xf0\x9f\x98\x80\n");
}

void TestCodeEditor::bytesSurvive()
{
    QFETCH(QByteArray, bytes);

    load(QStringLiteral("a.py"), "something before \xc3\xa4\r\n");
    load(QStringLiteral("a.py"), bytes);
    QCOMPARE(m_editor->content(), bytes);
    QVERIFY(!m_editor->isModified());
    QVERIFY(!m_editor->canUndo());
    m_editor->replaceContent("other\r\n" + bytes);
    QCOMPARE(m_editor->content(), "other\r\n" + bytes);
    m_editor->replaceContent(bytes);
    QCOMPARE(m_editor->content(), bytes);
}

void TestCodeEditor::typedLineEndsFollowTheFile()
{
    load(QStringLiteral("a.txt"), "a\r\nb\r\n");
    key(Qt::Key_End);
    key(Qt::Key_Return);
    QCOMPARE(m_editor->content(), QByteArray("a\r\n\r\nb\r\n"));
}

void TestCodeEditor::binaryIsNotEdited()
{
    load(QStringLiteral("a.bin"), QByteArray("\x7f"
                                             "ELF\0\1",
                                             6));
    QVERIFY(m_editor->isBinary());
    QVERIFY(m_editor->isReadOnly());
    type(QStringLiteral("x"));
    QCOMPARE(m_editor->content().size(), 6);
    load(QStringLiteral("a.py"), "text");
    QVERIFY(!m_editor->isReadOnly());
}

void TestCodeEditor::modifiedFollowsUndo()
{
    QSignalSpy modified(m_editor.get(), &CodeEditor::modifiedChanged);
    load(QStringLiteral("a.py"), "x\n");
    QCOMPARE(modified.count(), 0);
    type(QStringLiteral("ab"));
    QVERIFY(m_editor->isModified());
    m_editor->undo();
    QVERIFY(!m_editor->isModified());
    type(QStringLiteral("c"));
    m_editor->setModified(false);
    QVERIFY(!m_editor->isModified());
    m_editor->undo();
    QVERIFY(m_editor->isModified());
    QList<bool> told;
    for (const auto &arguments : modified)
        told << arguments.first().toBool();
    QCOMPARE(told, (QList<bool>{true, false, true, false, true}));
}

void TestCodeEditor::replacedFromOutside()
{
    load(QStringLiteral("a.py"), "one\ntwo\nthree\n");
    m_editor->goTo(3, 2);
    QSignalSpy edited(m_editor.get(), &CodeEditor::textEdited);
    m_editor->replaceContent("zero\none\nTWO\nthree\n");
    QCOMPARE(m_editor->content(), QByteArray("zero\none\nTWO\nthree\n"));
    QCOMPARE(edited.count(), 0);
    QVERIFY(!m_editor->isModified());
    QCOMPARE(m_editor->cursorLine(), 4); // still before "hree"
    QCOMPARE(m_editor->cursorColumn(), 2);
    m_editor->undo();
    QCOMPARE(m_editor->content(), QByteArray("one\ntwo\nthree\n"));
    QVERIFY(m_editor->isModified());
}

void TestCodeEditor::findCountsAndWraps()
{
    load(QStringLiteral("a.py"), "ab ab\nAB x\n");
    key(Qt::Key_F, Qt::ControlModifier);
    auto *field = child<QLineEdit>("findText");
    auto *status = child<QLabel>("findStatus");
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("ab"));
    QCOMPARE(status->text(), QStringLiteral("1 of 3"));
    QCOMPARE(m_view->selectedText(), QStringLiteral("ab"));
    key(Qt::Key_Return);
    QCOMPARE(status->text(), QStringLiteral("2 of 3"));
    key(Qt::Key_F3);
    QCOMPARE(status->text(), QStringLiteral("3 of 3"));
    QCOMPARE(m_editor->cursorLine(), 2);
    key(Qt::Key_F3);
    QCOMPARE(status->text(), QStringLiteral("1 of 3"));
    key(Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(status->text(), QStringLiteral("3 of 3"));
    // Every one of them is marked.
    QVERIFY(send(Sci::SCI_INDICATORVALUEAT, scintilla::FoundText, 0) != 0);
    QVERIFY(send(Sci::SCI_INDICATORVALUEAT, scintilla::FoundText, 2) == 0);
    field->setText(QStringLiteral("nowhere"));
    QCOMPARE(status->text(), QStringLiteral("No matches"));
}

void TestCodeEditor::findWithOptions()
{
    load(QStringLiteral("a.py"), "ab ab abc\nAB x\n");
    m_editor->showFind();
    child<QLineEdit>("findText")->setText(QStringLiteral("ab"));
    auto *status = child<QLabel>("findStatus");
    QCOMPARE(status->text(), QStringLiteral("1 of 4"));
    child<QToolButton>("matchCase")->click();
    QCOMPARE(status->text(), QStringLiteral("1 of 3"));
    child<QToolButton>("wholeWords")->click();
    QCOMPARE(status->text(), QStringLiteral("1 of 2"));
    child<QToolButton>("regex")->click();
    child<QLineEdit>("findText")->setText(QStringLiteral("a.c?"));
    QCOMPARE(status->text(), QStringLiteral("1 of 3"));
}

void TestCodeEditor::wrongExpressionIsSaid()
{
    load(QStringLiteral("a.py"), "x\n");
    m_editor->showFind();
    child<QToolButton>("regex")->click();
    child<QLineEdit>("findText")->setText(QStringLiteral("("));
    QVERIFY(!child<QLabel>("findStatus")->text().isEmpty());
    QVERIFY(child<QLineEdit>("findText")->property("invalid").toBool());
    m_editor->findNext(); // does nothing, and does not hang
    child<QLineEdit>("findText")->setText(QStringLiteral("x"));
    QVERIFY(!child<QLineEdit>("findText")->property("invalid").toBool());
}

void TestCodeEditor::replaceAllIsOneUndoStep()
{
    const QByteArray before("a1 \xc3\xa4 a2\na3\n");
    load(QStringLiteral("a.py"), before);
    key(Qt::Key_H, Qt::ControlModifier);
    child<QToolButton>("regex")->click();
    child<QLineEdit>("findText")->setText(QStringLiteral("a(\\d)"));
    child<QLineEdit>("replacement")->setText(QStringLiteral("long$1"));
    QTest::mouseClick(child<QPushButton>("replaceAll"), Qt::LeftButton);
    QCOMPARE(m_editor->content(), QByteArray("long1 \xc3\xa4 long2\nlong3\n"));
    QCOMPARE(child<QLabel>("findStatus")->text(), QStringLiteral("3 replaced"));
    m_editor->undo();
    QCOMPARE(m_editor->content(), before);
    QVERIFY(!m_editor->isModified());
}

void TestCodeEditor::replaceOneGoesOn()
{
    load(QStringLiteral("a.py"), "a a a\n");
    m_editor->showReplace();
    child<QLineEdit>("findText")->setText(QStringLiteral("a"));
    child<QLineEdit>("replacement")->setText(QStringLiteral("aa"));
    QTest::mouseClick(child<QPushButton>("replaceOne"), Qt::LeftButton);
    QTest::mouseClick(child<QPushButton>("replaceOne"), Qt::LeftButton);
    QCOMPARE(m_editor->content(), QByteArray("aa aa a\n"));
}

void TestCodeEditor::escapeClosesTheBar()
{
    load(QStringLiteral("a.py"), "a a a\n");
    m_editor->showFind();
    child<QLineEdit>("findText")->setText(QStringLiteral("a"));
    auto *bar = child<QWidget>("findBar");
    QVERIFY(bar->isVisible());
    key(Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
    QVERIFY(m_view->hasFocus());
    QVERIFY(send(Sci::SCI_INDICATORVALUEAT, scintilla::FoundText, 2) == 0);
    m_editor->showFind();
    m_view->setFocus();
    key(Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
}

void TestCodeEditor::goToLine()
{
    load(QStringLiteral("a.py"), QByteArray("gr\xc3\xbc\xc3\x9f"
                                            "e\n")
                                     .repeated(50));
    key(Qt::Key_G, Qt::ControlModifier);
    auto *field = child<QLineEdit>("goToLine");
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("30:5"));
    key(Qt::Key_Return);
    QCOMPARE(m_editor->cursorLine(), 30);
    QCOMPARE(m_editor->cursorColumn(), 5); // characters, not bytes
    QVERIFY(!field->isVisible());
    QVERIFY(m_view->hasFocus());
    m_editor->goTo(9'999);
    QCOMPARE(m_editor->cursorLine(), 51);
    m_editor->goTo(2, 9'999);
    QCOMPARE(m_editor->cursorLine(), 2);
    QCOMPARE(m_editor->cursorColumn(), 6);
    m_editor->goTo(-4);
    QCOMPARE(m_editor->cursorLine(), 1);
}

void TestCodeEditor::commentsToggle()
{
    load(QStringLiteral("a.py"), "def f():\n    x\n\n    y\nz\n");
    m_editor->goTo(2);
    key(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(m_editor->content(), QByteArray("def f():\n    # x\n\n    y\nz\n"));
    key(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(m_editor->content(), QByteArray("def f():\n    x\n\n    y\nz\n"));
    send(Sci::SCI_SETSEL, 0, m_editor->content().size() - 2); // up to the start of "z"
    key(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(m_editor->content(), QByteArray("# def f():\n#     x\n\n#     y\nz\n"));
    m_editor->undo();
    QCOMPARE(m_editor->content(), QByteArray("def f():\n    x\n\n    y\nz\n"));
}

void TestCodeEditor::commentsKeepForeignBytes()
{
    load(QStringLiteral("a.py"), "x = '\xe4'\n");
    key(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(m_editor->content(), QByteArray("# x = '\xe4'\n"));
}

void TestCodeEditor::folds()
{
    load(QStringLiteral("a.py"), "def f():\n    x\n    y\nz\n");
    QVERIFY(QTest::qWaitFor(
        [this] { return (send(Sci::SCI_GETFOLDLEVEL, 0) & Sci::SC_FOLDLEVELHEADERFLAG) != 0; }));
    // A click on the arrow beside the first line.
    int x = 0;
    for (int margin = 0; margin < scintilla::FoldMargin; ++margin)
        x += m_view->marginWidth(margin);
    QTest::mouseClick(
        m_view->viewport(), Qt::LeftButton, Qt::NoModifier,
        QPoint(x + m_view->marginWidth(scintilla::FoldMargin) / 2, m_view->textHeight(0) / 2));
    QVERIFY(!send(Sci::SCI_GETLINEVISIBLE, 1));
    QVERIFY(!send(Sci::SCI_GETLINEVISIBLE, 2));
    QVERIFY(send(Sci::SCI_GETLINEVISIBLE, 3));
    m_editor->goTo(3);
    QVERIFY(send(Sci::SCI_GETLINEVISIBLE, 2));
    m_editor->foldAll();
    QVERIFY(!send(Sci::SCI_GETLINEVISIBLE, 1));
    m_editor->foldAll();
    QVERIFY(send(Sci::SCI_GETLINEVISIBLE, 1));
}

void TestCodeEditor::problems()
{
    load(QStringLiteral("a.py"), "one\ntwo words\nthree\n");
    QSignalSpy atCursor(m_editor.get(), &CodeEditor::problemAtCursor);
    m_editor->setProblems(
        {{2, 5, QStringLiteral("bad word"), EditorProblem::Severity::Error},
         {99, 0, QStringLiteral("at the end"), EditorProblem::Severity::Warning}});
    QVERIFY(send(Sci::SCI_MARKERGET, 1) & (1 << scintilla::ErrorMarker));
    QVERIFY(send(Sci::SCI_MARKERGET, 3) & (1 << scintilla::WarningMarker));
    QCOMPARE(send(Sci::SCI_INDICATORVALUEAT, scintilla::ErrorSquiggle, 4), 0L); // "two"
    QCOMPARE(send(Sci::SCI_INDICATORVALUEAT, scintilla::ErrorSquiggle, 8), 1L); // "words"
    QCOMPARE(send(Sci::SCI_INDICATORVALUEAT, scintilla::ErrorSquiggle, 12), 1L);

    m_editor->goTo(1);
    key(Qt::Key_F8);
    QCOMPARE(m_editor->cursorLine(), 2);
    // Scintilla tells of the cursor when it paints.
    QTRY_VERIFY(!atCursor.isEmpty());
    QCOMPARE(atCursor.last().first().toString(), QStringLiteral("bad word"));
    // Marks stay with their lines.
    m_editor->goTo(1);
    key(Qt::Key_Return);
    QVERIFY(send(Sci::SCI_MARKERGET, 2) & (1 << scintilla::ErrorMarker));
    key(Qt::Key_F8);
    QCOMPARE(m_editor->cursorLine(), 3);

    const QPoint there(100, m_view->textHeight(0) * 5 / 2);
    QHelpEvent help(QEvent::ToolTip, there, m_view->viewport()->mapToGlobal(there));
    QApplication::sendEvent(m_view->viewport(), &help);
    QCOMPARE(QToolTip::text(), QStringLiteral("bad word"));
    QToolTip::hideText();

    m_editor->setProblems({});
    QCOMPARE(send(Sci::SCI_MARKERGET, 2), 0L);
    QCOMPARE(send(Sci::SCI_INDICATORVALUEAT, scintilla::ErrorSquiggle, 10), 0L);
    QCOMPARE(atCursor.last().first().toString(), QString());
}

void TestCodeEditor::stackLines()
{
    load(QStringLiteral("a.py"), "one\ntwo\nthree\n");
    m_editor->markStackLines({2, 3, 77});
    QVERIFY(send(Sci::SCI_MARKERGET, 1) & (1 << scintilla::StackLine));
    QVERIFY(send(Sci::SCI_MARKERGET, 2) & (1 << scintilla::StackMarker));
    m_editor->markStackLines({});
    QCOMPARE(send(Sci::SCI_MARKERGET, 1), 0L);
}

void TestCodeEditor::themeFollowsPalette()
{
    load(QStringLiteral("a.py"), "def f():\n    return 1\n");
    m_editor->grab();
    const auto ofStyle = [this](int style, unsigned int message) {
        const long bgr = send(message, style);
        return QColor(bgr & 0xff, (bgr >> 8) & 0xff, (bgr >> 16) & 0xff);
    };
    const int keyword = static_cast<int>(send(Sci::SCI_GETSTYLEAT, 0));
    QVERIFY(keyword != 0);
    // The picture of a line's fold mark, which Scintilla has no question for.
    const auto foldMark = [this] {
        const QImage image = m_view->viewport()->grab().toImage();
        int x = m_view->marginWidth(scintilla::MarkMargin)
                + m_view->marginWidth(scintilla::NumberMargin);
        QSet<QRgb> colors;
        for (int i = 0; i < m_view->marginWidth(scintilla::FoldMargin); ++i) {
            for (int y = 0; y < m_view->textHeight(0); ++y)
                colors << image.pixel(x + i, y);
        }
        return colors;
    };
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::Light}) {
        m_editor->setPalette(widgets::palette(scheme));
        QCoreApplication::processEvents();
        const auto colors = widgets::editorColors(scheme);
        QCOMPARE(ofStyle(0, Sci::SCI_STYLEGETBACK), colors.ground);
        QCOMPARE(ofStyle(keyword, Sci::SCI_STYLEGETBACK), colors.ground);
        QCOMPARE(ofStyle(Sci::STYLE_LINENUMBER, Sci::SCI_STYLEGETBACK), colors.ground);
        QCOMPARE(ofStyle(Sci::STYLE_BRACELIGHT, Sci::SCI_STYLEGETBACK), colors.brace);
        QCOMPARE(ofStyle(0, Sci::SCI_STYLEGETFORE), colors.text);
        QVERIFY(ofStyle(keyword, Sci::SCI_STYLEGETFORE) != colors.text);
        const QSet<QRgb> mark = foldMark();
        QVERIFY(mark.contains(colors.foldMark.rgb()));
        QVERIFY(mark.contains(colors.ground.rgb()));
    }
}

void TestCodeEditor::worksWithoutModule()
{
    SyntaxModule none({QStringLiteral("/nonexistent")});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("No highlighting: .*")));
    CodeEditor editor(none);
    editor.setFileName(QStringLiteral("a.py"));
    editor.setContent("def f():\n    pass\n");
    editor.resize(300, 200);
    editor.show();
    QTest::keyClicks(editor.textWidget(), QStringLiteral("x"));
    editor.toggleComment();
    editor.grab();
    QCOMPARE(editor.content(), QByteArray("xdef f():\n    pass\n"));
    QCOMPARE(editor.languageName(), QString());
}

QTEST_MAIN(TestCodeEditor)
#include "tst_codeeditor.moc"
