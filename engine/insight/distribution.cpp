// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/insight/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace engine {

Nanoseconds percentileOf(const std::vector<Nanoseconds> &sorted, int percent)
{
    Q_ASSERT(!sorted.empty() && percent >= 1 && percent <= 100);
    const std::size_t rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
    return sorted[rank - 1];
}

double trimmedMean(const std::vector<double> &sorted, double share)
{
    if (sorted.empty())
        return 0;
    const double cut = std::floor(static_cast<double>(sorted.size()) * std::clamp(share, 0.0, 0.4));
    const auto begin = sorted.begin() + static_cast<std::ptrdiff_t>(cut);
    const auto end = sorted.end() - static_cast<std::ptrdiff_t>(cut);
    return std::accumulate(begin, end, 0.0) / static_cast<double>(end - begin);
}

Distribution distributionOf(std::vector<Nanoseconds> values)
{
    Distribution all;
    if (values.empty())
        return all;
    std::sort(values.begin(), values.end());
    all.count = static_cast<int>(values.size());
    all.min = values.front();
    all.max = values.back();
    // Nanoseconds of a million calls of 15 minutes fit in 64 bits.
    all.mean = std::accumulate(values.begin(), values.end(), Nanoseconds{0}) / all.count;
    all.p50 = percentileOf(values, 50);
    all.p90 = percentileOf(values, 90);
    all.p95 = percentileOf(values, 95);
    all.p99 = percentileOf(values, 99);
    return all;
}

} // namespace engine
