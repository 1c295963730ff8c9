// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <map>
#include <memory>
#include <set>

#include "engine/core/uniquefd.h"

namespace engine {

// Tells whether anything in a code folder changed since the last question, at the time of the
// question: the kernel queues its notices within the system call that changes a file, and they are
// read here before each answer, so an answer is never stale and nobody waits. Where there are no
// notices to be had (none left on this machine, a network file system) the folder's files are
// looked at instead, each time. Links are not followed: a sandbox sees the folder alone.
//
// What editors and tools leave beside the code does not count: see isIgnored().
class CodeWatch
{
public:
    static constexpr int NoLimit = 1'000'000;

    // With fewer watches than a folder has subfolders, it is looked at instead.
    explicit CodeWatch(int maxWatches = NoLimit);
    ~CodeWatch();
    Q_DISABLE_COPY_MOVE(CodeWatch)

    // Differs from the last answer for this folder exactly when something in it changed; also
    // across instances when contents' times or sizes did. Empty when the folder is not there.
    // Folders may lie in one another.
    [[nodiscard]] QByteArray generation(const QString &folder);

    // Readable when something happened in a folder that was asked about, until the next question or
    // takeNotices(). -1: this machine gives no notices.
    [[nodiscard]] int noticeDescriptor() const { return m_notices.get(); }
    void takeNotices() { drain(); }

    // Forgets all folders but these.
    void keepOnly(const std::set<QString> &folders);

    [[nodiscard]] bool isWatched(const QString &folder) const; // rather than looked at

    // Version control, caches of byte code, swap and backup files of editors, the workbench's own
    // folder: names that no runtime loads code from.
    [[nodiscard]] static bool isIgnored(const QByteArray &name);

private:
    struct Root
    {
        QByteArray path;
        quint64 device = 0;
        quint64 inode = 0;
        QByteArray base;     // of the files when the watching began
        quint64 changes = 0; // noticed since
        bool watched = false;
        bool stale = true;     // folders came, went or moved: watch anew
        std::set<int> watches; // shared with roots that hold the same folder
    };

    void drain();
    void watch(Root &root);
    void unwatch(Root &root);
    [[nodiscard]] bool addWatch(Root &root, const QByteArray &folder);

    UniqueFd m_notices; // none: every folder is looked at
    int m_maxWatches;
    std::map<QString, std::unique_ptr<Root>> m_roots;
    QHash<int, std::set<Root *>> m_byWatch;
};

} // namespace engine
