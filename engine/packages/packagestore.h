// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <cstdint>
#include <vector>

#include "engine/core/result.h"

namespace engine {

// Archives unpacked once, and layers merged once, in folders named after their content:
// cache/code/<sha256>, cache/layers/<sha256>, cache/layers/merged-<sha256>. An archive is read
// again only when its size, times or inode differ from those of the last time, which is kept on
// disk for the next program. What was not used for a month is removed when something is added.
//
// All functions block, and may be called from several threads and programs at once.
class PackageStore
{
public:
    enum class Kind { Code, Layer };
    struct Package
    {
        QString folder;
        QByteArray id; // of its content
        std::int64_t bytes = 0;
    };
    struct Part // of a merge
    {
        Package package;
        enum class Content { Stored, Live } content = Content::Stored; // Live: the user's folder
    };

    // `cache` must lie in `workspace`, links resolved: nothing is read or written otherwise.
    PackageStore(QString workspace, QString cache);

    // Fails as unpackArchive() does.
    [[nodiscard]] Result<Package> unpacked(const QString &archive, Kind kind,
                                           const std::atomic<bool> &cancelled) const;
    // All parts laid over each other, later ones over earlier ones.
    [[nodiscard]] Result<Package> merged(const std::vector<Part> &parts,
                                         const std::atomic<bool> &cancelled) const;

private:
    [[nodiscard]] Result<QString> folderOf(Kind kind) const;
    // A folder of ours, not a link to elsewhere.
    [[nodiscard]] static bool isThere(const QString &folder);
    static void touch(const QString &folder);
    static void prune(const QString &folder, const QString &except);

    QString m_workspace;
    QString m_cache;
};

} // namespace engine
