// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

#include "engine/builds/builder.h"

class QLabel;

namespace widgets {
class BuildPanel;
class EditorTabs;
class MessageLine;
} // namespace widgets

namespace app {

class DocumentController;
class EngineHost;
class WorkspaceController;

// Builds of the chosen function: begun when it is chosen and when it is saved, shown in their
// panel, as marks in the editor and in the status bar. Asks for trust where it is needed.
class BuildController : public QObject
{
    Q_OBJECT

public:
    struct Panels
    {
        widgets::BuildPanel &build;
        widgets::EditorTabs &editor;
        widgets::MessageLine &trust; // above the editor
        QLabel &status;              // in the status bar
    };
    // All must outlive this.
    BuildController(EngineHost &host, WorkspaceController &workspace, DocumentController &documents,
                    Panels panels, QObject *parent = nullptr);

    void prepareCurrent(); // builds it if that is needed
    void forget();         // another workspace

public slots:
    // Something was refused for want of trust (NotTrusted): says so, with the button that gives it.
    void askForTrust(const engine::Error &error);

signals:
    void panelWanted(); // to see why a build failed
    void failed(const engine::Error &error);

private:
    void onChanged(const engine::BuildStatus &status);
    void onOutput(const QString &function, const QByteArray &lines);
    void onProblem(const engine::BuildProblem &problem);
    void show();
    void trust();
    void showStatus(const engine::BuildStatus &status);
    void mark(const QString &path);
    void markAll(const QStringList &paths);
    [[nodiscard]] QStringList filesOf(const engine::BuildStatus &status) const;
    [[nodiscard]] QString currentName() const;

    EngineHost &m_host;
    WorkspaceController &m_workspace;
    DocumentController &m_documents;
    Panels m_panels;
    QHash<QString, engine::BuildStatus> m_builds; // by the function's name
};

} // namespace app
