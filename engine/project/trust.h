// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "engine/core/result.h"

namespace engine {

// The workspaces whose compilers, build scripts and installers may be run: those whom the user
// said so of, and those that the workbench wrote itself. Kept with the user's settings, where no
// workspace can reach. Each question reads the file, so lwb and window agree. Trust is for one
// folder, not for what lies in it: somebody else's project may have been unpacked there.
class TrustedFolders
{
public:
    explicit TrustedFolders(QString file = standardFile());
    [[nodiscard]] static QString standardFile();

    [[nodiscard]] bool contains(const QString &folder) const; // links resolved
    [[nodiscard]] QStringList all() const;                    // in the order of adding
    // Fail with NotWritable; adding also with NotFound.
    [[nodiscard]] Result<void> add(const QString &folder);
    [[nodiscard]] Result<void> remove(const QString &folder);

private:
    [[nodiscard]] Result<void> write(const QStringList &folders) const;

    QString m_file;
};

} // namespace engine
