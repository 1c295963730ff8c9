// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/editorview.h"

#include <QKeyEvent>

#include <Qsci/qscicommand.h>
#include <Qsci/qscicommandset.h>

#include <algorithm>

#include "widgets/common/theme.h"
#include "widgets/editor/scintillanumbers.h"

namespace widgets {

EditorView::EditorView(QWidget *parent)
    : QsciScintilla(parent)
{
    setUtf8(true);
    setFrameShape(QFrame::NoFrame);
    setAutoIndent(false); // done here
    setTabIndents(true);
    setBackspaceUnindents(true);
    setBraceMatching(StrictBraceMatch);
    setCaretLineVisible(true);
    setIndentationGuides(true);
    setWrapMode(WrapNone);
    setScrollWidthTracking(true);
    setScrollWidth(1); // grows with what is shown
    setExtraAscent(1);
    setExtraDescent(2);
    SendScintilla(SCI_SETCARETWIDTH, 2);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, long(InControl)); // between fold marks and text
    SendScintilla(SCI_SETCARETLINEVISIBLEALWAYS, 1); // a search bar has the focus often enough
    SendScintilla(SCI_SETMULTIPLESELECTION, 1);
    SendScintilla(SCI_SETADDITIONALSELECTIONTYPING, 1);
    SendScintilla(SCI_SETENDATLASTLINE, 1);
    SendScintilla(SCI_SETYCARETPOLICY, static_cast<unsigned long>(CARET_SLOP | CARET_EVEN), 3L);
    setUpMargins();
    setUpKeys();
    connect(this, &QsciScintilla::linesChanged, this, &EditorView::updateNumberMargin);
    connect(this, &QsciScintillaBase::SCN_CHARADDED, this, &EditorView::onCharAdded);
}

void EditorView::setUpMargins()
{
    const int marks = (1 << scintilla::ErrorMarker) | (1 << scintilla::WarningMarker)
                      | (1 << scintilla::NoteMarker) | (1 << scintilla::StackMarker);
    setMarginType(scintilla::MarkMargin, SymbolMarginDefaultBackgroundColor);
    setMarginMarkerMask(scintilla::MarkMargin, marks);
    setMarginType(scintilla::NumberMargin, NumberMargin);
    setMarginMarkerMask(scintilla::NumberMargin, 0);
    setFolding(PlainFoldStyle, scintilla::FoldMargin);
    // Arrows, as in lists and trees.
    const std::pair<int, int> shapes[] = {
        {SC_MARKNUM_FOLDER, SC_MARK_ARROW},         {SC_MARKNUM_FOLDEREND, SC_MARK_ARROW},
        {SC_MARKNUM_FOLDEROPEN, SC_MARK_ARROWDOWN}, {SC_MARKNUM_FOLDEROPENMID, SC_MARK_ARROWDOWN},
        {SC_MARKNUM_FOLDERSUB, SC_MARK_EMPTY},      {SC_MARKNUM_FOLDERTAIL, SC_MARK_EMPTY},
        {SC_MARKNUM_FOLDERMIDTAIL, SC_MARK_EMPTY}};
    for (const auto &[marker, shape] : shapes)
        SendScintilla(SCI_MARKERDEFINE, static_cast<unsigned long>(marker), long(shape));
    SendScintilla(SCI_SETFOLDFLAGS, 0UL); // no line across the page; the arrow says it
}

void EditorView::setUpKeys()
{
    // Scintilla's own meaning of these keys gives way to the program's.
    const QKeyCombination keys[] = {Qt::CTRL | Qt::Key_Slash,
                                    Qt::CTRL | Qt::Key_Backslash,
                                    Qt::CTRL | Qt::Key_L,
                                    Qt::CTRL | Qt::Key_T,
                                    Qt::CTRL | Qt::SHIFT | Qt::Key_L,
                                    Qt::CTRL | Qt::SHIFT | Qt::Key_T};
    for (const QKeyCombination combination : keys) {
        const int key = combination.toCombined();
        if (QsciCommand *command = standardCommands()->boundTo(key)) {
            if (command->key() == key)
                command->setKey(0);
            if (command->alternateKey() == key)
                command->setAlternateKey(0);
        }
    }
}

long EditorView::send(unsigned int message, long first, long second) const
{
    return SendScintilla(message, static_cast<unsigned long>(first), second);
}

void EditorView::setIndentStyle(IndentStyle style, ColonOpensBlock colon)
{
    m_indent = style;
    m_colon = colon;
    setIndentationsUseTabs(style.tabs);
    setTabWidth(style.width);
    setIndentationWidth(style.width);
}

void EditorView::updateNumberMargin()
{
    const qsizetype digits = std::max<qsizetype>(3, QString::number(lines()).size());
    setMarginWidth(scintilla::NumberMargin, QString(digits + 1, QLatin1Char('9')));
    const int height = textHeight(0);
    setMarginWidth(scintilla::MarkMargin, height * 3 / 4);
    setMarginWidth(scintilla::FoldMargin, height * 3 / 4);
}

QByteArray EditorView::allBytes() const
{
    const long size = send(SCI_GETLENGTH);
    const auto *text = reinterpret_cast<const char *>(send(SCI_GETCHARACTERPOINTER));
    return QByteArray(text, size);
}

QByteArray EditorView::lineBytes(int line) const
{
    const long begin = send(SCI_POSITIONFROMLINE, line);
    const long size = send(SCI_GETLINEENDPOSITION, line) - begin;
    if (size <= 0)
        return {};
    return QByteArray(reinterpret_cast<const char *>(send(SCI_GETRANGEPOINTER, begin, size)), size);
}

void EditorView::replaceBytes(long begin, long end, const QByteArray &bytes)
{
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(begin), end);
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(bytes.size()), bytes.constData());
}

QByteArray EditorView::lineEnd() const
{
    switch (eolMode()) {
    case EolWindows:
        return "\r\n";
    case EolMac:
        return "\r";
    case EolUnix:
        break;
    }
    return "\n";
}

void EditorView::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool plain = !(event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier));
    if (isReturn && plain && !isReadOnly() && send(SCI_GETSELECTIONS) == 1) {
        insertIndentedLine();
        return;
    }
    QsciScintilla::keyPressEvent(event);
    if (event->key() == Qt::Key_Escape)
        emit escapePressed();
}

void EditorView::insertIndentedLine()
{
    const long begin = send(SCI_GETSELECTIONSTART);
    const long end = send(SCI_GETSELECTIONEND);
    const int line = static_cast<int>(send(SCI_LINEFROMPOSITION, begin));
    const QByteArray bytes = lineBytes(line);
    const QByteArray beforeBytes = bytes.left(begin - send(SCI_POSITIONFROMLINE, line));
    const QString before = QString::fromUtf8(beforeBytes);
    const int columns = columnsOf(before, m_indent.width);
    const int next = indentBehind(before, m_indent, m_colon);

    QByteArray inserted = lineEnd() + blanksFor(next, m_indent).toLatin1();
    const long cursor = begin + inserted.size();
    // Between the two brackets of a pair the closing one gets a line of its own.
    const char opening = beforeBytes.isEmpty() ? '\0' : beforeBytes.back();
    const char closing = static_cast<char>(send(SCI_GETCHARAT, end));
    if ((opening == '{' && closing == '}') || (opening == '[' && closing == ']')
        || (opening == '(' && closing == ')'))
        inserted += lineEnd() + blanksFor(columns, m_indent).toLatin1();

    beginUndoAction();
    replaceBytes(begin, end, inserted);
    endUndoAction();
    SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(cursor));
    SendScintilla(SCI_CHOOSECARETX);
}

void EditorView::onCharAdded(int character)
{
    if (character != '}' && character != ']' && character != ')')
        return;
    const int line = static_cast<int>(send(SCI_LINEFROMPOSITION, send(SCI_GETCURRENTPOS)));
    const QByteArray text = lineBytes(line).trimmed();
    if (text.size() != 1 || line == 0)
        return;
    int above = line - 1;
    while (above > 0 && lineBytes(above).trimmed().isEmpty())
        --above;
    const QByteArray aboveText = lineBytes(above).trimmed();
    const bool opened =
        !aboveText.isEmpty()
        && (aboveText.back() == '{' || aboveText.back() == '[' || aboveText.back() == '(');
    const long columns = send(SCI_GETLINEINDENTATION, line);
    const long wanted =
        std::max(0L, send(SCI_GETLINEINDENTATION, above) - (opened ? 0 : m_indent.width));
    if (wanted < columns) {
        SendScintilla(SCI_SETLINEINDENTATION, static_cast<unsigned long>(line), wanted);
        SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(send(SCI_GETLINEENDPOSITION, line)));
    }
}

} // namespace widgets
