// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimeapi/shutdownsequence.h"

#include "engine/model/limits.h"

namespace engine {

Milliseconds ShutdownSequence::limitFor(const Start &start)
{
    return start.hasExternal   ? limits::ShutdownTime
           : start.hasInternal ? limits::ShutdownTimeInternal
                               : Milliseconds{0};
}

ShutdownSequence::Steps ShutdownSequence::begin(const Start &start, Nanoseconds now)
{
    m_start = start;
    m_end = now + limitFor(start);
    if (!start.hasExternal && !start.hasInternal) {
        m_phase = Phase::Over;
        return {Step::Done};
    }
    m_phase = Phase::Runtime;
    m_runtimeEnd = start.hasExternal ? now + limits::ShutdownTimeRuntime : m_end;
    if (!start.runtimeRuns)
        return afterRuntime();
    return {Step::TerminateRuntime};
}

ShutdownSequence::Steps ShutdownSequence::afterRuntime()
{
    if (m_start.hasExternal) {
        m_phase = Phase::Extensions;
        return {Step::TellExtensions};
    }
    m_phase = Phase::Over;
    return {Step::Done};
}

ShutdownSequence::Steps ShutdownSequence::runtimeExited()
{
    if (m_phase != Phase::Runtime)
        return {};
    return afterRuntime();
}

ShutdownSequence::Steps ShutdownSequence::extensionsLeft(int count)
{
    if (m_phase != Phase::Extensions || count > 0)
        return {};
    m_phase = Phase::Over;
    return {Step::Done};
}

ShutdownSequence::Steps ShutdownSequence::timePassed(Nanoseconds now)
{
    if (m_phase == Phase::Runtime && now >= m_runtimeEnd) {
        Steps steps{Step::KillRuntime};
        for (const Step step : afterRuntime())
            steps.push_back(step);
        return steps;
    }
    if (m_phase == Phase::Extensions && now >= m_end) {
        m_phase = Phase::Over;
        return {Step::Done};
    }
    return {};
}

std::optional<Nanoseconds> ShutdownSequence::due() const
{
    switch (m_phase) {
    case Phase::Runtime:
        return m_runtimeEnd;
    case Phase::Extensions:
        return m_end;
    case Phase::Over:
        break;
    }
    return {};
}

} // namespace engine
