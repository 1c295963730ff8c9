// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

#include <functional>
#include <memory>

#include "app/mainwindow.h"
#include "app/theming.h"

class QAbstractItemModel;
class QMessageBox;

namespace widgets {
class CodeEditor;
}

namespace testsupport {

// Settings, caches and history of the program in a temporary folder: made before the application
// asks for them, so that the user's own are neither read nor written.
class IsolatedHome
{
public:
    IsolatedHome();

private:
    QTemporaryDir m_dir;
};

// The program's window, used as a person uses it: by keys and clicks on what has a name.
class WindowDriver
{
public:
    WindowDriver();

    // Waits until functions, the first function's file and its first event are there.
    [[nodiscard]] bool open(const QString &folder);
    [[nodiscard]] app::MainWindow &window() { return *m_window; }
    [[nodiscard]] app::Theming &theming() { return m_theming; }
    void destroyWindow() { m_window.reset(); }

    // By object name; the test ends if there is none.
    template <typename T>
    [[nodiscard]] T *find(const char *name)
    {
        auto *found = m_window->findChild<T *>(QLatin1StringView(name));
        if (!found)
            qFatal("no widget is called %s", name);
        return found;
    }
    template <typename T>
    [[nodiscard]] T *panel() // the only one of its type
    {
        auto *found = m_window->findChild<T *>();
        if (!found)
            qFatal("a panel is missing");
        return found;
    }

    // Opens a file of the workspace in the editor and waits for it.
    widgets::CodeEditor *openFile(const QString &path);
    [[nodiscard]] widgets::CodeEditor *editor(const QString &path);
    // Selects all and types over it.
    void typeOver(widgets::CodeEditor *editor, const QByteArray &text);
    void typeEvent(const QByteArray &json);
    void select(const QString &logicalId); // by a click in the tree

    // Ctrl+Return, and waits until the answer is shown.
    [[nodiscard]] bool invoke();
    // Waits for the end of what `start` sets off.
    [[nodiscard]] bool waitForRun(const std::function<void()> &start, int timeoutMs = 60'000);
    [[nodiscard]] QByteArray response();
    [[nodiscard]] QString message(); // of the window's message line
    [[nodiscard]] QMessageBox *question();
    [[nodiscard]] QAbstractItemModel *history();
    [[nodiscard]] QAbstractItemModel *points(); // of the latency chart, as its table shows them

private:
    app::Theming m_theming;
    std::unique_ptr<app::MainWindow> m_window;
};

[[nodiscard]] QByteArray contentOf(const QString &path);
// How many lines differ, as a line-by-line comparison counts them; -1 when lines came or went.
[[nodiscard]] int changedLines(const QByteArray &before, const QByteArray &after);

} // namespace testsupport
