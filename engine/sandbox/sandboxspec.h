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
    enum class Access { ReadOnly, Writable };
    struct Mount
    {
        QString source; // absolute, on the host
        QString target; // absolute, inside; "/var/task", "/var/runtime", "/var/lang", "/opt"
        Access access = Access::ReadOnly; // functions get nothing else; builds write somewhere
        bool operator==(const Mount &) const = default;
    };
    // What becomes of other processes when the runtime's own has ended.
    enum class Rest {
        Lives,  // as on Lambda: until the environment is reset
        Killed, // before runtimeExited(): nothing writes into a mount any more
    };
    enum class Start {
        AtOnce,
        WhenAsked, // by restartRuntime()
    };
    enum class LogDescriptor { Absent, Number62 }; // see runtime-api "_LAMBDA_TELEMETRY_LOG_FD"
    enum class CpuLimit { ByMemory, FullSpeed };

    std::vector<Mount> mounts;
    QStringList masked;  // folders of the mounts, as seen inside, that are empty and read-only
    QStringList command; // argv of the runtime, paths as seen inside; run in /var/task
    std::vector<EnvironmentVariable> environment; // all of it: nothing of the host's is added
    // Programs that run beside the runtime, started before it in this order; paths as seen inside.
    QStringList extensions;
    std::vector<EnvironmentVariable> extensionEnvironment; // theirs, all of it
    enum class Traces { Refused, Taken }; // what is sent to the X-Ray daemon's port, 127.0.0.1:2000
    Traces traces = Traces::Refused;
    Megabytes memory{128};
    Megabytes ephemeralStorage{512}; // size of /tmp
    Network network = Network::None;
    std::vector<int> hostPorts; // of the host's loopback, at the same port of this one's
    LogDescriptor logDescriptor = LogDescriptor::Absent;
    CpuLimit cpuLimit = CpuLimit::ByMemory;
    Rest rest = Rest::Lives;
    Start start = Start::AtOnce;

    bool operator==(const SandboxSpec &) const = default;
};

} // namespace engine
