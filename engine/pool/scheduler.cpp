// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pool/scheduler.h"

#include <algorithm>

namespace engine {
namespace {

// A key is "revision\nrest"; see EnvironmentPool.
QString revisionOf(const QString &key)
{
    return key.section(u'\n', 0, 0);
}

template <typename Container, typename Value>
void eraseOne(Container &container, const Value &value)
{
    const auto it = std::find(container.begin(), container.end(), value);
    if (it != container.end())
        container.erase(it);
}

} // namespace

Scheduler::Decisions Scheduler::request(RequestId request, const QString &group, const QString &key,
                                        Start start)
{
    Decisions decisions;
    const QString revision = revisionOf(key);
    retireOthers(decisions, group, &revision);
    if (m_concurrency >= m_limits.accountConcurrency) {
        decisions.push_back({Decision::Kind::Throttle, request, 0,
                             QStringLiteral("ConcurrentInvocationLimitExceeded")});
        return decisions;
    }
    ++m_concurrency;
    std::vector<EnvironmentId> &idle = m_idle[key];
    if (start == Start::ReuseOrStart && !idle.empty()) {
        const EnvironmentId environment = idle.back();
        idle.pop_back();
        m_environments[environment].state = State::Busy;
        decisions.push_back({Decision::Kind::Reuse, request, environment});
    } else if (m_booting < m_limits.startGate) {
        decisions.push_back(this->start(request, group, key));
    } else {
        m_waiting.push_back({request, group, key, start});
        decisions.push_back({Decision::Kind::Wait, request});
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
        startWaiting(decisions);
    }
    return decisions;
}

Scheduler::Decisions Scheduler::idle(EnvironmentId environment, Nanoseconds now)
{
    Decisions decisions = booted(environment);
    Environment &entry = m_environments.at(environment);
    --m_concurrency;
    if (entry.doomed) {
        decisions.push_back({Decision::Kind::Retire, 0, environment});
        m_environments.erase(environment);
        return decisions;
    }
    // A request that waits for the machine takes it instead of an environment of its own.
    const auto waiting =
        std::find_if(m_waiting.begin(), m_waiting.end(), [&entry](const Waiting &w) {
            return w.key == entry.key && w.start == Start::ReuseOrStart;
        });
    if (waiting != m_waiting.end()) {
        decisions.push_back({Decision::Kind::Reuse, waiting->request, environment});
        m_waiting.erase(waiting);
        return decisions;
    }
    entry.state = State::Idle;
    entry.idleSince = now;
    m_idle[entry.key].push_back(environment);
    return decisions;
}

Scheduler::Decisions Scheduler::gone(EnvironmentId environment)
{
    Decisions decisions;
    const auto it = m_environments.find(environment);
    if (it == m_environments.end())
        return decisions;
    switch (it->second.state) {
    case State::Starting:
        --m_booting;
        --m_concurrency;
        break;
    case State::Busy:
        --m_concurrency;
        break;
    case State::Idle:
        eraseOne(m_idle[it->second.key], environment);
        break;
    }
    m_environments.erase(it);
    startWaiting(decisions);
    return decisions;
}

bool Scheduler::withdraw(RequestId request)
{
    const auto it = std::find_if(m_waiting.begin(), m_waiting.end(),
                                 [request](const Waiting &w) { return w.request == request; });
    if (it == m_waiting.end())
        return false;
    m_waiting.erase(it);
    --m_concurrency;
    return true;
}

Scheduler::Decisions Scheduler::expire(Nanoseconds now)
{
    Decisions decisions;
    for (auto &[key, idle] : m_idle) {
        // The front has been idle longest.
        while (!idle.empty()
               && m_environments.at(idle.front()).idleSince + m_limits.idleLimit <= now) {
            decisions.push_back({Decision::Kind::Retire, 0, idle.front()});
            m_environments.erase(idle.front());
            idle.erase(idle.begin());
        }
    }
    return decisions;
}

std::optional<Nanoseconds> Scheduler::nextExpiry() const
{
    std::optional<Nanoseconds> next;
    for (const auto &[key, idle] : m_idle) {
        if (idle.empty())
            continue;
        const Nanoseconds at = m_environments.at(idle.front()).idleSince + m_limits.idleLimit;
        next = next ? std::min(*next, at) : at;
    }
    return next;
}

Scheduler::Decisions Scheduler::retire(const QString &group)
{
    Decisions decisions;
    retireOthers(decisions, group, nullptr);
    return decisions;
}

std::map<QString, Scheduler::Counts> Scheduler::counts() const
{
    std::map<QString, Counts> counts;
    for (const auto &[id, environment] : m_environments) {
        Counts &of = counts[environment.group];
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
        }
    }
    return counts;
}

Scheduler::Decision Scheduler::start(RequestId request, const QString &group, const QString &key)
{
    const EnvironmentId environment = m_nextEnvironment++;
    m_environments.emplace(environment, Environment{group, key, State::Starting});
    ++m_booting;
    return {Decision::Kind::Start, request, environment};
}

void Scheduler::startWaiting(Decisions &decisions)
{
    while (!m_waiting.empty() && m_booting < m_limits.startGate) {
        const Waiting next = m_waiting.front();
        m_waiting.pop_front();
        decisions.push_back(start(next.request, next.group, next.key));
    }
}

void Scheduler::retireOthers(Decisions &decisions, const QString &group,
                             const QString *keepRevision)
{
    for (auto it = m_environments.begin(); it != m_environments.end();) {
        auto &[id, environment] = *it;
        if (environment.group != group
            || (keepRevision && revisionOf(environment.key) == *keepRevision)) {
            ++it;
        } else if (environment.state == State::Idle) {
            decisions.push_back({Decision::Kind::Retire, 0, id});
            eraseOne(m_idle[environment.key], id);
            it = m_environments.erase(it);
        } else {
            environment.doomed = true;
            ++it;
        }
    }
}

} // namespace engine
