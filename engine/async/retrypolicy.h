// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/core/units.h"
#include "engine/model/functionconfig.h"

// What becomes of an event before and after each attempt: values in, decisions out. All times are
// the service's own; who wants them quicker scales them outside (PacedTime). Source: "How Lambda
// handles errors and retries with asynchronous invocation".
namespace engine {

struct AsyncPolicy
{
    Seconds maximumEventAge{21'600};
    int maximumRetryAttempts = 2;
    bool blocked = false; // reserved concurrency is 0

    [[nodiscard]] static AsyncPolicy of(const AsyncConfig &config)
    {
        return {config.maximumEventAge, config.maximumRetryAttempts};
    }
};

// How far an event has come.
struct EventProgress
{
    Milliseconds age{0};
    int invokeCount = 0; // attempts in which the function ran
    int backoffs = 0;    // throttles and system errors since
};

enum class AttemptEnd {
    Success,
    FunctionError, // handler, timeout, exit, memory, init, response too large
    Throttled,     // 429
    SystemError,   // could not be run, or was cancelled
    Recursion,     // one more in a loop of functions; it did not run
};

// "condition" of a destination's record. RecursiveInvocation is ours: the service documents that
// such an event goes where failures go, not under which word.
enum class EventCondition {
    Success,
    RetriesExhausted,
    EventAgeExceeded,
    ZeroReservedConcurrency,
    RecursiveInvocation,
};
[[nodiscard]] QString conditionName(EventCondition condition);

struct Decision
{
    enum class Kind {
        Attempt, // now
        Wait,    // for `delay`, then attempt
        End,     // with `condition`
    };

    Kind kind = Kind::Attempt;
    Milliseconds delay{0};
    EventCondition condition = EventCondition::Success;
    int invokeCount = 0; // approximateInvokeCount, or what the event goes on with
    int backoffs = 0;

    bool operator==(const Decision &) const = default;
};

// Attempt or End.
[[nodiscard]] Decision beforeAttempt(const AsyncPolicy &policy, const EventProgress &progress);
// Wait or End; `progress` as it was before the attempt, but for the age.
[[nodiscard]] Decision afterAttempt(const AsyncPolicy &policy, const EventProgress &progress,
                                    AttemptEnd end);

} // namespace engine
