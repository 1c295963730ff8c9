// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/codeeditor.h"

#include <QEvent>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/common/theme.h"
#include "widgets/editor/editortheme.h"
#include "widgets/editor/editorview.h"
#include "widgets/editor/findbar.h"
#include "widgets/editor/finder.h"
#include "widgets/editor/gotolinebar.h"
#include "widgets/editor/linecomments.h"
#include "widgets/editor/scintillanumbers.h"
#include "widgets/editor/syntaxhighlighter.h"
#include "widgets/editor/syntaxmodule.h"
#include "widgets/editor/utf8line.h"

namespace widgets {
namespace {

using Sci = QsciScintillaBase;

constexpr auto Utf8Mark = QByteArrayView("\xef\xbb\xbf");
constexpr qsizetype MaxHighlighted = 5'000'000; // bytes; beyond it is data, not code

QsciScintilla::EolMode lineEndsOf(const QByteArray &bytes)
{
    const qsizetype newlines = bytes.count('\n');
    const qsizetype windows = bytes.count("\r\n");
    return windows * 2 > newlines ? QsciScintilla::EolWindows : QsciScintilla::EolUnix;
}

// Where two texts begin to differ and where they are the same again, at character boundaries.
struct Difference
{
    qsizetype begin;
    qsizetype oldEnd;
    qsizetype newEnd;
};

Difference differenceOf(const QByteArray &before, const QByteArray &after)
{
    const auto isInside = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype begin = 0;
    while (begin < shorter && before[begin] == after[begin])
        ++begin;
    while (begin > 0
           && ((begin < before.size() && isInside(before[begin]))
               || (begin < after.size() && isInside(after[begin])) || before[begin - 1] == '\r'))
        --begin;
    qsizetype same = 0;
    while (same < shorter - begin
           && before[before.size() - same - 1] == after[after.size() - same - 1])
        ++same;
    while (same > 0
           && (isInside(before[before.size() - same]) || before[before.size() - same] == '\n'))
        --same;
    return {begin, before.size() - same, after.size() - same};
}

} // namespace

CodeEditor::CodeEditor(SyntaxModule &syntax, QWidget *parent)
    : QWidget(parent)
    , m_syntax(syntax)
    , m_view(new EditorView(this))
    , m_highlighter(new SyntaxHighlighter(m_view))
    , m_marks(new ProblemMarks(m_view))
    , m_findBar(new FindBar(this))
    , m_finder(new Finder(m_view, m_findBar))
    , m_goToLine(new GoToLineBar(this))
{
    m_view->setObjectName(QStringLiteral("text"));
    m_view->setAccessibleName(tr("Code"));
    setFocusProxy(m_view);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_findBar);
    layout->addWidget(m_goToLine);

    applyTheme();
    addShortcuts();
    connectView();
}

CodeEditor::~CodeEditor()
{
    m_view->disconnect(this); // it is destroyed after this object's own part
}

void CodeEditor::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto slot) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    add(Qt::CTRL | Qt::Key_F, &CodeEditor::showFind);
    add(Qt::CTRL | Qt::Key_H, &CodeEditor::showReplace);
    add(Qt::Key_F3, &CodeEditor::findNext);
    add(Qt::SHIFT | Qt::Key_F3, &CodeEditor::findPrevious);
    add(Qt::CTRL | Qt::Key_G, &CodeEditor::showGoToLine);
    add(Qt::CTRL | Qt::Key_Slash, &CodeEditor::toggleComment);
    add(Qt::Key_F8, &CodeEditor::goToNextProblem);
    add(Qt::SHIFT | Qt::Key_F8, &CodeEditor::goToPreviousProblem);
    add(Qt::CTRL | Qt::Key_Equal, &CodeEditor::zoomIn);
    add(Qt::CTRL | Qt::Key_Minus, &CodeEditor::zoomOut);
    add(Qt::CTRL | Qt::Key_0, &CodeEditor::resetZoom);
}

void CodeEditor::connectView()
{
    connect(m_view, &Sci::SCN_MODIFIED, this, [this](int, int type) {
        if (!m_loading && (type & (Sci::SC_MOD_INSERTTEXT | Sci::SC_MOD_DELETETEXT)))
            emit textEdited();
    });
    connect(m_view, &QsciScintilla::modificationChanged, this, &CodeEditor::updateModified);
    connect(m_view, &QsciScintilla::cursorPositionChanged, this, &CodeEditor::onCursorMoved);
    connect(m_view, &Sci::SCN_ZOOM, this, [this] {
        m_view->updateNumberMargin();
        emit zoomChanged(zoom());
    });
    connect(m_view, &EditorView::escapePressed, this, [this] {
        if (m_findBar->isVisible() || m_goToLine->isVisible())
            closeBars();
    });
    connect(m_goToLine, &GoToLineBar::chosen, this, [this](int line, int column) {
        m_goToLine->hide();
        goTo(line, column);
    });
    connect(m_goToLine, &GoToLineBar::closed, this, &CodeEditor::closeBars);
}

void CodeEditor::applyTheme()
{
    const Scheme scheme = schemeOf(this);
    applyEditorTheme(m_view, scheme, fixedFont());
    m_highlighter->setScheme(scheme);
    m_view->updateNumberMargin();
}

void CodeEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::ApplicationFontChange:
        applyTheme();
        break;
    default:
        break;
    }
}

void CodeEditor::setFileName(const QString &name)
{
    m_fileName = name;
    m_view->setAccessibleName(tr("Code of %1").arg(name));
    updateLanguage();
}

void CodeEditor::updateLanguage()
{
    const bool isCode = !m_binary && m_view->length() <= MaxHighlighted;
    m_highlighter->setDefinition(isCode ? m_syntax.definitionForFile(m_fileName) : nullptr);
    const QString language = languageName();
    const bool colon =
        language == QLatin1StringView("Python") || language == QLatin1StringView("YAML");
    m_view->setIndentStyle(indentStyleOf(m_fileName, m_view->allBytes()),
                           colon ? ColonOpensBlock::Yes : ColonOpensBlock::No);
}

QString CodeEditor::languageName() const
{
    const SyntaxDefinition *definition = m_highlighter->definition();
    return definition ? definition->name() : QString();
}

void CodeEditor::putContent(const QByteArray &bytes)
{
    m_byteOrderMark = bytes.startsWith(Utf8Mark) ? Utf8Mark.toByteArray() : QByteArray();
    const QByteArray text = bytes.mid(m_byteOrderMark.size());
    const QByteArray before = m_view->allBytes();
    const Difference change = differenceOf(before, text);
    m_view->send(Sci::SCI_SETREADONLY, 0);
    m_view->setEolMode(lineEndsOf(text));
    m_view->replaceBytes(change.begin, change.oldEnd,
                         text.mid(change.begin, change.newEnd - change.begin));
    m_binary = text.left(64 * 1024).contains('\0');
    updateReadOnly();
}

void CodeEditor::setContent(const QByteArray &bytes)
{
    {
        const QScopedValueRollback loading(m_loading, true);
        putContent({}); // nothing of the text before is to be kept
        putContent(bytes);
        m_view->send(Sci::SCI_EMPTYUNDOBUFFER);
    }
    setModified(false);
    updateLanguage();
    m_view->send(Sci::SCI_GOTOPOS, 0);
    m_view->updateNumberMargin();
    onCursorMoved();
}

void CodeEditor::replaceContent(const QByteArray &bytes)
{
    editContent(bytes);
    setModified(false);
}

void CodeEditor::editContent(const QByteArray &bytes)
{
    {
        const QScopedValueRollback loading(m_loading, true);
        m_view->beginUndoAction();
        putContent(bytes);
        m_view->endUndoAction();
    }
    updateModified();
    onCursorMoved();
}

QByteArray CodeEditor::content() const
{
    return m_byteOrderMark + m_view->allBytes();
}

bool CodeEditor::isValidUtf8() const
{
    return Utf8Line(m_view->allBytes()).isValid();
}

bool CodeEditor::isModified() const
{
    return m_forcedModified || m_view->send(Sci::SCI_GETMODIFY) != 0;
}

void CodeEditor::setModified(bool modified)
{
    m_forcedModified = modified;
    if (!modified)
        m_view->send(Sci::SCI_SETSAVEPOINT);
    updateModified();
}

void CodeEditor::updateModified()
{
    if (m_loading || m_wasModified == isModified())
        return;
    m_wasModified = isModified();
    emit modifiedChanged(m_wasModified);
}

void CodeEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    updateReadOnly();
}

void CodeEditor::updateReadOnly()
{
    m_view->send(Sci::SCI_SETREADONLY, isReadOnly());
}

bool CodeEditor::isReadOnly() const
{
    return m_readOnly || m_binary;
}

int CodeEditor::cursorLine() const
{
    return static_cast<int>(
               m_view->send(Sci::SCI_LINEFROMPOSITION, m_view->send(Sci::SCI_GETCURRENTPOS)))
           + 1;
}

int CodeEditor::cursorColumn() const
{
    const long position = m_view->send(Sci::SCI_GETCURRENTPOS);
    const long start = m_view->send(Sci::SCI_POSITIONFROMLINE, cursorLine() - 1);
    return static_cast<int>(m_view->send(Sci::SCI_COUNTCHARACTERS, start, position)) + 1;
}

int CodeEditor::lineCount() const
{
    return m_view->lines();
}

void CodeEditor::goTo(int line, int column)
{
    const int target = std::clamp(line, 1, m_view->lines()) - 1;
    const long end = m_view->send(Sci::SCI_GETLINEENDPOSITION, target);
    const long position =
        line > m_view->lines()
            ? end
            : std::min<long>(m_view->positionFromLineIndex(target, std::max(0, column - 1)), end);
    m_view->send(Sci::SCI_ENSUREVISIBLEENFORCEPOLICY, target);
    m_view->send(Sci::SCI_GOTOPOS, position);
    m_view->send(Sci::SCI_VERTICALCENTRECARET);
    m_view->setFocus(Qt::OtherFocusReason);
}

void CodeEditor::onCursorMoved()
{
    emit cursorMoved(cursorLine(), cursorColumn());
    const QString message = m_marks->messageAt(cursorLine());
    if (message == m_problemAtCursor)
        return;
    m_problemAtCursor = message;
    emit problemAtCursor(message);
}

void CodeEditor::setProblems(const std::vector<EditorProblem> &problems)
{
    m_marks->setProblems(problems);
    onCursorMoved();
}

void CodeEditor::markStackLines(const std::vector<int> &lines)
{
    m_marks->setStackLines(lines);
}

void CodeEditor::goToNextProblem()
{
    if (const int line = m_marks->nextProblem(cursorLine(), ProblemMarks::Direction::Forward))
        goTo(line);
}

void CodeEditor::goToPreviousProblem()
{
    if (const int line = m_marks->nextProblem(cursorLine(), ProblemMarks::Direction::Backward))
        goTo(line);
}

int CodeEditor::zoom() const
{
    return static_cast<int>(m_view->send(Sci::SCI_GETZOOM));
}

void CodeEditor::setZoom(int points)
{
    if (points != zoom())
        m_view->send(Sci::SCI_SETZOOM, points);
}

bool CodeEditor::canUndo() const
{
    return m_view->isUndoAvailable();
}

bool CodeEditor::canRedo() const
{
    return m_view->isRedoAvailable();
}

QWidget *CodeEditor::textWidget() const
{
    return m_view->viewport();
}

void CodeEditor::undo()
{
    m_view->undo();
}

void CodeEditor::redo()
{
    m_view->redo();
}

void CodeEditor::cut()
{
    m_view->cut();
}

void CodeEditor::copy()
{
    m_view->copy();
}

void CodeEditor::paste()
{
    m_view->paste();
}

void CodeEditor::selectAll()
{
    m_view->selectAll();
}

void CodeEditor::zoomIn()
{
    setZoom(zoom() + 1);
}

void CodeEditor::zoomOut()
{
    setZoom(zoom() - 1);
}

void CodeEditor::resetZoom()
{
    setZoom(0);
}

void CodeEditor::showFind()
{
    m_goToLine->hide();
    m_finder->open(FindBar::Mode::Find);
}

void CodeEditor::showReplace()
{
    m_goToLine->hide();
    m_finder->open(FindBar::Mode::Replace);
}

void CodeEditor::findNext()
{
    m_finder->findNext();
}

void CodeEditor::findPrevious()
{
    m_finder->findPrevious();
}

void CodeEditor::showGoToLine()
{
    m_finder->close();
    m_goToLine->open(cursorLine(), m_view->lines());
}

void CodeEditor::closeBars()
{
    m_goToLine->hide();
    m_finder->close();
}

void CodeEditor::foldAll()
{
    m_highlighter->highlightAll(); // levels of what was never in view
    if (m_view->contractedFolds().isEmpty())
        m_view->foldAll();
    else
        m_view->clearFolds();
}

void CodeEditor::toggleComment()
{
    const SyntaxDefinition *definition = m_highlighter->definition();
    if (!definition || isReadOnly())
        return;
    const CommentMarks marks{definition->lineComment(), definition->blockCommentBegin(),
                             definition->blockCommentEnd()};
    const long begin = m_view->send(Sci::SCI_GETSELECTIONSTART);
    const long end = m_view->send(Sci::SCI_GETSELECTIONEND);
    const int first = static_cast<int>(m_view->send(Sci::SCI_LINEFROMPOSITION, begin));
    int last = static_cast<int>(m_view->send(Sci::SCI_LINEFROMPOSITION, end));
    // A selection that ends at a line's start does not mean that line.
    if (last > first && m_view->send(Sci::SCI_POSITIONFROMLINE, last) == end)
        --last;

    QStringList lines;
    for (int line = first; line <= last; ++line)
        lines << QString::fromLatin1(m_view->lineBytes(line)); // one character a byte, no loss
    const QStringList changed = toggleComments(lines, marks);

    m_view->beginUndoAction();
    for (int line = last; line >= first; --line) {
        const qsizetype i = line - first;
        if (changed[i] == lines[i])
            continue;
        // Only what differs, so that the cursor stays with its character.
        const QByteArray old = m_view->lineBytes(line);
        const QByteArray fresh = changed[i].toLatin1();
        const Difference change = differenceOf(old, fresh);
        const long start = m_view->send(Sci::SCI_POSITIONFROMLINE, line);
        m_view->replaceBytes(start + change.begin, start + change.oldEnd,
                             fresh.mid(change.begin, change.newEnd - change.begin));
    }
    m_view->endUndoAction();
}

} // namespace widgets
