// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runtimescommand.h"

#include <QCoreApplication>

#include "app/cli/terminal.h"
#include "engine/runtimes/runtimecatalog.h"

namespace app {
namespace {

struct Runtimes
{
    Q_DECLARE_TR_FUNCTIONS(app::RuntimesCommand)
};

} // namespace

QString RuntimesCommand::name() const
{
    return QStringLiteral("runtimes");
}

QString RuntimesCommand::summary() const
{
    return Runtimes::tr("Lists Lambda's runtimes and what runs each of them here.");
}

int RuntimesCommand::run(const QString &, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(summary());
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    const engine::RuntimeCatalog catalog(engine::RuntimeCatalog::standardPlaces());
    std::vector<QStringList> rows;
    for (const engine::RuntimeId &runtime : engine::knownRuntimes()) {
        engine::Function function;
        function.config.runtime = runtime.id;
        const auto launch = catalog.launch(function);
        const auto interpreter = catalog.interpreterFor(runtime);
        QString note = launch ? launch->warning : QString();
        if (!launch)
            note = launch.error().place.isEmpty()
                       ? Runtimes::tr("not supported yet")
                       : Runtimes::tr("install with: %1").arg(launch.error().place);
        rows.push_back({runtime.id,
                        launch ? launch->interpreter.isEmpty() ? Runtimes::tr("your bootstrap")
                                                               : launch->interpreter
                               : QStringLiteral("-"),
                        interpreter ? interpreter->program : QString(), note});
    }
    terminal::table({Runtimes::tr("RUNTIME"), Runtimes::tr("RUNS ON"), Runtimes::tr("PROGRAM"),
                     Runtimes::tr("NOTE")},
                    rows);
    return Succeeded;
}

} // namespace app
