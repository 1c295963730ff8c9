// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QFuture>
#include <QHash>
#include <QObject>

#include "engine/core/result.h"
#include "engine/project/workspace.h"

namespace widgets {
class EditorTabs;
}

namespace app {

// The files behind the editor's tabs: read, saved (atomically), and watched. All reading and
// writing is off the UI thread. A change made outside is taken over, or asked about when there are
// unsaved edits.
class DocumentController : public QObject
{
    Q_OBJECT

public:
    // The tabs must outlive this.
    explicit DocumentController(widgets::EditorTabs &tabs, QObject *parent = nullptr);

    enum class Show { Now, InBackground };
    // Opens the file in a tab, or shows the tab that is there; line 0 leaves the cursor alone.
    void open(const QString &path, int line = 0, Show show = Show::Now);
    // The file that the handler names ("app.handler": app.py), else the first one there is.
    void openMainFile(const engine::WorkspaceFunction &function);
    // Saves what is unsaved. The first error, if any; always finishes.
    [[nodiscard]] QFuture<engine::Result<void>> saveAll();
    // Its file was renamed, or is gone: the tab has the new name, or is closed without asking.
    void renamed(const QString &path, const QString &newPath);
    void forget(const QString &path);
    // Closes every tab without asking; see hasUnsaved().
    void closeAll();
    [[nodiscard]] bool hasUnsaved() const;
    void setRoot(const QString &folder) { m_root = folder; } // titles are relative to it

signals:
    void opened(const QString &path);
    void saved(const QString &path);
    void failed(const engine::Error &error);

private:
    [[nodiscard]] QFuture<engine::Result<void>> save(const QString &path,
                                                     const QByteArray &content);
    void onSaved(const QString &path, const QByteArray &content,
                 const engine::Result<void> &result);
    void show(const QString &path, const QByteArray &content, int line, Show show);
    void onFileChanged(const QString &path);
    void onOutsideContent(const QString &path, const engine::Result<QByteArray> &content);
    void onBanner(const QString &path, const QString &action);
    void onCloseRequested(const QString &path, bool dirty);
    [[nodiscard]] QString titleOf(const QString &path) const;

    widgets::EditorTabs &m_tabs;
    QFileSystemWatcher m_watcher;
    QHash<QString, QByteArray> m_disk;    // what is on disk, as far as is known
    QHash<QString, QByteArray> m_outside; // changed outside while there were unsaved edits
    QString m_root;
};

} // namespace app
