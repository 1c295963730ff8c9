// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/core/units.h"

namespace widgets {

// The nearest-rank percentile: the smallest value that at least `percent` per cent of all values
// do not exceed. Always one of the values that were measured, never one in between. `sorted` is
// ascending and not empty; `percent` is 1 to 100.
[[nodiscard]] engine::Nanoseconds nearestRank(const std::vector<engine::Nanoseconds> &sorted,
                                              int percent);

struct LatencySummary
{
    int count = 0; // 0: the others mean nothing
    engine::Nanoseconds min{0};
    engine::Nanoseconds p50{0};
    engine::Nanoseconds p90{0};
    engine::Nanoseconds p95{0};
    engine::Nanoseconds p99{0};
    engine::Nanoseconds max{0};

    bool operator==(const LatencySummary &) const = default;
};

[[nodiscard]] LatencySummary summarize(std::vector<engine::Nanoseconds> values);

} // namespace widgets
