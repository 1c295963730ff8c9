// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow.h"

#include <QCloseEvent>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QStandardPaths>
#include <QStatusBar>
#include <QUrl>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include "app/controllers/buildcontroller.h"
#include "app/controllers/codefilecontroller.h"
#include "app/controllers/documentcontroller.h"
#include "app/controllers/eventcontroller.h"
#include "app/controllers/historycontroller.h"
#include "app/controllers/insightcontroller.h"
#include "app/controllers/invokecontroller.h"
#include "app/controllers/installcontroller.h"
#include "app/controllers/layercontroller.h"
#include "app/controllers/networkcontroller.h"
#include "app/controllers/newfunctioncontroller.h"
#include "app/controllers/palettecontroller.h"
#include "app/controllers/workspacecontroller.h"
#include "app/paneldocks.h"
#include "app/sandboxstatus.h"
#include "app/workspacepaths.h"
#include "engine/project/problemmessages.h"
#include "engine/core/atomicfile.h"
#include "engine/core/deliver.h"
#include "engine/project/trust.h"
#include "engine/core/messages.h"
#include "engine/model/function.h"
#include "engine/pricing/pricing.h"
#include "widgets/builds/buildpanel.h"
#include "widgets/charts/latencypanel.h"
#include "widgets/charts/phasebar.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/messageline.h"
#include "widgets/concurrency/concurrencypanel.h"
#include "widgets/config/functionconfigform.h"
#include "widgets/config/functionlist.h"
#include "widgets/cost/costpanel.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"
#include "widgets/editor/syntaxmodule.h"
#include "widgets/events/eventeditor.h"
#include "widgets/history/historypanel.h"
#include "widgets/history/invocationmodel.h"
#include "widgets/invoke/invokebar.h"
#include "widgets/invoke/networklamp.h"
#include "widgets/invoke/responsepanel.h"
#include "widgets/logs/logspanel.h"
#include "widgets/tuning/tuningpanel.h"

namespace app {
namespace {

engine::Money costOf(const engine::InvocationRecord &record)
{
    return engine::costOf(record, engine::shippedPrices()).total;
}

// A panel with the same margins in every dock.
QWidget *stacked(QWidget *first, QWidget *second)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(first, 1);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(widgets::Related, widgets::InControl, widgets::Related,
                              widgets::Related);
    inset->addWidget(second);
    layout->addLayout(inset);
    return box;
}

} // namespace

MainWindow::MainWindow(Theming &theming, QWidget *parent)
    : QMainWindow(parent)
    , m_theming(theming)
    , m_settings(loadSettings())
    , m_syntax(std::make_unique<widgets::SyntaxModule>())
    , m_host(std::make_unique<EngineHost>())
{
    setWindowTitle(tr("Lambda Workbench"));
    makePanels();
    makeDocks();
    makeActions();
    makeMenus();
    makeStatusBar();
    connectPanels();
    m_theming.setChoice(m_settings.theme);
    m_bar->setBurst(m_settings.burstRequests, m_settings.burstConcurrency);
    if (!restoreGeometry(m_settings.windowGeometry))
        resize(1440, 900);
    if (!restoreState(m_settings.windowState, SettingsVersion))
        m_docks->resetLayout();
    m_history->restoreState(m_settings.historyColumns);
    probe();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePanels()
{
    m_functions = new widgets::FunctionList;
    m_editor = new widgets::EditorTabs(*m_syntax);
    m_form = new widgets::FunctionConfigForm;
    m_event = new widgets::EventEditor;
    m_bar = new widgets::InvokeBar;
    m_response = new widgets::ResponsePanel;
    m_phases = new widgets::PhaseBar;
    m_phases->setObjectName(QStringLiteral("phases"));
    m_logs = new widgets::LogsPanel;
    m_build = new widgets::BuildPanel;
    m_model = new widgets::InvocationModel(costOf, this);
    m_history = new widgets::HistoryPanel(*m_model);
    m_latency = new widgets::LatencyPanel;
    m_cost = new widgets::CostPanel;
    m_message = new widgets::MessageLine;
    m_message->setObjectName(QStringLiteral("windowMessage"));
    m_message->clear();
    m_trust = new widgets::MessageLine;
    m_trust->setObjectName(QStringLiteral("trustMessage"));
    m_buildStatus = new QLabel;
    m_buildStatus->setObjectName(QStringLiteral("buildState"));
    m_lamp = new widgets::NetworkLamp;
    m_lamp->setObjectName(QStringLiteral("networkLamp"));
    m_form->setPriceText([](engine::Megabytes memory, engine::Architecture architecture) {
        return widgets::formatMoney(
            engine::pricePerMillisecond(memory, architecture, engine::shippedPrices()));
    });
    m_response->setCostText([](const engine::InvocationRecord &record) {
        return widgets::formatMoney(costOf(record));
    });

    auto *center = new QWidget(this);
    auto *layout = new QVBoxLayout(center);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_trust);
    layout->addWidget(m_editor, 1);
    setCentralWidget(center);

    m_documents = new DocumentController(*m_editor, this);
    m_workspace = new WorkspaceController(*m_documents, *m_editor, *m_functions, *m_form, this);
    new LayerController(*m_workspace, *m_form, this);
    m_files = new CodeFileController(*m_workspace, *m_documents, {*m_functions, *m_editor}, this);
    m_palette = new PaletteController({*menuBar(), *m_workspace, *m_documents, *m_functions}, this);
    m_install = new InstallController(*m_host, *m_workspace, this);
    connect(m_form, &widgets::FunctionConfigForm::dependenciesRequested, m_install,
            &InstallController::installDependencies);
    m_events = new EventController(*m_workspace, *m_event, *m_functions, this);
    m_newFunction = new NewFunctionController(*m_workspace, *m_documents, this);
    m_invoke = new InvokeController(*m_host, *m_workspace, *m_documents, *m_events,
                                    {*m_bar, *m_event, *m_response}, this);
    m_builds = new BuildController(*m_host, *m_workspace, *m_documents,
                                   {*m_build, *m_editor, *m_trust, *m_buildStatus}, this);
    new NetworkController(*m_host, *m_workspace, *m_lamp, this);
    m_records = new HistoryController(*m_host, *m_workspace,
                                      {*m_model, *m_history, *m_latency, *m_cost}, this);
    m_insight = new InsightController(
        {*m_host, *m_workspace, *m_documents, *m_records, *m_bar, *m_event}, this);
}

void MainWindow::makeDocks()
{
    m_docks = new PanelDocks(*this);
    m_docks->add("functionsDock", tr("Functions"), m_functions);
    m_docks->add("configurationDock", tr("Configuration"), m_form);
    m_docks->add("eventDock", tr("Event"), m_event);
    m_docks->add("responseDock", tr("Response"), stacked(m_response, m_phases));
    m_docks->add("logsDock", tr("Logs"), m_logs);
    m_docks->add("historyDock", tr("History"), m_history);
    m_docks->add("latencyDock", tr("Latency"), m_latency);
    m_docks->add("costDock", tr("Cost"), m_cost);
    m_docks->add("buildDock", tr("Build"), m_build);
    m_docks->add("concurrencyDock", tr("Concurrency"), m_insight->concurrency());
    m_docks->add("tuningDock", tr("Power tuning"), m_insight->tuning());
}

void MainWindow::raisePanel(const QString &objectName)
{
    m_docks->raise(objectName);
}

void MainWindow::invokeForPicture()
{
    m_bar->burst();
}

void MainWindow::connectPanels()
{
    connect(m_workspace, &WorkspaceController::opened, this, &MainWindow::onOpened);
    connect(m_workspace, &WorkspaceController::currentChanged, this,
            &MainWindow::updateRuntimeWarning);
    connect(m_workspace, &WorkspaceController::changed, this, &MainWindow::updateRuntimeWarning);
    connect(m_workspace, &WorkspaceController::refused, this, &MainWindow::showError);
    connect(m_workspace, &WorkspaceController::failed, this, &MainWindow::showError);
    connect(m_documents, &DocumentController::failed, this, &MainWindow::showError);
    connect(m_files, &CodeFileController::failed, this, &MainWindow::showError);
    connect(m_files, &CodeFileController::deleted, this, [this](const QString &file) {
        m_message->setMessage({tr("%1 was deleted.").arg(file), {}},
                              widgets::MessageLine::Severity::Information);
        m_message->setAction(tr("Undo"));
    });
    connect(m_message, &widgets::MessageLine::actionTriggered, this, [this] {
        m_message->clear();
        m_files->undoDelete();
    });
    connect(m_events, &EventController::failed, this, &MainWindow::showError);
    connect(m_newFunction, &NewFunctionController::failed, this, &MainWindow::showError);
    connect(m_functions, &widgets::FunctionList::newFunctionRequested, this,
            [this] { m_newFunction->showDialog(this); });
    connect(m_records, &HistoryController::failed, this, &MainWindow::showError);
    connect(m_builds, &BuildController::failed, this, &MainWindow::showError);
    connect(m_builds, &BuildController::panelWanted, this,
            [this] { raisePanel(QStringLiteral("buildDock")); });
    connect(m_invoke, &InvokeController::finished, this, &MainWindow::invokeFinished);
    connect(m_invoke, &InvokeController::notTrusted, m_builds, &BuildController::askForTrust);

    connect(m_host.get(), &EngineHost::statusChanged, this, &MainWindow::updateStatus);
    connect(m_host.get(), &EngineHost::queueChanged, this, &MainWindow::updateQueue);
    connect(m_host.get(), &EngineHost::queueFailed, this, &MainWindow::showError);
    connect(m_host.get(), &EngineHost::queueReplaced, this,
            [this](const QString &movedAside, const QString &reason) {
                m_message->setMessage(
                    {tr("The queue of events was broken (%1).").arg(reason),
                     tr("It is now %1, and a new one was begun.").arg(movedAside)},
                    widgets::MessageLine::Severity::Warning);
            });
    connect(m_host.get(), &EngineHost::logArrived, m_logs, &widgets::LogsPanel::append);
    connect(m_host.get(), &EngineHost::environmentLogged, m_logs,
            &widgets::LogsPanel::appendEnvironment);
    connect(m_host.get(), &EngineHost::recorded, this,
            [this](const std::vector<engine::InvocationRecord> &records) {
                for (const engine::InvocationRecord &record : records)
                    m_logs->finish(record);
                m_phases->setPhases(records.back().phases, records.back().initModules);
            });
    connect(m_logs, &widgets::LogsPanel::sourceActivated, m_workspace,
            &WorkspaceController::openSandboxPath);
    connect(m_records, &HistoryController::recordSelected, this,
            [this](const engine::InvocationRecord &record) {
                m_phases->setPhases(record.phases, record.initModules);
                m_logs->finish(record);
                m_logs->showRequest(record.requestId);
            });
    connect(m_records, &HistoryController::recordChosen, this,
            [this](const engine::InvocationRecord &record) {
                m_invoke->show(record);
                m_phases->setPhases(record.phases, record.initModules);
                m_logs->finish(record);
                m_logs->showRequest(record.requestId);
                raisePanel(QStringLiteral("responseDock"));
            });
    connect(m_records, &HistoryController::rerunRequested, m_invoke, &InvokeController::rerun);
    connect(m_history, &widgets::HistoryPanel::invokeRequested, m_bar, &widgets::InvokeBar::invoke);
    connect(m_latency, &widgets::LatencyPanel::invokeRequested, m_bar, &widgets::InvokeBar::invoke);
    connect(m_latency, &widgets::LatencyPanel::exportRequested, this, &MainWindow::saveBytes);
    connect(m_insight, &InsightController::exportRequested, this, &MainWindow::saveBytes);
    connect(
        m_response, &widgets::ResponsePanel::saveRequested, this,
        [this](const QByteArray &payload) { saveBytes(QStringLiteral("response.json"), payload); });
    connect(m_functions, &widgets::FunctionList::invokeRequested, this,
            [this](const QString &function) {
                m_workspace->select(function);
                m_bar->invoke();
            });
    connect(m_functions, &widgets::FunctionList::openFolderRequested, this,
            [this](const QString &function) {
                if (const auto *of = m_workspace->workspace().function(function))
                    QDesktopServices::openUrl(QUrl::fromLocalFile(of->codePath));
            });
    connect(m_editor, &widgets::EditorTabs::cursorMoved, this,
            [this](const QString &, int line, int column) {
                m_place->setText(tr("line %1, column %2").arg(line).arg(column));
            });
    connect(m_editor, &widgets::EditorTabs::problemAtCursor, this, &MainWindow::showMessage);
    connect(
        m_syntax.get(), &widgets::SyntaxModule::unavailable, this,
        [this](const QString &reason) { showMessage(tr("Text is not coloured: %1").arg(reason)); });
    // A log of the past makes way for the ones that come.
    connect(m_bar, &widgets::InvokeBar::invokeRequested, m_logs,
            [this] { m_logs->showRequest({}); });
    connect(m_bar, &widgets::InvokeBar::burstRequested, m_logs,
            [this] { m_logs->showRequest({}); });
    connect(m_bar, &widgets::InvokeBar::burstRequested, this,
            [this](int requests, int concurrency) {
                m_settings.burstRequests = requests;
                m_settings.burstConcurrency = concurrency;
            });
}

void MainWindow::openWorkspace(const QString &folder)
{
    m_message->clear();
    m_workspace->open(QDir::cleanPath(QDir::current().absoluteFilePath(folder)));
}

void MainWindow::openLastWorkspace()
{
    for (const QString &folder : m_settings.recentWorkspaces) {
        if (QDir(folder).exists())
            return openWorkspace(folder);
    }
    const QString sample = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                           + QStringLiteral("/sample");
    engine::deliver(QtConcurrent::run([sample]() -> engine::Result<void> {
                        auto written = engine::writeSampleWorkspace(sample);
                        return written ? engine::TrustedFolders().add(sample) : written;
                    }),
                    this, [this, sample](const engine::Result<void> &written) {
                        if (!written && written.error().code != engine::Error::Code::AlreadyExists)
                            showError(written.error());
                        else
                            openWorkspace(sample);
                    });
}

void MainWindow::onOpened()
{
    const QString folder = m_workspace->folder();
    setWindowTitle(tr("%1 – Lambda Workbench").arg(QDir(folder).dirName()));
    setWindowFilePath(folder);
    m_settings.recentWorkspaces.removeAll(folder);
    m_settings.recentWorkspaces.prepend(folder);
    while (m_settings.recentWorkspaces.size() > RecentWorkspaces)
        m_settings.recentWorkspaces.removeLast();
    m_logs->clear();
    m_phases->clear();
    m_builds->forget();
    openEngine();
    // Once the first function is chosen and its file is open.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (const auto *function = m_workspace->current())
                m_documents->openMainFile(*function);
            if (!m_events->isLoading())
                emit workspaceOpened();
            else
                connect(m_events, &EventController::loadingChanged, this,
                        &MainWindow::workspaceOpened, Qt::SingleShotConnection);
        },
        Qt::QueuedConnection);
}

void MainWindow::openEngine()
{
    if (m_workspace->folder().isEmpty())
        return;
    engine::LocalEngine::Options options;
    options.limitCpu = m_settings.limitCpu;
    options.provision = true;
    options.standby = qBound(0, m_settings.standby, 10);
    updateStatus({});
    engine::deliver(m_host->open(m_workspace->folder(), options), this,
                    [this](const engine::Result<void> &opened) {
                        if (!opened)
                            showError(opened.error());
                        else
                            m_builds->prepareCurrent();
                    });
}

void MainWindow::probe()
{
    engine::deliver(QtConcurrent::run(sandboxSummary), this, [this](const SandboxSummary &summary) {
        m_sandboxStatus->setText(
            QStringLiteral("<a href=\"report\" style=\"color:%1\">%2</a>")
                .arg(widgets::color(summary.ok ? widgets::Token::Muted : widgets::Token::Error,
                                    m_theming.scheme())
                         .name(),
                     summary.text.toHtmlEscaped()));
        m_sandboxStatus->setToolTip(summary.detail);
        m_sandboxStatus->setAccessibleName(summary.text);
        m_form->setInternetTrouble(summary.internetTrouble);
    });
}

void MainWindow::updateRuntimeWarning()
{
    const auto *function = m_workspace->current();
    if (!function) {
        m_response->setWarning({});
        return;
    }
    QStringList layers;
    for (const engine::TemplateProblem &problem : m_workspace->workspace().problems) {
        if (problem.function == function->logicalId
            && problem.kind == engine::TemplateProblem::Kind::LayerElsewhere)
            layers.append(engine::problemText(problem));
    }
    engine::deliver(QtConcurrent::run(runtimeWarning, function->config), this,
                    [this, id = function->logicalId, layers](const QString &warning) {
                        if (!m_workspace->current() || m_workspace->current()->logicalId != id)
                            return;
                        QStringList lines = layers;
                        if (!warning.isEmpty())
                            lines.prepend(warning);
                        m_response->setWarning(lines.join(u'\n'));
                    });
}

void MainWindow::updateStatus(const engine::EngineStatus &status)
{
    m_functions->setStatus(status);
    int warm = 0, busy = 0, standby = 0;
    for (const auto &[name, counts] : status.functions) {
        warm += counts.idle;
        busy += counts.busy + counts.starting;
        standby += counts.standby;
    }
    QString text = tr("%n warm", "environments", warm);
    if (busy > 0)
        text += QStringLiteral(" · ") + tr("%n busy", "environments", busy);
    if (standby > 0)
        text += QStringLiteral(" · ") + tr("%n standby", "environments", standby);
    if (status.waiting > 0)
        text += QStringLiteral(" · ") + tr("%n waiting", "requests", status.waiting);
    m_environments->setText(text);
}

void MainWindow::updateQueue(const engine::QueueCounts &counts)
{
    m_queueStatus->setText(
        tr("%n event(s) in the queue", nullptr, counts.waiting + counts.running));
    m_queueStatus->setVisible(counts != engine::QueueCounts());
}

void MainWindow::showError(const engine::Error &error)
{
    m_message->setError(error);
}

void MainWindow::showMessage(const QString &text)
{
    if (text.isEmpty())
        statusBar()->clearMessage();
    else
        statusBar()->showMessage(text);
}

void MainWindow::chooseWorkspace()
{
    auto *dialog = new QFileDialog(this, tr("Open workspace"), m_workspace->folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openWorkspace);
    dialog->open();
}

void MainWindow::saveBytes(const QString &fileName, const QByteArray &bytes)
{
    auto *dialog = new QFileDialog(this, tr("Save as"), m_workspace->folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(fileName);
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes](const QString &path) {
        engine::deliver(
            QtConcurrent::run([path, bytes] { return engine::writeAtomically(path, bytes); }), this,
            [this, path](const engine::Result<void> &written) {
                if (!written)
                    showError(written.error());
                else
                    showMessage(tr("Saved %1").arg(path));
            });
    });
    dialog->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_workspace->applyFormNow();
    if (!m_documents->hasUnsaved() && !m_events->hasUnsaved()) {
        m_settings.windowGeometry = saveGeometry();
        m_settings.windowState = saveState(SettingsVersion);
        m_settings.historyColumns = m_history->saveState();
        saveSettings(m_settings);
        event->accept();
        return;
    }
    event->ignore();
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Unsaved edits"),
                        tr("Save the edits before the window is closed?"),
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::finished, this, [this](int answer) {
        if (answer == QMessageBox::Discard) {
            m_documents->closeAll();
            m_event->setSaved();
            close();
        } else if (answer == QMessageBox::Save) {
            engine::deliver(m_documents->saveAll(), this, [this](const engine::Result<void> &done) {
                if (!done)
                    return;
                engine::deliver(m_events->saveIfNamed(), this,
                                [this](const engine::Result<void> &saved) {
                                    if (saved)
                                        close();
                                });
            });
        }
    });
    question->open();
}

} // namespace app
