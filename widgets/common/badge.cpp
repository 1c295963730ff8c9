// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/badge.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace widgets {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(widgets::Words)
};

constexpr int ShapeSize = 9;

} // namespace

void paintShape(QPainter &painter, Shape shape, const QRectF &rect, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QRectF r = rect;
    const QPen stroke(color, r.width() * 0.22, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    const QRectF inner =
        r.adjusted(r.width() * 0.12, r.width() * 0.12, -r.width() * 0.12, -r.width() * 0.12);
    switch (shape) {
    case Shape::Circle:
        painter.drawEllipse(r);
        break;
    case Shape::Square:
        painter.drawRoundedRect(inner.adjusted(-0.5, -0.5, 0.5, 0.5), 1, 1);
        break;
    case Shape::Diamond:
        painter.drawPolygon(
            QPolygonF({QPointF(r.center().x(), r.top()), QPointF(r.right(), r.center().y()),
                       QPointF(r.center().x(), r.bottom()), QPointF(r.left(), r.center().y())}));
        break;
    case Shape::Triangle:
        painter.drawPolygon(
            QPolygonF({QPointF(r.center().x(), r.top()), r.bottomRight(), r.bottomLeft()}));
        break;
    case Shape::Cross:
        painter.setPen(stroke);
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.topRight(), inner.bottomLeft());
        break;
    case Shape::Check: {
        painter.setPen(stroke);
        painter.setBrush(Qt::NoBrush);
        QPainterPath path(QPointF(inner.left(), inner.center().y()));
        path.lineTo(inner.left() + inner.width() * 0.38, inner.bottom());
        path.lineTo(inner.right(), inner.top());
        painter.drawPath(path);
        break;
    }
    }
    painter.restore();
}

Mark markOf(engine::Outcome outcome)
{
    switch (outcome) {
    case engine::Outcome::Success:
        return {Words::tr("Success", "outcome of an invocation"), Token::Good, Shape::Check};
    case engine::Outcome::FunctionError:
        return {Words::tr("Function error", "outcome of an invocation"), Token::Error,
                Shape::Cross};
    case engine::Outcome::Timeout:
        return {Words::tr("Timeout", "outcome of an invocation"), Token::Error, Shape::Cross};
    case engine::Outcome::Exited:
        return {Words::tr("Exited", "outcome of an invocation: its process ended"), Token::Error,
                Shape::Cross};
    case engine::Outcome::OutOfMemory:
        return {Words::tr("Out of memory", "outcome of an invocation"), Token::Error, Shape::Cross};
    case engine::Outcome::InitFailed:
        return {Words::tr("Init failed", "outcome of an invocation"), Token::Error, Shape::Cross};
    case engine::Outcome::ResponseTooLarge:
        return {Words::tr("Response too large", "outcome of an invocation"), Token::Error,
                Shape::Cross};
    case engine::Outcome::Throttled:
        return {Words::tr("Throttled", "outcome of an invocation"), Token::Throttle,
                Shape::Triangle};
    case engine::Outcome::Failed:
        return {Words::tr("Not run", "outcome of an invocation: the engine could not run it"),
                Token::Error, Shape::Cross};
    case engine::Outcome::Cancelled:
        return {Words::tr("Cancelled", "outcome of an invocation"), Token::Muted, Shape::Square};
    }
    Q_UNREACHABLE();
}

Mark markOf(engine::StartKind start)
{
    switch (start) {
    case engine::StartKind::Cold:
        return {Words::tr("Cold", "start of an environment"), Token::Cold, Shape::Circle};
    case engine::StartKind::Warm:
        return {Words::tr("Warm", "environment that had run before"), Token::Warm, Shape::Square};
    case engine::StartKind::None:
        return {};
    }
    Q_UNREACHABLE();
}

Badge::Badge(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void Badge::setMark(const Mark &mark)
{
    m_mark = mark;
    setAccessibleName(mark.word);
    setVisible(!mark.word.isEmpty());
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(bold);
    return {metrics.horizontalAdvance(m_mark.word) + ShapeSize + 3 * Related - InControl,
            metrics.height() + InControl};
}

void Badge::paintEvent(QPaintEvent *)
{
    const QColor ink = color(m_mark.token, schemeOf(this));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = ink;
    ground.setAlphaF(0.12F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect(), 6, 6);
    const QRectF shape(Related, (height() - ShapeSize) / 2.0, ShapeSize, ShapeSize);
    paintShape(painter, m_mark.shape, shape, ink);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    // The word in text colour: amber and violet are made for marks, not for letters.
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect().adjusted(2 * Related + ShapeSize - InControl / 2, 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, m_mark.word);
}

} // namespace widgets
