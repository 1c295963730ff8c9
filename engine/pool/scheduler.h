// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/core/units.h"

namespace engine {

// Decides on counters alone which environment serves which request: reuse one, start one, wait for
// the machine, or throttle. Pure: no clock but the times it is given, no processes; the pool does
// what it says. Requests and environments are numbers that the pool gives out.
class Scheduler
{
public:
    using RequestId = std::uint64_t;
    using EnvironmentId = std::uint64_t;

    struct Limits
    {
        int accountConcurrency = 1'000; // requests at once (AWS: concurrent executions)
        int startGate = 4;              // environments that may boot at once on this machine
        Nanoseconds idleLimit{std::chrono::minutes(10)}; // AWS names no figure; this is ours
    };

    struct Decision
    {
        enum class Kind {
            Reuse,    // give the request to this idle environment
            Start,    // start an environment (the id is new) for the request
            Wait,     // the machine boots enough already; a later decision names the request again
            Throttle, // 429; `reason` as Lambda names it
            Retire,   // end this idle environment
        };
        Kind kind;
        RequestId request = 0;
        EnvironmentId environment = 0;
        QString reason = {};

        bool operator==(const Decision &) const = default;
    };
    using Decisions = std::vector<Decision>;

    enum class Start { ReuseOrStart, Cold };

    explicit Scheduler(Limits limits)
        : m_limits(limits)
    {
    }

    // `key` names what may share an environment: function, revision, variables. Idle environments
    // of `group` (the function) with another revision are retired: code or settings have changed.
    [[nodiscard]] Decisions request(RequestId request, const QString &group, const QString &key,
                                    Start start);
    // Its init is over, well or badly: one more may boot.
    [[nodiscard]] Decisions booted(EnvironmentId environment);
    // The environment's request has ended and it can take another.
    [[nodiscard]] Decisions idle(EnvironmentId environment, Nanoseconds now);
    // The environment is no more; with its request, if it had one.
    [[nodiscard]] Decisions gone(EnvironmentId environment);
    // A request that waits was called off. False when it does not wait (any more).
    bool withdraw(RequestId request);
    // Idle for longer than the limit.
    [[nodiscard]] Decisions expire(Nanoseconds now);
    // When the next one expires; nothing while none is idle.
    [[nodiscard]] std::optional<Nanoseconds> nextExpiry() const;
    // Retires the idle ones of a function, the busy ones when their request ends.
    [[nodiscard]] Decisions retire(const QString &group);

    struct Counts
    {
        int starting = 0;
        int busy = 0;
        int idle = 0;
    };
    [[nodiscard]] std::map<QString, Counts> counts() const; // by group
    [[nodiscard]] int waiting() const { return static_cast<int>(m_waiting.size()); }
    [[nodiscard]] int concurrency() const { return m_concurrency; }

private:
    enum class State { Starting, Busy, Idle };
    struct Environment
    {
        QString group;
        QString key;
        State state;
        bool doomed = false; // to be retired when its request ends
        Nanoseconds idleSince{0};
    };
    struct Waiting
    {
        RequestId request;
        QString group;
        QString key;
        Start start;
    };

    Decision start(RequestId request, const QString &group, const QString &key);
    void startWaiting(Decisions &decisions);
    void retireOthers(Decisions &decisions, const QString &group, const QString *keepRevision);

    Limits m_limits;
    std::map<EnvironmentId, Environment> m_environments;
    // By key, the one that fell idle last at the back: it is reused first, so that the others
    // expire when the load falls, as on the service.
    std::map<QString, std::vector<EnvironmentId>> m_idle;
    std::deque<Waiting> m_waiting;
    EnvironmentId m_nextEnvironment = 1;
    int m_concurrency = 0;
    int m_booting = 0;
};

} // namespace engine
