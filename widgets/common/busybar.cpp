// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/busybar.h"

#include <QPainter>
#include <QStyle>
#include <QTimerEvent>

#include "widgets/common/theme.h"

namespace widgets {
namespace {

constexpr int DelayMs = 200;
constexpr int FrameMs = 33;
constexpr int FramesPerPass = 40;

} // namespace

BusyBar::BusyBar(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(2);
    setAccessibleName(tr("At work"));
}

void BusyBar::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    m_visible = false;
    m_step = 0;
    m_animation.stop();
    if (busy)
        m_delay.start(DelayMs, this);
    else
        m_delay.stop();
    update();
}

void BusyBar::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_delay.timerId()) {
        m_delay.stop();
        m_visible = true;
        if (style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0)
            m_animation.start(FrameMs, this);
        update();
    } else if (event->timerId() == m_animation.timerId()) {
        m_step = (m_step + 1) % FramesPerPass;
        update();
    } else {
        QWidget::timerEvent(event);
    }
}

void BusyBar::paintEvent(QPaintEvent *)
{
    if (!m_visible)
        return;
    QPainter painter(this);
    const QColor accent = color(Token::Accent, schemeOf(this));
    if (!m_animation.isActive()) {
        painter.fillRect(rect(), accent);
        return;
    }
    const qreal part = width() * 0.3;
    const qreal at = (width() + part) * m_step / FramesPerPass - part;
    painter.fillRect(QRectF(at, 0, part, height()), accent);
}

} // namespace widgets
