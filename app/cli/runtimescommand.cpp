// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runtimescommand.h"

#include <QCoreApplication>

#include "app/cli/sdkinstallation.h"
#include "app/cli/terminal.h"
#include "engine/runtimes/runtimelist.h"

namespace app {
namespace {

struct Runtimes
{
    Q_DECLARE_TR_FUNCTIONS(app::RuntimesCommand)
};

QString runsOn(const engine::RuntimeState &state)
{
    if (state.kind == engine::RuntimeState::Kind::OwnProgram)
        return Runtimes::tr("your bootstrap");
    return state.interpreter.isEmpty() ? QStringLiteral("-") : state.interpreter;
}

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
    const QCommandLineOption json(QStringLiteral("json"), Runtimes::tr("One JSON object a line."));
    parser.addOption(json);
    const QCommandLineOption sdk(
        QStringLiteral("sdk"),
        Runtimes::tr("Installs the AWS SDK that this runtime brings along on Lambda, once for all "
                     "workspaces."),
        Runtimes::tr("RUNTIME"));
    parser.addOption(sdk);
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    if (parser.isSet(sdk))
        return installSdk(parser.value(sdk));
    const engine::RuntimeCatalog catalog(engine::RuntimeCatalog::standardPlaces());
    std::vector<QStringList> rows;
    for (const engine::RuntimeState &state : engine::runtimeStates(catalog)) {
        if (parser.isSet(json))
            terminal::out(engine::runtimeStateJson(state) + '\n');
        else
            rows.push_back({state.runtime.id, runsOn(state), state.program,
                            state.remedy.isEmpty()
                                ? state.note
                                : Runtimes::tr("install with: %1").arg(state.remedy)});
    }
    if (!parser.isSet(json))
        terminal::table({Runtimes::tr("RUNTIME"), Runtimes::tr("RUNS ON"), Runtimes::tr("PROGRAM"),
                         Runtimes::tr("NOTE")},
                        rows);
    return Succeeded;
}

} // namespace app
