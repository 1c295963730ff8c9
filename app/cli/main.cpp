// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QDir>

#include <array>
#include <memory>

#include "app/cli/buildcommand.h"
#include "app/cli/costcommand.h"
#include "app/cli/depscommand.h"
#include "app/cli/doctorcommand.h"
#include "app/cli/eventscommand.h"
#include "app/cli/functionscommand.h"
#include "app/cli/historycommand.h"
#include "app/cli/initcommand.h"
#include "app/cli/invokecommand.h"
#include "app/cli/loadcommand.h"
#include "app/cli/newcommand.h"
#include "app/cli/packagecommand.h"
#include "app/cli/queuecommand.h"
#include "app/cli/runtimescommand.h"
#include "app/cli/terminal.h"
#include "app/cli/trustcommand.h"
#include "app/cli/tunecommand.h"
#include "app/cli/versioncommands.h"
#include "app/translation.h"

namespace {

struct Main
{
    Q_DECLARE_TR_FUNCTIONS(app::Main)
};

QString help(const std::vector<std::unique_ptr<app::Command>> &commands)
{
    QString text = Main::tr("Usage: lwb [-C DIR] COMMAND [OPTIONS]\n\n"
                            "Runs AWS Lambda functions on this machine, each in a sandbox.\n\n"
                            "  -C DIR       the workspace; else the current folder\n"
                            "  --version    prints the version\n\n"
                            "Commands:\n");
    for (const auto &command : commands)
        text +=
            QStringLiteral("  %1 %2\n").arg(command->name().leftJustified(12), command->summary());
    return text + Main::tr("\n\"lwb COMMAND --help\" tells how to use a command.\n");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("lwb"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WORKBENCH_VERSION));
    // What programs read is the same everywhere, the sentences in it included.
    if (!QCoreApplication::arguments().contains(QStringLiteral("--json")))
        app::installTranslation(application);

    std::vector<std::unique_ptr<app::Command>> commands;
    commands.push_back(std::make_unique<app::InitCommand>());
    commands.push_back(std::make_unique<app::NewCommand>());
    commands.push_back(std::make_unique<app::FunctionsCommand>());
    commands.push_back(std::make_unique<app::InvokeCommand>());
    commands.push_back(std::make_unique<app::EventsCommand>());
    commands.push_back(std::make_unique<app::BuildCommand>());
    commands.push_back(std::make_unique<app::TrustCommand>());
    commands.push_back(std::make_unique<app::HistoryCommand>());
    commands.push_back(std::make_unique<app::CostCommand>());
    commands.push_back(std::make_unique<app::QueueCommand>());
    commands.push_back(std::make_unique<app::DepsCommand>());
    commands.push_back(std::make_unique<app::PackageCommand>());
    commands.push_back(std::make_unique<app::PublishCommand>());
    commands.push_back(std::make_unique<app::VersionsCommand>());
    commands.push_back(std::make_unique<app::AliasCommand>());
    commands.push_back(std::make_unique<app::ConcurrencyCommand>());
    commands.push_back(std::make_unique<app::TuneCommand>());
    commands.push_back(std::make_unique<app::LoadCommand>());
    commands.push_back(std::make_unique<app::RuntimesCommand>());
    commands.push_back(std::make_unique<app::DoctorCommand>());

    QStringList arguments = application.arguments().mid(1);
    QString workspace = QDir::currentPath();
    while (!arguments.isEmpty() && arguments.constFirst().startsWith(u'-')) {
        const QString option = arguments.takeFirst();
        if (option == QStringLiteral("-C") && !arguments.isEmpty()) {
            workspace = QDir(workspace).absoluteFilePath(arguments.takeFirst());
        } else if (option == QStringLiteral("--version")) {
            app::terminal::outLine(Main::tr("lwb %1").arg(QCoreApplication::applicationVersion()));
            return app::Succeeded;
        } else if (option == QStringLiteral("--help") || option == QStringLiteral("-h")) {
            app::terminal::out(help(commands).toUtf8());
            return app::Succeeded;
        } else {
            return app::terminal::usage(Main::tr("Unknown option %1.").arg(option));
        }
    }
    if (arguments.isEmpty()) {
        app::terminal::out(help(commands).toUtf8());
        return app::UsageError;
    }
    for (const auto &command : commands) {
        if (command->name() == arguments.constFirst())
            return command->run(QDir::cleanPath(workspace), arguments);
    }
    return app::terminal::usage(Main::tr("Unknown command \"%1\".").arg(arguments.constFirst()));
}
