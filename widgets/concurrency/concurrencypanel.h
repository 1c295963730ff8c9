// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "engine/insight/concurrencylog.h"

class QComboBox;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace widgets {

class ActivityTable;
class EmptyState;
class TimelineView;

// Which environment served which request when: the timeline, or the same as a table.
// Object names: "timeline", "concurrencyFunction", "forceCold", "retire", "timelineAll",
// "timelineFollow", "concurrencyAsTable", "concurrencyTable", "concurrencyEmpty".
class ConcurrencyPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ConcurrencyPanel(QWidget *parent = nullptr);

    // Shown at once, unless something was shown a moment ago: bursts come in hundreds of parts.
    void append(const engine::EnvironmentActivities &events);
    void clear();
    [[nodiscard]] const engine::ConcurrencyLog &log() const { return m_log; }

    void setFunction(const QString &name); // empty: all
    // The function that the two buttons are about; empty: none, and they are off.
    void setCurrentFunction(const QString &name);
    void setLimit(int limit);                   // see TimelineView
    void setSelected(const QString &requestId); // emits nothing

signals:
    void recordSelected(const QString &requestId);
    void recordActivated(const QString &requestId);
    void coldRequested();                          // the next invoke in a new environment, now
    void retireRequested(const QString &function); // its idle environments
    void invokeRequested();                        // the button of the empty state
    void functionChanged(const QString &name);     // by the user, or by setFunction()

private:
    void takeWaiting();
    void makeToolBar();
    void makeTable();
    void updateAll();
    void updateFunctions();
    void fillTable();

    engine::ConcurrencyLog m_log;
    engine::EnvironmentActivities m_waiting; // to be shown when m_pause is over
    QTimer m_pause;
    QTimer m_tablePause; // until the table may be filled again
    QString m_functionName;
    QString m_current;
    bool m_tableStale = true;
    bool m_silent = false;

    QComboBox *m_function = nullptr;
    QToolButton *m_cold = nullptr;
    QToolButton *m_retire = nullptr;
    QToolButton *m_all = nullptr;
    QToolButton *m_follow = nullptr;
    QToolButton *m_asTable = nullptr;
    QStackedWidget *m_stack = nullptr;
    QStackedWidget *m_views = nullptr;
    TimelineView *m_timeline = nullptr;
    ActivityTable *m_table = nullptr;
    QTableView *m_tableView = nullptr;
    EmptyState *m_empty = nullptr;
};

} // namespace widgets
