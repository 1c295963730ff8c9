// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/dotnetsearch.h"

#include <QDir>
#include <QFileInfo>
#include <QVersionNumber>

#include <algorithm>

namespace engine {
namespace {

constexpr int Oldest = 6; // what the bootstrap is made for

bool isNewer(const QString &a, const QString &b)
{
    return QVersionNumber::fromString(a) > QVersionNumber::fromString(b);
}

// Names of folders that are versions, newest first.
QStringList versionsIn(const QString &folder)
{
    QStringList names = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    names.removeIf(
        [](const QString &name) { return QVersionNumber::fromString(name).segmentCount() < 3; });
    std::sort(names.begin(), names.end(), isNewer);
    return names;
}

// A whole home folder is not to be seen by functions.
bool isMountable(const QString &folder)
{
    const QString home = QDir::homePath();
    return folder != u"/" && folder != home && !home.startsWith(folder + u'/');
}

QString runtimesOf(const QString &root)
{
    return root + QStringLiteral("/shared/Microsoft.NETCore.App");
}

} // namespace

DotNetSearch findDotNet(const RuntimeCatalog::Places &places)
{
    DotNetSearch search;
    QStringList candidates;
    const auto look = [&](const QString &folder) {
        const QString program = QFileInfo(folder + QStringLiteral("/dotnet")).canonicalFilePath();
        const QFileInfo info(program);
        if (!program.isEmpty() && info.isFile() && info.isExecutable())
            candidates.append(info.path());
    };
    for (const QString &folder : places.binFolders)
        look(folder);
    for (const QString &folder : places.dotnetRoots) {
        search.folders.append(folder);
        look(folder);
    }
    for (const QString &folder : places.versionFolders) {
        for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            look(QDir(folder).filePath(name));
    }
    candidates.removeDuplicates();
    for (const QString &folder : candidates) {
        DotNetRoot root{folder, versionsIn(runtimesOf(folder)),
                        versionsIn(folder + QStringLiteral("/sdk"))};
        root.runtimes.removeIf([](const QString &name) { return name.contains(u'-'); });
        if (root.runtimes.isEmpty() || !isMountable(folder)) // a shim, or of something else
            continue;
        search.folders << runtimesOf(folder) << folder + QStringLiteral("/sdk");
        search.roots.push_back(std::move(root));
    }
    std::stable_sort(search.roots.begin(), search.roots.end(), [](const auto &a, const auto &b) {
        return a.folder.startsWith(QLatin1StringView("/usr/"))
               && !b.folder.startsWith(QLatin1StringView("/usr/"));
    });
    return search;
}

void addDotNet(const std::vector<DotNetRoot> &roots, std::vector<Interpreter> &interpreters,
               std::vector<Interpreter> &tooOld)
{
    for (const DotNetRoot &root : roots) {
        int last = -1;
        for (const QString &version : root.runtimes) {
            const int line = QVersionNumber::fromString(version).majorVersion();
            if (line == last)
                continue;
            last = line;
            const bool isBelowUsr = root.folder.startsWith(QLatin1StringView("/usr/"));
            (line < Oldest ? tooOld : interpreters)
                .push_back({Language::DotNet, version, root.folder + QStringLiteral("/dotnet"),
                            isBelowUsr ? QString() : root.folder});
        }
    }
}

std::optional<CSharpCompiler> findCSharpCompiler(const std::vector<DotNetRoot> &roots,
                                                 const QStringList &binFolders)
{
    std::optional<CSharpCompiler> best;
    for (const DotNetRoot &root : roots) {
        for (const QString &sdk : root.sdks) {
            const QString csc =
                root.folder + QStringLiteral("/sdk/%1/Roslyn/bincore/csc.dll").arg(sdk);
            if (QFileInfo(csc).isFile() && (!best || isNewer(sdk, best->version)))
                best = CSharpCompiler{CSharpCompiler::Kind::Roslyn, sdk, root.folder, csc};
        }
    }
    for (const QString &folder : binFolders) {
        // Its own runtime is looked for below /usr, which is what a sandbox has.
        const QString mcs = folder + QStringLiteral("/mcs");
        if (!best && mcs.startsWith(QLatin1StringView("/usr/")) && QFileInfo(mcs).isExecutable())
            best = CSharpCompiler{CSharpCompiler::Kind::Mono, {}, {}, mcs};
    }
    return best;
}

QString dotNetInstallCommand(const QString &line)
{
    return QStringLiteral("curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel "
                          "%1.0")
        .arg(line);
}

} // namespace engine
