// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "engine/sandbox/sandboxspec.h"

namespace engine {

// As whom bwrap runs on the host.
struct HostUser
{
    qint64 uid = -1; // -1: as the workbench itself
    qint64 gid = -1;

    bool operator==(const HostUser &) const = default;
};

// Belongs to nobody and owns nothing; no account has it.
constexpr qint64 UnprivilegedHostId = 1'051'000;

// Started as root, a sandbox gives root up before bwrap, if everything it mounts can be read
// without, and what it may write belongs to that other user; else root stays, mapped into the user
// namespace and without capabilities.
[[nodiscard]] HostUser hostUserFor(const SandboxSpec &spec);

// May anybody enter all folders that lead to it?
[[nodiscard]] bool reachableByAnybody(const QString &path);

// May anybody enter the folder, and read it and what lies in it? Looks one level deep.
[[nodiscard]] bool readableByAnybody(const QString &path);

// Does this machine let ordinary users make user namespaces?
[[nodiscard]] bool ordinaryUsersMayMakeNamespaces();

} // namespace engine
