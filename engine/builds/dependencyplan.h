// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

#include "engine/builds/buildplan.h"
#include "engine/builds/sandboxedcommand.h"
#include "engine/core/result.h"
#include "engine/model/runtimeid.h"
#include "engine/runtimes/runtimecatalog.h"

namespace engine {

// Where a function's dependencies are to lie: beside its code, or in a layer.
struct DependencyTarget
{
    enum class Place { Code, Layer };

    QString name;   // of the function or layer, for people
    QString folder; // absolute; with the manifest (requirements.txt, package.json, ...)
    QString hidden; // as Function::hidden
    Place place = Place::Code;
    RuntimeId runtime; // of the function
};

// How dependencies are installed, as a value. The sources are at /var/task, read-only; what comes
// out lies in /build/out afterwards, and is then put into the target by the workbench itself.
struct DependencyPlan
{
    struct Item
    {
        QString from; // relative to the output; "." is all that lies in it
        QString to;   // relative to the target's folder
        // What may be there already: what the tool itself put there, or nothing.
        enum class Replaces { Tools, Nothing } replaces = Replaces::Tools;

        bool operator==(const Item &) const = default;
    };

    QString manifest;      // "requirements.txt"
    QString tool;          // "pip"
    CommandSpec command;   // but for the mounts of sources, output and cache
    QString cache;         // mounted at /build/cache: that of the builds in Go; empty: none
    std::vector<Item> out; // may be missing afterwards

    bool operator==(const DependencyPlan &) const = default;
};

// The user's own configuration of the languages' installers: index, proxy, certificates. It is
// handed to installers on purpose, read-only, and to nothing else.
struct ClientConfig
{
    std::vector<SandboxSpec::Mount> mounts;
    std::vector<EnvironmentVariable> environment;
    // Addresses in it that are on this machine, which a sandbox can't reach.
    QStringList loopback;

    // From pip.conf, .npmrc, .gemrc, bundle's config, settings.xml of Maven, NuGet.Config, and the
    // variables of proxies and indexes.
    [[nodiscard]] static ClientConfig ofThisUser();
    [[nodiscard]] static ClientConfig read(const QString &home, const QString &etc,
                                           const QStringList &environment);
};

// Lets a command see an interpreter's installation, at /var/lang, and find its programs first.
// Empty: it is below /usr, which every sandbox has.
void useInstallation(CommandSpec &command, const QString &prefix);

// Fails with NotFound (place: the manifest that is missing), RuntimeMissing, ToolMissing (detail:
// what; place: how to get it), Unsupported for a language without dependencies.
[[nodiscard]] Result<DependencyPlan> planDependencies(const DependencyTarget &target,
                                                      const RuntimeCatalog &runtimes,
                                                      const BuildTools &tools,
                                                      const ClientConfig &config);

} // namespace engine
