// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPointF>

#include "widgets/common/theme.h"

class QPainter;

namespace widgets {

// The shapes that go with the colours: circle, square, diamond, cross, triangle. History, charts
// and badges draw the same ones. Tokens without a shape of their own are drawn as a circle.
// `size` is the side of the square that the mark fills, in device independent pixels.
void paintMark(QPainter &painter, Token token, const QColor &color, QPointF center, double size);

// The mark as an icon that is drawn in the application's scheme at the moment of painting, sharp
// at every scale; in a selected row it takes the colour of the selected text.
[[nodiscard]] QIcon markIcon(Token token);

} // namespace widgets
