// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/insight/loadgenerator.h"

#include <algorithm>
#include <utility>

#include "engine/core/deliver.h"

namespace engine {
namespace {

constexpr Nanoseconds TellEvery{std::chrono::milliseconds(200)};
// Requests in a row before the event loop has its turn: answers arrive on the same thread.
constexpr int AtATime = 32;

// A sandbox may fail to start under load; all else fails each request alike.
bool mayPass(const Error &error)
{
    return error.code == Error::Code::SandboxFailed || error.code == Error::Code::Internal;
}

} // namespace

const QString LoadGenerator::Trigger = QStringLiteral("load");

LoadGenerator::LoadGenerator(InvokeDoor invoke, Reactor &reactor, Plan plan, QObject *parent,
                             std::int64_t most)
    : QObject(parent)
    , m_invoke(std::move(invoke))
    , m_reactor(reactor)
    , m_plan([&plan] {
        plan.request.trigger = Trigger;
        return std::move(plan);
    }())
    , m_most(most)
{
}

Nanoseconds LoadGenerator::sinceStart() const
{
    return m_reactor.clock().now() - m_startedAt;
}

void LoadGenerator::start()
{
    m_startedAt = m_reactor.clock().now();
    m_startedAtMs = m_reactor.clock().wallMs();
    if (!m_plan.arrivals.isClosed()) {
        m_schedule.emplace(m_plan.arrivals);
        m_next = m_schedule->next();
        return sendDue();
    }
    if (m_plan.arrivals.duration > Nanoseconds{0})
        m_deadline =
            m_reactor.after(m_plan.arrivals.duration, [this] { stop(LoadResult::End::Complete); });
    fillUp();
}

// All that should have been sent by now: late ones too, for each has its answer's time to tell.
void LoadGenerator::sendDue()
{
    for (int i = 0;
         i < AtATime && m_sent < m_most && !m_stopped && m_next && *m_next <= sinceStart(); ++i) {
        send(*m_next);
        m_next = m_schedule->next();
    }
    if (m_stopped)
        return;
    if (!m_next)
        return stop(LoadResult::End::Complete);
    if (m_sent >= m_most)
        return stop(LoadResult::End::TooMany);
    m_timer = m_reactor.at(m_startedAt + std::max(*m_next, sinceStart()), [this] { sendDue(); });
}

void LoadGenerator::fillUp()
{
    const auto resting = [this] { return static_cast<std::int64_t>(m_resting.size()); };
    while (m_statistics.underWay() + resting() < m_plan.arrivals.concurrency) {
        if (!sendAnother(0))
            return;
    }
}

bool LoadGenerator::sendAnother(int throttles)
{
    if (m_stopped)
        return false;
    if (m_plan.arrivals.count > 0 && m_sent >= m_plan.arrivals.count)
        stop(LoadResult::End::Complete);
    else if (m_sent >= m_most)
        stop(LoadResult::End::TooMany);
    else
        send(sinceStart(), throttles);
    return !m_stopped;
}

void LoadGenerator::rest(int throttles)
{
    constexpr int MostDoublings = 10;
    const Nanoseconds pause =
        std::min(LongestPause, ShortestPause * (1 << std::min(throttles - 1, MostDoublings)));
    m_resting.emplace(sinceStart() + pause, throttles);
    armRest();
}

void LoadGenerator::armRest()
{
    if (m_resting.empty())
        return;
    m_rest = m_reactor.at(m_startedAt + m_resting.begin()->first, [this] {
        m_rest.reset();
        while (!m_resting.empty() && m_resting.begin()->first <= sinceStart()) {
            const int throttles = m_resting.begin()->second;
            m_resting.erase(m_resting.begin());
            if (!sendAnother(throttles))
                return;
        }
        armRest();
    });
}

void LoadGenerator::send(Nanoseconds intended, int throttles)
{
    const Nanoseconds sentAt = sinceStart();
    const Nanoseconds lateness = std::max(Nanoseconds{0}, sentAt - intended);
    InvokeRequest request = m_plan.request;
    if (static_cast<std::size_t>(m_sent) < m_plan.payloads.size())
        request.payload = m_plan.payloads[static_cast<std::size_t>(m_sent)];
    ++m_sent;
    m_statistics.sent(lateness);
    deliver(m_invoke(request), this,
            [this, sentAt, lateness, throttles](const Result<InvokeOutcome> &outcome) {
                onOutcome(outcome, sentAt, lateness, throttles);
            });
}

void LoadGenerator::onOutcome(const Result<InvokeOutcome> &outcome, Nanoseconds sentAt,
                              Nanoseconds lateness, int throttles)
{
    m_lastAnswer = sinceStart();
    if (outcome) {
        m_statistics.add(outcome->record, sentAt, lateness);
    } else {
        m_statistics.failed(outcome.error());
        if (!std::exchange(m_failed, true))
            emit failed(outcome.error());
        if (!mayPass(outcome.error()))
            stop(LoadResult::End::TooManyErrors);
    }
    if (m_statistics.done() >= LeastAnswers && m_statistics.errorShare() >= m_plan.errorShare)
        stop(LoadResult::End::TooManyErrors);
    if (!m_stopped && m_plan.arrivals.isClosed()) {
        if (outcome && outcome->record.outcome == Outcome::Throttled)
            rest(throttles + 1);
        fillUp();
    }
    tell();
    endIfDone();
}

void LoadGenerator::stop(LoadResult::End why)
{
    if (std::exchange(m_stopped, true))
        return;
    m_end = why;
    m_timer.reset();
    m_deadline.reset();
    m_rest.reset();
    // Not from within: a plan may be over before start() returns.
    QMetaObject::invokeMethod(this, &LoadGenerator::endIfDone, Qt::QueuedConnection);
}

void LoadGenerator::cancel()
{
    stop(LoadResult::End::Cancelled);
    if (!m_over)
        m_end = LoadResult::End::Cancelled;
}

void LoadGenerator::endIfDone()
{
    if (!m_stopped || m_statistics.underWay() > 0 || std::exchange(m_over, true))
        return;
    emit finished(result());
}

void LoadGenerator::tell()
{
    if (sinceStart() - m_toldAt < TellEvery)
        return;
    m_toldAt = sinceStart();
    emit progressed(completed(m_statistics.counts()));
}

LoadResult LoadGenerator::result() const
{
    return completed(m_statistics.result());
}

LoadResult LoadGenerator::completed(LoadResult result) const
{
    if (result.functionName.isEmpty())
        result.functionName = m_plan.request.functionName;
    result.plan = m_plan.arrivals.describe();
    result.startedAtMs = m_startedAtMs;
    result.elapsed = m_over ? m_lastAnswer : sinceStart();
    result.end = m_end;
    return result;
}

} // namespace engine
