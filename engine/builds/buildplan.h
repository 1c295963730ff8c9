// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

#include "engine/builds/buildproblem.h"
#include "engine/builds/gotoolchain.h"
#include "engine/builds/javatoolchain.h"
#include "engine/builds/sandboxedcommand.h"
#include "engine/core/result.h"
#include "engine/model/function.h"
#include "engine/runtimes/dotnetsearch.h"

namespace engine {

// Places inside the sandbox of a build. The sources are at /var/task, read-only; a tool that wants
// to write beside them copies them to /build/work first.
namespace buildpaths {
inline constexpr char16_t Output[] = u"/build/out";  // becomes the function's /var/task
inline constexpr char16_t Work[] = u"/build/work";   // thrown away afterwards
inline constexpr char16_t Cache[] = u"/build/cache"; // kept; one for each language of a workspace
} // namespace buildpaths

// How a function's code is built, as a value. The Builder adds the mounts of the places above.
struct BuildPlan
{
    QString tool;        // for people and for the fingerprint: "go 1.19.8"
    QString cache;       // name of the cache folder: "go"; functions of one language share it
    CommandSpec command; // its mounts are those of the tool's own installation
    ProblemFormat problems = ProblemFormat::Go;
    // Files and folders of the code folder, relative, that do not decide what comes out
    // ("node_modules", "target"). All else does, but for what CodeWatch ignores.
    QStringList ignored;
    // Files below `ignored` that decide nevertheless ("node_modules/.package-lock.json"); absolute
    // where they lie elsewhere.
    QStringList decisive;
    // Absolute folders beyond the code folder, in the workspace, whose files decide as well. Nobody
    // watches them, so they are looked at before each use of what was built.
    QStringList outside;
    QStringList result; // must be there afterwards, relative to the output: "bootstrap"
    // What to do when something is missing that can only come over the network.
    QString remedy;

    bool operator==(const BuildPlan &) const = default;
};

// What is there to build with.
struct BuildTools
{
    std::vector<GoToolchain> go;     // newest first
    std::vector<JavaToolchain> java; // newest first
    std::vector<DotNetRoot> dotnet;  // those below /usr first
    // What a build may look at beyond the code folder lies in here; empty: nothing may.
    QString workspace;
    QString javaApi; // folder with the interfaces' jar; empty: functions must bring one
    bool operator==(const BuildTools &) const = default;
};

struct ToolPlaces
{
    QStringList binFolders;  // searched for programs; links are resolved
    QStringList goRoots;     // "/usr/local/go", "/usr/lib/go-1.19"
    QStringList javaFolders; // "/usr/lib/jvm", "~/.sdkman/candidates/java"
    QStringList dotnetRoots; // "/usr/lib/dotnet", "~/.dotnet"
    QString bootstraps; // as RuntimeCatalog::Places has it; for the interfaces that we bring along
    // PATH, and where the languages' own installers put things.
    [[nodiscard]] static ToolPlaces standard();
};
// A few look-ups of files; runs nothing. Unpacks the bootstraps when they are not there yet.
[[nodiscard]] BuildTools findBuildTools(const ToolPlaces &places);

// How this function is to be built; nothing when its folder is run as it is. Looks at the names in
// the code folder. Fails with ToolMissing (detail: what is missing; place: how to get it).
[[nodiscard]] Result<std::optional<BuildPlan>> planBuild(const Function &function,
                                                         const BuildTools &tools);

// The plans of the languages; each answers for its own functions, and nothing for others.
[[nodiscard]] Result<std::optional<BuildPlan>> planDotNet(const Function &function,
                                                          const BuildTools &tools);
[[nodiscard]] Result<std::optional<BuildPlan>> planGo(const Function &function,
                                                      const BuildTools &tools);
[[nodiscard]] Result<std::optional<BuildPlan>> planJava(const Function &function,
                                                        const BuildTools &tools);
[[nodiscard]] Result<std::optional<BuildPlan>> planTypeScript(const Function &function,
                                                              const BuildTools &tools);

// Lets a command see the folders that go.mod's "replace" lines name, beyond the module and inside
// of the workspace, where the module looks for them; returns them. Others are left to the
// compiler's own words.
QStringList mountReplacements(CommandSpec &command, const QString &module,
                              const QString &workspace);

// Of .NET, for builds and for what installs packages for them: the newest SDK that there is,
// nothing without one; and what runs its `dotnet` in a sandbox, with the packages in the cache
// folder.
struct DotNetSdk
{
    QString version;
    QString root;
};
[[nodiscard]] std::optional<DotNetSdk> newestSdk(const std::vector<DotNetRoot> &roots);
// The project file in a folder; empty when there is none. Of several the first by name.
[[nodiscard]] QString dotNetProject(const QString &folder);
// argv[0] of `dotnet`; adds its mounts and environment to the command.
[[nodiscard]] QString useDotNet(CommandSpec &command, const DotNetSdk &sdk);
// Copies the sources to where tools may write beside them, and goes there.
[[nodiscard]] QString dotNetSourcesScript();

} // namespace engine
