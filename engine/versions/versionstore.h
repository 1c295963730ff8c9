// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <map>
#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "engine/model/function.h"

namespace engine {

// A version as it was published: a number, and what never changes again.
struct PublishedVersion
{
    int number = 0;
    QString description;
    qint64 publishedAtMs = 0; // since 1970
    QString codeSha256;       // of the deployment package, base64, as the service shows it
    qint64 codeBytes = 0;     // of the package, zipped
    QString runtime;
    QString handler;
    int memory = 0; // MB

    bool operator==(const PublishedVersion &) const = default;
};

// A name for a version, or for two that share the calls.
struct FunctionAlias
{
    QString name;
    QString version;           // a number, or "$LATEST" where it is the only one
    QString additionalVersion; // a number; empty: none
    double weight = 0;         // 0 to 1, the additional version's share
    QString description;

    bool operator==(const FunctionAlias &) const = default;
};

// All that the workbench keeps of one function's versions.
struct FunctionVersions
{
    std::vector<PublishedVersion> versions; // by number
    std::vector<FunctionAlias> aliases;     // by name
    std::map<QString, int> provisioned;     // by version or alias: environments to keep initialised

    [[nodiscard]] const PublishedVersion *version(const QString &number) const;
    [[nodiscard]] const FunctionAlias *alias(const QString &name) const;
    bool operator==(const FunctionVersions &) const = default;
};

// Published versions and aliases of a workspace's functions, in .lambda-workbench/state/versions:
// for each version the template that it was read from, its code and layers as packages. Settings
// are read from that copy by the reader of templates, so that a version holds whatever a template
// can say. Numbers begin at 1 and are never given twice.
//
// All functions block; they may be called from several threads and programs at once. What can't be
// done is Refused (place: the function) with the service's own text, as configuration section 4 has
// it, or an error of the disk.
class VersionStore
{
public:
    explicit VersionStore(QString workspace);

    // Empty when nothing was published.
    [[nodiscard]] Result<FunctionVersions> of(const QString &functionName) const;

    // Publishes the function as it is run: codePath is the folder that is to be packed (what was
    // built, where something is), or codeArchive the package. When neither code nor settings have
    // changed since the newest version, that one is the answer and nothing is made, as on AWS.
    [[nodiscard]] Result<PublishedVersion> publish(const Function &built,
                                                   const QString &description, qint64 nowMs,
                                                   const std::atomic<bool> &cancelled) const;
    // The version, ready to be run. Fails with UnknownFunction when there is none.
    [[nodiscard]] Result<Function> version(const QString &functionName,
                                           const QString &number) const;
    // Not while an alias points to it.
    [[nodiscard]] Result<void> remove(const QString &functionName, int number) const;

    // Makes the alias, or changes the one of that name.
    [[nodiscard]] Result<void> setAlias(const QString &functionName,
                                        const FunctionAlias &alias) const;
    [[nodiscard]] Result<void> removeAlias(const QString &functionName, const QString &alias) const;

    struct Concurrency // what provisioned concurrency is checked against
    {
        int unreserved = 1'000;      // of the account, without what this function has
        std::optional<int> reserved; // of the function
    };
    // For a version's number or an alias; 0 takes it away.
    [[nodiscard]] Result<void> setProvisioned(const QString &functionName, const QString &qualifier,
                                              int environments, const Concurrency &account) const;

private:
    class Change;

    [[nodiscard]] Result<void> checkInside(const QString &path) const;
    [[nodiscard]] QString folderOf(const QString &functionName) const;
    [[nodiscard]] Result<FunctionVersions> read(const QString &functionName, int *nextNumber) const;
    [[nodiscard]] Result<void> write(const QString &functionName, const FunctionVersions &versions,
                                     int nextNumber) const;

    QString m_workspace;
};

} // namespace engine
