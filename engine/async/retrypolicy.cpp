// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/async/retrypolicy.h"

#include <algorithm>

namespace engine {
namespace {

constexpr Milliseconds RetryStep = std::chrono::minutes(1); // 1 min, then 2 min
constexpr Milliseconds FirstBackoff = std::chrono::seconds(1);
constexpr Milliseconds LongestBackoff = std::chrono::minutes(5);

Milliseconds backoff(int earlier)
{
    Milliseconds delay = FirstBackoff;
    for (int i = 0; i < earlier && delay < LongestBackoff; ++i)
        delay *= 2;
    return std::min(delay, LongestBackoff);
}

Decision end(EventCondition condition, int invokeCount)
{
    return {Decision::Kind::End, {}, condition, invokeCount, 0};
}

// The service looks ahead: what would be too old at its next attempt is given up now.
Decision waitFor(Milliseconds delay, const AsyncPolicy &policy, const EventProgress &progress,
                 int invokeCount, int backoffs)
{
    if (progress.age + delay >= policy.maximumEventAge)
        return end(EventCondition::EventAgeExceeded, invokeCount);
    return {Decision::Kind::Wait, delay, EventCondition::Success, invokeCount, backoffs};
}

} // namespace

QString conditionName(EventCondition condition)
{
    switch (condition) {
    case EventCondition::Success:
        return QStringLiteral("Success");
    case EventCondition::RetriesExhausted:
        return QStringLiteral("RetriesExhausted");
    case EventCondition::EventAgeExceeded:
        return QStringLiteral("EventAgeExceeded");
    case EventCondition::ZeroReservedConcurrency:
        return QStringLiteral("ZeroReservedConcurrency");
    case EventCondition::RecursiveInvocation:
        break;
    }
    return QStringLiteral("RecursiveInvocation");
}

Decision beforeAttempt(const AsyncPolicy &policy, const EventProgress &progress)
{
    if (policy.blocked)
        return end(EventCondition::ZeroReservedConcurrency, progress.invokeCount);
    if (progress.age >= policy.maximumEventAge)
        return end(EventCondition::EventAgeExceeded, progress.invokeCount);
    return {Decision::Kind::Attempt,
            {},
            EventCondition::Success,
            progress.invokeCount,
            progress.backoffs};
}

Decision afterAttempt(const AsyncPolicy &policy, const EventProgress &progress, AttemptEnd how)
{
    const int ran = progress.invokeCount + 1;
    switch (how) {
    case AttemptEnd::Success:
        return end(EventCondition::Success, ran);
    case AttemptEnd::FunctionError:
        if (progress.invokeCount >= policy.maximumRetryAttempts)
            return end(EventCondition::RetriesExhausted, ran);
        return waitFor(RetryStep * ran, policy, progress, ran, 0);
    case AttemptEnd::Recursion:
        return end(EventCondition::RecursiveInvocation, progress.invokeCount);
    case AttemptEnd::Throttled:
    case AttemptEnd::SystemError:
        break;
    }
    return waitFor(backoff(progress.backoffs), policy, progress, progress.invokeCount,
                   progress.backoffs + 1);
}

} // namespace engine
