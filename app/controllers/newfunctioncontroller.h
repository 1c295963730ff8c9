// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include "engine/core/result.h"

namespace engine {
struct FunctionPlan;
}
namespace widgets {
class NewFunctionDialog;
}

namespace app {

class DocumentController;
class WorkspaceController;

// File > New function: a starter's files are written, and its block goes into the template's buffer
// as one undo step; then all is saved, the function chosen and its handler opened.
class NewFunctionController : public QObject
{
    Q_OBJECT

public:
    // Both must outlive this.
    NewFunctionController(WorkspaceController &workspace, DocumentController &documents,
                          QObject *parent = nullptr);

    void showDialog(QWidget *window);

signals:
    void created(const QString &logicalId);
    void failed(const engine::Error &error);

private:
    void openDialog(QWidget *window);
    void create(widgets::NewFunctionDialog *dialog, const engine::FunctionPlan &plan);

    WorkspaceController &m_workspace;
    DocumentController &m_documents;
    QPointer<QWidget> m_dialog; // one at a time
};

} // namespace app
