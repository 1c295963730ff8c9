// SPDX-License-Identifier: GPL-3.0-or-later
// windowburst WORKSPACE FILE: the program's window, which runs bursts of the first function without
// end and saves FILE over and over. For a test that kills it in the middle.
#include <QApplication>
#include <QTimer>

#include "app/controllers/documentcontroller.h"
#include "app/mainwindow.h"
#include "app/theming.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"
#include "widgets/invoke/invokebar.h"

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lambda-workbench"));
    const QString workspace = application.arguments().at(1);
    const QString file = application.arguments().at(2);
    app::Theming theming;
    app::MainWindow window(theming);
    auto *bar = window.findChild<widgets::InvokeBar *>();
    auto *tabs = window.findChild<widgets::EditorTabs *>();
    auto *documents = window.findChild<app::DocumentController *>();
    bar->setBurst(1'000, 4);
    QTimer saving;
    int version = 0;
    QObject::connect(&saving, &QTimer::timeout, [&] {
        if (auto *editor = tabs->editor(file)) {
            const QByteArray mark = "# version " + QByteArray::number(++version) + '\n';
            editor->editContent(mark + QByteArray(100'000, '#') + '\n' + mark);
            (void)documents->saveAll();
        }
    });
    QObject::connect(&window, &app::MainWindow::invokeFinished, bar, &widgets::InvokeBar::burst,
                     Qt::QueuedConnection);
    QObject::connect(&window, &app::MainWindow::workspaceOpened, [&] {
        documents->open(file);
        bar->burst();
        saving.start(5);
    });
    window.show();
    window.openWorkspace(workspace);
    return QApplication::exec();
}
