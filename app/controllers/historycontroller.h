// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <deque>
#include <functional>

#include "app/historyhost.h"

namespace widgets {
class CostPanel;
class HistoryPanel;
class InvocationModel;
class LatencyPanel;
class LogsPanel;
} // namespace widgets

namespace app {

class EngineHost;
class WorkspaceController;

// Every record to history, table, chart and cost; a click in one of them selects in all.
class HistoryController : public QObject
{
    Q_OBJECT

public:
    struct Panels
    {
        widgets::InvocationModel &model;
        widgets::HistoryPanel &history;
        widgets::LatencyPanel &latency;
        widgets::CostPanel &cost;
    };
    // All must outlive this.
    HistoryController(EngineHost &host, WorkspaceController &workspace, Panels panels,
                      QObject *parent = nullptr);

    void select(const QString &requestId); // in all panels, as a click in one of them
    void choose(const QString &requestId); // as a double click

signals:
    void recordSelected(const engine::InvocationRecord &record); // to be looked at in all views
    void recordChosen(const engine::InvocationRecord &record);   // whole, with payloads and log
    void rerunRequested(const engine::InvocationRecord &record);
    void failed(const engine::Error &error);

private:
    void load();
    void take(const std::vector<engine::InvocationRecord> &records);
    void takeInSlices(const std::vector<engine::InvocationRecord> &records, std::size_t from,
                      const QString &folder);
    void fetch(const QString &requestId,
               std::function<void(const engine::InvocationRecord &)> then);
    [[nodiscard]] const engine::InvocationRecord *recent(const QString &requestId) const;
    void updateCost();
    void clear();

    WorkspaceController &m_workspace;
    Panels m_panels;
    HistoryHost m_store;
    // The newest records without payloads, for the month's projection of one function.
    std::deque<engine::InvocationRecord> m_recent;
    QString m_selected; // request id
    bool m_costPending = false;
};

} // namespace app
