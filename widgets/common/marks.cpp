// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/marks.h"

#include <QApplication>
#include <QCoreApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <algorithm>

namespace widgets {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(widgets::Words)
};

class MarkEngine final : public QIconEngine
{
public:
    explicit MarkEngine(Token token)
        : m_token(token)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QApplication::palette();
        const Scheme scheme =
            palette.color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light;
        const QColor ink = mode == QIcon::Selected   ? palette.color(QPalette::HighlightedText)
                           : mode == QIcon::Disabled ? color(Token::Frozen, scheme)
                                                     : color(m_token, scheme);
        paintMark(*painter, m_token, ink, QRectF(rect).center(),
                  std::min(rect.width(), rect.height()) * 0.62);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new MarkEngine(m_token); }

private:
    Token m_token;
};

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
    case engine::StartKind::Standby:
        return {Words::tr("Standby", "cold start in an environment that had booted ahead"),
                Token::Standby, Shape::Diamond};
    case engine::StartKind::Provisioned:
        return {Words::tr("Provisioned", "environment that is kept initialised"), Token::Warm,
                Shape::Square};
    case engine::StartKind::Warm:
        return {Words::tr("Warm", "environment that had run before"), Token::Warm, Shape::Square};
    case engine::StartKind::None:
        return {};
    }
    Q_UNREACHABLE();
}

Shape shapeOf(Token token)
{
    switch (token) {
    case Token::Warm:
        return Shape::Square;
    case Token::Standby:
        return Shape::Diamond;
    case Token::Error:
        return Shape::Cross;
    case Token::Throttle:
        return Shape::Triangle;
    default:
        return Shape::Circle;
    }
}

void paintMark(QPainter &painter, Token token, const QColor &color, QPointF center, double size)
{
    paintShape(painter, shapeOf(token),
               QRectF(center.x() - size / 2, center.y() - size / 2, size, size), color);
}

QIcon markIcon(Token token)
{
    return QIcon(new MarkEngine(token)); // the icon owns its engine
}

} // namespace widgets
