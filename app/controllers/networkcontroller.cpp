// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/networkcontroller.h"

#include "app/controllers/workspacecontroller.h"
#include "app/enginehost.h"
#include "engine/core/deliver.h"
#include "widgets/invoke/networklamp.h"

namespace app {
namespace {

constexpr int LookEveryMs = 200;

} // namespace

NetworkController::NetworkController(EngineHost &host, WorkspaceController &workspace,
                                     widgets::NetworkLamp &lamp, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_workspace(workspace)
    , m_lamp(lamp)
{
    m_looks.setInterval(LookEveryMs);
    connect(&m_looks, &QTimer::timeout, this, &NetworkController::look);
    connect(&workspace, &WorkspaceController::currentChanged, this,
            &NetworkController::showFunction);
    connect(&workspace, &WorkspaceController::changed, this, &NetworkController::showFunction);
    connect(&host, &EngineHost::statusChanged, this, &NetworkController::onStatus);
    connect(&host, &EngineHost::recorded, this, &NetworkController::onRecorded);
}

void NetworkController::showFunction()
{
    const auto *function = m_workspace.current();
    if (!function) {
        m_function.clear();
        m_looks.stop();
        m_lamp.setAccess({});
        return;
    }
    const engine::NetworkAccess access = function->config.networkAccess();
    m_hasNetwork = access != engine::NetworkAccess();
    if (function->config.name != m_function) {
        m_function = function->config.name;
        m_lamp.forget();
    }
    m_lamp.setAccess(access);
}

void NetworkController::onStatus(const engine::EngineStatus &status)
{
    const auto counts = status.functions.find(m_function);
    const bool runs =
        counts != status.functions.end() && counts->second.busy + counts->second.starting > 0;
    if (!runs || !m_hasNetwork) {
        m_looks.stop();
    } else if (!m_looks.isActive()) {
        m_lamp.begin();
        m_looks.start();
    }
}

void NetworkController::onRecorded(const std::vector<engine::InvocationRecord> &records)
{
    for (const engine::InvocationRecord &record : records) {
        if (record.functionName != m_function || record.start == engine::StartKind::None)
            continue;
        m_lamp.begin();
        m_lamp.setBytes(record.network);
    }
}

void NetworkController::look()
{
    engine::deliver(m_host.networkBytes(m_function), this,
                    [this, name = m_function](const engine::NetworkBytes &bytes) {
                        if (name == m_function && bytes.measured() && m_looks.isActive())
                            m_lamp.setBytes(bytes);
                    });
}

} // namespace app
