// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pricing/offers.h"

#include <algorithm>
#include <cmath>

#include "engine/model/limits.h"

namespace engine {
namespace {

constexpr Architecture OnAws[] = {Architecture::X86_64, Architecture::Arm64};

} // namespace

bool Offer::fits() const
{
    return std::none_of(misfits.begin(), misfits.end(),
                        [](const AzureMisfit &misfit) { return misfit.blocking; });
}

std::vector<Cost> compareCosts(const Comparison &comparison, const PriceTable &prices,
                               const AzurePrices &azure)
{
    std::vector<Cost> costs;
    MonthPlan month = comparison.month;
    for (const Architecture architecture : OnAws) {
        month.architecture = architecture;
        costs.push_back(planCost(month, prices, comparison.freeTier));
    }
    for (const AzurePlan &plan : azure.plans)
        costs.push_back(azureCost(plan, comparison.month, comparison.used, comparison.freeTier));
    return costs;
}

std::vector<Offer> compareOffers(const Comparison &comparison, const PriceTable &prices,
                                 const AzurePrices &azure)
{
    std::vector<Offer> offers;
    for (const Architecture architecture : OnAws) {
        const QString id = architectureName(architecture);
        offers.push_back({id, QStringLiteral("AWS Lambda, %1").arg(id), {}, {}, nullptr});
    }
    FunctionConfig config = comparison.config;
    config.memory = comparison.month.memory;
    config.architecture = comparison.month.architecture;
    for (const AzurePlan &plan : azure.plans)
        offers.push_back({plan.id,
                          plan.name,
                          {},
                          misfits(plan, config, comparison.month, comparison.answersHttp),
                          &plan});
    std::vector<Cost> costs = compareCosts(comparison, prices, azure);
    for (std::size_t i = 0; i < offers.size(); ++i)
        offers[i].cost = std::move(costs[i]);
    return offers;
}

MonthPlan withValue(MonthPlan month, CostAxis axis, std::int64_t value)
{
    switch (axis) {
    case CostAxis::Requests:
        if (month.requests > 0)
            month.provisioned.requests = static_cast<std::int64_t>(
                std::llround(static_cast<double>(month.provisioned.requests)
                             * static_cast<double>(value) / static_cast<double>(month.requests)));
        month.requests = value;
        break;
    case CostAxis::Memory:
        month.memory = {static_cast<int>(value)};
        break;
    case CostAxis::Duration:
        month.duration = Nanoseconds(value);
        break;
    }
    return month;
}

std::vector<std::int64_t> axisValues(const MonthPlan &month, CostAxis axis)
{
    std::vector<std::int64_t> values;
    if (axis == CostAxis::Memory) {
        for (int memory = limits::MemoryMin.value; memory <= limits::MemoryMax.value; memory += 128)
            values.push_back(memory);
        values.push_back(month.memory.value);
    } else {
        constexpr int Steps = 60; // from nothing to three times as much
        const std::int64_t most =
            axis == CostAxis::Requests ? MonthPlan::MostRequests : MonthPlan::LongestCall.count();
        const std::int64_t own =
            axis == CostAxis::Requests ? month.requests : month.duration.count();
        // Nothing was planned yet: what many plans are about.
        const std::int64_t usual = axis == CostAxis::Requests ? 1'000'000 : 1'000'000'000;
        const std::int64_t step = std::max<std::int64_t>((own > 0 ? own : usual) * 3 / Steps, 1);
        for (int i = 0; i <= Steps; ++i)
            values.push_back(std::min(step * i, most));
        values.push_back(own);
    }
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

} // namespace engine
