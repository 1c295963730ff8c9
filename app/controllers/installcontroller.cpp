// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/installcontroller.h"

#include <QLocale>

#include "app/controllers/workspacecontroller.h"
#include "app/enginehost.h"
#include "engine/core/deliver.h"
#include "engine/core/messages.h"
#include "widgets/builds/installdialog.h"

namespace app {

InstallController::InstallController(EngineHost &host, WorkspaceController &workspace,
                                     QWidget *window)
    : QObject(window)
    , m_host(host)
    , m_workspace(workspace)
    , m_dialog(new widgets::InstallDialog(window))
{
    connect(m_dialog, &widgets::InstallDialog::cancelRequested, this, &InstallController::cancel);
    connect(&host, &EngineHost::installOutputArrived, m_dialog,
            &widgets::InstallDialog::appendOutput);
}

InstallController::~InstallController() = default;

bool InstallController::begin(const QString &title)
{
    const bool free = !m_dialog->isRunning();
    if (free)
        m_dialog->begin(title);
    m_dialog->show();
    m_dialog->raise();
    return free;
}

void InstallController::installDependencies(const QString &layer)
{
    const auto *function = m_workspace.current();
    if (!function
        || !begin(
            layer.isEmpty()
                ? tr("Dependencies of %1, beside its code").arg(function->config.name)
                : tr("Dependencies of %1, into the layer %2").arg(function->config.name, layer)))
        return;
    engine::deliver(m_host.installDependencies(function->config.name, layer), this,
                    [this](const engine::Result<engine::InstalledDependencies> &result) {
                        if (!result)
                            return m_dialog->fail(engine::explain(result.error()));
                        const double seconds =
                            std::chrono::duration<double>(result->duration).count();
                        m_dialog->succeed(tr("%1 was installed by %2 in %3 s.")
                                              .arg(result->manifest, result->tool,
                                                   QLocale().toString(seconds, 'f', 1)));
                    });
}

void InstallController::installSdk()
{
    const auto *function = m_workspace.current();
    if (!function || !begin(tr("AWS SDK for %1").arg(function->config.runtime)))
        return;
    engine::deliver(m_host.installSdk(function->config.runtime), this,
                    [this](const engine::Result<void> &result) {
                        if (result)
                            m_dialog->succeed(tr("Installed. Functions have it from their next "
                                                 "cold start on."));
                        else
                            m_dialog->fail(engine::explain(result.error()));
                    });
}

void InstallController::cancel()
{
    m_host.cancelInstallation();
}

} // namespace app
