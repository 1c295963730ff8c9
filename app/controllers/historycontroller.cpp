// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/historycontroller.h"

#include <QAbstractButton>
#include <QMessageBox>
#include <QTimer>

#include <algorithm>
#include <utility>

#include "app/controllers/workspacecontroller.h"
#include "app/enginehost.h"
#include "app/workspacepaths.h"
#include "engine/core/deliver.h"
#include "widgets/charts/latencypanel.h"
#include "widgets/cost/costpanel.h"
#include "widgets/history/historypanel.h"
#include "widgets/history/invocationmodel.h"

namespace app {
namespace {

constexpr int LoadedRecords = 10'000;        // of earlier runs, when a workspace is opened
constexpr std::size_t SliceRecords = 250;    // of them at a time
constexpr std::size_t SampleRecords = 2'000; // that a month is projected from

} // namespace

HistoryController::HistoryController(EngineHost &host, WorkspaceController &workspace,
                                     Panels panels, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_panels(panels)
{
    connect(&host, &EngineHost::recorded, this,
            [this](const std::vector<engine::InvocationRecord> &records) {
                m_store.append(records);
                take(records);
            });
    connect(&m_store, &HistoryHost::failed, this, &HistoryController::failed);
    connect(&m_workspace, &WorkspaceController::opened, this, &HistoryController::load);
    connect(&m_workspace, &WorkspaceController::currentChanged, this, [this] {
        const auto *function = m_workspace.current();
        m_panels.latency.setFunction(function ? function->config.name : QString());
        m_panels.cost.setRecord(std::nullopt);
        updateCost();
    });
    connect(&m_panels.history, &widgets::HistoryPanel::recordSelected, this,
            &HistoryController::select);
    connect(&m_panels.latency, &widgets::LatencyPanel::recordSelected, this,
            &HistoryController::select);
    connect(&m_panels.history, &widgets::HistoryPanel::recordActivated, this,
            &HistoryController::choose);
    connect(&m_panels.latency, &widgets::LatencyPanel::recordActivated, this,
            &HistoryController::choose);
    connect(&m_panels.history, &widgets::HistoryPanel::rerunRequested, this,
            [this](const QString &requestId) {
                fetch(requestId, [this](const engine::InvocationRecord &record) {
                    emit rerunRequested(record);
                });
            });
    connect(&m_panels.history, &widgets::HistoryPanel::clearRequested, this,
            &HistoryController::clear);
}

void HistoryController::load()
{
    m_panels.model.clear();
    m_panels.latency.clear();
    m_recent.clear();
    m_store.open(historyFile(m_workspace.folder()));
    const QString folder = m_workspace.folder();
    engine::deliver(m_store.list({QString(), LoadedRecords}), this,
                    [this, folder](const engine::Result<HistoryHost::Records> &records) {
                        if (!records || folder != m_workspace.folder())
                            return; // a failure to open has been told by failed()
                        takeInSlices({records->rbegin(), records->rend()}, 0, folder);
                    });
}

// Thousands of rows at once would hold the window up.
void HistoryController::takeInSlices(const std::vector<engine::InvocationRecord> &records,
                                     std::size_t from, const QString &folder)
{
    if (folder != m_workspace.folder() || from >= records.size())
        return;
    const std::size_t to = std::min(from + SliceRecords, records.size());
    take({records.begin() + std::ptrdiff_t(from), records.begin() + std::ptrdiff_t(to)});
    QTimer::singleShot(0, this, [this, records, to, folder] { takeInSlices(records, to, folder); });
}

void HistoryController::take(const std::vector<engine::InvocationRecord> &records)
{
    m_panels.model.append(records);
    m_panels.latency.append(records);
    for (engine::InvocationRecord record : records) {
        record.requestPayload.clear();
        record.responsePayload.clear();
        record.log.clear();
        m_recent.push_back(std::move(record));
    }
    while (m_recent.size() > SampleRecords)
        m_recent.pop_front();
    if (!records.empty() && m_workspace.current()
        && records.back().functionName == m_workspace.current()->config.name)
        m_panels.cost.setRecord(m_recent.back());
    updateCost();
}

void HistoryController::select(const QString &requestId)
{
    m_panels.history.setSelected(requestId);
    m_panels.latency.setSelected(requestId);
    m_selected = requestId;
    if (const auto *record = recent(requestId))
        m_panels.cost.setRecord(*record);
    fetch(requestId, [this](const engine::InvocationRecord &record) {
        if (record.requestId != m_selected)
            return; // another one was selected meanwhile
        m_panels.cost.setRecord(record);
        emit recordSelected(record);
    });
}

void HistoryController::choose(const QString &requestId)
{
    fetch(requestId, [this](const engine::InvocationRecord &record) { emit recordChosen(record); });
}

const engine::InvocationRecord *HistoryController::recent(const QString &requestId) const
{
    for (const engine::InvocationRecord &record : m_recent) {
        if (record.requestId == requestId)
            return &record;
    }
    return nullptr;
}

// Without a history on disk (a read-only workspace) what is remembered has to do.
void HistoryController::fetch(const QString &requestId,
                              std::function<void(const engine::InvocationRecord &)> then)
{
    engine::deliver(m_store.record(requestId), this,
                    [this, requestId, then = std::move(then)](
                        const engine::Result<engine::InvocationRecord> &record) {
                        const auto *remembered = record ? nullptr : recent(requestId);
                        if (record)
                            then(*record);
                        else if (remembered)
                            then(*remembered);
                        else
                            emit failed(record.error());
                    });
}

// Once for all bursts of one turn of the event loop.
void HistoryController::updateCost()
{
    if (std::exchange(m_costPending, true))
        return;
    QTimer::singleShot(0, this, [this] {
        m_costPending = false;
        const auto *function = m_workspace.current();
        std::vector<engine::InvocationRecord> sample;
        for (const engine::InvocationRecord &record : m_recent) {
            if (function && record.functionName == function->config.name)
                sample.push_back(record);
        }
        if (function)
            m_panels.cost.setFunction(function->config, function->answersHttp());
        m_panels.cost.setRecords(sample);
    });
}

void HistoryController::clear()
{
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Clear the history"),
                        tr("Remove every record of this workspace? This can't be undone."),
                        QMessageBox::Cancel, m_panels.history.window());
    question->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::buttonClicked, this, [this, question](QAbstractButton *button) {
        if (question->buttonRole(button) != QMessageBox::DestructiveRole)
            return;
        engine::deliver(m_store.clear(), this, [this](const engine::Result<void> &result) {
            if (!result) {
                emit failed(result.error());
                return;
            }
            m_panels.model.clear();
            m_panels.latency.clear();
            m_recent.clear();
            m_panels.cost.setRecord(std::nullopt);
            updateCost();
        });
    });
    question->open();
}

} // namespace app
