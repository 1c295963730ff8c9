// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/percentile.h"

#include <QtGlobal>

#include <algorithm>

namespace widgets {

engine::Nanoseconds nearestRank(const std::vector<engine::Nanoseconds> &sorted, int percent)
{
    Q_ASSERT(!sorted.empty());
    Q_ASSERT(percent >= 1 && percent <= 100);
    const std::size_t rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
    return sorted[rank - 1];
}

LatencySummary summarize(std::vector<engine::Nanoseconds> values)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    return {.count = static_cast<int>(values.size()),
            .min = values.front(),
            .p50 = nearestRank(values, 50),
            .p90 = nearestRank(values, 90),
            .p95 = nearestRank(values, 95),
            .p99 = nearestRank(values, 99),
            .max = values.back()};
}

} // namespace widgets
