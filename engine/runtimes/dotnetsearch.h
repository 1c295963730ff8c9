// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

#include "engine/runtimes/runtimecatalog.h"

namespace engine {

// An installation of .NET: the folder that holds the program `dotnet`, with what is beside it.
struct DotNetRoot
{
    QString folder;       // links resolved
    QStringList runtimes; // of shared/Microsoft.NETCore.App, newest first; previews are left out
    QStringList sdks;     // of sdk/, newest first; empty: it runs programs but compiles none

    bool operator==(const DotNetRoot &) const = default;
};

struct DotNetSearch
{
    std::vector<DotNetRoot> roots; // those below /usr first
    QStringList folders;           // all that were looked into
};

// The installations that `dotnet` programs of the bin folders belong to, those at the roots, and
// those in the version folders. Reads names of folders, runs nothing.
[[nodiscard]] DotNetSearch findDotNet(const RuntimeCatalog::Places &places);

// Of each root the newest runtime of each line from .NET 6 on, as interpreters; older ones in
// `tooOld`.
void addDotNet(const std::vector<DotNetRoot> &roots, std::vector<Interpreter> &interpreters,
               std::vector<Interpreter> &tooOld);

// The newest SDK's, else Mono's below /usr.
[[nodiscard]] std::optional<CSharpCompiler> findCSharpCompiler(const std::vector<DotNetRoot> &roots,
                                                               const QStringList &binFolders);

// What installs an SDK of this line ("8") for the user: no distribution of Debian's line has one,
// and this is what its makers give out for all.
[[nodiscard]] QString dotNetInstallCommand(const QString &line);

} // namespace engine
