// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sdkinstallation.h"

#include <QCoreApplication>
#include <QTimer>

#include "app/cli/command.h"
#include "app/cli/terminal.h"
#include "engine/builds/sdkinstaller.h"
#include "engine/core/clock.h"
#include "engine/core/reactor.h"
#include "engine/model/runtimeid.h"
#include "engine/runtimes/runtimecatalog.h"
#include "engine/sandbox/sandboxhost.h"

namespace app {
namespace {

struct Sdk
{
    Q_DECLARE_TR_FUNCTIONS(app::SdkInstallation)
};

} // namespace

int installSdk(const QString &runtime)
{
    const auto id = engine::RuntimeId::parse(runtime);
    if (!id)
        return terminal::usage(Sdk::tr("\"%1\" is no Lambda runtime.").arg(runtime));
    const engine::RuntimeCatalog catalog(engine::RuntimeCatalog::standardPlaces());
    const auto sdk = engine::sdkOf(id->id, catalog);
    if (!sdk) {
        terminal::error(sdk.error());
        return NotRun;
    }
    terminal::errLine(Sdk::tr("Installing %1 into %2, with the configuration of the language's own "
                              "installer.")
                          .arg(sdk->packages.join(u' '), sdk->folder));
    engine::SystemClock clock;
    engine::Reactor reactor(clock);
    engine::BubblewrapFactory sandboxes(reactor);
    engine::SdkInstaller installer(*sdk, engine::ClientConfig::ofThisUser(), sandboxes, reactor);
    QObject::connect(&installer, &engine::SdkInstaller::output, &installer,
                     [](const QByteArray &text) { terminal::out(text); });
    QObject::connect(&installer, &engine::SdkInstaller::finished, &installer,
                     [](const engine::Result<void> &result) {
                         if (!result)
                             terminal::error(result.error());
                         QCoreApplication::exit(result ? Succeeded : NotRun);
                     });
    QTimer::singleShot(0, &installer, &engine::SdkInstaller::start);
    const int status = QCoreApplication::exec();
    if (status == Succeeded)
        terminal::errLine(Sdk::tr("Installed. Functions have it from their next cold start on."));
    return status;
}

} // namespace app
