// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pricing/offers.h"

#include <algorithm>
#include <cmath>

#include "engine/model/limits.h"

namespace engine {
namespace {

Offer onAws(MonthPlan month, Architecture architecture, const Comparison &comparison,
            const PriceTable &prices)
{
    month.architecture = architecture;
    const QString id = architectureName(architecture);
    return {id,
            QStringLiteral("AWS Lambda, %1").arg(id),
            planCost(month, prices, comparison.freeTier),
            {},
            nullptr};
}

} // namespace

bool Offer::fits() const
{
    return std::none_of(misfits.begin(), misfits.end(),
                        [](const AzureMisfit &misfit) { return misfit.blocking; });
}

std::vector<Offer> compareOffers(const Comparison &comparison, const PriceTable &prices,
                                 const AzurePrices &azure)
{
    const MonthPlan &month = comparison.month;
    std::vector<Offer> offers = {onAws(month, Architecture::X86_64, comparison, prices),
                                 onAws(month, Architecture::Arm64, comparison, prices)};
    FunctionConfig config = comparison.config;
    config.memory = month.memory;
    config.architecture = month.architecture;
    for (const AzurePlan &plan : azure.plans)
        offers.push_back({plan.id, plan.name,
                          azureCost(plan, month, comparison.used, comparison.freeTier),
                          misfits(plan, config, month, comparison.answersHttp), &plan});
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
