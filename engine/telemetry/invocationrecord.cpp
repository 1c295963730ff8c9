// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/invocationrecord.h"

#include <algorithm>
#include <array>
#include <utility>

namespace engine {
namespace {

constexpr std::array OutcomeNames{
    std::pair{Outcome::Success, "success"},
    std::pair{Outcome::FunctionError, "functionError"},
    std::pair{Outcome::Timeout, "timeout"},
    std::pair{Outcome::Exited, "exited"},
    std::pair{Outcome::OutOfMemory, "outOfMemory"},
    std::pair{Outcome::InitFailed, "initFailed"},
    std::pair{Outcome::ResponseTooLarge, "responseTooLarge"},
    std::pair{Outcome::Throttled, "throttled"},
    std::pair{Outcome::Failed, "failed"},
    std::pair{Outcome::Cancelled, "cancelled"},
};
constexpr std::array StartKindNames{
    std::pair{StartKind::Cold, "cold"}, std::pair{StartKind::Standby, "standby"},
    std::pair{StartKind::Warm, "warm"}, std::pair{StartKind::Provisioned, "provisioned"},
    std::pair{StartKind::None, "none"},
};

template <typename Names, typename Value>
QString nameOf(const Names &names, Value value)
{
    for (const auto &[candidate, name] : names) {
        if (candidate == value)
            return QLatin1StringView(name);
    }
    Q_UNREACHABLE();
}

template <typename Value, typename Names>
std::optional<Value> fromName(const Names &names, const QString &text)
{
    for (const auto &[value, name] : names) {
        if (text == QLatin1StringView(name))
            return value;
    }
    return std::nullopt;
}

} // namespace

QString outcomeName(Outcome outcome)
{
    return nameOf(OutcomeNames, outcome);
}

std::optional<Outcome> outcomeFromName(const QString &name)
{
    return fromName<Outcome>(OutcomeNames, name);
}

QString startKindName(StartKind kind)
{
    return nameOf(StartKindNames, kind);
}

std::optional<StartKind> startKindFromName(const QString &name)
{
    return fromName<StartKind>(StartKindNames, name);
}

std::optional<Megabytes> InvocationRecord::maxMemoryUsed() const
{
    if (peakMemoryBytes < 0)
        return std::nullopt;
    return std::min(megabytesHolding(peakMemoryBytes), memorySize);
}

} // namespace engine
