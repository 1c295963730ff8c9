// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

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

// A shape and a word in one colour.
class Badge : public QWidget
{
    Q_OBJECT

public:
    explicit Badge(QWidget *parent = nullptr);

    void setMark(const Mark &mark); // without a word it is hidden
    [[nodiscard]] const Mark &mark() const { return m_mark; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Mark m_mark;
};

} // namespace widgets
