// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/invoke/invocation.h"

#include <cstring>
#include <utility>

#include "engine/core/json.h"
#include "engine/core/messages.h"
#include "engine/model/limits.h"
#include "engine/runtimes/awssdk.h"

namespace engine {
namespace {

// Live log text beyond this is not passed on, but for its last lines; the record has more of it.
constexpr qint64 LiveLogBytes = 1024 * 1024;
constexpr qsizetype LiveTailBytes = 8 * 1024;

// The names that the service's runtime supervisor gives to signals (Go's syscall.Signal).
QString signalName(int number)
{
    switch (number) {
    case 1:
        return QStringLiteral("hangup");
    case 2:
        return QStringLiteral("interrupt");
    case 3:
        return QStringLiteral("quit");
    case 4:
        return QStringLiteral("illegal instruction");
    case 5:
        return QStringLiteral("trace/breakpoint trap");
    case 6:
        return QStringLiteral("aborted");
    case 7:
        return QStringLiteral("bus error");
    case 8:
        return QStringLiteral("floating point exception");
    case 9:
        return QStringLiteral("killed");
    case 10:
        return QStringLiteral("user defined signal 1");
    case 11:
        return QStringLiteral("segmentation fault");
    case 12:
        return QStringLiteral("user defined signal 2");
    case 13:
        return QStringLiteral("broken pipe");
    case 14:
        return QStringLiteral("alarm clock");
    case 15:
        return QStringLiteral("terminated");
    default:
        return QStringLiteral("signal %1").arg(number);
    }
}

QByteArray errorObject(const QString &type, const QString &message)
{
    return "{\"errorType\":" + jsonString(type) + ",\"errorMessage\":" + jsonString(message) + '}';
}

// "errorMessage" of an error object, for lists; empty when there is none.
QString messageIn(const QByteArray &payload)
{
    return jsonTextMember(payload, "errorMessage").section(u'\n', 0, 0);
}

Nanoseconds between(Nanoseconds from, Nanoseconds to)
{
    return from > Nanoseconds{0} && to > from ? to - from : Nanoseconds{0};
}

Milliseconds roundedUp(Nanoseconds duration)
{
    return std::chrono::ceil<Milliseconds>(duration);
}

} // namespace

Invocation::Invocation(Reactor &reactor, EnvironmentPool &pool, Function function,
                       InvocationRecord record, Nanoseconds requestedAt, Events events)
    : m_reactor(reactor)
    , m_pool(pool)
    , m_function(std::move(function))
    , m_platformLog(m_function.config.logging)
    , m_record(std::move(record))
    , m_requestedAt(requestedAt)
    , m_events(std::move(events))
{
}

void Invocation::submit(EnvironmentPool::Job job)
{
    m_submittedAt = m_reactor.clock().now();
    m_caller = job.event.caller;
    m_poolRequest = m_pool.submit(std::move(job), *this);
}

void Invocation::cancel()
{
    if (m_environment)
        return m_pool.kill(*m_environment); // ended() comes from within
    // without a number it waits for its code and layers to be unpacked
    if (m_poolRequest == 0 || m_pool.withdraw(m_poolRequest)) {
        InvokeOutcome outcome;
        m_record.outcome = Outcome::Cancelled;
        finish(std::move(outcome));
    }
}

void Invocation::holdStream(StreamFlow flow)
{
    if (m_environment)
        m_pool.holdStream(*m_environment, flow);
}

void Invocation::throttled(const QString &reason)
{
    InvokeOutcome outcome;
    outcome.statusCode = 429;
    outcome.payload = "{\"Reason\":\"" + reason.toLatin1()
                      + "\",\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}";
    m_record.outcome = Outcome::Throttled;
    m_record.errorType = QStringLiteral("TooManyRequestsException");
    m_record.errorMessage = reason;
    finish(std::move(outcome));
}

void Invocation::refused(const Error &error)
{
    m_record.outcome = Outcome::Failed;
    m_record.errorMessage = explain(error).sentence;
    m_record.wall = m_reactor.clock().now() - m_requestedAt;
    m_events.finished(*this, error);
}

void Invocation::assigned(const Environment &environment, StartKind start)
{
    m_environment = &environment;
    m_assignedAt = m_reactor.clock().now();
    m_record.environmentId = environment.settings().logStream;
    m_record.interpreter = environment.settings().interpreter;
    m_record.start = start;
}

void Invocation::logged(const QByteArray &text)
{
    if (text.isEmpty())
        return;
    m_log.append(text);
    m_unsent += text;
    passOnLog(false);
}

void Invocation::invokeBegan()
{
    m_begun = true;
    m_beganAt = m_reactor.clock().now();
    if (!m_log.endsLine())
        logged("\n");
    logged(m_platformLog.start(m_reactor.clock().wallMs(), m_record.requestId, m_record.version,
                               tracing()));
    m_deadline = m_reactor.after(m_function.config.timeout, [this] {
        if (m_environment)
            m_pool.timeOut(*m_environment);
    });
}

void Invocation::streamArrived(QByteArrayView bytes, Nanoseconds at)
{
    if (!m_record.stream) {
        m_record.stream.emplace();
        m_record.stream->caller = m_caller;
    }
    if (bytes.isEmpty())
        return;
    m_record.stream->take(bytes.size(), at);
    if (m_caller != CallerMode::Streaming)
        return;
    m_streamed +=
        bytes.first(qMin<qsizetype>(bytes.size(), limits::PayloadBytes - m_streamed.size()));
    passOn(StreamPiece::Kind::Part, bytes.toByteArray(), at);
}

void Invocation::passOn(StreamPiece::Kind kind, const QByteArray &bytes, Nanoseconds at)
{
    const std::int64_t end = m_record.stream ? m_record.stream->bytes : bytes.size();
    m_events.streamed({kind, m_record.functionName, m_record.requestId, m_record.trigger, bytes,
                       end - bytes.size(), at});
}

void Invocation::answered(const RuntimeAnswer &answer)
{
    m_answer = answer;
    // A function that does not stream: its answer in one piece. A broken one is not for the caller,
    // if its runtime turns out to have crashed.
    if (m_caller == CallerMode::Streaming && !m_record.stream && !answer.payload.isEmpty()
        && answer.kind != RuntimeAnswer::Kind::Truncated)
        passOn(StreamPiece::Kind::Whole, answer.payload,
               between(m_beganAt, m_reactor.clock().now()));
}

void Invocation::ended(const EnvironmentEnd &end)
{
    m_environment = nullptr;
    m_deadline.reset();
    if (!m_outcome && end.kind == EnvironmentEnd::Kind::Failed) {
        fillTimes(end);
        return refused(end.error);
    }
    if (!m_outcome)
        ending(end);
    m_record.wall = m_reactor.clock().now() - m_requestedAt; // a reset may have come in between
    m_record.overhead = m_record.wall - m_record.phases.handler - m_record.phases.response;
    writeEnd(end);
    finish(std::move(*m_outcome));
}

void Invocation::ending(const EnvironmentEnd &end)
{
    using Kind = EnvironmentEnd::Kind;
    m_deadline.reset();
    m_record.peakMemoryBytes = end.usage.peakMemoryBytes;
    m_record.cpu = end.cpu;
    m_record.network = end.network;
    m_record.initModules = readModuleTimes(end.moduleTimes);
    m_record.traces = end.traces;
    fillTimes(end);

    InvokeOutcome &outcome = m_outcome.emplace();
    switch (end.kind) {
    case Kind::Completed:
        takeAnswer(outcome, *m_answer);
        break;
    case Kind::TimedOut: {
        const QByteArray seconds = QByteArray::number(m_function.config.timeout.count());
        fail(
            outcome, Outcome::Timeout, QStringLiteral("Sandbox.Timedout"),
            QStringLiteral("Task timed out after %1.00 seconds").arg(QString::fromLatin1(seconds)));
        break;
    }
    case Kind::Exited:
        takeExit(outcome, end.exit);
        if (!end.extensionError.isEmpty()) // announced before, and so the reason
            fail(outcome, Outcome::Exited, end.extensionError, m_record.errorMessage);
        break;
    case Kind::ExtensionFailed:
        takeExtensionFailure(outcome, end);
        break;
    case Kind::InitFailed:
        m_record.outcome = Outcome::InitFailed;
        m_record.errorType = end.answer.errorType;
        m_record.errorMessage = messageIn(end.answer.payload);
        outcome.functionError = QStringLiteral("Unhandled");
        outcome.payload = end.answer.payload;
        break;
    case Kind::Killed:
        m_record.outcome = Outcome::Cancelled;
        break;
    case Kind::Failed:
        break;
    }
    // An answer that was complete has reached the caller, whatever came after it.
    if (m_answer && m_answer->kind != RuntimeAnswer::Kind::Truncated && end.kind != Kind::Completed
        && end.kind != Kind::Killed) {
        outcome.payload = m_answer->payload;
        if (m_answer->kind == RuntimeAnswer::Kind::Response)
            outcome.functionError.clear();
    }
    takeStream(outcome);
    if (end.report && m_begun)
        end.report(m_record);
}

// What a streaming caller has got it keeps; how it ended is told behind it.
void Invocation::takeStream(InvokeOutcome &outcome)
{
    if (!m_record.stream)
        return;
    if (m_answer && !m_answer->streamError.isEmpty())
        m_record.stream->error = m_answer->streamError;
    if (m_caller != CallerMode::Streaming)
        return;
    if (m_record.stream->error.isEmpty() && !outcome.functionError.isEmpty())
        m_record.stream->error = outcome.payload;
    outcome.payload = m_streamed;
}

// Texts after the Runtime Interface Emulator's, which takes them from Go's os/exec.
void Invocation::takeExtensionFailure(InvokeOutcome &outcome, const EnvironmentEnd &end)
{
    const RuntimeExit &exit = end.exit;
    QString text = end.extensionText;
    if (text.isEmpty() && exit.cause != RuntimeExit::Cause::Exited)
        text = QStringLiteral("signal: ") + signalName(exit.status);
    else if (text.isEmpty())
        text =
            (exit.status == 0 ? QStringLiteral("exit code %1") : QStringLiteral("exit status %1"))
                .arg(exit.status);
    fail(outcome,
         exit.cause == RuntimeExit::Cause::OutOfMemory ? Outcome::OutOfMemory : Outcome::Exited,
         end.extensionError, text);
}

platformevents::Tracing Invocation::tracing() const
{
    if (!m_platformLog.isJson())
        return {}; // text has no place for it
    const QByteArrayList parts = m_record.traceHeader.split(';');
    const QByteArray parent = "Parent=";
    if (!parts.value(1).startsWith(parent))
        return {};
    return {QString::fromLatin1(parts[1].mid(parent.size())), m_record.traceHeader};
}

void Invocation::takeAnswer(InvokeOutcome &outcome, const RuntimeAnswer &answer)
{
    outcome.payload = answer.payload;
    if (answer.kind == RuntimeAnswer::Kind::Response) {
        m_record.outcome = Outcome::Success;
        return;
    }
    outcome.functionError = QStringLiteral("Unhandled");
    m_record.outcome = answer.kind == RuntimeAnswer::Kind::TooLarge ? Outcome::ResponseTooLarge
                                                                    : Outcome::FunctionError;
    m_record.errorType = answer.errorType;
    m_record.errorMessage =
        messageIn(answer.streamError.isEmpty() ? answer.payload : answer.streamError);
}

void Invocation::takeExit(InvokeOutcome &outcome, const RuntimeExit &exit)
{
    const auto runtimeExited = QStringLiteral("Runtime exited with error: %1");
    const auto exitError = QStringLiteral("Runtime.ExitError");
    switch (exit.cause) {
    case RuntimeExit::Cause::OutOfMemory:
        // What it had asked for is not known; it had all that it may have.
        m_record.peakMemoryBytes = m_record.memorySize.bytes();
        return fail(outcome, Outcome::OutOfMemory, QStringLiteral("Runtime.OutOfMemory"),
                    runtimeExited.arg(QStringLiteral("signal: killed")));
    case RuntimeExit::Cause::NotStarted: {
        // A managed runtime's own program is there: what is missing is AWS_LAMBDA_EXEC_WRAPPER,
        // which Lambda starts through a shell.
        if (!m_record.runtime.startsWith(u"provided"))
            return fail(outcome, Outcome::Exited, exitError,
                        runtimeExited.arg(exit.status == ENOENT
                                              ? QStringLiteral("exit status 127")
                                              : QStringLiteral("exit status 126")));
        const QString reason =
            exit.status == ENOENT
                ? QStringLiteral("Couldn't find valid bootstrap(s): "
                                 "[/var/task/bootstrap /opt/bootstrap]")
                : QStringLiteral("fork/exec /var/task/bootstrap: %1")
                      .arg(QString::fromLocal8Bit(std::strerror(exit.status)).toLower());
        return fail(outcome, Outcome::InitFailed, QStringLiteral("Runtime.InvalidEntrypoint"),
                    reason);
    }
    case RuntimeExit::Cause::Signalled:
        return fail(outcome, Outcome::Exited, exitError,
                    runtimeExited.arg(QStringLiteral("signal: ") + signalName(exit.status)));
    case RuntimeExit::Cause::Exited:
        return fail(outcome, Outcome::Exited, exitError,
                    exit.status == 0
                        ? QStringLiteral("Runtime exited without providing a reason")
                        : runtimeExited.arg(QStringLiteral("exit status %1").arg(exit.status)));
    }
}

void Invocation::fail(InvokeOutcome &outcome, Outcome how, const QString &errorType,
                      const QString &text)
{
    m_record.outcome = how;
    m_record.errorType = errorType;
    m_record.errorMessage = text;
    outcome.functionError = QStringLiteral("Unhandled");
    outcome.payload = errorObject(
        errorType, QStringLiteral("RequestId: %1 Error: %2").arg(m_record.requestId, text));
}

void Invocation::fillTimes(const EnvironmentEnd &end)
{
    const EnvironmentTimes &at = end.times;
    Phases &phases = m_record.phases;
    phases.queued = between(m_submittedAt, m_assignedAt);
    const Nanoseconds began = at.sandboxBegan > Nanoseconds{0} ? at.sandboxBegan : at.woken;
    phases.sandbox = between(began, at.runtimeStarted);
    if (at.released > Nanoseconds{0} && at.runtimeStarted == Nanoseconds{0}) {
        // The runtime stood by: for what it had done before nobody waited.
        phases.boot = between(at.woken, at.released);
        phases.init = between(at.released, at.initEnded);
    } else {
        const bool connected = at.connected > at.runtimeStarted && at.connected <= at.initEnded;
        phases.boot = between(at.runtimeStarted, connected ? at.connected : at.initEnded);
        phases.init = connected ? between(at.connected, at.initEnded) : Nanoseconds{0};
    }
    phases.handler =
        between(at.delivered, at.answerStarted > Nanoseconds{0} ? at.answerStarted : at.ended);
    phases.response =
        between(at.answerStarted, at.answered > Nanoseconds{0} ? at.answered : at.ended);
    phases.after = between(at.answered, at.ended);

    m_record.initDuration = end.initDuration;
    m_record.duration = end.kind == EnvironmentEnd::Kind::TimedOut
                            ? Nanoseconds(m_function.config.timeout)
                            : between(at.invokeBegan, at.ended);
    // A failed init is billed as well, and once more inside the invocation.
    m_record.billed = roundedUp(end.initBilled + m_record.duration);
    m_record.wall = m_reactor.clock().now() - m_requestedAt;
    m_record.overhead = m_record.wall - phases.handler - phases.response;
}

// In JSON the log has a line of its own for the runtime's part.
void Invocation::writeRuntimeDone(const EnvironmentTimes &at)
{
    platformevents::RuntimeDone done;
    done.requestId = m_record.requestId;
    done.status = platformevents::statusOf(m_record.outcome);
    done.errorType = done.status == "error" ? m_record.errorType : QString();
    done.duration =
        between(at.invokeBegan, at.runtimeDone > Nanoseconds{0} ? at.runtimeDone : at.ended);
    if (m_answer)
        done.producedBytes = m_record.stream ? m_record.stream->bytes : m_answer->payload.size();
    done.tracing = tracing();
    logged(m_platformLog.runtimeDone(m_reactor.clock().wallMs(), done));
}

void Invocation::writeEnd(const EnvironmentEnd &end)
{
    if (!m_begun)
        return;
    if (!m_log.endsLine())
        logged("\n");
    // the answer stays as Lambda's would be; the remedy, which is this program's, goes to the log
    if (const QString hint = m_record.outcome == Outcome::Success
                                 ? QString()
                                 : missingSdkHint(m_record.runtime, m_record.errorMessage);
        !hint.isEmpty())
        logged("[WARNING] lambda-workbench: " + hint.toUtf8() + '\n');
    if (m_platformLog.isJson())
        writeRuntimeDone(end.times);
    logged(m_platformLog.end(m_record.requestId));
    logged(m_platformLog.report(m_reactor.clock().wallMs(), m_record, {}, tracing()));
}

void Invocation::finish(InvokeOutcome outcome)
{
    passOnLog(true);
    m_record.responsePayload = outcome.payload;
    m_record.responseBytes = m_record.stream && m_caller == CallerMode::Streaming
                                 ? m_record.stream->bytes
                                 : outcome.payload.size();
    m_record.log = m_log.text();
    if (m_record.wall == Nanoseconds{0})
        m_record.wall = m_record.overhead = m_reactor.clock().now() - m_requestedAt;
    outcome.record = m_record;
    m_events.finished(*this, std::move(outcome));
}

void Invocation::passOnLog(bool whole)
{
    if (m_passedOn >= LiveLogBytes) {
        // The live view has had its share; of the rest it gets the last lines, at the end.
        if (m_unsent.size() > 2 * LiveTailBytes) {
            const qsizetype keepFrom = m_unsent.indexOf('\n', m_unsent.size() - LiveTailBytes) + 1;
            m_leftOut += keepFrom;
            m_unsent.remove(0, keepFrom);
        }
        if (whole && !m_unsent.isEmpty()) {
            const QByteArray note =
                m_leftOut > 0 ? "[... " + QByteArray::number(m_leftOut) + " bytes left out ...]\n"
                              : QByteArray();
            m_events.logged(*this, note + std::exchange(m_unsent, {}));
        }
        return;
    }
    const qsizetype lines = m_unsent.lastIndexOf('\n') + 1;
    const qsizetype end = whole || m_unsent.size() >= LiveLogBytes ? m_unsent.size() : lines;
    if (end == 0)
        return;
    m_passedOn += end;
    m_events.logged(*this, m_unsent.left(end));
    m_unsent.remove(0, end);
}

} // namespace engine
