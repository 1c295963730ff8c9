// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <sys/types.h>

#include <memory>

#include "engine/core/result.h"
#include "engine/core/uniquefd.h"
#include "engine/sandbox/hostuser.h"
#include "engine/sandbox/resourcegroup.h"

namespace engine {

// A process that stands ready to become bwrap: in its control groups and without root, both of
// which cost too much time for a cold start. May still be busy getting there; the order to
// execute can be sent at any time. Dies with the thread that made it.
struct ParkedProcess
{
    pid_t pid = 0;
    UniqueFd pidfd;   // readable when it has ended; it must be waited for
    UniqueFd control; // our end of the protocol with it, later with init
    std::unique_ptr<ResourceGroup> group;
    HostUser user;
};

[[nodiscard]] Result<ParkedProcess> park(const QString &initPath, const QString &bwrapPath,
                                         const HostUser &user,
                                         std::unique_ptr<ResourceGroup> group);

// Starts a program with these descriptors as 0, 1, 2, 3, ... (-1: /dev/null) and nothing else of
// ours: no environment but `environment`, default signals, a process group of its own.
[[nodiscard]] Result<pid_t> spawnProgram(const QByteArray &path, const QByteArrayList &arguments,
                                         const QByteArrayList &environment,
                                         const std::vector<int> &descriptors);
[[nodiscard]] UniqueFd openPidfd(pid_t pid);

} // namespace engine
