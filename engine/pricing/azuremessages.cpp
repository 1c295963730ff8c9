// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pricing/azuremessages.h"

#include <QCoreApplication>
#include <QLocale>

namespace engine {
namespace {

struct AzureMessages
{
    Q_DECLARE_TR_FUNCTIONS(engine::AzureMessages)
};

} // namespace

QString misfitText(const AzureMisfit &misfit, const AzurePlan &plan)
{
    const QString limit = QLocale().toString(misfit.limit);
    switch (misfit.kind) {
    case AzureMisfit::Kind::Memory:
        return AzureMessages::tr("An instance has at most %1 MB; the function is set to more.")
            .arg(limit);
    case AzureMisfit::Kind::Timeout:
        return AzureMessages::tr("A function runs %1 minutes at most; this one may take longer.")
            .arg(limit);
    case AzureMisfit::Kind::HttpTimeout:
        return AzureMessages::tr("An HTTP request must be answered within %1 seconds.").arg(limit);
    case AzureMisfit::Kind::Language:
        return misfit.blocking
                   ? AzureMessages::tr("The language is not offered.")
                   : AzureMessages::tr("The language is not offered as such; it needs a custom "
                                       "handler, a web server of its own.");
    case AzureMisfit::Kind::Concurrency:
        return AzureMessages::tr("%1 has no instances that are kept ready.").arg(plan.name);
    case AzureMisfit::Kind::Processor:
        return AzureMessages::tr("Runs on x86_64; arm64 is not offered.");
    case AzureMisfit::Kind::Layers:
        return AzureMessages::tr("There are no layers; their content goes into the package.");
    }
    Q_UNREACHABLE();
}

} // namespace engine
