// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/depscommand.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimer>

#include "app/cli/terminal.h"
#include "engine/core/deliver.h"
#include "engine/core/messages.h"
#include "engine/invoke/localengine.h"

namespace app {
namespace {

struct Deps
{
    Q_DECLARE_TR_FUNCTIONS(app::DepsCommand)
};

int tell(const engine::Result<engine::InstalledDependencies> &result)
{
    if (!result) {
        terminal::error(result.error());
        return result.error().code == engine::Error::Code::InstallFailed ? FunctionFailed : NotRun;
    }
    const QString seconds =
        QLocale().toString(std::chrono::duration<double>(result->duration).count(), 'f', 1);
    terminal::errLine(
        result->put.isEmpty()
            ? Deps::tr("%1: installed by %2 in %3 s").arg(result->manifest, result->tool, seconds)
            : Deps::tr("%1: installed by %2 in %3 s: %4")
                  .arg(result->manifest, result->tool, seconds,
                       result->put.join(QStringLiteral(", "))));
    return Succeeded;
}

} // namespace

QString DepsCommand::name() const
{
    return QStringLiteral("deps");
}

QString DepsCommand::summary() const
{
    return Deps::tr("Installs a function's dependencies, beside its code or into a layer.");
}

int DepsCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary() + QStringLiteral("\n\n")
        + Deps::tr("By what the folder holds: requirements.txt (pip), package.json (npm), Gemfile "
                   "(bundle), go.mod (go), pom.xml (mvn). The tool runs in a sandbox with the "
                   "internet and your own configuration of it; only in a workspace that you trust "
                   "(lwb trust). Ctrl+C cancels."));
    parser.addPositionalArgument(QStringLiteral("FUNCTION"), Deps::tr("Name or logical id."));
    const QCommandLineOption layer(QStringLiteral("layer"),
                                   Deps::tr("Into this layer of the template, for the function's "
                                            "runtime."),
                                   Deps::tr("LAYER"));
    parser.addOption(layer);
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    const QStringList names = parser.positionalArguments();
    if (names.size() != 1)
        return terminal::usage(Deps::tr("Name one function."));
    const auto engine = engine::LocalEngine::open(workspace, {});
    if (!engine) {
        terminal::error(engine.error());
        return NotRun;
    }
    engine::LocalEngine &local = **engine;
    QObject::connect(&local, &engine::LocalEngine::installOutputArrived, &local,
                     [](const QByteArray &lines) { terminal::err(lines); });
    QTimer::singleShot(0, &local, [&local, name = names.constFirst(), id = parser.value(layer)] {
        engine::deliver(local.installDependencies(name, id), &local,
                        [](const engine::Result<engine::InstalledDependencies> &result) {
                            QCoreApplication::exit(tell(result));
                        });
    });
    return QCoreApplication::exec();
}

} // namespace app
