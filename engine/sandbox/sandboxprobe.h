// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

#include "engine/sandbox/delegatedscope.h"
#include "engine/sandbox/resourcegroup.h"

namespace engine {

// What one part of the sandbox can do on this machine, in words for people.
struct Finding
{
    enum class State {
        Ok,
        Degraded, // it works in another way, or a part of it is missing
        Missing,  // nothing can run
    };
    QString name; // "User namespaces"
    State state = State::Ok;
    QString sentence; // what was found
    QString remedy;   // what to do; empty when nothing has to be done
};

struct SandboxCapabilities
{
    QString bwrapPath;            // empty: not installed
    QString bwrapVersion;         // "0.8.0"
    QString initPath;             // empty: not found
    bool startsSandboxes = false; // bwrap was run, with all its namespaces
    QString startError;           // what it said otherwise
    bool filtersCalls = false;
    ResourceGroups::Kinds groups;
    ScopeObstacle scope = ScopeObstacle::NotPureV2; // where groups are lacking
    QString slirpPath;                              // empty: no network "internet"
    QString tunTrouble; // why /dev/net/tun can't be opened, without which there is none either
    bool asRoot = false;
    bool givesUpRoot = false; // as root: sandboxes run as an unprivileged user where they can

    [[nodiscard]] bool canRun() const
    {
        return startsSandboxes && filtersCalls && !initPath.isEmpty();
    }
};

// Tries everything out; takes some 20 ms and blocks for so long.
[[nodiscard]] SandboxCapabilities probeSandbox(const QString &initPath);
// One for each part, in the order of importance, translated.
[[nodiscard]] std::vector<Finding> sandboxFindings(const SandboxCapabilities &capabilities);

// That one of them which is about network "internet".
[[nodiscard]] Finding internetFinding(const SandboxCapabilities &capabilities);

[[nodiscard]] QString findBubblewrap(); // empty: not installed
[[nodiscard]] bool bwrapCanDisableUserNamespaces(const QString &bwrapPath);

} // namespace engine
