// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/pricing/azure.h"

namespace engine {

// One place where the same month could run, and its price there.
struct Offer
{
    QString id;   // "x86_64", "arm64", "consumption", "flex"
    QString name; // "AWS Lambda, x86_64"
    Cost cost;
    std::vector<AzureMisfit> misfits; // empty: it fits; always empty on AWS
    const AzurePlan *azure = nullptr; // none: AWS. Belongs to the price list that was given

    [[nodiscard]] bool fits() const;
};

// What is compared: a month, the function, and what is known of it.
struct Comparison
{
    MonthPlan month;
    FunctionConfig config;         // memory and architecture are the month's
    std::optional<Megabytes> used; // memory that was measured
    bool answersHttp = false;
    FreeTier freeTier = FreeTier::Apply;
};

// AWS on both architectures, the duration taken as the same, then each plan of Azure in the order
// of its list.
[[nodiscard]] std::vector<Offer> compareOffers(const Comparison &comparison,
                                               const PriceTable &prices, const AzurePrices &azure);

// Their costs alone, in the same order: for the many points of a chart.
[[nodiscard]] std::vector<Cost> compareCosts(const Comparison &comparison, const PriceTable &prices,
                                             const AzurePrices &azure);

// What a chart draws the cost against.
enum class CostAxis { Requests, Memory, Duration };

// The month with this value on the axis: requests, MB, or nanoseconds of one call. Provisioned
// environments keep their share of the requests.
[[nodiscard]] MonthPlan withValue(MonthPlan month, CostAxis axis, std::int64_t value);
// Values for it, ascending: every memory size that is a multiple of 128 MB, else from 0 to three
// times the month's own value, which is among them; of nothing, to three million or seconds.
[[nodiscard]] std::vector<std::int64_t> axisValues(const MonthPlan &month, CostAxis axis);

} // namespace engine
