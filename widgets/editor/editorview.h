// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qsci/qsciscintilla.h>

#include "widgets/editor/indentation.h"

namespace widgets {

// QScintilla, set up as this program wants it, with what has to be done in its event handlers:
// Return indents the new line, a closing bracket comes back to the line of its opening one.
// Private to CodeEditor; other code meets CodeEditor.
class EditorView : public QsciScintilla
{
    Q_OBJECT

public:
    explicit EditorView(QWidget *parent = nullptr);

    void setIndentStyle(IndentStyle style, ColonOpensBlock colon);
    void updateNumberMargin();

    // Bytes as they are, zero bytes included.
    [[nodiscard]] QByteArray allBytes() const;
    // In place of the text between two places, which stays one part of one undo step.
    void replaceBytes(long begin, long end, const QByteArray &bytes);

    long send(unsigned int message, long first = 0, long second = 0) const;
    [[nodiscard]] QByteArray lineBytes(int line) const; // without its end

signals:
    void escapePressed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setUpMargins();
    void setUpKeys();
    void insertIndentedLine();
    void onCharAdded(int character);
    [[nodiscard]] QByteArray lineEnd() const;

    IndentStyle m_indent;
    ColonOpensBlock m_colon = ColonOpensBlock::No;
};

} // namespace widgets
