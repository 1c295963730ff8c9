// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/core/units.h"

namespace engine {

// The nearest-rank percentile: the smallest value that at least `percent` per cent of all do not
// exceed, so always one that was measured. `sorted` ascends and is not empty; 1 to 100.
[[nodiscard]] Nanoseconds percentileOf(const std::vector<Nanoseconds> &sorted, int percent);

// The mean of the values that are left when the `share` (0 to 0.4) of the lowest ones and as many
// of the highest are taken away. `sorted` ascends; 0 when it is empty.
[[nodiscard]] double trimmedMean(const std::vector<double> &sorted, double share);

// What is told of many durations.
struct Distribution
{
    int count = 0; // 0: the others mean nothing
    Nanoseconds min{0};
    Nanoseconds mean{0};
    Nanoseconds p50{0};
    Nanoseconds p90{0};
    Nanoseconds p95{0};
    Nanoseconds p99{0};
    Nanoseconds max{0};

    bool operator==(const Distribution &) const = default;
};
[[nodiscard]] Distribution distributionOf(std::vector<Nanoseconds> values);

} // namespace engine
