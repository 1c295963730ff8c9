// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <atomic>
#include <cstdint>

#include "engine/core/result.h"
#include "engine/model/limits.h"

namespace engine {

// What an archive may at most become, and where it will be mounted.
struct ArchiveLimits
{
    std::int64_t bytes = limits::UnzippedBytes; // of all files together
    int entries = 200'000;
    int depth = 100; // folders in one another
    // Absolute links are good only when they lead into this folder, as they will in the sandbox.
    QString mountPoint = QStringLiteral("/opt");
};

struct ArchiveContents
{
    std::int64_t bytes = 0; // of all files, unpacked
    int entries = 0;

    bool operator==(const ArchiveContents &) const = default;
};

// Unpacks a zip, jar, tar or tar.gz file into `folder`, which must not exist yet: it is there
// whole or not at all (unpacked under another name beside it, then renamed). An archive is
// somebody else's: names that are absolute or contain "..", links that lead out of the folder,
// devices, set-uid bits and what unpacks to more than the limits are refused, the entry named.
// Nothing is ever written through a link. A later entry of the same name takes the place of an
// earlier one. Keeps executable bits and links; all else becomes readable to everybody.
//
// Blocks for as long as the disk needs. Setting `cancelled` from another thread ends it soon.
// Fails with NotFound, NotReadable, BadArchive (place: the archive; detail: what and which entry),
// NotWritable, Cancelled.
[[nodiscard]] Result<ArchiveContents> unpackArchive(const QString &archive, const QString &folder,
                                                    const ArchiveLimits &limits,
                                                    const std::atomic<bool> &cancelled);

// What it would unpack to, by what its entries announce: for showing, not for deciding. Fast for a
// zip, whose directory is at its end. Fails with NotFound, NotReadable, BadArchive.
[[nodiscard]] Result<std::int64_t> announcedSize(const QString &archive);

} // namespace engine
