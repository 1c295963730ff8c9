// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

#include "engine/core/units.h"
#include "engine/model/functionconfig.h"

namespace engine {

// Everything that decides what one sandbox looks like, as a value: the same spec gives the same
// sandbox. What no spec can change (namespaces, seccomp, /usr read-only, /etc, /proc, /dev,
// the user) is in bubblewrap.cpp.
struct SandboxSpec
{
    struct Mount // read-only
    {
        QString source; // absolute, on the host
        QString target; // absolute, inside; "/var/task", "/var/runtime", "/var/lang", "/opt"
        bool operator==(const Mount &) const = default;
    };
    enum class LogDescriptor { Absent, Number62 }; // see runtime-api "_LAMBDA_TELEMETRY_LOG_FD"
    enum class CpuLimit { ByMemory, FullSpeed };

    std::vector<Mount> mounts;
    QStringList masked; // folders of the mounts, as seen inside, that are empty and read-only
    QStringList command; // argv of the runtime, paths as seen inside; run in /var/task
    std::vector<EnvironmentVariable> environment; // all of it: nothing of the host's is added
    Megabytes memory{128};
    Megabytes ephemeralStorage{512}; // size of /tmp
    Network network = Network::None;
    LogDescriptor logDescriptor = LogDescriptor::Absent;
    CpuLimit cpuLimit = CpuLimit::ByMemory;

    bool operator==(const SandboxSpec &) const = default;
};

} // namespace engine
