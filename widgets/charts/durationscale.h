// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

#include "engine/core/units.h"

namespace widgets {

// The logarithmic axis of durations: what it spans, where a value stands, where ticks go. Knows
// no widget and no pixel; the chart maps coordinates to pixels.
//
// A logarithm has no zero. Values of 0 ns, and requests that never ran, stand on a lane of their
// own below the smallest measured value.
struct DurationScale
{
    double low = 1e6;  // nanoseconds; above 0, below high
    double high = 1e9; // nanoseconds
    double lane = 0;   // coordinate of what has no duration; 0: nothing of that kind is shown

    // From a round value below the smallest to a round value above the largest, a decade at
    // least. Values of 0 and less count as having no duration.
    [[nodiscard]] static DurationScale of(const std::vector<engine::Nanoseconds> &values);

    // The coordinate to draw at: the value itself, or the lane.
    [[nodiscard]] double coordinate(engine::Nanoseconds value) const;

    bool operator==(const DurationScale &) const = default;
};

// Round values within [low, high], ascending: powers of ten, with 2 and 5 between them while
// there are few decades; of more than about eight decades every second or third.
[[nodiscard]] std::vector<double> durationTicks(double low, double high);
// "1 ms", "500 µs": as formatDuration, without decimals that say nothing.
[[nodiscard]] QString tickText(double nanoseconds);

} // namespace widgets
