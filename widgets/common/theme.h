// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

#include <array>

class QWidget;

namespace widgets {

enum class Scheme { Light, Dark };

// Colours by meaning. The same token means the same thing in every view, and never by colour
// alone: a word or a shape always goes with it.
enum class Token {
    Window,
    Surface,
    Line,
    Text,
    Muted,
    Accent,   // the one primary action, focus, selection
    Cold,     // circle
    Warm,     // square
    Standby,  // diamond
    Error,    // cross
    Throttle, // triangle
    Frozen,
    Good,
};
inline constexpr std::array AllTokens{
    Token::Window,   Token::Surface, Token::Line, Token::Text,    Token::Muted,
    Token::Accent,   Token::Cold,    Token::Warm, Token::Standby, Token::Error,
    Token::Throttle, Token::Frozen,  Token::Good};

[[nodiscard]] QColor color(Token token, Scheme scheme);

// The scheme that a widget is shown in, by its palette. Widgets that paint for themselves ask for
// it when they paint, or in changeEvent() on QEvent::PaletteChange.
[[nodiscard]] Scheme schemeOf(const QWidget *widget);

[[nodiscard]] QPalette palette(Scheme scheme);
// What the palette can't say: tab bars, dock titles, cards, fields.
[[nodiscard]] QString styleSheet(Scheme scheme);

// Spacing on a grid of 4, in device independent pixels.
inline constexpr int InControl = 4;
inline constexpr int Related = 8;
inline constexpr int BetweenGroups = 16;
inline constexpr int PageEdge = 24;

// The system's fixed font at the size of the interface font; for code, ids and numbers.
[[nodiscard]] QFont fixedFont();
// The interface font, larger: 0.9 captions, 1.25 titles, 1.6 page titles.
[[nodiscard]] QFont scaledFont(double factor, QFont::Weight weight = QFont::Normal);

} // namespace widgets
