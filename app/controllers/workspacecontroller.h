// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <map>

#include "engine/project/workspace.h"

namespace widgets {
class EditorTabs;
class FunctionConfigForm;
class FunctionList;
} // namespace widgets

namespace app {

class DocumentController;

// The open workspace: its template as text (one buffer, that of the editor's tab), what it says as
// values, and the form that edits it. A form edit is one patch of the text and one undo step.
class WorkspaceController : public QObject
{
    Q_OBJECT

public:
    // All must outlive this.
    WorkspaceController(DocumentController &documents, widgets::EditorTabs &tabs,
                        widgets::FunctionList &list, widgets::FunctionConfigForm &form,
                        QObject *parent = nullptr);

    void open(const QString &folder);
    [[nodiscard]] const engine::Workspace &workspace() const { return m_workspace; }
    [[nodiscard]] QString folder() const { return m_workspace.folder; }
    // The function that everything in the window is about; null when there is none.
    [[nodiscard]] const engine::WorkspaceFunction *current() const;
    void select(const QString &logicalId);
    // Puts a pending form edit into the template at once.
    void applyFormNow();
    // Of the current function, as an edit of the form: one patch, one step of undo.
    void setMemory(engine::Megabytes memory);
    // A file as the function sees it ("/var/task/app.py"), shown in the editor.
    void openSandboxPath(const QString &path, int line);
    // The files of all code folders, anew; in the background.
    void listFiles();
    // The template as its tab has it; empty while there is no tab.
    [[nodiscard]] bool hasTemplateBuffer() const;
    [[nodiscard]] QByteArray templateText() const;
    // Another text for it, as one undo step, and what it says. Needs the buffer; saves nothing.
    void editTemplate(const QByteArray &text);
    [[nodiscard]] QString templatePath() const;
    void showInTemplate(const QString &logicalId, const QString &property);

signals:
    void opened();                           // another workspace
    void failed(const engine::Error &error); // it could not be opened; the old one stays
    void changed();                          // the template says something else
    void currentChanged();
    void refused(const engine::Error &error); // a form edit that the template can't take

private:
    void show(const engine::Workspace &read);
    void readBuffer();
    void onFormEdited(const engine::FunctionConfig &config);
    void applyForm();
    void showProblems();

    DocumentController &m_documents;
    widgets::EditorTabs &m_tabs;
    widgets::FunctionList &m_list;
    widgets::FunctionConfigForm &m_form;
    engine::Workspace m_workspace;
    std::map<QString, QString> m_parameters;
    std::map<QString, engine::FunctionConfig> m_saved; // on disk, by logical id
    QString m_current;                                 // logical id
    engine::FunctionConfig m_edited; // what the form wants, while m_formPause runs
    QTimer m_formPause;
    QTimer m_readPause;
    int m_generation = 0; // of the buffer; readings of an older one are dropped
};

} // namespace app
