// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "engine/insight/loadresult.h"

namespace engine {

// Load runs that were kept by name, a file each: NAME.json in a folder. Blocks for the disk.
class RunStore
{
public:
    explicit RunStore(QString folder); // made at the first save

    // Letters, digits, '-', '_' and '.', not first; 1 to 64.
    [[nodiscard]] static bool isName(const QString &name);

    // Replaces one of the same name. Fails with NotWritable (also where the file or the folder is a
    // link), and Refused when it has no good name.
    [[nodiscard]] Result<void> save(const LoadResult &run) const;
    // Fails with NotFound, NotReadable, BadSyntax, Refused.
    [[nodiscard]] Result<LoadResult> load(const QString &name) const;
    [[nodiscard]] QStringList names() const; // sorted

private:
    [[nodiscard]] Result<QString> fileOf(const QString &name) const;

    const QString m_folder;
};

} // namespace engine
