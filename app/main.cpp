// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTimer>

#include "app/mainwindow.h"
#include "app/theming.h"
#include "app/translation.h"

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lambda-workbench"));
    QApplication::setApplicationVersion(QStringLiteral(WORKBENCH_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("io.github.lambda_workbench.LambdaWorkbench"));
    QApplication::setWindowIcon(
        QIcon::fromTheme(QStringLiteral("lambda-workbench"),
                         QIcon(QStringLiteral(":/lambda-workbench/icons/lambda-workbench.svg"))));
    app::installTranslation(application);

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "app::Main", "Write AWS Lambda functions, run them in a sandbox, see what they did."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("WORKSPACE"),
        QCoreApplication::translate("app::Main", "A folder with an AWS SAM template."),
        QStringLiteral("[WORKSPACE]"));
    const QCommandLineOption screenshot(
        QStringLiteral("screenshot"),
        QCoreApplication::translate("app::Main",
                                    "Runs the first function, writes a picture of the window, and "
                                    "ends."),
        QStringLiteral("FILE"));
    const QCommandLineOption quitWhenShown(
        QStringLiteral("quit-when-shown"),
        QCoreApplication::translate("app::Main", "Ends when the window has been shown; for "
                                                 "measuring."));
    const QCommandLineOption panel(
        QStringLiteral("panel"),
        QCoreApplication::translate("app::Main", "Shows this panel first: event, response, logs, "
                                                 "history, latency, cost, build, "
                                                 "concurrency or tuning."),
        QStringLiteral("NAME"));
    const QCommandLineOption theme(
        QStringLiteral("theme"),
        QCoreApplication::translate("app::Main", "Light or dark, for this run."),
        QStringLiteral("NAME"));
    const QCommandLineOption size(QStringLiteral("size"),
                                  QCoreApplication::translate("app::Main", "Size of the window."),
                                  QStringLiteral("WIDTHxHEIGHT"));
    parser.addOptions({screenshot, quitWhenShown, panel, theme, size});
    parser.process(application);

    app::Theming theming;
    app::MainWindow window(theming);
    if (parser.isSet(theme))
        theming.setChoice(parser.value(theme) == QStringLiteral("dark")
                              ? app::Theming::Choice::Dark
                              : app::Theming::Choice::Light);
    if (const QStringList sides = parser.value(size).split(u'x'); sides.size() == 2)
        window.resize(sides[0].toInt(), sides[1].toInt());
    window.show();
    if (parser.isSet(panel))
        window.raisePanel(parser.value(panel) + QStringLiteral("Dock"));
    if (parser.isSet(quitWhenShown))
        QTimer::singleShot(0, &application, &QApplication::quit);
    if (parser.isSet(screenshot)) {
        const QString file = parser.value(screenshot);
        QObject::connect(&window, &app::MainWindow::workspaceOpened, &window,
                         [&window] { window.invokeForPicture(); });
        QObject::connect(&window, &app::MainWindow::invokeFinished, &window, [&window, file] {
            // What the outcome changed is painted first.
            QTimer::singleShot(500, &window, [&window, file] {
                QApplication::exit(window.grab().save(file) ? 0 : 1);
            });
        });
    }
    const QStringList arguments = parser.positionalArguments();
    if (arguments.isEmpty())
        window.openLastWorkspace();
    else
        window.openWorkspace(arguments.constFirst());
    return QApplication::exec();
}
