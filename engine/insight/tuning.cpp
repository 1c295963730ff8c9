// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/insight/tuning.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

#include "engine/model/limits.h"

namespace engine {
namespace {

Money durationCost(const InvocationRecord &record, const PriceTable &prices)
{
    for (const CostLine &line : costOf(record, prices).lines) {
        if (line.kind == CostLine::Kind::Duration)
            return line.amount;
    }
    return {};
}

// One good warm call of this size.
Money costOfCall(Megabytes memory, double billedMs, Architecture architecture,
                 const PriceTable &prices)
{
    InvocationRecord record;
    record.start = StartKind::Warm;
    record.memorySize = memory;
    record.architecture = architecture;
    record.billed = Milliseconds{static_cast<std::int64_t>(std::ceil(billedMs))};
    return durationCost(record, prices);
}

template <typename Better>
std::optional<std::size_t> best(const std::vector<TuningRow> &rows, Better better)
{
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].isCandidate() && (!found || better(rows[i], rows[*found])))
            found = i;
    }
    return found;
}

} // namespace

const std::vector<Megabytes> &tuningPresets()
{
    static const std::vector<Megabytes> presets{
        {128}, {256}, {512}, {1024}, {1536}, {limits::MemoryOfOneCpu}, {3008}};
    return presets;
}

std::optional<std::vector<Megabytes>> parseSizes(const QString &text)
{
    std::vector<Megabytes> sizes;
    for (const QString &part : text.split(u',')) {
        bool isNumber = false;
        const Megabytes size{part.trimmed().toInt(&isNumber)};
        if (!isNumber || size < limits::MemoryMin || size > limits::MemoryMax)
            return std::nullopt;
        sizes.push_back(size);
    }
    std::sort(sizes.begin(), sizes.end());
    sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
    if (sizes.size() > MaxTuningSizes)
        return std::nullopt;
    return sizes;
}

double vcpusOf(Megabytes memory)
{
    return static_cast<double>(memory.value) / limits::MemoryOfOneCpu;
}

Tuning::Tuning(TuningPlan plan, const PriceTable &prices)
    : m_plan(std::move(plan))
    , m_prices(prices)
{
    for (const Megabytes size : m_plan.sizes)
        m_calls[size].row.memory = size;
}

void Tuning::add(const InvocationRecord &record)
{
    const auto it = m_calls.find(record.memorySize);
    // What was called off says nothing of the function.
    if (it == m_calls.end() || record.outcome == Outcome::Cancelled)
        return;
    Calls &calls = it->second;
    m_architecture = record.architecture;
    ++calls.row.calls;
    calls.row.spent += durationCost(record, m_prices);
    if (const auto used = record.maxMemoryUsed())
        calls.row.memoryUsed = std::max(calls.row.memoryUsed.value_or(*used), *used);
    if (record.failed()) {
        ++calls.row.errors;
        ++calls.row.errorKinds[outcomeName(record.outcome)];
        calls.row.lastError = record.errorType.isEmpty() ? record.errorMessage : record.errorType;
    } else if (isCold(record.start)) {
        calls.cold.push_back(record.duration + record.initDuration.value_or(Nanoseconds{0}));
    } else {
        calls.warm.push_back(record.duration);
        calls.warmBilled.push_back(static_cast<double>(record.billed.count()));
    }
}

TuningResult Tuning::result() const
{
    TuningResult result;
    result.functionName = m_plan.functionName;
    result.architecture = m_architecture;
    result.weight = m_plan.weight;
    result.complete = m_complete;
    for (const auto &[size, calls] : m_calls) {
        TuningRow row = calls.row;
        if (row.calls == 0)
            continue; // cancelled before it
        row.duration = distributionOf(calls.warm);
        row.cold = distributionOf(calls.cold);
        std::vector<double> times;
        for (const Nanoseconds time : calls.warm)
            times.push_back(static_cast<double>(time.count()));
        std::sort(times.begin(), times.end());
        row.mean = Nanoseconds{std::llround(trimmedMean(times, m_plan.discard))};
        std::vector<double> billed = calls.warmBilled;
        std::sort(billed.begin(), billed.end());
        row.meanBilledMs = trimmedMean(billed, m_plan.discard);
        if (row.duration.count > 0) {
            for (const Architecture architecture : {Architecture::X86_64, Architecture::Arm64})
                row.cost[static_cast<int>(architecture)] =
                    costOfCall(size, row.meanBilledMs, architecture, m_prices);
        }
        result.rows.push_back(std::move(row));
    }
    choose(result);
    return result;
}

void choose(TuningResult &result)
{
    const auto architecture = static_cast<int>(result.architecture);
    const auto cost = [architecture](const TuningRow &row) { return row.cost[architecture]; };
    result.cheapest = best(result.rows, [&](const TuningRow &a, const TuningRow &b) {
        return cost(a) != cost(b) ? cost(a) < cost(b) : a.mean < b.mean;
    });
    result.fastest = best(result.rows, [&](const TuningRow &a, const TuningRow &b) {
        return a.mean != b.mean ? a.mean < b.mean : cost(a) < cost(b);
    });
    Money dearest;
    Nanoseconds longest{0};
    for (const TuningRow &row : result.rows) {
        if (!row.isCandidate())
            continue;
        dearest = std::max(dearest, cost(row));
        longest = std::max(longest, row.mean);
    }
    const double weight = std::clamp(result.weight, 0.0, 1.0);
    const auto score = [&](const TuningRow &row) {
        const double share = dearest == Money() ? 0 : cost(row).toDouble() / dearest.toDouble();
        const double time = longest.count() == 0 ? 0
                                                 : static_cast<double>(row.mean.count())
                                                       / static_cast<double>(longest.count());
        return weight * share + (1 - weight) * time;
    };
    result.balanced = best(
        result.rows, [&](const TuningRow &a, const TuningRow &b) { return score(a) < score(b); });
}

} // namespace engine
