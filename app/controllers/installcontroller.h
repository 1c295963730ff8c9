// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "engine/core/result.h"

class QWidget;

namespace widgets {
class InstallDialog;
}

namespace app {

class EngineHost;
class WorkspaceController;

// Installs the chosen function's dependencies, and the AWS SDK of its language, with a window that
// shows the tool's output. One installation at a time.
class InstallController : public QObject
{
    Q_OBJECT

public:
    // All must outlive this.
    InstallController(EngineHost &host, WorkspaceController &workspace, QWidget *window);
    ~InstallController() override;

    void installDependencies(const QString &layer); // empty: beside the code
    void installSdk();

private:
    [[nodiscard]] bool begin(const QString &title);
    void cancel();

    EngineHost &m_host;
    WorkspaceController &m_workspace;
    widgets::InstallDialog *m_dialog = nullptr;
};

} // namespace app
