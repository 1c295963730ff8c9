// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/sourcetextview.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QTextBlock>

#include <memory>

namespace widgets {

FrameHighlighter::FrameHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{
}

void FrameHighlighter::setScheme(Scheme scheme)
{
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    rehighlight();
}

void FrameHighlighter::highlightBlock(const QString &text)
{
    for (const StackFrame &frame : stackFramesIn(text)) {
        QTextCharFormat link = format(frame.start);
        link.setForeground(color(Token::Accent, m_scheme));
        link.setFontUnderline(true);
        setFormat(frame.start, frame.length, link);
    }
}

SourceTextView::SourceTextView(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    // A caret can be placed, so that Return knows which line is meant.
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFont(fixedFont());
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    setHighlighter(new FrameHighlighter(document()));
}

void SourceTextView::setHighlighter(FrameHighlighter *highlighter)
{
    delete m_highlighter;
    m_highlighter = highlighter;
    m_highlighter->setScheme(schemeOf(this));
}

std::optional<StackFrame> SourceTextView::frameAt(const QPoint &viewportPosition) const
{
    const QTextCursor cursor = cursorForPosition(viewportPosition);
    if (!cursorRect(cursor).adjusted(-24, 0, 24, 0).contains(viewportPosition))
        return std::nullopt; // right of a short line, or below the text
    const int column = cursor.positionInBlock();
    for (const StackFrame &frame : stackFramesIn(cursor.block().text())) {
        if (column >= frame.start && column <= frame.start + frame.length)
            return frame;
    }
    return std::nullopt;
}

void SourceTextView::mouseMoveEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseMoveEvent(event);
    const bool overLink = event->buttons() == Qt::NoButton && frameAt(event->pos());
    viewport()->setCursor(overLink ? Qt::PointingHandCursor : Qt::IBeamCursor);
}

void SourceTextView::mousePressEvent(QMouseEvent *event)
{
    m_pressedAt = event->pos();
    QPlainTextEdit::mousePressEvent(event);
}

void SourceTextView::mouseReleaseEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    const bool isClick =
        (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    if (event->button() != Qt::LeftButton || !isClick || textCursor().hasSelection())
        return;
    if (const auto frame = frameAt(event->pos()))
        emit sourceActivated(frame->path, frame->line);
}

void SourceTextView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        && event->modifiers() == Qt::NoModifier) {
        const auto frames = stackFramesIn(textCursor().block().text());
        if (!frames.empty()) {
            emit sourceActivated(frames.front().path, frames.front().line);
            return;
        }
    }
    QPlainTextEdit::keyPressEvent(event);
}

void SourceTextView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const auto frame = frameAt(event->pos())) {
        auto *first = menu->actions().value(0);
        auto *open = new QAction(
            tr("Open %1, line %2").arg(frame->path.section(u'/', -1)).arg(frame->line), menu);
        connect(open, &QAction::triggered, this,
                [this, frame = *frame] { emit sourceActivated(frame.path, frame.line); });
        menu->insertAction(first, open);
        menu->insertSeparator(first);
    }
    menu->popup(event->globalPos());
}

void SourceTextView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter)
        m_highlighter->setScheme(schemeOf(this));
}

} // namespace widgets
