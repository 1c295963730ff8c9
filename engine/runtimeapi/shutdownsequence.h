// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "engine/core/units.h"

namespace engine {

// The order in which an environment with extensions is shut down ("Lambda execution environment
// lifecycle", and the Runtime Interface Emulator's shutdown.go): SIGTERM to the runtime, a while
// later SIGKILL, then SHUTDOWN to the extensions that want it, the others are killed at once, and
// in the end all that is left. Pure: values and times in, what is to be done out.
class ShutdownSequence
{
public:
    enum class Step {
        TerminateRuntime,
        KillRuntime,
        TellExtensions, // SHUTDOWN to those that want it, SIGKILL to the other external ones
        Done,           // kill everything that is left
    };
    using Steps = std::vector<Step>;

    struct Start
    {
        bool hasExternal = false;
        bool hasInternal = false;
        bool runtimeRuns = false;
    };

    // The whole time: 2,000 ms with an external extension, 500 ms with internal ones only, 0
    // without.
    [[nodiscard]] static Milliseconds limitFor(const Start &start);

    [[nodiscard]] Steps begin(const Start &start, Nanoseconds now);
    [[nodiscard]] Steps runtimeExited();
    // How many of the told extensions still run; after TellExtensions, and whenever one has ended.
    [[nodiscard]] Steps extensionsLeft(int count);
    [[nodiscard]] Steps timePassed(Nanoseconds now);

    // When timePassed() is to be called.
    [[nodiscard]] std::optional<Nanoseconds> due() const;
    // When it all is over, at the latest.
    [[nodiscard]] Nanoseconds end() const { return m_end; }
    [[nodiscard]] bool active() const { return m_phase != Phase::Over; }

private:
    enum class Phase { Runtime, Extensions, Over };

    [[nodiscard]] Steps afterRuntime();

    Start m_start;
    Phase m_phase = Phase::Over;
    Nanoseconds m_runtimeEnd{0};
    Nanoseconds m_end{0};
};

} // namespace engine
