// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/editortheme.h"

#include <Qsci/qsciscintilla.h>

#include "widgets/editor/scintillanumbers.h"

namespace widgets {
namespace {

using Sci = QsciScintillaBase;

QColor mix(const QColor &ground, const QColor &over, double share)
{
    const auto channel = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return QColor(channel(ground.red(), over.red()), channel(ground.green(), over.green()),
                  channel(ground.blue(), over.blue()));
}

} // namespace

EditorColors editorColors(Scheme scheme)
{
    const auto token = [scheme](Token t) { return color(t, scheme); };
    const QColor ground = token(Token::Surface);
    EditorColors c;
    c.ground = ground;
    c.text = token(Token::Text);
    c.lineNumber = token(Token::Frozen);
    c.foldMark = token(Token::Frozen);
    c.currentLine = mix(ground, token(Token::Line), scheme == Scheme::Light ? 0.35 : 0.5);
    c.selection = mix(ground, token(Token::Accent), scheme == Scheme::Light ? 0.22 : 0.32);
    c.caret = token(Token::Text);
    c.brace = mix(ground, token(Token::Accent), 0.28);
    c.badBrace = token(Token::Error);
    c.indentGuide = token(Token::Line);
    c.found = mix(ground, token(Token::Warm), 0.3);
    c.currentFound = mix(ground, token(Token::Warm), 0.62);
    c.error = token(Token::Error);
    c.warning = token(Token::Warm);
    c.note = token(Token::Accent);
    c.stackLine = mix(ground, token(Token::Error), 0.12);
    return c;
}

void applyEditorTheme(QsciScintilla *view, Scheme scheme, const QFont &font)
{
    const EditorColors c = editorColors(scheme);
    const auto style = [view](unsigned int message, int number, const QColor &value) {
        view->SendScintilla(message, static_cast<unsigned long>(number), value);
    };
    const auto number = [view](unsigned int message, int which, long value) {
        view->SendScintilla(message, static_cast<unsigned long>(which), value);
    };

    view->SendScintilla(Sci::SCI_STYLESETFONT, static_cast<unsigned long>(Sci::STYLE_DEFAULT),
                        font.family().toUtf8().constData());
    number(Sci::SCI_STYLESETSIZEFRACTIONAL, Sci::STYLE_DEFAULT,
           qRound(font.pointSizeF() * int(Sci::SC_FONT_SIZE_MULTIPLIER)));
    style(Sci::SCI_STYLESETFORE, Sci::STYLE_DEFAULT, c.text);
    style(Sci::SCI_STYLESETBACK, Sci::STYLE_DEFAULT, c.ground);
    view->SendScintilla(Sci::SCI_STYLECLEARALL); // every style becomes the default one
    view->setPaper(c.ground);
    view->setColor(c.text);

    style(Sci::SCI_STYLESETFORE, Sci::STYLE_LINENUMBER, c.lineNumber);
    style(Sci::SCI_STYLESETBACK, Sci::STYLE_LINENUMBER, c.ground); // is not the default one's
    style(Sci::SCI_STYLESETFORE, Sci::STYLE_INDENTGUIDE, c.indentGuide);
    style(Sci::SCI_STYLESETFORE, Sci::STYLE_CONTROLCHAR, c.lineNumber);
    style(Sci::SCI_STYLESETBACK, Sci::STYLE_BRACELIGHT, c.brace);
    style(Sci::SCI_STYLESETFORE, Sci::STYLE_BRACEBAD, c.badBrace);
    number(Sci::SCI_STYLESETBOLD, Sci::STYLE_BRACELIGHT, 1);
    number(Sci::SCI_STYLESETBOLD, Sci::STYLE_BRACEBAD, 1);

    view->setFoldMarginColors(c.ground, c.ground);
    // By message: QsciScintilla's own setters ignore markers that it has not allocated.
    for (int marker = Sci::SC_MARKNUM_FOLDEREND; marker <= int(Sci::SC_MARKNUM_FOLDEROPEN);
         ++marker) {
        style(Sci::SCI_MARKERSETFORE, marker, c.foldMark);
        style(Sci::SCI_MARKERSETBACK, marker, c.foldMark);
    }
    const std::pair<int, QColor> markers[] = {{scintilla::ErrorMarker, c.error},
                                              {scintilla::WarningMarker, c.warning},
                                              {scintilla::NoteMarker, c.note},
                                              {scintilla::StackMarker, c.error}};
    for (const auto &[marker, value] : markers) {
        style(Sci::SCI_MARKERSETFORE, marker, value);
        style(Sci::SCI_MARKERSETBACK, marker, value);
    }
    style(Sci::SCI_MARKERSETBACK, scintilla::StackLine, c.stackLine);

    const std::pair<int, QColor> indicators[] = {{scintilla::ErrorSquiggle, c.error},
                                                 {scintilla::WarningSquiggle, c.warning},
                                                 {scintilla::NoteSquiggle, c.note},
                                                 {scintilla::FoundText, c.found},
                                                 {scintilla::CurrentFoundText, c.currentFound}};
    for (const auto &[indicator, value] : indicators)
        style(Sci::SCI_INDICSETFORE, indicator, value);

    view->setCaretForegroundColor(c.caret);
    view->setCaretLineBackgroundColor(c.currentLine);
    view->setSelectionBackgroundColor(c.selection);
    view->SendScintilla(Sci::SCI_SETSELFORE, 0UL, 0L); // selected text keeps its colours
}

} // namespace widgets
