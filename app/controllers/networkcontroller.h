// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "engine/invoke/localengine.h"

namespace widgets {
class NetworkLamp;
}

namespace app {

class EngineHost;
class WorkspaceController;

// Keeps the lamp on the chosen function: what it may reach, and, while it runs, what it sends and
// receives. Asks the engine a few times a second then, and not at all otherwise.
class NetworkController : public QObject
{
    Q_OBJECT

public:
    // All must outlive this.
    NetworkController(EngineHost &host, WorkspaceController &workspace, widgets::NetworkLamp &lamp,
                      QObject *parent = nullptr);

private:
    void showFunction();
    void onStatus(const engine::EngineStatus &status);
    void onRecorded(const std::vector<engine::InvocationRecord> &records);
    void look();

    EngineHost &m_host;
    WorkspaceController &m_workspace;
    widgets::NetworkLamp &m_lamp;
    QString m_function; // its name
    bool m_hasNetwork = false;
    QTimer m_looks; // while it runs
};

} // namespace app
