// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "engine/model/function.h"
#include "engine/model/runtimeid.h"
#include "engine/sandbox/sandboxspec.h"

namespace engine {

// An interpreter found on this machine.
struct Interpreter
{
    Language language;
    QString version; // "3.11.2", "20.20.2"
    QString program; // absolute path of the real binary, links resolved
    QString prefix;  // its installation, mounted at /var/lang; empty when it lives under /usr

    bool operator==(const Interpreter &) const = default;
};

// What can compile .NET's bootstrap: csc of an SDK, else Mono's compiler.
struct CSharpCompiler
{
    enum class Kind { Roslyn, Mono };

    Kind kind;
    QString version; // of the SDK; of Mono's it is empty
    QString root;    // of the SDK's installation; empty for Mono's
    QString program; // csc.dll or mcs

    bool operator==(const CSharpCompiler &) const = default;
};

// How to start a function's runtime: what the sandbox needs beyond the code itself.
struct RuntimeLaunch
{
    QStringList command; // paths as seen inside the sandbox
    // With this as its last argument it waits before it loads the function (see RuntimeApi::hold).
    // Empty: it can't; what stands by is the sandbox alone.
    QString standbyArgument;
    std::vector<SandboxSpec::Mount> mounts; // /var/runtime and /var/lang where they are needed
    std::vector<EnvironmentVariable> environment; // PATH, LD_LIBRARY_PATH, LANG, TZ, PYTHONPATH...
    SandboxSpec::LogDescriptor logDescriptor = SandboxSpec::LogDescriptor::Absent;
    QString interpreter; // "Python 3.11.2"; empty for provided.*
    QString versionName; // "python:3.11.2", for the INIT_START line
    QString warning; // translated; empty, or "python3.12 is not installed; runs on Python 3.11.2"
};

// Which interpreters this machine has, and how each runtime id is started on them.
class RuntimeCatalog
{
public:
    struct Places
    {
        QStringList binFolders;     // searched for python3.X, node, ruby, java; links are resolved
        QStringList versionFolders; // ".../.pyenv/versions", ".../.nvm/versions/node", "/opt"
        QString bootstraps; // where bootstraps are unpacked for mounting (a private cache folder)
        QString sdks;       // where AWS SDKs are installed; see awssdk.h
        QStringList dotnetRoots = {}; // "/usr/lib/dotnet", "~/.dotnet"; hold the program `dotnet`
    };
    // PATH, /usr/bin, /usr/local/bin, and the version managers of this user's home.
    [[nodiscard]] static Places standardPlaces();

    // Looks for interpreters, without running any that tells its version by its name or folder;
    // takes milliseconds. Looks again when one of the folders has changed, so that what was
    // installed or removed meanwhile is noticed at the next launch. Unpacks the bootstraps
    // atomically when they are not there yet.
    explicit RuntimeCatalog(Places places);

    // By language, newest version first, as of the last look.
    [[nodiscard]] const std::vector<Interpreter> &interpreters() const { return m_interpreters; }
    [[nodiscard]] const Places &places() const { return m_places; }
    // The one that would run this runtime id: the same version, else the nearest one (newer before
    // older; not of .NET, which runs nothing that was made for a later one); nothing when there is
    // none, or for provided.*.
    [[nodiscard]] std::optional<Interpreter> interpreterFor(const RuntimeId &runtime) const;

    // Fails with RuntimeMissing (detail: the id, and what was found but is too old; place: the
    // command that installs one),
    // ToolMissing (detail, place: the same) when there is nothing to compile .NET's bootstrap with,
    // InvalidConfiguration for an unknown id, Unsupported for a language that can't be run.
    [[nodiscard]] Result<RuntimeLaunch> launch(const Function &function) const;

    // What a function needs before it is launched, and what only a compiler can make: .NET's
    // bootstrap, in this folder. Nothing when it is there, or when launch() will fail. Cheap.
    struct ToMake
    {
        QString bootstraps; // their folder, unpacked
        QString folder;     // to be made, as a whole
        Interpreter interpreter;
        CSharpCompiler compiler;
    };
    [[nodiscard]] std::optional<ToMake> toMake(const Function &function) const;

private:
    void lookAgainIfChanged() const;
    [[nodiscard]] QString missing(const RuntimeId &runtime) const;
    [[nodiscard]] Result<void> addDotNet(RuntimeLaunch &launch, const Function &function,
                                         const Interpreter &dotnet,
                                         const QString &bootstraps) const;

    Places m_places;
    mutable std::vector<Interpreter> m_interpreters;
    mutable std::vector<Interpreter> m_tooOld;
    mutable std::optional<CSharpCompiler> m_compiler;
    mutable QStringList m_folders;      // looked into
    mutable std::vector<qint64> m_ages; // when each of them had changed last, in nanoseconds
    mutable QStringList m_compiled; // programs that were started once to compile their bootstrap
};

} // namespace engine
