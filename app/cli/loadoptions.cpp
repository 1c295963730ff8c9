// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/loadoptions.h"

#include <QRegularExpression>

#include <cmath>

namespace app {

std::optional<engine::Nanoseconds> parseDuration(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A([0-9]*\\.?[0-9]+)(ms|s|m|h)?\\z"));
    constexpr double Day = 86'400;
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = match.captured(2);
    const double factor = unit == QStringLiteral("ms")  ? 0.001
                          : unit == QStringLiteral("m") ? 60
                          : unit == QStringLiteral("h") ? 3'600
                                                        : 1;
    const double seconds = match.captured(1).toDouble() * factor;
    if (!(seconds >= 1e-9 && seconds <= Day))
        return std::nullopt;
    return engine::Nanoseconds{std::llround(seconds * 1e9)};
}

bool parseRamp(const QString &text, engine::ArrivalPlan *plan)
{
    const QStringList ends = text.split(u':');
    bool first = false;
    bool second = false;
    if (ends.size() != 2)
        return false;
    plan->kind = engine::ArrivalPlan::Kind::Ramp;
    plan->rate = ends[0].toDouble(&first);
    plan->peak = ends[1].toDouble(&second);
    return first && second;
}

bool parseSpikes(const QString &text, engine::ArrivalPlan *plan)
{
    const QStringList parts = text.split(u',');
    if (parts.size() != 2 || !parseRamp(parts[0], plan))
        return false;
    const QStringList times = parts[1].split(u'/');
    if (times.size() != 2)
        return false;
    const auto length = parseDuration(times[0]);
    const auto every = parseDuration(times[1]);
    if (!length || !every)
        return false;
    plan->kind = engine::ArrivalPlan::Kind::Spikes;
    plan->spikeLength = *length;
    plan->spikeEvery = *every;
    return true;
}

} // namespace app
