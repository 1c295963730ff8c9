// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/initcommand.h"

#include <QCoreApplication>
#include <QDir>

#include "app/cli/terminal.h"
#include "engine/project/trust.h"
#include "engine/project/workspace.h"

namespace app {
namespace {

struct Init
{
    Q_DECLARE_TR_FUNCTIONS(app::InitCommand)
};

} // namespace

QString InitCommand::name() const
{
    return QStringLiteral("init");
}

QString InitCommand::summary() const
{
    return Init::tr("Writes a sample workspace that runs at once.");
}

int InitCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(summary());
    parser.addPositionalArgument(QStringLiteral("DIR"),
                                 Init::tr("Folder to write to; made if needed."));
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1)
        return terminal::usage(Init::tr("init takes one folder."));
    const QString folder =
        QDir::cleanPath(QDir(workspace).filePath(parser.positionalArguments().constFirst()));
    const auto written = engine::writeSampleWorkspace(folder);
    if (!written) {
        terminal::error(written.error());
        return NotRun;
    }
    // What it wrote itself it may build.
    if (const auto trusted = engine::TrustedFolders().add(folder); !trusted)
        terminal::error(trusted.error());
    terminal::outLine(Init::tr("Sample workspace written to %1.").arg(folder));
    terminal::outLine(
        Init::tr("Try: lwb -C %1 invoke hello --payload '{\"name\":\"AWS\"}'").arg(folder));
    return Succeeded;
}

} // namespace app
