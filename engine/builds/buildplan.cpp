// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/buildplan.h"

#include <QDir>

#include "engine/runtimes/bootstrapfiles.h"
#include "engine/runtimes/javalaunch.h"
#include "engine/runtimes/runtimecatalog.h"

namespace engine {

ToolPlaces ToolPlaces::standard()
{
    ToolPlaces places;
    places.binFolders =
        qEnvironmentVariable("PATH").split(QDir::listSeparator(), Qt::SkipEmptyParts);
    for (const char *folder : {"/usr/local/bin", "/usr/bin"}) {
        if (!places.binFolders.contains(QLatin1StringView(folder)))
            places.binFolders.append(QLatin1StringView(folder));
    }
    const QString home = QDir::homePath();
    places.goRoots = {QStringLiteral("/usr/local/go"), home + QStringLiteral("/go"),
                      home + QStringLiteral("/.local/go")};
    for (const QString &folder : {QStringLiteral("/usr/lib"), home + QStringLiteral("/sdk")}) {
        for (const QString &name :
             QDir(folder).entryList({QStringLiteral("go*")}, QDir::Dirs | QDir::NoDotAndDotDot))
            places.goRoots.append(folder + u'/' + name);
    }
    const RuntimeCatalog::Places runtimes = RuntimeCatalog::standardPlaces();
    places.javaFolders = runtimes.versionFolders;
    places.dotnetRoots = runtimes.dotnetRoots;
    places.bootstraps = runtimes.bootstraps;
    return places;
}

BuildTools findBuildTools(const ToolPlaces &places)
{
    BuildTools tools;
    tools.go = findGoToolchains(places.binFolders, places.goRoots);
    tools.java = findJavaToolchains(places.binFolders, places.javaFolders);
    RuntimeCatalog::Places dotnet;
    dotnet.binFolders = places.binFolders;
    dotnet.dotnetRoots = places.dotnetRoots;
    dotnet.versionFolders = places.javaFolders; // they are those of all languages
    tools.dotnet = findDotNet(dotnet).roots;
    if (const auto bootstraps = unpackBootstraps(places.bootstraps);
        bootstraps && hasJavaBootstrap(*bootstraps))
        tools.javaApi = *bootstraps + QStringLiteral("/java");
    return tools;
}

Result<std::optional<BuildPlan>> planBuild(const Function &function, const BuildTools &tools)
{
    if (!function.codeArchive.isEmpty())
        return std::optional<BuildPlan>(); // what is packed was built before
    for (const auto plan : {planDotNet, planGo, planJava, planTypeScript}) {
        auto planned = plan(function, tools);
        if (!planned || *planned)
            return planned;
    }
    return std::optional<BuildPlan>();
}

} // namespace engine
