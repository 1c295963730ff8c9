// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/insight/loadresult.h"

#include <algorithm>

#include "engine/insight/milliseconds.h"

namespace engine {
namespace {

std::int64_t countOf(const std::map<QString, std::int64_t> &counts, const QString &name)
{
    const auto it = counts.find(name);
    return it == counts.end() ? 0 : it->second;
}

} // namespace

std::int64_t LoadResult::succeeded() const
{
    return countOf(outcomes, outcomeName(Outcome::Success));
}

std::int64_t LoadResult::throttled() const
{
    return countOf(outcomes, outcomeName(Outcome::Throttled));
}

double LoadResult::throughput() const
{
    return elapsed <= Nanoseconds{0} ? 0 : static_cast<double>(succeeded()) / inSeconds(elapsed);
}

QString endName(LoadResult::End end)
{
    switch (end) {
    case LoadResult::End::Complete:
        return QStringLiteral("complete");
    case LoadResult::End::TooManyErrors:
        return QStringLiteral("errors");
    case LoadResult::End::Cancelled:
        return QStringLiteral("cancelled");
    case LoadResult::End::TooMany:
        return QStringLiteral("tooMany");
    }
    return {};
}

void LoadStatistics::sent(Nanoseconds lateness)
{
    ++m_result.sent;
    m_lateness.push_back(lateness);
    if (lateness > LoadResult::LateBy)
        ++m_result.late;
}

void LoadStatistics::add(const InvocationRecord &record, Nanoseconds sentAt, Nanoseconds lateness)
{
    ++m_result.done;
    m_result.functionName = record.functionName;
    m_result.memory = record.memorySize;
    ++m_result.outcomes[outcomeName(record.outcome)];
    ++m_result.starts[startKindName(record.start)];
    if (record.failed() && !record.errorType.isEmpty()) {
        auto &types = m_result.errorTypes;
        const bool counts =
            types.size() < LoadResult::MostErrorTypes || types.contains(record.errorType);
        ++types[counts ? record.errorType : QStringLiteral("other")];
    }
    // What was turned away, or called off, took no time that says anything.
    if (record.start == StartKind::None || record.outcome == Outcome::Cancelled)
        return;
    m_service.push_back(record.wall);
    m_response.push_back(record.wall + lateness);
    if (isCold(record.start))
        m_cold.push_back(record.wall);
    m_changes.emplace_back(sentAt, 1);
    m_changes.emplace_back(sentAt + record.wall, -1);
}

void LoadStatistics::failed(const Error &error)
{
    Q_UNUSED(error);
    ++m_result.done;
    ++m_result.outcomes[outcomeName(Outcome::Failed)];
    ++m_result.starts[startKindName(StartKind::None)];
}

double LoadStatistics::errorShare() const
{
    return m_result.done == 0
               ? 0
               : static_cast<double>(m_result.failed()) / static_cast<double>(m_result.done);
}

LoadResult LoadStatistics::result() const
{
    LoadResult result = m_result;
    result.service = distributionOf(m_service);
    result.response = distributionOf(m_response);
    result.cold = distributionOf(m_cold);
    result.lateness = distributionOf(m_lateness);
    auto changes = m_changes;
    std::sort(changes.begin(), changes.end()); // what ends goes before what begins then
    int running = 0;
    for (const auto &[at, change] : changes) {
        running += change;
        result.peakConcurrency = std::max(result.peakConcurrency, running);
    }
    return result;
}

std::vector<LoadComparison> compareRuns(const LoadResult &before, const LoadResult &after)
{
    std::vector<LoadComparison> rows;
    const auto add = [&rows](const char *what, std::optional<double> first,
                             std::optional<double> second) {
        rows.push_back({QString::fromLatin1(what), first, second});
    };
    const auto count = [](std::int64_t number) { return static_cast<double>(number); };
    add("requests", count(before.done), count(after.done));
    add("succeeded", count(before.succeeded()), count(after.succeeded()));
    add("errors", count(before.failed() - before.throttled()),
        count(after.failed() - after.throttled()));
    add("throttles", count(before.throttled()), count(after.throttled()));
    add("throughput per s", before.throughput(), after.throughput());
    add("peak concurrency", before.peakConcurrency, after.peakConcurrency);
    const auto times = [&](const char *of, const Distribution &first, const Distribution &second) {
        const auto row = [&](const char *which, Nanoseconds Distribution::*time) {
            const auto value = [time](const Distribution &values) {
                return values.count > 0 ? std::optional(inMilliseconds(values.*time))
                                        : std::nullopt;
            };
            add((QByteArray(of) + ' ' + which + " ms").constData(), value(first), value(second));
        };
        row("p50", &Distribution::p50);
        row("p95", &Distribution::p95);
        row("p99", &Distribution::p99);
        row("max", &Distribution::max);
    };
    times("response", before.response, after.response);
    times("service", before.service, after.service);
    return rows;
}

} // namespace engine
