// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include <memory>

#include "app/enginehost.h"
#include "app/settings.h"
#include "app/theming.h"
#include "engine/core/result.h"

class QLabel;
class QMenu;

namespace widgets {
class BuildPanel;
class CostPanel;
class EditorTabs;
class EventEditor;
class FunctionConfigForm;
class FunctionList;
class HistoryPanel;
class InvocationModel;
class InvokeBar;
class LatencyPanel;
class LogsPanel;
class MessageLine;
class NetworkLamp;
class PhaseBar;
class ResponsePanel;
class SyntaxModule;
} // namespace widgets

namespace app {

class BuildController;
class CodeFileController;
class DocumentController;
class EventController;
class HistoryController;
class InsightController;
class InvokeController;
class InstallController;
class PaletteController;
class PanelDocks;
class NewFunctionController;
class WorkspaceController;

// The window: places the panels, owns engine and controllers, and connects them. What happens on a
// click is in controllers/.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // The theming must outlive the window. Settings are loaded here and saved when it closes.
    explicit MainWindow(Theming &theming, QWidget *parent = nullptr);
    ~MainWindow() override;

    void openWorkspace(const QString &folder);
    // The workspace of last time, else a sample in the user's data folder, made if needed.
    void openLastWorkspace();

    // For tests and pictures: brings a panel to the front.
    void raisePanel(const QString &objectName);
    void invokeForPicture();

signals:
    void workspaceOpened(); // files listed, first function shown
    void invokeFinished();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makePanels();
    void makeDocks();
    void makeActions();
    void makeMenus();
    void makeStatusBar();
    void connectPanels();
    void onOpened();
    void fillRecent();
    void showError(const engine::Error &error);
    void showMessage(const QString &text);
    void probe();
    void chooseWorkspace();
    void openEngine();
    void updateStatus(const engine::EngineStatus &status);
    void updateQueue(const engine::QueueCounts &counts);
    void updateRuntimeWarning();
    void saveBytes(const QString &fileName, const QByteArray &bytes);
    void about();

    Theming &m_theming;
    Settings m_settings;
    std::unique_ptr<widgets::SyntaxModule> m_syntax;
    std::unique_ptr<EngineHost> m_host;

    widgets::FunctionList *m_functions = nullptr;
    widgets::EditorTabs *m_editor = nullptr;
    widgets::FunctionConfigForm *m_form = nullptr;
    widgets::EventEditor *m_event = nullptr;
    widgets::InvokeBar *m_bar = nullptr;
    widgets::ResponsePanel *m_response = nullptr;
    widgets::PhaseBar *m_phases = nullptr;
    widgets::LogsPanel *m_logs = nullptr;
    widgets::BuildPanel *m_build = nullptr;
    widgets::InvocationModel *m_model = nullptr;
    widgets::HistoryPanel *m_history = nullptr;
    widgets::LatencyPanel *m_latency = nullptr;
    widgets::CostPanel *m_cost = nullptr;
    widgets::MessageLine *m_message = nullptr;
    widgets::MessageLine *m_trust = nullptr;

    PanelDocks *m_docks = nullptr;

    DocumentController *m_documents = nullptr;
    WorkspaceController *m_workspace = nullptr;
    InstallController *m_install = nullptr;
    EventController *m_events = nullptr;
    NewFunctionController *m_newFunction = nullptr;
    InvokeController *m_invoke = nullptr;
    BuildController *m_builds = nullptr;
    HistoryController *m_records = nullptr;
    CodeFileController *m_files = nullptr;
    PaletteController *m_palette = nullptr;
    InsightController *m_insight = nullptr;

    QMenu *m_recentMenu = nullptr;
    QMenu *m_viewMenu = nullptr;
    QLabel *m_sandboxStatus = nullptr;
    widgets::NetworkLamp *m_lamp = nullptr;
    QLabel *m_environments = nullptr;
    QLabel *m_queueStatus = nullptr;
    QLabel *m_buildStatus = nullptr;
    QLabel *m_place = nullptr;
};

} // namespace app
