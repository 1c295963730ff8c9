// SPDX-License-Identifier: GPL-3.0-or-later
// The window's tool bar, menus and status bar. What its commands do is in mainwindow.cpp and in
// controllers/.
#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QStatusBar>
#include <QToolBar>

#include "app/controllers/documentcontroller.h"
#include "app/controllers/eventcontroller.h"
#include "app/controllers/installcontroller.h"
#include "app/controllers/invokecontroller.h"
#include "app/controllers/newfunctioncontroller.h"
#include "app/controllers/palettecontroller.h"
#include "app/controllers/standbymenu.h"
#include "app/controllers/workspacecontroller.h"
#include "app/mainwindow.h"
#include "app/paneldocks.h"
#include "app/sandboxstatus.h"
#include "engine/model/function.h"
#include "widgets/common/theme.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"
#include "widgets/invoke/invokebar.h"
#include "widgets/invoke/networklamp.h"

namespace app {

void MainWindow::makeActions()
{
    auto *toolBar = addToolBar(tr("Run"));
    toolBar->setObjectName(QStringLiteral("runBar"));
    toolBar->setMovable(false);
    toolBar->addWidget(m_bar);
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&Open workspace…"), QKeySequence::Open, this, &MainWindow::chooseWorkspace);
    m_recentMenu = file->addMenu(tr("Open &recent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    file->addAction(tr("&New function…"), QKeySequence::New, this,
                    [this] { m_newFunction->showDialog(this); });
    file->addSeparator();
    file->addAction(tr("&Save all"), QKeySequence::Save, this, [this] {
        m_workspace->applyFormNow();
        (void)m_documents->saveAll();
        (void)m_events->saveIfNamed();
    });
    file->addAction(tr("&Close tab"), QKeySequence::Close, m_editor,
                    &widgets::EditorTabs::closeCurrent);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);

    QMenu *run = menuBar()->addMenu(tr("&Run"));
    run->addAction(tr("&Invoke"), QKeySequence(Qt::CTRL | Qt::Key_Return), m_bar,
                   &widgets::InvokeBar::invoke);
    run->addAction(tr("&Burst"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), m_bar,
                   &widgets::InvokeBar::burst);
    run->addAction(tr("&Cancel"), QKeySequence(Qt::CTRL | Qt::Key_Period), m_bar,
                   &widgets::InvokeBar::cancelRequested);
    run->addSeparator();
    run->addAction(tr("&Retire idle environments"), this, [this] {
        if (const auto *function = m_workspace->current())
            m_host->retire(function->config.name);
    });
    QAction *explain = run->addAction(tr("&Measure what a cold init loads"));
    explain->setObjectName(QStringLiteral("explainInit"));
    explain->setCheckable(true);
    explain->setStatusTip(tr("The phases Boot and Init of a cold invoke then tell the slowest "
                             "modules; measuring costs time of its own"));
    connect(explain, &QAction::toggled, m_invoke, &InvokeController::setExplainInit);
    run->addAction(tr("Install &dependencies…"), this,
                   [this] { m_install->installDependencies(QString()); });
    run->addAction(tr("Install the AWS &SDK…"), this, [this] { m_install->installSdk(); });
    QAction *limit = run->addAction(tr("Limit the &CPU to the function's share"));
    limit->setCheckable(true);
    limit->setChecked(m_settings.limitCpu);
    limit->setStatusTip(tr("Off: functions run with the full speed of this computer, and durations "
                           "no longer compare with AWS."));
    connect(limit, &QAction::toggled, this, [this](bool on) {
        m_settings.limitCpu = on;
        openEngine();
    });

    auto *standby = new StandbyMenu(m_settings.standby, run);
    run->addMenu(standby);
    connect(standby, &StandbyMenu::chosen, this, [this](int environments) {
        m_settings.standby = environments;
        m_host->setStandby(environments);
    });

    m_viewMenu = menuBar()->addMenu(tr("&View"));
    int number = 1; // Alt and a digit; there are nine
    for (QDockWidget *dock : m_docks->all()) {
        QAction *action = m_viewMenu->addAction(dock->windowTitle());
        if (number <= 9)
            action->setShortcut(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_0 + number++)));
        connect(action, &QAction::triggered, m_docks, [this, dock] { m_docks->focus(dock); });
    }
    QAction *editor = m_viewMenu->addAction(tr("&Editor"));
    editor->setShortcut(QKeySequence(Qt::ALT | Qt::Key_0));
    connect(editor, &QAction::triggered, this, [this] {
        if (auto *current = m_editor->currentEditor())
            current->textWidget()->setFocus(Qt::ShortcutFocusReason);
    });
    m_viewMenu->addSeparator();
    m_viewMenu->addAction(tr("&Command palette…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
                          m_palette, &PaletteController::showCommands);
    m_viewMenu->addAction(tr("&Go to…"), QKeySequence(Qt::CTRL | Qt::Key_P), m_palette,
                          &PaletteController::showPlaces);
    m_viewMenu->addSeparator();
    m_viewMenu->addAction(tr("&Reset layout"), m_docks, &PanelDocks::resetLayout);
    QMenu *theme = m_viewMenu->addMenu(tr("&Theme"));
    auto *group = new QActionGroup(this);
    const std::pair<QString, Theming::Choice> choices[] = {
        {tr("&System", "theme"), Theming::Choice::System},
        {tr("&Light", "theme"), Theming::Choice::Light},
        {tr("&Dark", "theme"), Theming::Choice::Dark}};
    for (const auto &[text, choice] : choices) {
        QAction *action = theme->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_settings.theme == choice);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice = choice] {
            m_settings.theme = choice;
            m_theming.setChoice(choice);
        });
    }

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&Sandbox diagnosis…"), this, [this] { showSandboxReport(this); });
    help->addAction(tr("&About Lambda Workbench"), this, &MainWindow::about);
}

void MainWindow::makeStatusBar()
{
    m_place = new QLabel;
    m_environments = new QLabel;
    m_queueStatus = new QLabel;
    m_queueStatus->setObjectName(QStringLiteral("queueStatus"));
    m_sandboxStatus = new QLabel(tr("sandbox: checking …"));
    m_sandboxStatus->setObjectName(QStringLiteral("sandboxStatus"));
    m_sandboxStatus->setTextInteractionFlags(Qt::LinksAccessibleByMouse
                                             | Qt::LinksAccessibleByKeyboard);
    connect(m_sandboxStatus, &QLabel::linkActivated, this, [this] { showSandboxReport(this); });
    m_buildStatus->setTextInteractionFlags(Qt::LinksAccessibleByMouse
                                           | Qt::LinksAccessibleByKeyboard);
    m_lamp->setContentsMargins(widgets::InControl, 0, widgets::Related, 0);
    for (QLabel *label : {m_place, m_buildStatus, m_queueStatus, m_environments, m_sandboxStatus,
                          new QLabel(QString::fromUtf16(engine::DefaultRegion))}) {
        label->setContentsMargins(widgets::InControl, 0, widgets::Related, 0);
        statusBar()->addPermanentWidget(label);
    }
    statusBar()->insertPermanentWidget(4, m_lamp); // between environments and sandbox
    m_buildStatus->hide();                         // until there is one
    m_queueStatus->hide();
    statusBar()->setSizeGripEnabled(false);
}

void MainWindow::fillRecent()
{
    m_recentMenu->clear();
    for (const QString &folder : m_settings.recentWorkspaces)
        m_recentMenu->addAction(QDir::toNativeSeparators(folder), this,
                                [this, folder] { openWorkspace(folder); });
    if (m_settings.recentWorkspaces.isEmpty())
        m_recentMenu->addAction(tr("None yet"))->setEnabled(false);
}

void MainWindow::about()
{
    QMessageBox::about(
        this, tr("About Lambda Workbench"),
        tr("<h3>Lambda Workbench %1</h3><p>Write AWS Lambda functions, run them at once in a real "
           "sandbox, and see what they did.</p><p>Free software under the GNU General Public "
           "License, version 3 or later. It needs no account, sends nothing anywhere, and works "
           "offline.</p><p>Not affiliated with Amazon Web Services.</p>")
            .arg(QApplication::applicationVersion()));
}

} // namespace app
