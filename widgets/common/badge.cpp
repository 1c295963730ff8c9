// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/badge.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace widgets {
namespace {

constexpr int ShapeSize = 9;

} // namespace

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
