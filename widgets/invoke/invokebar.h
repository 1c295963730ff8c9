// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "engine/core/units.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace widgets {

class ElidedLabel;

// The program's one primary action and its variants. It only asks; the owner runs, and tells how
// far it is.
//
// Object names: "invoke", "burst", "burstOptions" (opens "burstPopup" with "burstRequests",
// "burstConcurrency", "burstStart"), "cold", "asEvent", "cancel", "invokeProgress", "invokeStatus".
class InvokeBar : public QWidget
{
    Q_OBJECT

public:
    static constexpr int MostRequests = 1'000;

    explicit InvokeBar(QWidget *parent = nullptr);

    // Why nothing can be run now ("Choose a function"); empty when it can. Shown beside the
    // buttons and as their tool tip.
    void setUnavailable(const QString &reason);

    [[nodiscard]] bool isBusy() const { return m_busy; }
    // Whether the next invoke is to be a cold one; unset by finished().
    [[nodiscard]] bool isColdNext() const;

    // Whether requests are to be sent as events (invocation type Event); stays until it is unset.
    [[nodiscard]] bool isAsEvent() const;

    void setBurst(int requests, int concurrency); // what the popup offers; emits nothing

public slots:
    void setBusy(int requests); // a run of so many has begun
    void setProgress(int done);
    // Over; `elapsed` and how many of them failed are told until the next run.
    void finished(engine::Nanoseconds elapsed, int failed);
    void accepted(int refused); // over: events, of which so many were refused
    void setCancelled();        // over, because the user cancelled it
    void invoke();              // as a click on Invoke; nothing happens while busy or unavailable
    void invokeCold();          // the same, in a new environment
    void burst();

signals:
    void invokeRequested();
    void burstRequested(int requests, int concurrency);
    // The user wants the next invoke to start a new environment (true) or not after all.
    void coldRequested(bool cold);
    void cancelRequested();

private:
    void makePopup();
    void openPopup();
    void updateState();
    void tick();
    void end(const QString &result);

    QString m_unavailable;
    QString m_lastResult;
    bool m_busy = false;
    bool m_cancelling = false;
    int m_total = 0;
    int m_done = 0;
    QElapsedTimer m_clock;
    QTimer m_tick;

    QPushButton *m_invoke = nullptr;
    QToolButton *m_burst = nullptr;
    QToolButton *m_options = nullptr;
    QToolButton *m_cold = nullptr;
    QToolButton *m_asEvent = nullptr;
    QToolButton *m_cancel = nullptr;
    QProgressBar *m_progress = nullptr;
    ElidedLabel *m_status = nullptr;
    QWidget *m_popup = nullptr;
    QSpinBox *m_requests = nullptr;
    QSpinBox *m_concurrency = nullptr;
};

} // namespace widgets
