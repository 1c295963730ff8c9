// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/codefilecontroller.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QInputDialog>
#include <QtConcurrentRun>

#include "app/controllers/documentcontroller.h"
#include "app/controllers/workspacecontroller.h"
#include "engine/core/atomicfile.h"
#include "engine/core/deliver.h"
#include "engine/project/paths.h"
#include "widgets/config/functionlist.h"
#include "widgets/editor/editortabs.h"

namespace app {
namespace {

using engine::Error;

// Larger ones are not code, and deleting them could not be undone from memory.
constexpr qint64 LargestUndone = 64 * 1024 * 1024;

} // namespace

CodeFileController::CodeFileController(WorkspaceController &workspace,
                                       DocumentController &documents, Panels panels,
                                       QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_documents(documents)
    , m_panels(panels)
{
    connect(&m_panels.list, &widgets::FunctionList::newFileRequested, this,
            [this](const QString &function) {
                askName(function, tr("New file"), {}, &CodeFileController::create, {});
            });
    connect(&m_panels.list, &widgets::FunctionList::renameFileRequested, this,
            [this](const QString &function, const QString &relative) {
                askName(function, tr("Rename file"), relative, &CodeFileController::rename,
                        relative);
            });
    connect(&m_panels.list, &widgets::FunctionList::deleteFileRequested, this,
            &CodeFileController::remove);
}

void CodeFileController::askName(const QString &function, const QString &title,
                                 const QString &proposal,
                                 void (CodeFileController::*then)(const QString &, const QString &,
                                                                  const QString &),
                                 const QString &before)
{
    const auto *of = m_workspace.workspace().function(function);
    if (!of)
        return;
    auto *dialog = new QInputDialog(m_panels.list.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(
        tr("Name in the code folder of %1, such as util.py or lib/util.py:").arg(of->config.name));
    dialog->setTextValue(proposal);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, folder = of->codePath, then, before](const QString &text) {
                const QString relative = text.trimmed();
                if (!relative.isEmpty() && relative != before)
                    (this->*then)(folder, relative, before);
            });
    dialog->open();
}

engine::Result<QString> CodeFileController::placeOf(const QString &folder,
                                                    const QString &relative) const
{
    const QString path = QDir::cleanPath(QDir(folder).absoluteFilePath(relative));
    if (path == QDir::cleanPath(folder) || !engine::paths::isWithin(folder, path))
        return Error{Error::Code::NotWritable, tr("it would lie outside of the code folder"),
                     relative};
    const QFileInfo info(path);
    if (info.exists() || info.isSymLink())
        return Error{Error::Code::AlreadyExists, relative, path};
    return path;
}

void CodeFileController::write(const QString &path, const QByteArray &content,
                               std::optional<QFileDevice::Permissions> permissions)
{
    engine::deliver(QtConcurrent::run([path, content, permissions]() -> engine::Result<void> {
                        if (!QDir().mkpath(QFileInfo(path).path()))
                            return Error{Error::Code::NotWritable, {}, path};
                        auto written = engine::writeAtomically(path, content);
                        // A bootstrap that can't be run is none.
                        if (written && permissions && !QFile::setPermissions(path, *permissions))
                            return Error{Error::Code::NotWritable, {}, path};
                        return written;
                    }),
                    this, [this, path](const engine::Result<void> &written) {
                        if (!written) {
                            emit failed(written.error());
                            return;
                        }
                        m_workspace.listFiles();
                        m_documents.open(path);
                    });
}

void CodeFileController::create(const QString &folder, const QString &relative, const QString &)
{
    const auto path = placeOf(folder, relative);
    if (!path)
        emit failed(path.error());
    else
        write(*path, {});
}

void CodeFileController::rename(const QString &folder, const QString &relative,
                                const QString &before)
{
    const auto to = placeOf(folder, relative);
    if (!to) {
        emit failed(to.error());
        return;
    }
    const QString from = QDir::cleanPath(QDir(folder).absoluteFilePath(before));
    if (!QDir().mkpath(QFileInfo(*to).path()) || !QFile::rename(from, *to)) {
        emit failed({Error::Code::NotWritable, tr("it can't be renamed"), from});
        return;
    }
    m_documents.renamed(from, *to);
    m_workspace.listFiles();
}

void CodeFileController::remove(const QString &function, const QString &relative)
{
    const auto *of = m_workspace.workspace().function(function);
    if (!of)
        return;
    const QString path = QDir::cleanPath(QDir(of->codePath).absoluteFilePath(relative));
    // What the editor has is newer than the file.
    const auto content = m_panels.tabs.contains(path)
                             ? engine::Result<QByteArray>(m_panels.tabs.contentOf(path))
                             : engine::readWhole(path, LargestUndone);
    if (!content) {
        emit failed(content.error());
        return;
    }
    const QFileDevice::Permissions permissions = QFile::permissions(path);
    if (!QFile::remove(path)) {
        emit failed({Error::Code::NotWritable, tr("it can't be deleted"), path});
        return;
    }
    m_deletedPath = path;
    m_deleted = *content;
    m_deletedPermissions = permissions;
    m_documents.forget(path);
    m_workspace.listFiles();
    emit deleted(relative);
}

void CodeFileController::undoDelete()
{
    if (m_deletedPath.isEmpty())
        return;
    const QString path = std::exchange(m_deletedPath, {});
    if (QFileInfo::exists(path))
        emit failed({Error::Code::AlreadyExists, QFileInfo(path).fileName(), path});
    else
        write(path, std::exchange(m_deleted, {}), m_deletedPermissions);
}

} // namespace app
