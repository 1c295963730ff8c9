// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/documentcontroller.h"

#include <QDir>
#include <QFileInfo>
#include <QAbstractButton>
#include <QMessageBox>
#include <QPromise>
#include <QtConcurrentRun>

#include <memory>

#include "engine/core/atomicfile.h"
#include "engine/core/deliver.h"
#include "engine/core/messages.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"

namespace app {
namespace {

const auto Reload = QStringLiteral("reload");
const auto Keep = QStringLiteral("keep");
const auto Retry = QStringLiteral("retry");

// Writes only over what was known to be there: a change made outside meanwhile is not lost.
engine::Result<void> writeOver(const QString &path, const QByteArray &content,
                               const QByteArray &known)
{
    const auto now = engine::readWhole(path);
    if (now && *now != known && *now != content)
        return engine::Error{engine::Error::Code::Conflict, {}, path};
    return engine::writeAtomically(path, content);
}

} // namespace

DocumentController::DocumentController(widgets::EditorTabs &tabs, QObject *parent)
    : QObject(parent)
    , m_tabs(tabs)
{
    connect(&m_tabs, &widgets::EditorTabs::saveRequested, this,
            [this](const QString &path, const QByteArray &content) { (void)save(path, content); });
    connect(&m_tabs, &widgets::EditorTabs::closeRequested, this,
            &DocumentController::onCloseRequested);
    connect(&m_tabs, &widgets::EditorTabs::bannerTriggered, this, &DocumentController::onBanner);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &DocumentController::onFileChanged);
}

void DocumentController::open(const QString &path, int line, Show how)
{
    if (m_tabs.contains(path))
        return show(path, {}, line, how);
    engine::deliver(QtConcurrent::run([path] { return engine::readWhole(path); }), this,
                    [this, path, line, how](const engine::Result<QByteArray> &content) {
                        if (!content) {
                            emit failed(content.error());
                            return;
                        }
                        show(path, *content, line, how);
                    });
}

void DocumentController::show(const QString &path, const QByteArray &content, int line, Show how)
{
    const bool isNew = !m_tabs.contains(path);
    if (isNew) {
        const QString before = m_tabs.currentPath();
        m_disk.insert(path, content);
        m_watcher.addPath(path);
        widgets::CodeEditor *editor = m_tabs.openDocument(path, titleOf(path), content);
        if (!QFileInfo(path).isWritable()) {
            editor->setReadOnly(true);
            m_tabs.showBanner(path, tr("This file is read-only."));
        }
        if (how == Show::InBackground && !before.isEmpty())
            m_tabs.setCurrent(before);
    } else if (how == Show::Now) {
        m_tabs.setCurrent(path);
    }
    if (line > 0)
        m_tabs.goTo(path, line);
    if (isNew)
        emit opened(path);
}

void DocumentController::openMainFile(const engine::WorkspaceFunction &function)
{
    const QDir folder(function.codePath);
    const qsizetype dot = function.config.handler.lastIndexOf(u'.');
    QString module = dot < 0 ? function.config.handler : function.config.handler.left(dot);
    QStringList candidates{QStringLiteral("bootstrap")};
    for (const char *suffix : {".py", ".mjs", ".js", ".cjs", ".ts", ".mts", ".tsx", ".rb"})
        candidates << module + QLatin1StringView(suffix);
    candidates << QStringLiteral("main.go");
    candidates << folder.entryList({QStringLiteral("*.go")}, QDir::Files, QDir::Name);
    module.replace(u'.', u'/'); // Python's packages
    candidates << module + QStringLiteral(".py");
    for (const QString &candidate : candidates) {
        if (folder.exists(candidate))
            return open(folder.filePath(candidate));
    }
}

QFuture<engine::Result<void>> DocumentController::saveAll()
{
    // One answer when the last one is written; the first error of them.
    struct Round
    {
        QPromise<engine::Result<void>> promise;
        qsizetype open = 0;
        engine::Result<void> result;
    };
    auto round = std::make_shared<Round>();
    round->promise.start();
    const QFuture<engine::Result<void>> future = round->promise.future();
    const QStringList dirty = m_tabs.dirtyDocuments();
    round->open = dirty.size();
    for (const QString &path : dirty) {
        engine::deliver(save(path, m_tabs.contentOf(path)), this,
                        [round](const engine::Result<void> &result) {
                            if (!result && round->result)
                                round->result = result;
                            if (--round->open == 0) {
                                round->promise.addResult(round->result);
                                round->promise.finish();
                            }
                        });
    }
    if (dirty.isEmpty()) {
        round->promise.addResult(engine::Result<void>());
        round->promise.finish();
    }
    return future;
}

QFuture<engine::Result<void>> DocumentController::save(const QString &path,
                                                       const QByteArray &content)
{
    const auto future = QtConcurrent::run(writeOver, path, content, m_disk.value(path));
    engine::deliver(future, this, [this, path, content](const engine::Result<void> &result) {
        onSaved(path, content, result);
    });
    return future;
}

void DocumentController::onSaved(const QString &path, const QByteArray &content,
                                 const engine::Result<void> &result)
{
    if (result) {
        m_disk.insert(path, content);
        m_tabs.setSaved(path, content);
        m_tabs.hideBanner(path);
        m_watcher.addPath(path); // a file that was replaced is no longer the one that was watched
        emit saved(path);
        return;
    }
    if (result.error().code == engine::Error::Code::Conflict) {
        onFileChanged(path);
    } else {
        m_tabs.showBanner(path, engine::explain(result.error()).sentence,
                          {{Retry, tr("Try again")}});
    }
    emit failed(result.error());
}

void DocumentController::onFileChanged(const QString &path)
{
    engine::deliver(QtConcurrent::run([path] { return engine::readWhole(path); }), this,
                    [this, path](const engine::Result<QByteArray> &content) {
                        onOutsideContent(path, content);
                    });
}

void DocumentController::onOutsideContent(const QString &path,
                                          const engine::Result<QByteArray> &content)
{
    if (!m_tabs.contains(path))
        return;
    if (!content) {
        m_tabs.showBanner(path, tr("This file was removed by another program. Saving writes it "
                                   "anew."));
        return;
    }
    m_watcher.addPath(path);
    if (*content == m_disk.value(path))
        return; // our own save, or nothing new
    if (!m_tabs.isDirty(path)) {
        m_disk.insert(path, *content);
        m_tabs.replaceContent(path, *content);
        emit saved(path);
        return;
    }
    m_outside.insert(path, *content);
    m_tabs.showBanner(path,
                      tr("This file was changed by another program, and here are unsaved "
                         "edits."),
                      {{Reload, tr("Take the other version")}, {Keep, tr("Keep mine")}});
}

void DocumentController::onBanner(const QString &path, const QString &action)
{
    m_tabs.hideBanner(path);
    if (action == Retry) {
        (void)save(path, m_tabs.contentOf(path));
        return;
    }
    const QByteArray outside = m_outside.take(path);
    m_disk.insert(path, outside);
    if (action == Reload) {
        m_tabs.replaceContent(path, outside);
        emit saved(path);
    } else {
        (void)save(path, m_tabs.contentOf(path));
    }
}

void DocumentController::onCloseRequested(const QString &path, bool dirty)
{
    const auto close = [this, path] { forget(path); };
    if (!dirty)
        return close();
    auto *question = new QMessageBox(
        QMessageBox::Question, tr("Unsaved edits"),
        tr("Save the edits of %1 before it is closed?").arg(titleOf(path)),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_tabs.window());
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::finished, this, [this, path, close](int answer) {
        if (answer == QMessageBox::Discard) {
            close();
        } else if (answer == QMessageBox::Save) {
            engine::deliver(save(path, m_tabs.contentOf(path)), this,
                            [close](const engine::Result<void> &result) {
                                if (result)
                                    close();
                            });
        }
    });
    question->open();
}

void DocumentController::forget(const QString &path)
{
    if (!m_tabs.contains(path))
        return;
    m_watcher.removePath(path);
    m_disk.remove(path);
    m_outside.remove(path);
    m_tabs.closeDocument(path);
}

void DocumentController::renamed(const QString &path, const QString &newPath)
{
    if (!m_tabs.contains(path))
        return;
    m_watcher.removePath(path);
    m_watcher.addPath(newPath);
    m_disk.insert(newPath, m_disk.take(path));
    m_outside.remove(path);
    m_tabs.renameDocument(path, newPath, titleOf(newPath));
}

void DocumentController::closeAll()
{
    if (const QStringList watched = m_watcher.files(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    m_disk.clear();
    m_outside.clear();
    m_tabs.closeAll();
}

bool DocumentController::hasUnsaved() const
{
    return !m_tabs.dirtyDocuments().isEmpty();
}

QString DocumentController::titleOf(const QString &path) const
{
    const QString relative = QDir(m_root).relativeFilePath(path);
    return relative.startsWith(QStringLiteral("..")) ? QFileInfo(path).fileName() : relative;
}

} // namespace app
