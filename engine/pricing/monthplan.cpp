// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pricing/monthplan.h"

#include <algorithm>

#include "engine/model/limits.h"
#include "engine/pricing/formula.h"

namespace engine {
namespace {

using namespace formula;

constexpr Seconds ProvisionedStep{300};
constexpr Seconds SnapStartLeast{3 * 3'600};

Wide billedMs(Nanoseconds duration)
{
    return std::max<Wide>(std::chrono::ceil<Milliseconds>(duration).count(), 0);
}

struct Calls
{
    Wide all = 0;         // as they are counted for the price of requests
    Wide provisioned = 0; // of the month's calls
    Wide warm = 0;
    Wide cold = 0;
};

Calls callsOf(const MonthPlan &plan)
{
    Calls calls;
    const Wide requests = std::max<std::int64_t>(plan.requests, 0);
    calls.all = requests * (plan.eventKilobytes > 0 ? requestsOfEvent(plan.eventKilobytes) : 1);
    if (plan.provisioned.environments > 0)
        calls.provisioned = std::clamp<Wide>(plan.provisioned.requests, 0, requests);
    const Wide others = requests - calls.provisioned;
    calls.cold = roundedQuotient(others * std::clamp(plan.coldPerMillion, 0, 1'000'000), Million);
    calls.warm = others - calls.cold;
    return calls;
}

Cost edgeCost(const MonthPlan &plan, const PriceTable &prices)
{
    const Wide requests = std::max<std::int64_t>(plan.requests, 0);
    const Priced duration =
        flat(requests * billedMs(plan.duration) * plan.memory.value, prices.edgePerGbSecond);
    return sumOf({requestLine(requests, 0, prices.edgePerMillionRequests),
                  {CostLine::Kind::Duration, duration.amount, duration.terms}});
}

// "100 × 1,536 MB / 1024 × 28,800 s × 30 days = 129,600,000 GB-s × $0.0000041667"
CostLine readyLine(const MonthPlan &plan, const PriceTable &prices)
{
    const MonthPlan::Provisioned &ready = plan.provisioned;
    const Seconds perDay =
        (ready.perDay + ProvisionedStep - Seconds{1}) / ProvisionedStep * ProvisionedStep;
    const Wide use = Wide{ready.environments} * plan.memory.value * perDay.count() * 1'000
                     * std::max(ready.days, 0);
    const Money price = prices.provisionedReady[static_cast<int>(plan.architecture)];
    const Priced priced = flat(use, price);
    return {CostLine::Kind::ProvisionedReady, priced.amount,
            QStringLiteral("%1 × %2 MB / 1024 × %3 s × %4 days = %5")
                .arg(grouped(ready.environments), grouped(plan.memory.value),
                     grouped(perDay.count()), grouped(ready.days), priced.terms)};
}

std::vector<CostLine> snapStartLines(const MonthPlan &plan, const PriceTable &prices)
{
    const Seconds kept = std::max(plan.snapStart.kept, SnapStartLeast);
    const Priced cache =
        flat(Wide{plan.memory.value} * kept.count() * 1'000, prices.snapStartCache);
    const Wide restored = Wide{plan.memory.value} * plan.snapStart.restores;
    return {{CostLine::Kind::SnapStartCache, cache.amount,
             QStringLiteral("%1 MB / 1024 × %2 s = %3")
                 .arg(grouped(plan.memory.value), grouped(kept.count()), cache.terms)},
            {CostLine::Kind::SnapStartRestore,
             Money::fromTicks(roundedQuotient(restored * prices.snapStartRestore.ticks(), 1'024)),
             QStringLiteral("%1 × %2 MB / 1024 × %3")
                 .arg(grouped(plan.snapStart.restores), grouped(plan.memory.value),
                      dollars(prices.snapStartRestore))}};
}

} // namespace

int requestsOfEvent(int kilobytes)
{
    constexpr int First = 256;
    constexpr int Step = 64;
    return 1 + std::max(0, (kilobytes - First + Step - 1) / Step);
}

std::optional<MeasuredPlan> planOf(const std::vector<InvocationRecord> &records, Megabytes memory)
{
    MonthPlan plan;
    Nanoseconds duration{0}, init{0};
    std::int64_t billed = 0, cold = 0, initMeasured = 0;
    const InvocationRecord *newest = nullptr;
    for (const InvocationRecord &record : records) {
        if (!isBilled(record) || record.memorySize != memory)
            continue;
        ++billed;
        duration += record.duration;
        cold += isCold(record.start) ? 1 : 0;
        if (record.initDuration) {
            init += *record.initDuration;
            ++initMeasured;
        }
        if (!newest || record.startedAtMs >= newest->startedAtMs)
            newest = &record;
    }
    if (!newest)
        return std::nullopt;
    plan.duration = duration / billed;
    if (initMeasured > 0)
        plan.init = init / initMeasured;
    plan.coldPerMillion = static_cast<int>(cold * 1'000'000 / billed);
    plan.memory = newest->memorySize;
    plan.ephemeralStorage = newest->ephemeralStorage;
    plan.architecture = newest->architecture;
    return MeasuredPlan{plan, static_cast<int>(billed)};
}

Cost planCost(const MonthPlan &plan, const PriceTable &prices, FreeTier freeTier)
{
    if (plan.edge)
        return edgeCost(plan, prices);
    const Calls calls = callsOf(plan);
    const Wide warmMs = billedMs(plan.duration);
    const Wide onDemandMs = calls.warm * warmMs + calls.cold * billedMs(plan.duration + plan.init);
    const Wide provisionedMs = calls.provisioned * warmMs;
    const int storage =
        std::max(plan.ephemeralStorage.value - limits::EphemeralStorageMin.value, 0);
    MonthlyUse use;
    use.requests = static_cast<std::int64_t>(calls.all);
    use.megabyteMilliseconds = onDemandMs * plan.memory.value;
    use.provisionedMegabyteMilliseconds = provisionedMs * plan.memory.value;
    use.ephemeralMegabyteMilliseconds = (onDemandMs + provisionedMs) * storage;
    use.architecture = plan.architecture;
    std::vector<CostLine> lines = monthlyCost(use, prices, freeTier).lines;
    if (plan.provisioned.environments > 0)
        lines.push_back(readyLine(plan, prices));
    if (plan.snapStart.kept > Seconds{0}) {
        for (CostLine &line : snapStartLines(plan, prices))
            lines.push_back(std::move(line));
    }
    return sumOf(std::move(lines));
}

double provisionedBreakEven(Architecture architecture, const PriceTable &prices)
{
    const auto index = static_cast<int>(architecture);
    const Money saved =
        prices.duration[index].front().perGbSecond - prices.provisionedDuration[index];
    return saved > Money() ? prices.provisionedReady[index].toDouble() / saved.toDouble() : 1.0;
}

} // namespace engine
