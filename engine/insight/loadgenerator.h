// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <map>
#include <optional>

#include "engine/core/reactor.h"
#include "engine/insight/arrivals.h"
#include "engine/insight/invokedoor.h"
#include "engine/insight/loadresult.h"

namespace engine {

// Sends the requests of an arrival plan, on the reactor's clock and thread. Waits for no answer
// before the next one is due, unless the plan is closed.
class LoadGenerator : public QObject
{
    Q_OBJECT

public:
    // What records name as who asked; cancelling it at the engine ends what is under way.
    static const QString Trigger;

    struct Plan
    {
        InvokeRequest request; // each of them; its trigger is set here
        ArrivalPlan arrivals;  // valid
        // Of a replay, one for each offset; empty: all have the request's.
        std::vector<QByteArray> payloads = {};
        // No more are sent once this share of answers, 0 to 1, and at least LeastAnswers of them
        // are in, are errors; more than 1: never.
        double errorShare = 2;
    };
    static constexpr int LeastAnswers = 20;
    // Of a closed plan: whoever was throttled tries again after the first of these, and each time
    // that it is throttled again after twice as long. At once would be thousands of throttles a
    // second, which no client sends and which would be all of the history.
    static constexpr Nanoseconds ShortestPause{std::chrono::milliseconds(1)};
    static constexpr Nanoseconds LongestPause{std::chrono::milliseconds(100)};
    // Times are kept of each request, some 70 bytes: no more of them in one run.
    static constexpr std::int64_t MostRequests = 2'000'000;

    // The reactor must outlive this.
    LoadGenerator(InvokeDoor invoke, Reactor &reactor, Plan plan, QObject *parent = nullptr,
                  std::int64_t most = MostRequests);

    void start(); // once
    // Sends no more; what is under way is waited for. Until it finished, it ends as cancelled, for
    // what is under way may be called off too.
    void cancel();
    [[nodiscard]] LoadResult result() const;

signals:
    void progressed(const engine::LoadResult &soFar); // a few times a second; counts only
    void finished(const engine::LoadResult &result);  // the last one
    // The first request that could not be run (no such function, no sandbox). When none can be,
    // finished() follows.
    void failed(const engine::Error &error);

private:
    void sendDue();
    // `throttles`: of the one in whose place it is, in a row.
    void send(Nanoseconds intended, int throttles = 0);
    void fillUp();
    bool sendAnother(int throttles); // of a closed plan; false: no more
    void rest(int throttles);
    void armRest();
    void onOutcome(const Result<InvokeOutcome> &outcome, Nanoseconds sentAt, Nanoseconds lateness,
                   int throttles);
    void stop(LoadResult::End why);
    void endIfDone();
    void tell();
    [[nodiscard]] Nanoseconds sinceStart() const;
    [[nodiscard]] LoadResult completed(LoadResult result) const;

    const InvokeDoor m_invoke;
    Reactor &m_reactor;
    const Plan m_plan;
    std::optional<ArrivalSchedule> m_schedule; // of an open plan
    std::optional<Nanoseconds> m_next;         // from the start
    LoadStatistics m_statistics;
    Nanoseconds m_startedAt{0};
    qint64 m_startedAtMs = 0;
    Nanoseconds m_toldAt{0};
    Nanoseconds m_lastAnswer{0}; // from the start
    std::int64_t m_sent = 0;
    const std::int64_t m_most;
    std::multimap<Nanoseconds, int> m_resting; // of a closed plan: until when, throttles in a row
    bool m_stopped = false;                    // sends no more
    bool m_over = false;
    bool m_failed = false;
    LoadResult::End m_end = LoadResult::End::Complete;
    Watch m_timer;
    Watch m_deadline; // of a closed plan
    Watch m_rest;
};

} // namespace engine
