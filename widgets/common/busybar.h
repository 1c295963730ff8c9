// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QWidget>

namespace widgets {

// A line two pixels high that says "at work". Its place is always there, so nothing jumps; it
// shows after 200 ms, so short work does not flash; it stands still when the system asks for no
// animation.
class BusyBar : public QWidget
{
    Q_OBJECT

public:
    explicit BusyBar(QWidget *parent = nullptr);

    void setBusy(bool busy);
    [[nodiscard]] bool isBusy() const { return m_busy; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    bool m_busy = false;
    bool m_visible = false;
    int m_step = 0;
    QBasicTimer m_delay;
    QBasicTimer m_animation;
};

} // namespace widgets
