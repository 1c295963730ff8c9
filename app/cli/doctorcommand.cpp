// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/doctorcommand.h"

#include <QCoreApplication>

#include "app/cli/terminal.h"
#include "engine/sandbox/sandboxhost.h"
#include "engine/sandbox/sandboxprobe.h"

namespace app {
namespace {

struct Doctor
{
    Q_DECLARE_TR_FUNCTIONS(app::DoctorCommand)
};

QString mark(engine::Finding::State state)
{
    switch (state) {
    case engine::Finding::State::Ok:
        return Doctor::tr("ok");
    case engine::Finding::State::Degraded:
        return Doctor::tr("limited");
    case engine::Finding::State::Missing:
        break;
    }
    return Doctor::tr("missing");
}

} // namespace

QString DoctorCommand::name() const
{
    return QStringLiteral("doctor");
}

QString DoctorCommand::summary() const
{
    return Doctor::tr("Says what this machine allows the sandbox, and what to change.");
}

int DoctorCommand::run(const QString &, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(summary());
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    const engine::SandboxCapabilities capabilities = engine::probeSandbox(engine::findInit());
    for (const engine::Finding &finding : engine::sandboxFindings(capabilities)) {
        terminal::outLine(
            QStringLiteral("%1 %2: %3")
                .arg(mark(finding.state).leftJustified(8), finding.name, finding.sentence));
        if (!finding.remedy.isEmpty())
            terminal::outLine(QString(9, u' ') + finding.remedy);
    }
    terminal::outLine(capabilities.canRun()
                          ? Doctor::tr("Functions can run on this machine, in a sandbox.")
                          : Doctor::tr("Functions can't run on this machine. Nothing is ever run "
                                       "without a sandbox."));
    return capabilities.canRun() ? Succeeded : NotRun;
}

} // namespace app
