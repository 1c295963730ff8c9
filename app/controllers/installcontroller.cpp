// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/installcontroller.h"

#include <QLocale>

#include "app/controllers/workspacecontroller.h"
#include "app/enginehost.h"
#include "engine/core/deliver.h"
#include "engine/core/messages.h"
#include "engine/model/runtimeid.h"
#include "engine/runtimes/awssdk.h"
#include "engine/runtimes/runtimecatalog.h"
#include "widgets/builds/installdialog.h"

namespace app {

using engine::Error;

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
    const auto id = engine::RuntimeId::parse(function->config.runtime);
    const engine::RuntimeCatalog catalog(engine::RuntimeCatalog::standardPlaces());
    const auto interpreter = id ? catalog.interpreterFor(*id) : std::nullopt;
    const auto sdk =
        interpreter ? engine::AwsSdk::of(*interpreter, catalog.places().sdks) : std::nullopt;
    if (!sdk)
        return m_dialog->fail(engine::explain(
            interpreter
                ? Error{Error::Code::Unsupported,
                        tr("the runtime %1 brings no AWS SDK").arg(function->config.runtime)}
                : Error{Error::Code::RuntimeMissing, function->config.runtime}));
    m_sdk = std::make_unique<engine::SdkInstaller>(*sdk);
    connect(m_sdk.get(), &engine::SdkInstaller::output, m_dialog,
            &widgets::InstallDialog::appendOutput);
    connect(m_sdk.get(), &engine::SdkInstaller::finished, this,
            [this](const engine::Result<void> &result) {
                m_sdk.release()->deleteLater(); // it is what calls
                if (result)
                    m_dialog->succeed(
                        tr("Installed. Functions have it from their next cold start on."));
                else
                    m_dialog->fail(engine::explain(result.error()));
            });
    m_sdk->start();
}

void InstallController::cancel()
{
    if (m_sdk)
        m_sdk->cancel();
    else
        m_host.cancelInstallation();
}

} // namespace app
