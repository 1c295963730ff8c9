// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QSyntaxHighlighter>

#include <optional>

#include "widgets/common/stackframe.h"
#include "widgets/common/theme.h"

namespace widgets {

// Underlines the stack frames that SourceTextView makes links of.
class FrameHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit FrameHighlighter(QTextDocument *document);

    void setScheme(Scheme scheme); // formats everything anew

protected:
    void highlightBlock(const QString &text) override;
    [[nodiscard]] Scheme scheme() const { return m_scheme; }

private:
    Scheme m_scheme = Scheme::Light;
};

// Text to read and copy, in the fixed font, whose stack frames lead to the code: by a click, by
// Return on their line, and from the context menu.
class SourceTextView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SourceTextView(QWidget *parent = nullptr);

    // In place of the plain one; owned by this view's document.
    void setHighlighter(FrameHighlighter *highlighter);
    [[nodiscard]] std::optional<StackFrame> frameAt(const QPoint &viewportPosition) const;

signals:
    void sourceActivated(const QString &sandboxPath, int line);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    FrameHighlighter *m_highlighter = nullptr;
    QPoint m_pressedAt;
};

} // namespace widgets
