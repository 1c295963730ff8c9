// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/insightcontroller.h"

#include <QThread>

#include "app/controllers/documentcontroller.h"
#include "app/controllers/historycontroller.h"
#include "app/controllers/workspacecontroller.h"
#include "app/enginehost.h"
#include "engine/core/deliver.h"
#include "engine/model/limits.h"
#include "widgets/concurrency/concurrencypanel.h"
#include "widgets/events/eventeditor.h"
#include "widgets/invoke/invokebar.h"
#include "widgets/tuning/tuningpanel.h"

namespace app {

InsightController::InsightController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_concurrency(new widgets::ConcurrencyPanel)
    , m_tuning(new widgets::TuningPanel)
{
    connectConcurrency();
    connectTuning();
    connect(&m_parts.workspace, &WorkspaceController::currentChanged, this,
            &InsightController::showFunction);
    connect(&m_parts.workspace, &WorkspaceController::changed, this,
            &InsightController::showFunction);
    updateLimit({});
    showFunction();
}

void InsightController::connectConcurrency()
{
    using widgets::ConcurrencyPanel;
    connect(&m_parts.host, &EngineHost::opened, m_concurrency, &ConcurrencyPanel::clear);
    connect(&m_parts.host, &EngineHost::activity, m_concurrency, &ConcurrencyPanel::append);
    connect(m_concurrency, &ConcurrencyPanel::functionChanged, this,
            &InsightController::updateLimit);
    connect(m_concurrency, &ConcurrencyPanel::recordSelected, &m_parts.records,
            &HistoryController::select);
    connect(m_concurrency, &ConcurrencyPanel::recordActivated, &m_parts.records,
            &HistoryController::choose);
    connect(&m_parts.records, &HistoryController::recordSelected, m_concurrency,
            [this](const engine::InvocationRecord &record) {
                m_concurrency->setSelected(record.requestId);
            });
    connect(m_concurrency, &ConcurrencyPanel::coldRequested, &m_parts.bar,
            &widgets::InvokeBar::invokeCold);
    connect(m_concurrency, &ConcurrencyPanel::invokeRequested, &m_parts.bar,
            &widgets::InvokeBar::invoke);
    connect(m_concurrency, &ConcurrencyPanel::retireRequested, &m_parts.host, &EngineHost::retire);
}

void InsightController::connectTuning()
{
    using widgets::TuningPanel;
    connect(m_tuning, &TuningPanel::runRequested, this, &InsightController::tune);
    connect(m_tuning, &TuningPanel::cancelRequested, this, [this] {
        m_cancelled = true;
        if (m_tuner)
            m_tuner->cancel();
        m_parts.host.cancel(engine::Tuner::Trigger);
    });
    connect(m_tuning, &TuningPanel::applyRequested, this, [this](engine::Megabytes memory) {
        if (!m_parts.workspace.workspace().function(m_tuned))
            return;
        m_parts.workspace.select(m_tuned);
        m_parts.workspace.setMemory(memory);
    });
    connect(m_tuning, &TuningPanel::exportRequested, this, &InsightController::exportRequested);
}

// Of a function its reservation, else the account's.
void InsightController::updateLimit(const QString &function)
{
    const auto *of = m_parts.workspace.workspace().function(function);
    const bool reserved =
        of && of->config.reservedConcurrency != engine::FunctionConfig::NotReserved;
    m_concurrency->setLimit(reserved ? of->config.reservedConcurrency
                                     : engine::limits::AccountConcurrency);
}

void InsightController::showFunction()
{
    const auto *function = m_parts.workspace.current();
    const QString name = function ? function->config.name : QString();
    m_concurrency->setCurrentFunction(name);
    if (m_tuner || m_preparing)
        return; // its result belongs to the function that it was begun with
    m_tuned = function ? function->logicalId : QString();
    m_tuning->setFunction(name);
    if (function)
        m_tuning->setMemory(function->config.memory);
}

void InsightController::tune(engine::TuningPlan plan)
{
    m_parts.workspace.applyFormNow();
    const auto *function = m_parts.workspace.current();
    if (!function || m_tuner || m_preparing)
        return;
    // The logical id: the name on disk may be another one while the template is being saved.
    plan.functionName = m_tuned = function->logicalId;
    m_tunedFolder = m_parts.workspace.folder();
    m_tuning->setFunction(function->config.name);
    plan.payload = m_parts.event.payload();
    m_preparing = true;
    m_cancelled = false;
    m_tuning->setBusy(static_cast<int>(plan.sizes.size()) * (plan.repetitions + 1));
    // What is measured is what is on screen.
    engine::deliver(m_parts.documents.saveAll(), this,
                    [this, plan](const engine::Result<void> &saved) {
                        m_preparing = false;
                        if (!saved) {
                            m_tuning->setError(saved.error());
                        } else if (m_tunedFolder != m_parts.workspace.folder()) {
                            m_tuning->setResult({}); // another workspace has no such function
                            showFunction();
                        } else {
                            start(plan);
                        }
                    });
}

void InsightController::start(const engine::TuningPlan &plan)
{
    m_tuner = new engine::Tuner(
        [this](const engine::InvokeRequest &request) { return m_parts.host.invoke(request); }, plan,
        qMax(1, QThread::idealThreadCount()), this);
    connect(m_tuner, &engine::Tuner::progressed, m_tuning, &widgets::TuningPanel::setProgress);
    connect(m_tuner, &engine::Tuner::finished, this, &InsightController::onTuned);
    if (m_cancelled)
        m_tuner->cancel();
    m_tuner->start();
}

void InsightController::onTuned(const engine::Result<engine::TuningResult> &result)
{
    const engine::TuningResult measured = m_tuner->result();
    m_tuner->deleteLater();
    m_tuner.clear();
    const auto *function = m_parts.workspace.current();
    const bool elsewhere = m_tunedFolder != m_parts.workspace.folder();
    m_tuning->setResult(elsewhere ? engine::TuningResult() : measured);
    if (!result && !elsewhere)
        m_tuning->setError(result.error());
    if (elsewhere || (function && function->logicalId == m_tuned))
        showFunction();
}

} // namespace app
