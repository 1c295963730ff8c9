// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/insight/tuner.h"

#include <utility>

#include "engine/core/deliver.h"
#include "engine/model/limits.h"

namespace engine {
namespace {

constexpr int FailuresThatSuffice = 3;

} // namespace

const QString Tuner::Trigger = QStringLiteral("tune");

Tuner::Tuner(InvokeDoor invoke, TuningPlan plan, int machineCpus, QObject *parent)
    : QObject(parent)
    , m_invoke(std::move(invoke))
    , m_tuning(std::move(plan))
    , m_machineCpus(machineCpus)
{
}

int Tuner::plannedCalls() const
{
    return static_cast<int>(m_tuning.plan().sizes.size()) * (m_tuning.plan().repetitions + 1);
}

TuningResult Tuner::result() const
{
    TuningResult result = m_tuning.result();
    result.fullMachine = {m_machineCpus * limits::MemoryOfOneCpu};
    return result;
}

void Tuner::start()
{
    m_running = true;
    next();
}

void Tuner::cancel()
{
    m_cancelled = true;
}

void Tuner::next()
{
    const TuningPlan &plan = m_tuning.plan();
    if (m_cancelled)
        return end(result());
    if (m_size == plan.sizes.size()) {
        m_tuning.setComplete();
        return end(result());
    }
    InvokeRequest request;
    request.functionName = plan.functionName;
    request.payload = plan.payload;
    request.trigger = Trigger;
    request.memory = plan.sizes[m_size];
    request.start = m_call == 0 ? InvokeRequest::Start::Cold : InvokeRequest::Start::ReuseOrStart;
    deliver(m_invoke(request), this,
            [this](const Result<InvokeOutcome> &outcome) { onOutcome(outcome); });
}

void Tuner::onOutcome(const Result<InvokeOutcome> &outcome)
{
    if (!outcome)
        return end(outcome.error());
    m_tuning.add(outcome->record);
    m_failuresInARow = outcome->record.failed() ? m_failuresInARow + 1 : 0;
    const TuningPlan &plan = m_tuning.plan();
    const Megabytes memory = plan.sizes[m_size];
    ++m_call;
    if (m_call > plan.repetitions || m_failuresInARow == FailuresThatSuffice) {
        ++m_size;
        m_call = m_failuresInARow = 0;
    }
    emit progressed(static_cast<int>(m_size) * (plan.repetitions + 1) + m_call, plannedCalls(),
                    memory);
    next();
}

void Tuner::end(const Result<TuningResult> &result)
{
    if (std::exchange(m_running, false))
        emit finished(result);
}

} // namespace engine
