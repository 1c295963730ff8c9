// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pricing/azure.h"

#include <algorithm>

#include "engine/pricing/formula.h"

namespace engine {
namespace {

using namespace formula;

Wide billedMs(const AzurePlan &plan, Nanoseconds duration)
{
    const Wide ms = std::max<Wide>(std::chrono::ceil<Milliseconds>(duration).count(), 0);
    const Wide least = std::max<Wide>(ms, plan.minimumMs);
    return (least + plan.roundingMs - 1) / plan.roundingMs * plan.roundingMs;
}

// "2,000,000 × 1,000 ms / 1000 × 512 MB / 1024 = 1,000,000 GB-s"
QString reckoning(Wide requests, Wide ms, Megabytes memory, Wide use)
{
    const DecimalText sum = gbSeconds(use);
    return QStringLiteral("%1 × %2 ms / 1000 × %3 MB / 1024%4%5 GB-s")
        .arg(grouped(requests), grouped(ms), grouped(memory.value), equalsSign(sum), sum.text);
}

} // namespace

Megabytes azureMemory(const AzurePlan &plan, Megabytes needed)
{
    if (plan.observedStepMb > 0) {
        const int steps =
            (std::max(needed.value, 1) + plan.observedStepMb - 1) / plan.observedStepMb;
        return {std::min(steps * plan.observedStepMb, plan.mostMb)};
    }
    const auto size = std::lower_bound(plan.sizesMb.begin(), plan.sizesMb.end(), needed.value);
    return {size == plan.sizesMb.end() ? plan.sizesMb.back() : *size};
}

std::vector<AzureMisfit> misfits(const AzurePlan &plan, const FunctionConfig &config,
                                 const MonthPlan &month, bool answersHttp)
{
    using Kind = AzureMisfit::Kind;
    std::vector<AzureMisfit> found;
    if (config.memory.value > plan.mostMb)
        found.push_back({Kind::Memory, true, plan.mostMb});
    if (plan.mostTimeoutMinutes > 0
        && config.timeout > std::chrono::minutes(plan.mostTimeoutMinutes))
        found.push_back({Kind::Timeout, true, plan.mostTimeoutMinutes});
    if (answersHttp && config.timeout > Seconds(plan.httpSeconds))
        found.push_back({Kind::HttpTimeout, false, plan.httpSeconds});
    const auto runtime = RuntimeId::parse(config.runtime);
    const auto offers = [&](Language language) {
        return std::find(plan.languages.begin(), plan.languages.end(), language)
               != plan.languages.end();
    };
    if (runtime && !offers(runtime->language))
        found.push_back({Kind::Language, !offers(Language::Provided)});
    else if (runtime && runtime->language == Language::Provided)
        found.push_back({Kind::Language, false});
    if ((month.provisioned.environments > 0 || config.provisionedConcurrency > 0)
        && !plan.alwaysReady)
        found.push_back({Kind::Concurrency, false});
    if (config.architecture == Architecture::Arm64)
        found.push_back({Kind::Processor, false});
    if (!config.layers.isEmpty())
        found.push_back({Kind::Layers, false});
    return found;
}

Cost azureCost(const AzurePlan &plan, const MonthPlan &month, std::optional<Megabytes> used,
               FreeTier freeTier)
{
    const Megabytes memory =
        azureMemory(plan, plan.observedStepMb > 0 && used ? *used : month.memory);
    const Wide requests = std::max<std::int64_t>(month.requests, 0);
    const Wide ms = billedMs(plan, month.duration);
    const bool ready = plan.alwaysReady && month.provisioned.environments > 0;
    const bool free = freeTier == FreeTier::Apply && !ready;
    const Wide onReady =
        ready ? std::clamp<Wide>(month.provisioned.requests, 0, requests) : Wide{0};
    const Wide others = requests - onReady;

    std::vector<CostLine> lines;
    lines.push_back(
        requestLine(requests, free ? plan.freeExecutions : 0, plan.perMillionExecutions));
    CostLine duration{CostLine::Kind::Duration, {}, {}};
    if (others > 0 || onReady == 0) {
        const Wide use = others * ms * memory.value;
        const Wide charged = std::max<Wide>(use - (free ? plan.freeGbSeconds * PerGbSecond : 0), 0);
        const Priced priced = flat(charged, plan.perGbSecond);
        duration.amount = priced.amount;
        duration.formula =
            reckoning(others, ms, memory, use)
            + (free ? QStringLiteral("; − %1 free: ").arg(grouped(plan.freeGbSeconds))
                    : QStringLiteral("; "))
            + priced.terms;
    }
    if (onReady > 0) {
        const Wide use = onReady * ms * memory.value;
        const Priced priced = flat(use, plan.alwaysReady->perGbSecond);
        duration.amount += priced.amount;
        if (!duration.formula.isEmpty())
            duration.formula += QStringLiteral(" + ");
        duration.formula +=
            reckoning(onReady, ms, memory, use) + QStringLiteral("; ") + priced.terms;
    }
    lines.push_back(duration);
    if (ready) {
        const MonthPlan::Provisioned &kept = month.provisioned;
        const Priced baseline = flat(Wide{kept.environments} * memory.value * kept.perDay.count()
                                         * 1'000 * std::max(kept.days, 0),
                                     plan.alwaysReady->baselinePerGbSecond);
        lines.push_back(
            {CostLine::Kind::ProvisionedReady, baseline.amount,
             QStringLiteral("%1 × %2 MB / 1024 × %3 s × %4 days = %5")
                 .arg(grouped(kept.environments), grouped(memory.value),
                      grouped(kept.perDay.count()), grouped(kept.days), baseline.terms)});
    }
    return sumOf(std::move(lines));
}

} // namespace engine
