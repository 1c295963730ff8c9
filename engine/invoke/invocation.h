// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/core/reactor.h"
#include "engine/invoke/invokerequest.h"
#include "engine/core/logbuffer.h"
#include "engine/model/function.h"
#include "engine/pool/environmentpool.h"
#include "engine/telemetry/platformlog.h"

namespace engine {

// One invocation from its request to its record: keeps the function's deadline, gathers the log,
// and says in Lambda's words how it ended. Made and owned by the Invoker.
class Invocation final : public PoolClient
{
public:
    struct Events
    {
        std::function<void(Invocation &, Result<InvokeOutcome>)> finished;  // once, the last call
        std::function<void(const Invocation &, const QByteArray &)> logged; // whole lines
        std::function<void(const StreamPiece &)> streamed; // with a streaming caller
    };

    // `record` has what is known from the request: ids, function, payload, start time.
    Invocation(Reactor &reactor, EnvironmentPool &pool, Function function, InvocationRecord record,
               Nanoseconds requestedAt, Events events);

    void submit(EnvironmentPool::Job job);
    // It can't be run, and never was submitted.
    void refused(const Error &error) override;
    // Ends it with outcome Cancelled; finished() is called before this returns.
    void cancel();
    // Nothing when no response is being streamed.
    void holdStream(StreamFlow flow);

    [[nodiscard]] const InvocationRecord &record() const { return m_record; }

private:
    void throttled(const QString &reason) override;
    void assigned(const Environment &environment, StartKind start) override;
    void logged(const QByteArray &text) override;
    void invokeBegan() override;
    void streamArrived(QByteArrayView bytes, Nanoseconds at) override;
    void answered(const RuntimeAnswer &answer) override;
    void ending(const EnvironmentEnd &end) override;
    void ended(const EnvironmentEnd &end) override;

    void takeAnswer(InvokeOutcome &outcome, const RuntimeAnswer &answer);
    void takeStream(InvokeOutcome &outcome);
    void passOn(StreamPiece::Kind kind, const QByteArray &bytes, Nanoseconds at);
    void takeExit(InvokeOutcome &outcome, const RuntimeExit &exit);
    void fillTimes(const EnvironmentEnd &end);
    void fail(InvokeOutcome &outcome, Outcome how, const QString &errorType, const QString &text);
    void writeEnd(const EnvironmentEnd &end);
    void takeExtensionFailure(InvokeOutcome &outcome, const EnvironmentEnd &end);
    void writeRuntimeDone(const EnvironmentTimes &at);
    [[nodiscard]] platformevents::Tracing tracing() const;
    void finish(InvokeOutcome outcome);
    void passOnLog(bool whole);

    Reactor &m_reactor;
    EnvironmentPool &m_pool;
    const Function m_function;
    const PlatformLog m_platformLog;
    InvocationRecord m_record;
    const Nanoseconds m_requestedAt;
    Nanoseconds m_submittedAt{0};
    Nanoseconds m_assignedAt{0};
    const Events m_events;
    Scheduler::RequestId m_poolRequest = 0;
    const Environment *m_environment = nullptr; // while it has the request
    Watch m_deadline;
    LogBuffer m_log;
    QByteArray m_unsent; // log not passed on yet: an unfinished line
    qint64 m_passedOn = 0;
    qint64 m_leftOut = 0; // of the live log
    bool m_begun = false; // START is written
    CallerMode m_caller = CallerMode::Buffered;
    Nanoseconds m_beganAt{0};
    QByteArray m_streamed; // the first bytes of what a streaming caller got
    std::optional<RuntimeAnswer> m_answer;
    std::optional<InvokeOutcome> m_outcome; // once it is certain
};

} // namespace engine
