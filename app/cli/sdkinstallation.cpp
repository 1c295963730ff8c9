// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sdkinstallation.h"

#include <QCoreApplication>
#include <QTimer>

#include "app/cli/command.h"
#include "app/cli/terminal.h"
#include "engine/model/runtimeid.h"
#include "engine/runtimes/awssdk.h"
#include "engine/runtimes/runtimecatalog.h"

namespace app {
namespace {

using engine::Error;

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
    const auto interpreter = catalog.interpreterFor(*id);
    const auto sdk = interpreter ? engine::AwsSdk::of(*interpreter, catalog.places().sdks)
                                 : std::optional<engine::AwsSdk>();
    if (!sdk) {
        terminal::error(
            Error{interpreter ? Error::Code::Unsupported : Error::Code::RuntimeMissing,
                  interpreter ? Sdk::tr("the runtime %1 brings no AWS SDK").arg(id->id) : id->id});
        return NotRun;
    }
    terminal::errLine(Sdk::tr("Installing %1 into %2, with the configuration of the language's own "
                              "installer.")
                          .arg(sdk->packages.join(u' '), sdk->folder));
    engine::SdkInstaller installer(*sdk);
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
