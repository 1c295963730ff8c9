// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/concurrency/lanerows.h"

#include <algorithm>
#include <numeric>

namespace widgets {

std::vector<LaneRow> layoutRows(const std::vector<int> &lanes, int height, double zoom)
{
    std::vector<LaneRow> rows;
    const int total = std::accumulate(lanes.begin(), lanes.end(), 0);
    if (total == 0)
        return rows;
    const int gaps = FunctionGap * static_cast<int>(lanes.size() - 1);
    const int room = std::max(SmallestRow, static_cast<int>((height - gaps) * std::max(1.0, zoom)));
    const int rowHeight = std::clamp(room / total, SmallestRow, LargestRow);
    const int most = std::max(1, room / SmallestRow);
    const int together = (total + most - 1) / most;
    int top = 0;
    for (std::size_t function = 0; function < lanes.size(); ++function) {
        if (lanes[function] == 0)
            continue;
        if (!rows.empty())
            top += FunctionGap;
        for (int first = 0; first < lanes[function]; first += together) {
            rows.push_back({static_cast<int>(function), first,
                            std::min(together, lanes[function] - first), top, rowHeight});
            top += rowHeight;
        }
    }
    return rows;
}

} // namespace widgets
