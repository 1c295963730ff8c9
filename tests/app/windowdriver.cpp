// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/windowdriver.h"

#include <QApplication>
#include <QFile>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QToolButton>
#include <QTest>
#include <QTreeView>

#include "app/controllers/documentcontroller.h"
#include "widgets/common/messageline.h"
#include "widgets/config/functionlist.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"
#include "widgets/events/eventeditor.h"
#include "widgets/history/invocationmodel.h"
#include "widgets/invoke/responsepanel.h"

namespace testsupport {

namespace {

// The editor indents a new line by itself.
void typeLines(QWidget *widget, const QByteArray &text)
{
    const QList<QByteArray> lines = text.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            QTest::keyClick(widget, Qt::Key_Return);
        QTest::keyClicks(widget, QString::fromUtf8(lines[i]));
    }
}

} // namespace

IsolatedHome::IsolatedHome()
{
    // Sandboxes may run as another user and mount the bootstraps from the cache below here.
    QFile::setPermissions(m_dir.path(), QFile::Permissions(0x7755));
    for (const char *variable :
         {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"})
        qputenv(variable, m_dir.path().toUtf8());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:"); // nor the desktop's colours
    QCoreApplication::setOrganizationName(QString());
    QCoreApplication::setApplicationName(QStringLiteral("lambda-workbench"));
}

WindowDriver::WindowDriver()
    : m_window(std::make_unique<app::MainWindow>(m_theming))
{
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get()))
        qFatal("the window can't be shown");
}

bool WindowDriver::open(const QString &folder)
{
    QSignalSpy opened(m_window.get(), &app::MainWindow::workspaceOpened);
    QSignalSpy file(panel<app::DocumentController>(), &app::DocumentController::opened);
    m_window->openWorkspace(folder);
    if (!opened.wait(20'000))
        return false;
    // The template, and the first function's file where there is one.
    const bool hasFunction = !panel<widgets::FunctionList>()->currentFunction().isEmpty();
    return QTest::qWaitFor([&] { return file.count() >= (hasFunction ? 2 : 1); }, 20'000);
}

widgets::CodeEditor *WindowDriver::openFile(const QString &path)
{
    panel<app::DocumentController>()->open(path);
    if (!QTest::qWaitFor([&] { return panel<widgets::EditorTabs>()->currentPath() == path; },
                         20'000))
        qFatal("%s does not open", qPrintable(path));
    return editor(path);
}

widgets::CodeEditor *WindowDriver::editor(const QString &path)
{
    widgets::CodeEditor *found = panel<widgets::EditorTabs>()->editor(path);
    if (!found)
        qFatal("%s is not open", qPrintable(path));
    return found;
}

void WindowDriver::typeOver(widgets::CodeEditor *editor, const QByteArray &text)
{
    QWidget *view = editor->textWidget();
    view->setFocus();
    QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(view, Qt::Key_Delete);
    typeLines(view, text);
}

void WindowDriver::typeEvent(const QByteArray &json)
{
    auto *text = find<QPlainTextEdit>("eventText");
    text->setFocus();
    QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(text, Qt::Key_Delete);
    typeLines(text, json);
}

void WindowDriver::select(const QString &logicalId)
{
    auto *tree = find<QTreeView>("functionTree");
    const QModelIndex index = panel<widgets::FunctionList>()->model()->indexOf(
        {widgets::FunctionTreeItem::Kind::Function, logicalId, {}});
    if (!index.isValid())
        qFatal("no function is called %s", qPrintable(logicalId));
    tree->scrollTo(index);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, Qt::NoModifier,
                      tree->visualRect(index).center());
}

bool WindowDriver::invoke()
{
    return waitForRun([this] {
        QWidget *focused = QApplication::focusWidget();
        QTest::keyClick(focused ? focused : m_window.get(), Qt::Key_Return, Qt::ControlModifier);
    });
}

bool WindowDriver::waitForRun(const std::function<void()> &start, int timeoutMs)
{
    QSignalSpy finished(m_window.get(), &app::MainWindow::invokeFinished);
    start();
    return finished.count() > 0 || finished.wait(timeoutMs);
}

QByteArray WindowDriver::response()
{
    return panel<widgets::ResponsePanel>()->payload();
}

QString WindowDriver::message()
{
    return find<widgets::MessageLine>("windowMessage")->text();
}

QMessageBox *WindowDriver::question()
{
    const auto visible = [this]() -> QMessageBox * {
        for (auto *box : m_window->findChildren<QMessageBox *>()) {
            if (box->isVisible())
                return box;
        }
        return nullptr;
    };
    (void)QTest::qWaitFor([&] { return visible() != nullptr; }, 10'000);
    return visible();
}

QAbstractItemModel *WindowDriver::history()
{
    return panel<widgets::InvocationModel>();
}

QAbstractItemModel *WindowDriver::points()
{
    find<QToolButton>("latencyAsTable")->setChecked(true); // filled only where it is shown
    return find<QTableView>("latencyTable")->model();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int changedLines(const QByteArray &before, const QByteArray &after)
{
    const QList<QByteArray> old = before.split('\n');
    const QList<QByteArray> now = after.split('\n');
    if (old.size() != now.size())
        return -1;
    int changed = 0;
    for (qsizetype i = 0; i < old.size(); ++i)
        changed += old[i] != now[i] ? 1 : 0;
    return changed;
}

} // namespace testsupport
