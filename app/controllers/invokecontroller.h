// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <vector>

#include "engine/async/acceptance.h"
#include "engine/core/clock.h"
#include "engine/core/ids.h"
#include "engine/core/result.h"
#include "engine/invoke/invokerequest.h"

namespace widgets {
struct LiveStream;
class EventEditor;
class InvokeBar;
class ResponsePanel;
} // namespace widgets

namespace app {

class DocumentController;
class EngineHost;
class EventController;
class WorkspaceController;

// Invoke and Burst: saves what is unsaved, sends the event, shows what comes of it.
class InvokeController : public QObject
{
    Q_OBJECT

public:
    struct Panels
    {
        widgets::InvokeBar &bar;
        widgets::EventEditor &event;
        widgets::ResponsePanel &response;
    };
    // All must outlive this.
    InvokeController(EngineHost &host, WorkspaceController &workspace,
                     DocumentController &documents, EventController &events, Panels panels,
                     QObject *parent = nullptr);

    // Whether cold invokes are to measure what their init loads.
    void setExplainInit(bool wanted) { m_explainInit = wanted; }
    // Sends the same event again.
    void rerun(const engine::InvocationRecord &record);
    // Shows an earlier invocation as if it had just ended.
    void show(const engine::InvocationRecord &record);

signals:
    void finished(); // one invoke, or a whole burst
    void notTrusted(const engine::Error &error); // it asks for what only trust gives
    void failed(const engine::Error &error);

private:
    void run(int requests, int concurrency);
    // The request with the variables of its event put in, anew for each call.
    [[nodiscard]] engine::Result<engine::InvokeRequest> expanded();
    void start(const engine::InvokeRequest &request, int requests, int concurrency);
    void sendMore();
    void onStream(const widgets::LiveStream &live);
    void onOutcome(const engine::Result<engine::InvokeOutcome> &outcome);
    void onAnswer(const engine::AsyncAnswer &answer);
    void counted(bool failed, const std::function<void()> &show);
    void onFinished();
    void updateAvailability();

    EngineHost &m_host;
    WorkspaceController &m_workspace;
    DocumentController &m_documents;
    EventController &m_events;
    Panels m_panels;
    engine::SystemClock m_clockOfEvents;
    engine::RandomIds m_ids;
    engine::InvokeRequest m_request;
    bool m_expand = false;                                // variables in its event
    std::vector<engine::EnvironmentVariable> m_variables; // of the function, for the event
    QElapsedTimer m_clock;
    int m_total = 0;
    int m_concurrency = 1;
    int m_sent = 0;
    int m_done = 0;
    int m_failed = 0;
    bool m_cancelled = false;
    bool m_explainInit = false;
    bool m_asEvents = false;
    bool m_preparing = false; // saving; nothing has been sent yet
    QString m_ended;          // the request that has ended last
};

} // namespace app
