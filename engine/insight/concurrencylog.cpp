// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/insight/concurrencylog.h"

#include <algorithm>

namespace engine {
namespace {

bool isWork(EnvironmentActivity::Kind state)
{
    using Kind = EnvironmentActivity::Kind;
    return state == Kind::Booting || state == Kind::Init || state == Kind::Busy;
}

} // namespace

void ConcurrencyLog::add(const EnvironmentActivities &events)
{
    for (const EnvironmentActivity &event : events) {
        if (isEmpty())
            m_begin = event.at;
        m_end = std::max(m_end, event.at);
        m_endWallMs = event.wallMs;
        if (event.kind != State::Retired)
            m_functions.insert(event.function);
        if (event.environment == 0)
            takeRequest(event);
        else
            takeEnvironment(event);
    }
    forgetOlder();
}

void ConcurrencyLog::takeRequest(const EnvironmentActivity &event)
{
    if (event.kind == State::Throttled)
        m_throttles.push_back({event.at, event.function, event.requestId, event.reason});
    else if (event.kind == State::Waiting && m_waiting.insert(event.requestId).second)
        count(event.function, event.at, 1);
    else if (event.kind == State::Withdrawn && m_waiting.erase(event.requestId) > 0)
        count(event.function, event.at, -1);
}

void ConcurrencyLog::takeEnvironment(const EnvironmentActivity &event)
{
    auto it = m_lanes.find(event.environment);
    if (it != m_lanes.end() && it->second.environmentId != event.environmentId) {
        clear(); // another engine, which counts from 1 again
        m_begin = m_end = event.at;
        m_endWallMs = event.wallMs;
        m_functions.insert(event.function);
        it = m_lanes.end();
    }
    if (it == m_lanes.end()) {
        if (event.kind == State::Retired)
            return; // of before this log
        it = m_lanes.emplace(event.environment, Lane{}).first;
        it->second.environment = event.environment;
        it->second.environmentId = event.environmentId;
        it->second.function = event.function;
        it->second.version = event.version;
        it->second.provisioned = event.provisioned;
        it->second.begin = event.at;
    }
    Lane &lane = it->second;
    Block *last = lane.blocks.empty() ? nullptr : &lane.blocks.back();
    const QString before = last ? last->requestId : QString();
    QString request = event.requestId;
    if (request.isEmpty() && (event.kind == State::Init || event.kind == State::Busy))
        request = before;
    if (last && last->state == event.kind && last->requestId == request)
        return;
    if (last) {
        last->end = event.at;
        if (last->begin == last->end) {
            lane.blocks.pop_back();
            --m_blocks;
        }
    }
    if (event.kind == State::Retired) {
        lane.end = event.at;
        request.clear();
    } else {
        lane.blocks.push_back({event.kind, event.at, Open, request});
        ++m_blocks;
    }
    if (request != before) {
        if (!request.isEmpty())
            ++lane.served;
        const bool isNew = !request.isEmpty() && m_waiting.erase(request) == 0;
        const int change = int(isNew) - int(!before.isEmpty());
        if (change != 0)
            count(lane.function, event.at, change);
    }
}

void ConcurrencyLog::count(const QString &function, Nanoseconds at, int change)
{
    for (const QString &name : {QString(), function}) {
        std::deque<Step> &steps = m_steps[name];
        const int running = std::max(0, (steps.empty() ? 0 : steps.back().running) + change);
        if (!steps.empty() && steps.back().at == at)
            steps.back().running = running;
        else
            steps.push_back({at, running});
    }
}

// Half of it at once, so that the work is spread over as many events.
void ConcurrencyLog::forgetOlder()
{
    while (m_throttles.size() > m_limits.throttles)
        m_throttles.pop_front();
    for (auto &[name, steps] : m_steps) {
        while (steps.size() > m_limits.steps)
            steps.pop_front();
    }
    if (m_blocks <= m_limits.blocks)
        return;
    std::vector<Nanoseconds> ends;
    for (const auto &[id, lane] : m_lanes) {
        for (const Block &block : lane.blocks)
            ends.push_back(block.end);
    }
    const auto middle = ends.begin() + static_cast<std::ptrdiff_t>(ends.size() / 2);
    std::nth_element(ends.begin(), middle, ends.end());
    const Nanoseconds cut = *middle;
    if (cut == Open)
        return; // all of it goes on
    for (auto it = m_lanes.begin(); it != m_lanes.end();) {
        Lane &lane = it->second;
        while (!lane.blocks.empty() && lane.blocks.front().end <= cut) {
            lane.blocks.pop_front();
            --m_blocks;
        }
        it = lane.blocks.empty() ? m_lanes.erase(it) : std::next(it);
    }
    while (!m_throttles.empty() && m_throttles.front().at < cut)
        m_throttles.pop_front();
    for (auto &[name, steps] : m_steps) {
        while (steps.size() > 1 && steps[1].at <= cut)
            steps.pop_front();
    }
    m_begin = cut;
}

void ConcurrencyLog::clear()
{
    *this = ConcurrencyLog(m_limits);
}

const std::deque<ConcurrencyLog::Step> &ConcurrencyLog::steps(const QString &function) const
{
    static const std::deque<Step> none;
    const auto it = m_steps.find(function);
    return it == m_steps.end() ? none : it->second;
}

int ConcurrencyLog::peak(const QString &function) const
{
    int most = 0;
    for (const Step &step : steps(function))
        most = std::max(most, step.running);
    return most;
}

qint64 ConcurrencyLog::wallMsAt(Nanoseconds at) const
{
    return m_endWallMs + std::chrono::duration_cast<Milliseconds>(at - m_end).count();
}

bool ConcurrencyLog::isActive() const
{
    return !m_waiting.empty() || std::any_of(m_lanes.begin(), m_lanes.end(), [](const auto &entry) {
        const Lane &lane = entry.second;
        return lane.end == Open && !lane.blocks.empty() && isWork(lane.blocks.back().state);
    });
}

} // namespace engine
