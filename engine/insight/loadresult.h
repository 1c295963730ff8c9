// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "engine/insight/distribution.h"
#include "engine/telemetry/invocationrecord.h"

namespace engine {

// What came of a load run.
struct LoadResult
{
    QString name; // empty: was not kept
    QString functionName;
    QString plan; // ArrivalPlan::describe()
    qint64 startedAtMs = 0;
    Nanoseconds elapsed{0}; // from the first moment to the last answer
    enum class End { Complete, TooManyErrors, Cancelled, TooMany };
    End end = End::Complete;

    std::int64_t sent = 0;
    std::int64_t done = 0;                      // of them, answered, however
    std::map<QString, std::int64_t> outcomes;   // of `done`, by outcomeName()
    std::map<QString, std::int64_t> starts;     // of `done`, by startKindName()
    std::map<QString, std::int64_t> errorTypes; // of those that failed; see MostErrorTypes

    // Of requests that ran, well or badly. Service: from when it was sent to its answer. Response:
    // from when it was meant to be sent, so that what a slow answer or a late generator holds up is
    // in it (no coordinated omission). The same where the plan is closed.
    Distribution service;
    Distribution response;
    Distribution cold;       // service, of those that started an environment
    int peakConcurrency = 0; // of those that ran, at once; waiting for this machine included
    Megabytes memory{0};     // the function's

    // How late requests were sent. Where many were, this computer or the generator was the
    // bottleneck, and what was measured says little of the function.
    Distribution lateness;
    std::int64_t late = 0; // by more than LateBy

    static constexpr Nanoseconds LateBy{std::chrono::milliseconds(10)};
    // Functions make them up: what comes after so many different ones counts as "other".
    static constexpr std::size_t MostErrorTypes = 100;
    [[nodiscard]] std::int64_t succeeded() const;
    [[nodiscard]] std::int64_t throttled() const;
    [[nodiscard]] std::int64_t failed() const { return done - succeeded(); } // throttles included
    [[nodiscard]] double throughput() const; // answers a second that went well
    // More than one in a hundred was sent late.
    [[nodiscard]] bool wasGeneratorLate() const { return late * 100 > sent; }
};

// "complete", "errors", "cancelled", "tooMany"
[[nodiscard]] QString endName(LoadResult::End end);

// Takes a run's records, in any order.
class LoadStatistics
{
public:
    // `lateness`: by how much it was sent too late.
    void sent(Nanoseconds lateness);
    // `sentAt`: from the start of the run.
    void add(const InvocationRecord &record, Nanoseconds sentAt, Nanoseconds lateness);
    // It could not be run at all.
    void failed(const Error &error);

    [[nodiscard]] std::int64_t underWay() const { return m_result.sent - m_result.done; }
    [[nodiscard]] std::int64_t done() const { return m_result.done; }
    // Of those that are done, 0 to 1; throttles are errors.
    [[nodiscard]] double errorShare() const;
    [[nodiscard]] const LoadResult &counts() const { return m_result; } // and nothing else
    [[nodiscard]] LoadResult result() const;

private:
    LoadResult m_result;
    std::vector<Nanoseconds> m_service, m_response, m_cold, m_lateness;
    std::vector<std::pair<Nanoseconds, int>> m_changes; // of concurrency
};

// One object, durations in milliseconds; what `lwb load --json` prints and stored runs hold.
[[nodiscard]] QByteArray loadResultJson(const LoadResult &result);
// Fails with BadSyntax. What is not in it stays as it is in a new one.
[[nodiscard]] Result<LoadResult> loadResultFrom(const QByteArray &json);

// Two runs side by side.
struct LoadComparison
{
    QString what;                 // "response p95 ms"; not translated
    std::optional<double> before; // nothing: no request has such a time
    std::optional<double> after;

    bool operator==(const LoadComparison &) const = default;
};
[[nodiscard]] std::vector<LoadComparison> compareRuns(const LoadResult &before,
                                                      const LoadResult &after);

} // namespace engine

Q_DECLARE_METATYPE(engine::LoadResult)
