// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pool/scheduler.h"

#include <algorithm>
#include <tuple>

namespace engine {
namespace {

QString revisionOf(const Scheduler::Target &target)
{
    return target.key.section(u'\n', 0, 0);
}

template <typename Container, typename Value>
void eraseOne(Container &container, const Value &value)
{
    const auto it = std::find(container.begin(), container.end(), value);
    if (it != container.end())
        container.erase(it);
}

} // namespace

bool Scheduler::Target::operator<(const Target &other) const
{
    return std::tie(function, version, key) < std::tie(other.function, other.version, other.key);
}

Scheduler::Decisions Scheduler::request(const Request &request, Nanoseconds now)
{
    using Kind = Decision::Kind;
    const Target &target = request.target;
    Decisions decisions;
    retireChanged(decisions, request);
    if (request.standby)
        m_lastUsed[{target.function, target.version}] = target;

    const bool reuses = request.start == Start::ReuseOrStart;
    const auto throttle = [&](const QString &reason) {
        decisions.push_back({.kind = Kind::Throttle, .request = request.id, .reason = reason});
        return decisions;
    };
    const auto waitingRoom = m_idleProvisioned.find(target);
    const bool provisioned =
        reuses && waitingRoom != m_idleProvisioned.end() && !waitingRoom->second.empty();
    if (!provisioned) {
        if (const auto reason = m_concurrency.take(target.function))
            return throttle(*reason);
    }
    if (request.synchronous) {
        if (const auto reason = m_concurrency.admit(target.function, now)) {
            if (!provisioned)
                m_concurrency.release(target.function);
            return throttle(*reason);
        }
    }
    if (provisioned) {
        decisions.push_back(
            assign(Kind::Reuse, request.id, *takeIdle(m_idleProvisioned, target), State::Busy));
        return decisions;
    }
    if (reuses) {
        if (const auto idle = takeIdle(m_idle, target)) {
            decisions.push_back(assign(Kind::Reuse, request.id, *idle, State::Busy));
            return decisions;
        }
    }
    if (!m_concurrency.grow(target.function, now)) {
        m_concurrency.release(target.function);
        // The service names no reason of its own for this limit.
        return throttle(QStringLiteral("ConcurrentInvocationLimitExceeded"));
    }
    if (!startOrWake(decisions, request)) {
        m_waiting.push_back(request);
        decisions.push_back({.kind = Kind::Wait, .request = request.id});
    }
    return decisions;
}

Scheduler::Decisions Scheduler::booted(EnvironmentId environment)
{
    Decisions decisions;
    const auto it = m_environments.find(environment);
    if (it != m_environments.end() && it->second.state == State::Starting) {
        it->second.state = State::Busy;
        --m_booting;
        startMore(decisions);
    }
    return decisions;
}

Scheduler::Decisions Scheduler::standsBy(EnvironmentId environment, Nanoseconds now)
{
    Decisions decisions;
    const auto it = m_environments.find(environment);
    if (it == m_environments.end() || it->second.state != State::Booting)
        return decisions; // a request took it while it booted
    it->second.state = State::Standby;
    it->second.idleSince = now;
    --m_booting;
    startMore(decisions);
    refillStandby(decisions);
    return decisions;
}

Scheduler::Decisions Scheduler::idle(EnvironmentId environment, Nanoseconds now)
{
    Decisions decisions = booted(environment);
    Environment &entry = m_environments.at(environment);
    endRequest(entry);
    if (entry.doomed) {
        retireOne(decisions, environment);
        refillStandby(decisions);
        return decisions;
    }
    // A request that waits for the machine takes it instead of an environment of its own.
    const auto waiting =
        std::find_if(m_waiting.begin(), m_waiting.end(), [&entry](const Request &w) {
            return w.target == entry.target && w.start == Start::ReuseOrStart;
        });
    if (waiting != m_waiting.end()) {
        if (entry.provisioned)
            m_concurrency.release(entry.target.function);
        decisions.push_back(assign(Decision::Kind::Reuse, waiting->id, environment, State::Busy));
        m_waiting.erase(waiting);
        return decisions;
    }
    entry.state = State::Idle;
    entry.idleSince = now;
    (entry.provisioned ? m_idleProvisioned : m_idle)[entry.target].push_back(environment);
    refillStandby(decisions);
    return decisions;
}

Scheduler::Decisions Scheduler::gone(EnvironmentId environment)
{
    Decisions decisions;
    const auto it = m_environments.find(environment);
    if (it == m_environments.end())
        return decisions;
    endRequest(it->second);
    // One that could not even boot would not do so the next time either; a request tries again.
    if (it->second.state == State::Booting)
        m_lastUsed.erase({it->second.target.function, it->second.target.version});
    forget(environment);
    startMore(decisions);
    refillStandby(decisions);
    return decisions;
}

bool Scheduler::withdraw(RequestId request)
{
    const auto it = std::find_if(m_waiting.begin(), m_waiting.end(),
                                 [request](const Request &w) { return w.id == request; });
    if (it == m_waiting.end())
        return false;
    m_concurrency.release(it->target.function);
    m_waiting.erase(it);
    return true;
}

Scheduler::Decisions Scheduler::expire(Nanoseconds now)
{
    Decisions decisions;
    for (auto it = m_environments.begin(); it != m_environments.end();) {
        const auto &[id, environment] = *it++; // retiring takes it out
        const bool idle = environment.state == State::Idle && !environment.provisioned;
        const bool standby = environment.state == State::Standby;
        if ((!idle && !standby) || environment.idleSince + m_limits.idleLimit > now)
            continue;
        if (standby) // the function is out of use until its next request
            m_lastUsed.erase({environment.target.function, environment.target.version});
        retireOne(decisions, id);
    }
    return decisions;
}

std::optional<Nanoseconds> Scheduler::nextExpiry() const
{
    std::optional<Nanoseconds> next;
    for (const auto &[id, environment] : m_environments) {
        if ((environment.state != State::Idle || environment.provisioned)
            && environment.state != State::Standby)
            continue;
        const Nanoseconds at = environment.idleSince + m_limits.idleLimit;
        next = next ? std::min(*next, at) : at;
    }
    return next;
}

Scheduler::Decisions Scheduler::retire(const QString &function)
{
    Decisions decisions;
    for (auto it = m_environments.begin(); it != m_environments.end();) {
        const auto &[id, environment] = *it++;
        if (environment.target.function == function && environment.state != State::Standby
            && environment.state != State::Booting)
            retireOne(decisions, id);
    }
    startMore(decisions);
    return decisions;
}

Scheduler::Decisions Scheduler::provision(const Target &target, int environments)
{
    Decisions decisions;
    const VersionKey version{target.function, target.version};
    if (environments == 0)
        m_provisions.erase(version);
    else
        m_provisions[version] = {target, environments};
    int ofFunction = 0;
    for (const auto &[key, provision] : m_provisions)
        ofFunction += key.first == target.function ? provision.wanted : 0;
    m_concurrency.setProvisioned(target.function, ofFunction);

    std::vector<EnvironmentId> existing = provisionedOf(version);
    std::erase_if(existing, [this](EnvironmentId id) { return m_environments.at(id).doomed; });
    // Those without a request first.
    std::stable_partition(existing.begin(), existing.end(),
                          [this](EnvironmentId id) { return !m_environments.at(id).hasRequest; });
    const int surplus = static_cast<int>(existing.size()) - environments;
    for (int i = 0; i < surplus; ++i)
        retireOne(decisions, existing[std::size_t(i)]);
    startMore(decisions);
    return decisions;
}

Scheduler::Decisions Scheduler::setStandby(int environments)
{
    m_limits.standby = environments;
    Decisions decisions;
    std::map<Target, int> kept;
    for (auto it = m_environments.begin(); it != m_environments.end();) {
        const auto &[id, environment] = *it++;
        const bool standby =
            environment.state == State::Standby || environment.state == State::Booting;
        if (standby && ++kept[environment.target] > environments)
            retireOne(decisions, id);
    }
    refillStandby(decisions);
    return decisions;
}

std::map<QString, Scheduler::Counts> Scheduler::counts() const
{
    std::map<QString, Counts> counts;
    for (const auto &[id, environment] : m_environments) {
        Counts &of = counts[environment.target.function];
        switch (environment.state) {
        case State::Starting:
            ++of.starting;
            break;
        case State::Busy:
            ++of.busy;
            break;
        case State::Idle:
            ++of.idle;
            break;
        case State::Booting:
        case State::Standby:
            ++of.standby;
            break;
        }
        if (environment.provisioned && environment.state != State::Starting)
            ++of.provisioned;
    }
    return counts;
}

int Scheduler::provisioned(const QString &function, const QString &version) const
{
    const auto all = provisionedOf({function, version});
    return static_cast<int>(std::count_if(all.begin(), all.end(), [this](EnvironmentId id) {
        return m_environments.at(id).state != State::Starting;
    }));
}

Scheduler::EnvironmentId Scheduler::add(const Target &target, State state)
{
    const EnvironmentId environment = m_nextEnvironment++;
    m_environments.emplace(environment, Environment{.target = target, .state = state});
    ++m_booting;
    return environment;
}

std::optional<Scheduler::EnvironmentId> Scheduler::takeIdle(Idle &idle, const Target &target)
{
    const auto it = idle.find(target);
    if (it == idle.end())
        return std::nullopt;
    const EnvironmentId environment = it->second.back();
    it->second.pop_back();
    if (it->second.empty())
        idle.erase(it);
    return environment;
}

Scheduler::Decision Scheduler::assign(Decision::Kind kind, RequestId request,
                                      EnvironmentId environment, State state)
{
    Environment &entry = m_environments.at(environment);
    entry.state = state;
    entry.hasRequest = true;
    if (entry.provisioned)
        ++m_busyProvisioned;
    return {.kind = kind, .request = request, .environment = environment};
}

std::optional<Scheduler::EnvironmentId> Scheduler::standbyOf(const Target &target) const
{
    std::optional<EnvironmentId> booting;
    for (const auto &[id, environment] : m_environments) {
        if (environment.target != target)
            continue;
        if (environment.state == State::Standby)
            return id;
        if (environment.state == State::Booting && !booting)
            booting = id;
    }
    return booting;
}

bool Scheduler::startOrWake(Decisions &decisions, const Request &request)
{
    using Kind = Decision::Kind;
    const auto standby = request.start == Start::ReuseOrStart && m_limits.standby > 0
                             ? standbyOf(request.target)
                             : std::nullopt;
    if (standby && m_environments.at(*standby).state == State::Booting) {
        decisions.push_back(assign(Kind::Wake, request.id, *standby, State::Starting));
        return true;
    }
    if (!mayBoot())
        return false;
    if (standby) {
        ++m_booting;
        decisions.push_back(assign(Kind::Wake, request.id, *standby, State::Starting));
        return true;
    }
    const EnvironmentId environment = add(request.target, State::Starting);
    decisions.push_back(assign(Kind::Start, request.id, environment, State::Starting));
    return true;
}

void Scheduler::startMore(Decisions &decisions)
{
    while (!m_waiting.empty()) {
        const Request next = m_waiting.front();
        if (!startOrWake(decisions, next))
            return;
        m_waiting.pop_front();
    }
    for (const auto &[version, provision] : m_provisions) {
        const std::vector<EnvironmentId> existing = provisionedOf(version);
        const auto kept = std::count_if(existing.begin(), existing.end(), [this](EnvironmentId id) {
            return !m_environments.at(id).doomed;
        });
        for (auto have = static_cast<int>(kept); have < provision.wanted && mayBoot(); ++have) {
            const EnvironmentId environment = add(provision.target, State::Starting);
            m_environments.at(environment).provisioned = true;
            decisions.push_back({.kind = Decision::Kind::Provision,
                                 .environment = environment,
                                 .target = provision.target});
        }
    }
}

// One at a time, and only while nothing else boots: what stands by must not slow down what is
// waited for.
void Scheduler::refillStandby(Decisions &decisions)
{
    if (m_limits.standby == 0 || m_booting > 0 || !m_waiting.empty())
        return;
    std::map<Target, int> have;
    for (const auto &[id, environment] : m_environments) {
        if (environment.state == State::Standby)
            ++have[environment.target];
    }
    for (const auto &[version, target] : m_lastUsed) {
        if (have[target] >= m_limits.standby)
            continue;
        const EnvironmentId environment = add(target, State::Booting);
        decisions.push_back(
            {.kind = Decision::Kind::Boot, .environment = environment, .target = target});
        return;
    }
}

void Scheduler::retireOne(Decisions &decisions, EnvironmentId environment)
{
    Environment &entry = m_environments.at(environment);
    if (entry.hasRequest) {
        entry.doomed = true;
        return;
    }
    decisions.push_back({.kind = Decision::Kind::Retire, .environment = environment});
    forget(environment);
}

void Scheduler::retireChanged(Decisions &decisions, const Request &request)
{
    const Target &keep = request.target;
    const QString revision = revisionOf(keep);
    for (auto it = m_environments.begin(); it != m_environments.end();) {
        const auto &[id, environment] = *it++;
        const Target &target = environment.target;
        if (target.function != keep.function || target.version != keep.version)
            continue;
        const bool standby =
            request.standby
            && (environment.state == State::Standby || environment.state == State::Booting);
        if (target.key != keep.key && (standby || revisionOf(target) != revision))
            retireOne(decisions, id);
    }
}

void Scheduler::endRequest(Environment &environment)
{
    if (!environment.hasRequest)
        return;
    environment.hasRequest = false;
    if (environment.provisioned)
        --m_busyProvisioned;
    else
        m_concurrency.release(environment.target.function);
}

void Scheduler::forget(EnvironmentId environment)
{
    const auto it = m_environments.find(environment);
    switch (it->second.state) {
    case State::Starting:
    case State::Booting:
        --m_booting;
        break;
    case State::Idle: {
        Idle &idle = it->second.provisioned ? m_idleProvisioned : m_idle;
        const auto list = idle.find(it->second.target);
        eraseOne(list->second, environment);
        if (list->second.empty())
            idle.erase(list);
        break;
    }
    case State::Busy:
    case State::Standby:
        break;
    }
    m_environments.erase(it);
}

std::vector<Scheduler::EnvironmentId> Scheduler::provisionedOf(const VersionKey &version) const
{
    std::vector<EnvironmentId> all;
    for (const auto &[id, environment] : m_environments) {
        if (environment.provisioned && environment.target.function == version.first
            && environment.target.version == version.second)
            all.push_back(id);
    }
    return all;
}

} // namespace engine
