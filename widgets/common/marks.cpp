// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/marks.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <array>

namespace widgets {
namespace {

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

void paintMark(QPainter &painter, Token token, const QColor &color, QPointF center, double size)
{
    const double r = size / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (token) {
    case Token::Warm:
        // The side is shorter than the circle's diameter, so that both weigh the same to the eye.
        painter.drawRect(
            QRectF(center.x() - r * 0.88, center.y() - r * 0.88, size * 0.88, size * 0.88));
        break;
    case Token::Standby: {
        const std::array diamond{center + QPointF(0, -r), center + QPointF(r, 0),
                                 center + QPointF(0, r), center + QPointF(-r, 0)};
        painter.drawPolygon(diamond.data(), int(diamond.size()));
        break;
    }
    case Token::Error: {
        painter.setPen(QPen(color, std::max(1.5, size * 0.24), Qt::SolidLine, Qt::RoundCap));
        const double arm = r * 0.8;
        painter.drawLine(center + QPointF(-arm, -arm), center + QPointF(arm, arm));
        painter.drawLine(center + QPointF(-arm, arm), center + QPointF(arm, -arm));
        break;
    }
    case Token::Throttle: {
        const std::array triangle{center + QPointF(0, -r), center + QPointF(r, r * 0.8),
                                  center + QPointF(-r, r * 0.8)};
        painter.drawPolygon(triangle.data(), int(triangle.size()));
        break;
    }
    default:
        painter.drawEllipse(center, r, r);
    }
    painter.restore();
}

QIcon markIcon(Token token)
{
    return QIcon(new MarkEngine(token)); // the icon owns its engine
}

} // namespace widgets
