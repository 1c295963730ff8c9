// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/newcommand.h"

#include <QCoreApplication>

#include <algorithm>

#include "app/cli/terminal.h"
#include "engine/core/clock.h"
#include "engine/core/ids.h"
#include "engine/project/trust.h"
#include "engine/starters/newfunction.h"
#include "engine/starters/starters.h"

namespace app {
namespace {

struct New
{
    Q_DECLARE_TR_FUNCTIONS(app::NewCommand)
};

void listStarters()
{
    std::vector<QStringList> rows;
    for (const engine::Starter &starter : engine::starters())
        rows.push_back(
            {starter.name, starter.runtimes.join(u' '), engine::starterWord(starter.description)});
    terminal::table({New::tr("STARTER"), New::tr("RUNTIMES"), New::tr("WHAT IT DOES")}, rows);
}

} // namespace

QString NewCommand::name() const
{
    return QStringLiteral("new");
}

QString NewCommand::summary() const
{
    return New::tr("Adds a function to the workspace: code, events, and a block in the template.");
}

int NewCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary()
        + New::tr("\n\nNothing that is there is written over; a folder without a template gets "
                  "one. Exit status: 2 wrong usage, 3 when something is in the way."));
    parser.addPositionalArgument(
        QStringLiteral("NAME"), New::tr("Of the function: letters, digits, hyphens, underscores."));
    const QCommandLineOption runtime(
        QStringLiteral("runtime"),
        New::tr("What it is written in: python3.13, nodejs22.x, ruby3.3, java21, go, dotnet8 or "
                "shell; also another version, such as python3.11."),
        QStringLiteral("R"), QStringLiteral("python3.13"));
    const QCommandLineOption like(QStringLiteral("starter"),
                                  New::tr("What it begins as; see --list."), QStringLiteral("S"),
                                  QStringLiteral("hello"));
    const QCommandLineOption list(QStringLiteral("list"), New::tr("Lists the starters."));
    const QCommandLineOption dryRun(
        QStringLiteral("dry-run"),
        New::tr("Writes nothing: prints the files and what the template would get."));
    parser.addOptions({runtime, like, list, dryRun});
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    if (parser.isSet(list)) {
        listStarters();
        return Succeeded;
    }
    if (parser.positionalArguments().size() != 1)
        return terminal::usage(New::tr("new takes one name."));
    const QString name = parser.positionalArguments().constFirst();
    QString starter = parser.value(like);
    if (!parser.isSet(like) && parser.value(runtime) == QStringLiteral("shell"))
        starter = QStringLiteral("custom-runtime"); // the only one there is
    engine::SystemClock clock;
    engine::RandomIds ids;
    const auto plan =
        engine::planFunction(workspace, {name, starter, parser.value(runtime)}, clock, ids);
    if (!plan) {
        terminal::error(plan.error());
        const auto code = plan.error().code;
        const bool usage = code == engine::Error::Code::Unsupported
                           || code == engine::Error::Code::InvalidConfiguration;
        if (code == engine::Error::Code::Unsupported)
            terminal::errLine(New::tr("\"lwb new --list\" lists the starters and runtimes."));
        return usage ? UsageError : NotRun;
    }
    if (!parser.isSet(dryRun)) {
        if (const auto written = engine::writePlan(workspace, *plan); !written) {
            terminal::error(written.error());
            return NotRun;
        }
        // What it wrote itself it may build.
        if (plan->newTemplate)
            if (const auto trusted = engine::TrustedFolders().add(workspace); !trusted)
                terminal::error(trusted.error());
    }
    for (const auto &file : plan->files)
        terminal::outLine(file.path);
    terminal::outLine(plan->templateFile);
    if (parser.isSet(dryRun)) {
        terminal::out('\n' + plan->block);
        return Succeeded;
    }
    // The first one is what the function is for; others show what it refuses.
    const auto event = std::find_if(plan->files.begin(), plan->files.end(), [](const auto &file) {
        return file.path.startsWith(u"events/");
    });
    if (event != plan->files.end())
        terminal::outLine(New::tr("Try: lwb invoke %1 --event %2").arg(name, event->path));
    return Succeeded;
}

} // namespace app
