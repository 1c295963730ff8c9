// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/trustcommand.h"

#include <QCoreApplication>

#include "app/cli/terminal.h"
#include "engine/project/trust.h"
#include "engine/project/workspace.h"

namespace app {
namespace {

struct Trust
{
    Q_DECLARE_TR_FUNCTIONS(app::TrustCommand)
};

} // namespace

QString TrustCommand::name() const
{
    return QStringLiteral("trust");
}

QString TrustCommand::summary() const
{
    return Trust::tr(
        "Allows the workspace's code to be built, which runs programs of its authors.");
}

int TrustCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary()
        + Trust::tr("\n\nCompilers and installers run in a sandbox, with the workspace's cache to "
                    "write to. Functions themselves run without trust."));
    const QCommandLineOption remove(QStringLiteral("remove"), Trust::tr("Takes it back."));
    const QCommandLineOption list(QStringLiteral("list"), Trust::tr("Lists trusted workspaces."));
    parser.addOptions({remove, list});
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    if (!parser.positionalArguments().isEmpty())
        return terminal::usage(Trust::tr("trust is for one workspace, which -C names."));
    engine::TrustedFolders trust;
    if (parser.isSet(list)) {
        for (const QString &folder : trust.all())
            terminal::outLine(folder);
        return Succeeded;
    }
    if (!parser.isSet(remove)) {
        if (const auto opened = engine::openWorkspace(workspace); !opened) {
            terminal::error(opened.error());
            return NotRun;
        }
    }
    const auto done = parser.isSet(remove) ? trust.remove(workspace) : trust.add(workspace);
    if (!done) {
        terminal::error(done.error());
        return NotRun;
    }
    terminal::errLine(parser.isSet(remove) ? Trust::tr("%1 is not trusted any more.").arg(workspace)
                                           : Trust::tr("%1 is trusted now.").arg(workspace));
    return Succeeded;
}

} // namespace app
