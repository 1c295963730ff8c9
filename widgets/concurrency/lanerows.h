// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace widgets {

// A row of the timeline: one lane, or, where there are more lanes than room, some that are drawn
// as one.
struct LaneRow
{
    int function = 0; // which of the functions it belongs to
    int first = 0;    // of its lanes
    int count = 1;
    int top = 0; // pixels from the first row's top
    int height = 0;

    bool operator==(const LaneRow &) const = default;
};

// Rows for so many lanes of each function, one below the other, in about `height` pixels times
// `zoom` (1 or more). Lanes are as high as there is room for, up to LargestRow; below SmallestRow
// several share one. Between functions FunctionGap stays free.
inline constexpr int LargestRow = 24;
inline constexpr int SmallestRow = 6;
inline constexpr int FunctionGap = 8;
[[nodiscard]] std::vector<LaneRow> layoutRows(const std::vector<int> &lanes, int height,
                                              double zoom);

} // namespace widgets
