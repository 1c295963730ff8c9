// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/invokecontroller.h"

#include "app/controllers/documentcontroller.h"
#include "app/controllers/eventcontroller.h"
#include "app/controllers/workspacecontroller.h"
#include "app/enginehost.h"
#include "engine/core/deliver.h"
#include "engine/events/eventvariables.h"
#include "widgets/events/eventeditor.h"
#include "widgets/invoke/invokebar.h"
#include "widgets/invoke/livestream.h"
#include "widgets/invoke/responsepanel.h"

namespace app {
namespace {

const auto Trigger = QStringLiteral("window");

// The window takes whatever comes as it comes. For a function that answers in one piece that is the
// same as Invoke; for one that streams, its author meant a caller who reads along, and the response
// says so where other callers would not get it (streamNote). So there is nothing to choose: neither
// InvokeMode of a function URL, which is about that URL only, nor a box to tick could tell more.
constexpr auto Caller = engine::CallerMode::Streaming;

} // namespace

InvokeController::InvokeController(EngineHost &host, WorkspaceController &workspace,
                                   DocumentController &documents, EventController &events,
                                   Panels panels, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_workspace(workspace)
    , m_documents(documents)
    , m_events(events)
    , m_panels(panels)
{
    connect(&m_panels.bar, &widgets::InvokeBar::invokeRequested, this, [this] { run(1, 1); });
    connect(&m_panels.bar, &widgets::InvokeBar::burstRequested, this, &InvokeController::run);
    connect(&m_panels.bar, &widgets::InvokeBar::cancelRequested, this, [this] {
        m_cancelled = true;
        m_host.cancel(Trigger);
    });
    connect(&m_host, &EngineHost::streamProgressed, this, &InvokeController::onStream);
    connect(&m_panels.response, &widgets::ResponsePanel::invokeRequested, &m_panels.bar,
            &widgets::InvokeBar::invoke);
    connect(&m_panels.response, &widgets::ResponsePanel::sourceActivated, &m_workspace,
            &WorkspaceController::openSandboxPath);
    connect(&m_workspace, &WorkspaceController::currentChanged, this, [this] {
        updateAvailability();
        if (!m_panels.bar.isBusy())
            m_panels.response.clear();
    });
    connect(&m_workspace, &WorkspaceController::changed, this,
            &InvokeController::updateAvailability);
    connect(&m_events, &EventController::loadingChanged, this,
            &InvokeController::updateAvailability);
    connect(&m_panels.event, &widgets::EventEditor::problemChanged, this,
            &InvokeController::updateAvailability);
    updateAvailability();
}

void InvokeController::updateAvailability()
{
    QString reason;
    if (!m_workspace.current())
        reason = tr("Choose a function");
    else if (m_events.isLoading())
        reason = tr("Reading the event …");
    else if (m_panels.event.problem())
        reason = tr("The event is not valid");
    m_panels.bar.setUnavailable(reason);
}

void InvokeController::run(int requests, int concurrency)
{
    m_workspace.applyFormNow();
    const auto *function = m_workspace.current();
    if (!function || m_preparing || m_done < m_sent)
        return;
    engine::InvokeRequest request;
    // The logical id: the name on disk may be another one while the template is being saved.
    request.functionName = function->logicalId;
    request.payload = m_panels.event.payload();
    request.trigger = Trigger;
    request.start = m_panels.bar.isColdNext() && requests == 1
                        ? engine::InvokeRequest::Start::Cold
                        : engine::InvokeRequest::Start::ReuseOrStart;
    request.caller = Caller;
    request.explainInit = m_explainInit && request.start == engine::InvokeRequest::Start::Cold;
    m_request = request;
    m_expand = engine::mayHaveVariables(request.payload);
    m_variables = function->config.environment;
    if (const auto checked = expanded(); !checked) {
        m_panels.response.setError(checked.error());
        return;
    }
    start(request, requests, concurrency);
}

void InvokeController::rerun(const engine::InvocationRecord &record)
{
    if (m_preparing || m_done < m_sent)
        return;
    engine::InvokeRequest request;
    request.functionName = record.functionName;
    request.payload = record.requestPayload;
    request.trigger = Trigger;
    request.caller = Caller;
    m_expand = false; // what it had in it was put in when it was sent first
    start(request, 1, 1);
}

engine::Result<engine::InvokeRequest> InvokeController::expanded()
{
    if (!m_expand)
        return m_request;
    auto payload = engine::expandVariables(m_request.payload,
                                           {m_clockOfEvents, m_ids, engine::lookUpIn(m_variables)});
    if (!payload)
        return payload.error();
    engine::InvokeRequest request = m_request;
    request.payload = *std::move(payload);
    return request;
}

void InvokeController::start(const engine::InvokeRequest &request, int requests, int concurrency)
{
    m_request = request;
    m_total = requests;
    m_concurrency = concurrency;
    m_sent = m_done = m_failed = 0;
    m_asEvents = m_panels.bar.isAsEvent();
    m_cancelled = false;
    m_preparing = true;
    m_clock.start();
    m_panels.bar.setBusy(requests);
    m_panels.response.setBusy(true);
    // Both are written before anything is sent: what runs is what is on screen.
    engine::deliver(m_documents.saveAll(), this, [this](const engine::Result<void> &documents) {
        engine::deliver(
            m_events.saveIfNamed(), this, [this, documents](const engine::Result<void> &event) {
                m_preparing = false;
                if (!documents || !event) {
                    m_total = m_sent = m_done = 0;
                    m_panels.response.setBusy(false);
                    m_panels.response.setError(documents ? event.error() : documents.error());
                    m_panels.bar.setCancelled();
                    return;
                }
                sendMore();
            });
    });
}

void InvokeController::sendMore()
{
    if (m_cancelled && m_done == m_sent)
        return onFinished();
    while (!m_cancelled && m_sent < m_total && m_sent - m_done < m_concurrency) {
        ++m_sent;
        const engine::InvokeRequest request = expanded().value_or(m_request);
        if (m_asEvents) {
            engine::deliver(m_host.sendEvent(request), this,
                            [this](const engine::AsyncAnswer &answer) { onAnswer(answer); });
            continue;
        }
        engine::deliver(
            m_host.invoke(request), this,
            [this](const engine::Result<engine::InvokeOutcome> &outcome) { onOutcome(outcome); });
    }
}

void InvokeController::onStream(const widgets::LiveStream &live)
{
    // Of a burst only the ends are shown.
    const bool runs = m_total == 1 && m_done < m_sent;
    if (runs && live.trigger == Trigger && live.requestId != m_ended)
        m_panels.response.setStreaming(live);
}

void InvokeController::onOutcome(const engine::Result<engine::InvokeOutcome> &outcome)
{
    if (outcome)
        m_ended = outcome->record.requestId;
    counted(!outcome || outcome->record.failed(), [this, &outcome] {
        if (outcome)
            m_panels.response.setOutcome(*outcome);
        else
            m_panels.response.setError(outcome.error());
    });
    if (!outcome && outcome.error().code == engine::Error::Code::NotTrusted)
        emit notTrusted(outcome.error());
}

void InvokeController::onAnswer(const engine::AsyncAnswer &answer)
{
    counted(!answer.accepted(), [this, &answer] {
        if (answer.accepted())
            m_panels.response.setAccepted(answer.requestId);
        else
            m_panels.response.setError(*answer.error);
    });
}

void InvokeController::counted(bool failed, const std::function<void()> &show)
{
    ++m_done;
    if (failed)
        ++m_failed;
    // Of a burst the first one and the last one are shown; filling the panel a thousand times
    // would be work for nobody.
    const bool last = m_done == m_total || (m_cancelled && m_done == m_sent);
    if (last || m_done == 1)
        show();
    m_panels.bar.setProgress(m_done);
    if (last)
        onFinished();
    else
        sendMore();
}

void InvokeController::onFinished()
{
    m_panels.response.setBusy(false);
    m_sent = m_done = 0;
    if (m_cancelled)
        m_panels.bar.setCancelled();
    else if (m_asEvents)
        m_panels.bar.accepted(m_failed);
    else
        m_panels.bar.finished(engine::Nanoseconds(m_clock.nsecsElapsed()), m_failed);
    emit finished();
}

void InvokeController::show(const engine::InvocationRecord &record)
{
    engine::InvokeOutcome outcome;
    outcome.statusCode = record.outcome == engine::Outcome::Throttled ? 429 : 200;
    if (record.failed())
        outcome.functionError = QStringLiteral("Unhandled");
    outcome.payload = record.responsePayload;
    outcome.record = record;
    m_panels.response.setOutcome(outcome);
}

} // namespace app
