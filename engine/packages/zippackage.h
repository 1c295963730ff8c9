// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>

#include "engine/core/result.h"

namespace engine {

// A deployment package as it was written.
struct ZipPackage
{
    QString file;
    std::int64_t zippedBytes = 0;
    std::int64_t unzippedBytes = 0;
    int files = 0;       // files and links
    QStringList leftOut; // names that are never packed, as met; relative, at most 20

    // Lambda takes it in a request, takes it only by way of S3, or does not take it at all.
    enum class Verdict { Uploadable, OnlyFromS3, TooLarge };
    [[nodiscard]] Verdict verdict() const;
    bool operator==(const ZipPackage &) const = default;
};

// Writes all of a code folder into a zip file, replacing one that is there only when all went
// well. The bytes depend on names, contents and executable bits alone: entries are sorted, times
// are 1980-01-01, modes are 0755 or 0644, owners are left out. Links are kept as links.
//
// What CodeWatch ignores (version control, caches of byte code, editors' leavings, the workbench's
// folder) is left out, and so is the file itself should it lie in the folder. Everything else that
// begins with a dot is packed, as Lambda's own tools do.
//
// Blocks. Fails with NotFound, NotReadable, NotWritable, and Unsupported for a link that leads out
// of the folder, where nothing on Lambda would stand (place: the link).
[[nodiscard]] Result<ZipPackage> writeZipPackage(const QString &folder, const QString &file);

} // namespace engine
