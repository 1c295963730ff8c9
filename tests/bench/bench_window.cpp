// SPDX-License-Identifier: GPL-3.0-or-later
// From the start of the process to the window shown, against a bare Qt window in the same run; and
// the memory of the program at rest with one warm environment.
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWidget>

#include <algorithm>
#include <cstdio>

#include "app/mainwindow.h"
#include "app/theming.h"
#include "engine/project/workspace.h"
#include "widgets/invoke/invokebar.h"

namespace {

constexpr int Runs = 9;

double medianMs(const QString &program, const QStringList &arguments)
{
    std::vector<double> times;
    for (int run = 0; run <= Runs; ++run) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QElapsedTimer clock;
        clock.start();
        process.start(program, arguments);
        process.waitForFinished();
        if (run > 0) // the first one reads the disk
            times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

qint64 residentKiB()
{
    QFile status(QStringLiteral("/proc/self/smaps_rollup"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("Rss:"))
            return line.mid(4).simplified().split(' ')[0].toLongLong();
    }
    return 0;
}

int bare(int argc, char **argv)
{
    QApplication application(argc, argv);
    QWidget window;
    window.resize(1440, 900);
    window.show();
    QTimer::singleShot(0, &application, &QApplication::quit);
    return QApplication::exec();
}

int atRest(int argc, char **argv)
{
    QApplication application(argc, argv);
    app::Theming theming;
    app::MainWindow window(theming);
    window.show();
    auto *bar = window.findChild<widgets::InvokeBar *>();
    QObject::connect(&window, &app::MainWindow::workspaceOpened, bar, &widgets::InvokeBar::invoke);
    QObject::connect(&window, &app::MainWindow::invokeFinished, &window, [] {
        QTimer::singleShot(2'000, [] {
            std::printf("at rest, one warm environment: %lld MiB resident\n",
                        static_cast<long long>(residentKiB() / 1024));
            std::fflush(stdout);
            QApplication::quit();
        });
    });
    window.openWorkspace(application.arguments().at(2));
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray mode = argc > 1 ? argv[1] : "";
    if (mode == "bare")
        return bare(argc, argv);
    if (mode == "rest")
        return atRest(argc, argv);
    QCoreApplication application(argc, argv);
    const QTemporaryDir home;
    QFile::setPermissions(home.path(), QFile::Permissions(0x7755));
    for (const char *variable : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
        qputenv(variable, home.path().toUtf8());
    const QString sample = home.filePath(QStringLiteral("sample"));
    if (!engine::writeSampleWorkspace(sample))
        return 1;
    const QString self = QCoreApplication::applicationFilePath();
    const double plain = medianMs(self, {QStringLiteral("bare")});
    const double window = medianMs(QStringLiteral(WORKBENCH_WINDOW_PROGRAM),
                                   {QStringLiteral("--quit-when-shown"), sample});
    std::printf("start to end of a bare Qt window: %.0f ms\n", plain);
    std::printf("start to end of the workbench:    %.0f ms, %.1f times as long (median of %d)\n",
                window, window / plain, Runs);
    std::fflush(stdout);
    return QProcess::execute(self, {QStringLiteral("rest"), sample});
}
