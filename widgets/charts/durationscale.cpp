// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/durationscale.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

#include "widgets/common/format.h"

namespace widgets {
namespace {

constexpr std::array Steps{1.0, 2.0, 5.0};
// Room between round values and the points next to them, as a factor.
constexpr double Margin = 1.15;

double roundDown(double value)
{
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    double best = decade;
    for (const double step : Steps)
        if (decade * step <= value)
            best = decade * step;
    return best;
}

double roundUp(double value)
{
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : Steps)
        if (decade * step >= value)
            return decade * step;
    return decade * 10;
}

} // namespace

DurationScale DurationScale::of(const std::vector<engine::Nanoseconds> &values)
{
    double smallest = 0;
    double largest = 0;
    bool withoutDuration = false;
    for (const engine::Nanoseconds value : values) {
        const auto ns = static_cast<double>(value.count());
        if (ns <= 0) {
            withoutDuration = true;
            continue;
        }
        smallest = smallest == 0 ? ns : std::min(smallest, ns);
        largest = std::max(largest, ns);
    }
    DurationScale scale;
    if (largest > 0) {
        scale.low = roundDown(smallest / Margin);
        scale.high = roundUp(largest * Margin);
        // One value, or many equal ones, in the middle of a decade instead of on a thin line.
        if (scale.high / scale.low < 10) {
            const double grow = std::sqrt(10 / (scale.high / scale.low));
            scale.low /= grow;
            scale.high *= grow;
        }
    }
    if (withoutDuration) {
        const double span = std::pow(scale.high / scale.low, 0.08);
        scale.lane = scale.low / span;
        scale.low = scale.lane / span;
    }
    return scale;
}

double DurationScale::coordinate(engine::Nanoseconds value) const
{
    return value.count() > 0 ? static_cast<double>(value.count()) : lane > 0 ? lane : low;
}

std::vector<double> durationTicks(double low, double high)
{
    std::vector<double> ticks;
    if (!(low > 0) || !(high > low))
        return ticks;
    // Decimal rounding must not lose a tick that stands on the end of the axis.
    constexpr double Slack = 1 + 1e-9;
    const double decades = std::log10(high / low);
    const int first = static_cast<int>(std::floor(std::log10(low)));
    const int last = static_cast<int>(std::ceil(std::log10(high)));
    const int stride = std::max(1, static_cast<int>(std::ceil(decades / 8)));
    for (int exponent = first; exponent <= last; ++exponent) {
        if (stride > 1 && (exponent % stride + stride) % stride != 0)
            continue;
        for (const double step : Steps) {
            if (decades > 3 && step > 1)
                continue;
            const double tick = std::pow(10.0, exponent) * step;
            if (tick * Slack >= low && tick <= high * Slack)
                ticks.push_back(tick);
        }
    }
    return ticks;
}

QString tickText(double nanoseconds)
{
    QString text = formatDuration(engine::Nanoseconds{std::llround(nanoseconds)});
    const qsizetype point = text.indexOf(QLocale().decimalPoint());
    if (point < 0)
        return text;
    qsizetype end = point + 1;
    while (end < text.size() && text.at(end).isDigit())
        ++end;
    qsizetype keep = end;
    while (keep > point + 1 && text.at(keep - 1) == QLocale().zeroDigit())
        --keep;
    if (keep == point + 1)
        keep = point;
    return text.remove(keep, end - keep);
}

} // namespace widgets
