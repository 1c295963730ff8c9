// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDevice>
#include <QObject>

#include <optional>

#include "engine/core/result.h"

namespace widgets {
class EditorTabs;
class FunctionList;
} // namespace widgets

namespace app {

class DocumentController;
class WorkspaceController;

// New, renamed and deleted files of a function's code folder, as the list of functions asks for
// them. Nothing outside that folder is touched, links followed.
class CodeFileController : public QObject
{
    Q_OBJECT

public:
    struct Panels
    {
        widgets::FunctionList &list;
        widgets::EditorTabs &tabs;
    };
    // All must outlive this.
    CodeFileController(WorkspaceController &workspace, DocumentController &documents, Panels panels,
                       QObject *parent);

    void undoDelete(); // of the last one, unless there is a file of that name again

signals:
    void failed(const engine::Error &error);
    void deleted(const QString &relativePath); // undoDelete() brings it back

private:
    void askName(const QString &function, const QString &title, const QString &proposal,
                 void (CodeFileController::*then)(const QString &, const QString &,
                                                  const QString &),
                 const QString &before);
    void create(const QString &folder, const QString &relative, const QString &before);
    void rename(const QString &folder, const QString &relative, const QString &before);
    void remove(const QString &function, const QString &relative);
    void write(const QString &path, const QByteArray &content,
               std::optional<QFileDevice::Permissions> permissions = std::nullopt);
    // Where a name that was typed leads; an Error when that is not a new file of the folder.
    [[nodiscard]] engine::Result<QString> placeOf(const QString &folder,
                                                  const QString &relative) const;

    WorkspaceController &m_workspace;
    DocumentController &m_documents;
    Panels m_panels;
    QString m_deletedPath;
    QByteArray m_deleted;
    QFileDevice::Permissions m_deletedPermissions;
};

} // namespace app
