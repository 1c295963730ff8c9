// SPDX-License-Identifier: GPL-3.0-or-later
// The longest time that the window's event loop did not turn, for each of the things people do.
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <functional>

#include "app/controllers/documentcontroller.h"
#include "app/mainwindow.h"
#include "app/theming.h"
#include "engine/core/atomicfile.h"
#include "engine/project/workspace.h"
#include "widgets/charts/latencypanel.h"
#include "widgets/editor/editortabs.h"
#include "widgets/history/invocationmodel.h"
#include "widgets/invoke/invokebar.h"

namespace {

// A timer of no interval beats once in every turn of the loop.
class Heartbeat
{
public:
    Heartbeat()
    {
        QObject::connect(&m_timer, &QTimer::timeout, [this] { beat(); });
        m_timer.start(0);
    }
    void measure(const char *what, const std::function<void()> &action)
    {
        QTest::qWait(100);
        m_longest = 0;
        m_clock.start();
        action();
        QTest::qWait(300);
        beat();
        std::printf("%-36s longest stall %6.1f ms\n", what, static_cast<double>(m_longest) / 1e6);
        std::fflush(stdout);
    }

private:
    void beat() { m_longest = std::max(m_longest, m_clock.nsecsElapsed()), m_clock.start(); }

    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

template <typename Signal>
void waitFor(app::MainWindow &window, Signal signal, const std::function<void()> &start)
{
    bool done = false;
    const auto connection = QObject::connect(&window, signal, [&done] { done = true; });
    start();
    (void)QTest::qWaitFor([&] { return done; }, 120'000);
    QObject::disconnect(connection);
}

std::vector<engine::InvocationRecord> records(int count)
{
    std::vector<engine::InvocationRecord> made(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        engine::InvocationRecord &record = made[static_cast<std::size_t>(i)];
        record.requestId = QStringLiteral("request-%1").arg(i);
        record.functionName = QStringLiteral("hello");
        record.startedAtMs = 1'767'225'600'000 + i;
        record.start = engine::StartKind::Warm;
        record.duration = engine::Nanoseconds(1'000'000 + i * 1'000);
        record.billed = engine::Milliseconds(2);
        record.memorySize = {128};
    }
    return made;
}

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir home;
    QFile::setPermissions(home.path(), QFile::Permissions(0x7755));
    for (const char *variable : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
        qputenv(variable, home.path().toUtf8());
    const QString sample = home.filePath(QStringLiteral("sample"));
    const QString large = sample + QStringLiteral("/hello/large.py");
    if (!engine::writeSampleWorkspace(sample))
        return 1;
    QByteArray text;
    for (int i = 0; i < 10'000; ++i)
        text += "    value_" + QByteArray::number(i) + " = compute('text', 42)  # a remark\n";
    if (!engine::writeAtomically(large, "def handler(event, context):\n" + text))
        return 1;

    QApplication application(argc, argv);
    app::Theming theming;
    app::MainWindow window(theming);
    window.show();
    Heartbeat heart;
    auto *bar = window.findChild<widgets::InvokeBar *>();
    auto *tabs = window.findChild<widgets::EditorTabs *>();
    heart.measure("opening the workspace", [&] {
        waitFor(window, &app::MainWindow::workspaceOpened, [&] { window.openWorkspace(sample); });
    });
    heart.measure("a cold invoke", [&] {
        waitFor(window, &app::MainWindow::invokeFinished, [&] { bar->invoke(); });
    });
    heart.measure("a warm invoke", [&] {
        waitFor(window, &app::MainWindow::invokeFinished, [&] { bar->invoke(); });
    });
    bar->setBurst(200, 10);
    heart.measure("a burst of 200, 10 at once", [&] {
        waitFor(window, &app::MainWindow::invokeFinished, [&] { bar->burst(); });
    });
    heart.measure("opening a file of 10,000 lines", [&] {
        window.findChild<app::DocumentController *>()->open(large);
        (void)QTest::qWaitFor([&] { return tabs->currentPath() == large; });
    });
    heart.measure("to the dark theme", [&] { theming.setChoice(app::Theming::Choice::Dark); });
    heart.measure("to the light theme", [&] { theming.setChoice(app::Theming::Choice::Light); });
    const auto many = records(10'000);
    for (const char *dock : {"historyDock", "latencyDock"}) {
        window.raisePanel(QString::fromLatin1(dock));
        heart.measure(qPrintable(QStringLiteral("10,000 records, %1 in front")
                                     .arg(QString::fromLatin1(dock).chopped(4))),
                      [&] {
                          window.findChild<widgets::InvocationModel *>()->append(many);
                          window.findChild<widgets::LatencyPanel *>()->append(many);
                      });
    }
    return 0;
}
