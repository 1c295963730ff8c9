// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/newfunctioncontroller.h"

#include <QDir>
#include <QtConcurrentRun>

#include "app/controllers/documentcontroller.h"
#include "app/controllers/workspacecontroller.h"
#include "engine/core/clock.h"
#include "engine/core/deliver.h"
#include "engine/core/ids.h"
#include "engine/starters/newfunction.h"
#include "widgets/config/newfunctiondialog.h"

namespace app {

NewFunctionController::NewFunctionController(WorkspaceController &workspace,
                                             DocumentController &documents, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_documents(documents)
{
}

void NewFunctionController::showDialog(QWidget *window)
{
    if (m_workspace.folder().isEmpty())
        return;
    if (m_dialog && m_dialog->isVisible()) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_workspace.applyFormNow();
    if (m_workspace.hasTemplateBuffer())
        return openDialog(window);
    // The template's tab was closed; what is planned is planned on its buffer.
    connect(
        &m_documents, &DocumentController::opened, this, [this, window] { openDialog(window); },
        Qt::SingleShotConnection);
    m_documents.open(m_workspace.templatePath(), 0, DocumentController::Show::InBackground);
}

void NewFunctionController::openDialog(QWidget *window)
{
    auto *dialog = new widgets::NewFunctionDialog(
        [this](const engine::FunctionWish &wish) {
            return QtConcurrent::run([folder = m_workspace.folder(),
                                      file = m_workspace.workspace().templateFile,
                                      text = m_workspace.templateText(), wish] {
                engine::SystemClock clock;
                engine::RandomIds ids;
                return engine::planFunction(folder, file, text, wish, clock, ids);
            });
        },
        window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog = dialog;
    connect(dialog, &widgets::NewFunctionDialog::createRequested, this,
            [this, dialog](const engine::FunctionPlan &plan) { create(dialog, plan); });
    connect(&m_workspace, &WorkspaceController::opened, dialog, &QDialog::reject);
    dialog->show();
}

void NewFunctionController::create(widgets::NewFunctionDialog *dialog,
                                   const engine::FunctionPlan &plan)
{
    const QString folder = m_workspace.folder();
    const QByteArray before = plan.original;
    if (m_workspace.templateText() != before) { // edited while the plan was made
        dialog->showError(
            {engine::Error::Code::Conflict, {}, m_workspace.workspace().templateFile});
        return;
    }
    dialog->setBusy(true);
    engine::deliver(
        QtConcurrent::run([folder, plan] { return engine::writeFiles(folder, plan); }), this,
        [this, folder, before, plan, guard = QPointer(dialog)](const engine::Result<void> &done) {
            engine::Result<void> result = done;
            if (result && (m_workspace.folder() != folder || m_workspace.templateText() != before))
                result = engine::Error{
                    engine::Error::Code::Conflict, {}, m_workspace.workspace().templateFile};
            if (!result) {
                if (guard) {
                    guard->setBusy(false);
                    guard->showError(result.error());
                } else {
                    emit failed(result.error());
                }
                return;
            }
            if (guard)
                guard->accept();
            m_workspace.editTemplate(plan.templateText);
            m_workspace.select(plan.logicalId);
            m_documents.open(QDir(folder).filePath(plan.mainFile));
            engine::deliver(m_documents.saveAll(), this,
                            [this, id = plan.logicalId](const engine::Result<void> &saved) {
                                if (saved)
                                    emit created(id);
                                else
                                    emit failed(saved.error());
                            });
        });
}

} // namespace app
