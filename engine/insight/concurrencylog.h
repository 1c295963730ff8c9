// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <deque>
#include <map>
#include <set>
#include <vector>

#include "engine/pool/environmentactivity.h"

namespace engine {

// Who ran when: one lane for each environment with a block for each thing that it did, the requests
// that were turned away, and how many ran at once. Fed with what an engine tells; pure, bounded in
// memory: past the limits the older half is forgotten.
class ConcurrencyLog
{
public:
    using State = EnvironmentActivity::Kind; // up to Standby; the others are no blocks
    struct Limits
    {
        std::size_t blocks = 50'000; // of all lanes together
        std::size_t throttles = 10'000;
        std::size_t steps = 100'000; // of one function, and of all together
    };
    static constexpr Nanoseconds Open{Nanoseconds::max()}; // the end of what has not ended

    struct Block
    {
        State state = State::Booting;
        Nanoseconds begin{0};
        Nanoseconds end = Open;
        QString requestId = {}; // of who waits for it (Booting, Init) or is served; may be empty

        bool operator==(const Block &) const = default;
    };
    struct Lane
    {
        std::uint64_t environment = 0;
        QString environmentId;
        QString function;
        QString version;
        bool provisioned = false;
        Nanoseconds begin{0};
        Nanoseconds end = Open;
        std::deque<Block> blocks; // in order of time, without gaps as far as it is remembered
        int served = 0;           // requests
    };
    struct Throttle
    {
        Nanoseconds at{0};
        QString function;
        QString requestId;
        QString reason;
    };
    // From this moment on so many requests were accepted and not over: what Lambda calls
    // concurrency. Those that wait for this machine to start an environment are among them.
    struct Step
    {
        Nanoseconds at{0};
        int running = 0;

        bool operator==(const Step &) const = default;
    };

    ConcurrencyLog() = default;
    explicit ConcurrencyLog(Limits limits)
        : m_limits(limits)
    {
    }

    void add(const EnvironmentActivities &events);
    void clear();

    // In the order in which they were made.
    [[nodiscard]] const std::map<std::uint64_t, Lane> &lanes() const { return m_lanes; }
    [[nodiscard]] const std::deque<Throttle> &throttles() const { return m_throttles; }
    // Of one function; with an empty name, of all. In order of time.
    [[nodiscard]] const std::deque<Step> &steps(const QString &function = {}) const;
    [[nodiscard]] int peak(const QString &function = {}) const; // of what is remembered
    // That something was heard of since it was cleared.
    [[nodiscard]] const std::set<QString> &functions() const { return m_functions; }
    [[nodiscard]] bool isEmpty() const
    {
        return m_lanes.empty() && m_throttles.empty() && m_waiting.empty();
    }
    [[nodiscard]] Nanoseconds begin() const { return m_begin; } // of what is remembered
    [[nodiscard]] Nanoseconds end() const { return m_end; }     // the last thing that happened
    // wallMs of a moment, as far as the clocks go alike.
    [[nodiscard]] qint64 wallMsAt(Nanoseconds at) const;
    // Something goes on now: a block is open that is neither idle nor standby.
    [[nodiscard]] bool isActive() const;
    [[nodiscard]] std::size_t blockCount() const { return m_blocks; }

private:
    void takeEnvironment(const EnvironmentActivity &event);
    void takeRequest(const EnvironmentActivity &event);
    void count(const QString &function, Nanoseconds at, int change);
    void forgetOlder();

    Limits m_limits;
    std::map<std::uint64_t, Lane> m_lanes;
    std::deque<Throttle> m_throttles;
    std::map<QString, std::deque<Step>> m_steps; // by function; "": all
    std::set<QString> m_waiting; // requests that are counted and have no environment yet
    std::set<QString> m_functions;
    std::size_t m_blocks = 0;
    Nanoseconds m_begin{0};
    Nanoseconds m_end{0};
    qint64 m_endWallMs = 0;
};

} // namespace engine
