// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include "widgets/common/theme.h"

class QsciScintilla;

namespace widgets {

// The editor's own colours, all derived from the tokens. The colours of the text come from the
// syntax definition.
struct EditorColors
{
    QColor ground; // Token::Surface
    QColor text;
    QColor lineNumber;
    QColor foldMark;
    QColor currentLine;
    QColor selection;
    QColor caret;
    QColor brace;    // ground of a matched pair
    QColor badBrace; // text of one without partner
    QColor indentGuide;
    QColor found; // ground of what a search found
    QColor currentFound;
    QColor error;
    QColor warning;
    QColor note;
    QColor stackLine; // ground of lines of a stack trace
};

[[nodiscard]] EditorColors editorColors(Scheme scheme);

// Fonts and everything coloured except the text's formats: those are reset by this, so the
// highlighter's setScheme() must follow.
void applyEditorTheme(QsciScintilla *view, Scheme scheme, const QFont &font);

} // namespace widgets
