// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace engine {

// An installation of Go.
struct GoToolchain
{
    QString version; // "1.19.8"
    QString root;    // GOROOT, links resolved

    bool operator==(const GoToolchain &) const = default;
};

// Those that the `go` programs of the folders belong to, and those at the roots; newest first, each
// once. Reads their VERSION files, runs nothing.
[[nodiscard]] std::vector<GoToolchain> findGoToolchains(const QStringList &binFolders,
                                                        const QStringList &roots);

} // namespace engine
