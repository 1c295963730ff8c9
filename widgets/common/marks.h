// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPointF>

#include "engine/telemetry/invocationrecord.h"
#include "widgets/common/theme.h"

class QPainter;

namespace widgets {

// The shape that goes with a colour's meaning, for eyes that don't tell the colours apart.
enum class Shape { Circle, Square, Diamond, Cross, Triangle, Check };

void paintShape(QPainter &painter, Shape shape, const QRectF &rect, const QColor &color);

// How one meaning is shown: word, colour and shape.
struct Mark
{
    QString word;
    Token token = Token::Muted;
    Shape shape = Shape::Circle;
};
[[nodiscard]] Mark markOf(engine::Outcome outcome);
[[nodiscard]] Mark markOf(engine::StartKind start); // its word is empty for None

// The shape that goes with a token's colour; those without one of their own have a circle.
[[nodiscard]] Shape shapeOf(Token token);
// `size` is the side of the square that the mark fills, in device independent pixels.
void paintMark(QPainter &painter, Token token, const QColor &color, QPointF center, double size);

// The mark as an icon that is drawn in the application's scheme at the moment of painting, sharp
// at every scale; in a selected row it takes the colour of the selected text.
[[nodiscard]] QIcon markIcon(Token token);

} // namespace widgets
