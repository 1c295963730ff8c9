// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/core/units.h"
#include "engine/pool/concurrencylimits.h"

namespace engine {

// Decides on counters alone which environment serves which request: reuse one, start one, wait for
// the machine, or throttle; and which environments are made ahead of requests. Pure: no clock but
// the times it is given, no processes; the pool does what it says. Requests and environments are
// numbers that the pool gives out.
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
        // Environments of each function in use that are kept booted but not initialised, so that
        // a cold start costs the function's own init and little else. Ours, 0 to 10.
        int standby = 0;
    };

    // What may share an environment. `key` is "revision\nrest": all that two requests must have in
    // common. Of one version, environments of another revision are retired: it has changed.
    struct Target
    {
        QString function;
        QString version; // "$LATEST" or a number
        QString key;

        bool operator==(const Target &) const = default;
        bool operator<(const Target &other) const;
    };

    struct Decision
    {
        enum class Kind {
            Reuse,     // give the request to this idle environment
            Start,     // start an environment (the id is new) for the request
            Wake,      // the request initialises this standby environment
            Wait,      // the machine boots enough already; a later decision names the request again
            Throttle,  // 429; `reason` as Lambda names it
            Retire,    // end this idle or standby environment
            Boot,      // start an environment of `target` (the id is new) and have it stand by
            Provision, // start one of `target` (the id is new) and initialise it
        };
        Kind kind;
        RequestId request = 0;
        EnvironmentId environment = 0;
        QString reason = {};
        Target target = {};

        bool operator==(const Decision &) const = default;
    };
    using Decisions = std::vector<Decision>;

    enum class Start {
        ReuseOrStart,
        Cold, // a new environment, not one that stood by
    };
    struct Request
    {
        RequestId id = 0;
        Target target;
        Start start = Start::ReuseOrStart;
        bool synchronous = true; // asynchronous ones have no limit by the second
        bool standby = true;     // false: no environment is to stand by for more of its kind
    };

    explicit Scheduler(Limits limits)
        : m_limits(limits)
        , m_concurrency(limits.accountConcurrency)
    {
    }

    [[nodiscard]] Decisions request(const Request &request, Nanoseconds now);
    // Its init is over, well or badly: one more may boot.
    [[nodiscard]] Decisions booted(EnvironmentId environment);
    // It was told to stand by, and does.
    [[nodiscard]] Decisions standsBy(EnvironmentId environment, Nanoseconds now);
    // The environment's request has ended (or its provisioning) and it can take another.
    [[nodiscard]] Decisions idle(EnvironmentId environment, Nanoseconds now);
    // The environment is no more; with its request, if it had one.
    [[nodiscard]] Decisions gone(EnvironmentId environment);
    // A request that waits was called off. False when it does not wait (any more).
    bool withdraw(RequestId request);
    // Idle, or standing by, for longer than the limit.
    [[nodiscard]] Decisions expire(Nanoseconds now);
    // When the next one expires; nothing while none is idle.
    [[nodiscard]] std::optional<Nanoseconds> nextExpiry() const;
    // Retires the idle ones of a function, the busy ones when their request ends. What stands by
    // has run nothing, and stays.
    [[nodiscard]] Decisions retire(const QString &function);

    // Reserved concurrency of every function that has one, invoked yet or not: it is taken from
    // what the others share.
    void setReserved(std::map<QString, int> byFunction)
    {
        m_concurrency.setReserved(std::move(byFunction));
    }
    // Keeps so many environments of a published version initialised; 0 ends that.
    [[nodiscard]] Decisions provision(const Target &target, int environments);
    [[nodiscard]] Decisions setStandby(int environments);

    struct Counts
    {
        int starting = 0;
        int busy = 0;
        int idle = 0;
        int standby = 0;     // booting for it included
        int provisioned = 0; // initialised ones, busy or not; they count as busy or idle as well

        bool operator==(const Counts &) const = default;
    };
    [[nodiscard]] std::map<QString, Counts> counts() const; // by function
    // Of one version, provisioned and initialised.
    [[nodiscard]] int provisioned(const QString &function, const QString &version) const;
    [[nodiscard]] int waiting() const { return static_cast<int>(m_waiting.size()); }
    [[nodiscard]] int concurrency() const { return m_concurrency.onDemand() + m_busyProvisioned; }

private:
    enum class State {
        Starting, // for a request, or to be provisioned
        Busy,
        Idle,
        Booting, // to stand by
        Standby,
    };
    struct Environment
    {
        Target target;
        State state;
        bool provisioned = false;
        bool hasRequest = false;
        bool counted = false; // its request has a place among the on-demand ones
        bool doomed = false;  // to be retired when its request ends
        Nanoseconds idleSince{0};
    };
    struct Provision
    {
        Target target;
        int wanted = 0;
    };
    using VersionKey = std::pair<QString, QString>; // function, version

    using Idle = std::map<Target, std::vector<EnvironmentId>>;

    [[nodiscard]] EnvironmentId add(const Target &target, State state);
    [[nodiscard]] static std::optional<EnvironmentId> takeIdle(Idle &idle, const Target &target);
    [[nodiscard]] Decision assign(Decision::Kind kind, RequestId request, EnvironmentId environment,
                                  State state);
    [[nodiscard]] std::optional<EnvironmentId> standbyOf(const Target &target) const;
    [[nodiscard]] bool mayBoot() const { return m_booting < m_limits.startGate; }
    // False when the request has to wait.
    [[nodiscard]] bool startOrWake(Decisions &decisions, const Request &request);
    // All that there is room for, in the order of urgency: requests, what is to be provisioned.
    void startMore(Decisions &decisions);
    void refillStandby(Decisions &decisions);
    // Ends it now, or, while it has a request, when that has ended.
    void retireOne(Decisions &decisions, EnvironmentId environment);
    void retireChanged(Decisions &decisions, const Request &request);
    void endRequest(Environment &environment);
    void forget(EnvironmentId environment);
    [[nodiscard]] std::vector<EnvironmentId> provisionedOf(const VersionKey &version) const;

    Limits m_limits;
    ConcurrencyLimits m_concurrency;
    std::map<EnvironmentId, Environment> m_environments;
    // The one that fell idle last at the back: it is reused first, so that the others
    // expire when the load falls, as on the service. Provisioned ones stand in a list of their own.
    Idle m_idle;
    Idle m_idleProvisioned;
    std::map<VersionKey, Provision> m_provisions;
    std::map<VersionKey, Target> m_lastUsed; // what standby environments are made for
    std::deque<Request> m_waiting;           // each has its place among the on-demand ones
    EnvironmentId m_nextEnvironment = 1;
    int m_booting = 0;
    int m_busyProvisioned = 0;
};

} // namespace engine
