// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pool/environment.h"

#include <utility>

#include "engine/model/limits.h"
#include "engine/telemetry/logtext.h"

namespace engine {
namespace {

// Output between two requests is rare (the environment is frozen); more than this is cut.
constexpr qsizetype EarlyLogLimit = 64 * 1024;

} // namespace

Environment::Environment(Reactor &reactor, SandboxFactory &factory, Settings settings,
                         EnvironmentOwner &owner)
    : m_reactor(reactor)
    , m_factory(factory)
    , m_settings(std::move(settings))
    , m_owner(owner)
    , m_api(reactor, *this)
    , m_alive(std::make_shared<bool>(true))
{
    if (m_settings.ids)
        m_api.setSideRequests(this);
    if (m_settings.ids && !m_settings.extensions.isEmpty())
        makeExtensions();
}

Environment::~Environment()
{
    *m_alive = false;
}

void Environment::run(RuntimeEvent event, EnvironmentClient &client)
{
    m_event = std::move(event);
    m_client = &client;
    m_times = {};
    m_invokeBegan = m_runtimeDone = m_reported = false;
    m_initDuration.reset();
    m_initBilled = Nanoseconds{0};
    m_answer.reset();
    m_streamedBytes = 0;
    m_traces = {};
    switch (m_phase) {
    case Phase::New:
        m_phase = Phase::Init;
        startSandbox();
        return;
    case Phase::Booting:
        m_times.woken = now();
        return; // goes on when it has booted
    case Phase::Standby:
        m_times.woken = now();
        initialise();
        return;
    case Phase::Idle:
        m_sandbox->thaw();
        if (m_extensions)
            m_extensions->telemetry().setPaused(false);
        measureStart();
        beginInvoke();
        deliver();
        return;
    case Phase::Stopped:
        // The clock starts with the runtime: clearing away what was killed is part of the reset.
        measureStart();
        repeatInit();
        return;
    default:
        Q_ASSERT_X(false, "Environment::run", "takes one request at a time");
    }
}

void Environment::measureStart()
{
    const SandboxUsage usage = m_sandbox->usage();
    m_cpuAtStart = usage.cpu;
    m_networkAtStart = usage.network;
}

NetworkBytes Environment::networkBytes() const
{
    if (!m_client || !m_sandbox)
        return {};
    return m_sandbox->networkBytes().since(m_networkAtStart);
}

void Environment::prepare(Ahead ahead)
{
    m_phase = ahead == Ahead::StandBy ? Phase::Booting : Phase::Init;
    if (ahead == Ahead::StandBy)
        m_api.hold();
    startSandbox();
}

void Environment::startSandbox()
{
    m_times.sandboxBegan = now();
    m_cpuAtStart = Nanoseconds{0};
    m_networkAtStart = {0, 0, 0, 0};
    auto sandbox = m_factory.start(m_settings.sandbox, *this);
    if (sandbox) {
        m_sandbox = std::move(*sandbox);
        m_sandbox->setCpuPhase(true);
        return;
    }
    m_reactor.soon([this, alive = m_alive, error = sandbox.error()] {
        if (*alive)
            sandboxFailed(error);
    });
}

void Environment::timeOut()
{
    if (m_phase == Phase::Resetting)
        return; // it has failed before
    m_sandbox->drainOutput();
    flushOutput();
    finish(EnvironmentEnd::Kind::TimedOut);
}

void Environment::kill()
{
    if (m_sandbox) {
        m_sandbox->drainOutput();
        flushOutput();
    }
    const SandboxUsage usage = m_sandbox ? m_sandbox->usage() : SandboxUsage{};
    m_sandbox.reset();
    m_phase = Phase::Gone;
    if (m_extensions)
        m_extensions->reset();
    EnvironmentEnd end;
    end.usage = usage;
    finish(EnvironmentEnd::Kind::Killed, end);
}

void Environment::sandboxListening(UniqueFd listeningSocket)
{
    m_api.listen(std::move(listeningSocket));
    if (m_phase == Phase::Booting && m_settings.sandbox.start == SandboxSpec::Start::WhenAsked)
        standBy();
}

void Environment::runtimeStarted()
{
    m_runtimeRuns = true;
    if (!m_extensions || !m_extensions->hasExternal())
        initBegan();
}

// From here on time is counted: with the first process that is the function's own.
void Environment::initBegan()
{
    if (m_phase == Phase::RepeatedInit) {
        if (!m_invokeBegan)
            beginInvoke();
        tellInitStart();
    }
    if (m_phase == Phase::Booting)
        m_bootBegan = now();
    else if (m_phase == Phase::Init)
        m_times.runtimeStarted = m_initBegan = now();
    else
        return;
    if (m_phase == Phase::Init)
        m_owner.environmentInitialises(m_settings.id);
    log(m_settings.initStartLine);
    tellInitStart();
    m_initTimer = m_reactor.after(limits::InitTimeout, [this] { initTimedOut(); });
}

void Environment::runtimeStandsBy()
{
    if (m_phase != Phase::Booting)
        return;
    m_booted = now() - m_bootBegan;
    m_initTimer.reset();
    standBy();
}

void Environment::standBy()
{
    if (m_client)
        return initialise();
    m_phase = Phase::Standby;
    m_owner.environmentStandsBy(m_settings.id);
}

void Environment::initialise()
{
    m_phase = Phase::Init;
    m_times.released = m_initBegan = now();
    m_owner.environmentInitialises(m_settings.id);
    if (m_settings.sandbox.start == SandboxSpec::Start::WhenAsked)
        return m_sandbox->restartRuntime();
    m_initTimer = m_reactor.after(limits::InitTimeout - m_booted, [this] { initTimedOut(); });
    m_api.release();
}

void Environment::sandboxOutput(Stream stream, const QByteArray &bytes)
{
    TelemetryHub *telemetry = m_extensions ? &m_extensions->telemetry() : nullptr;
    if (stream == Stream::LogFrames) {
        std::vector<QByteArray> messages;
        const bool wanted = telemetry && telemetry->isWanted();
        log(m_frames.take(bytes, wanted ? &messages : nullptr));
        for (const QByteArray &message : messages)
            telemetry->message(message);
        return;
    }
    if (telemetry)
        telemetry->output(stream == Stream::Output ? TelemetryHub::Source::Function
                                                   : TelemetryHub::Source::Extension,
                          bytes);
    log(bytes);
}

void Environment::runtimeConnected()
{
    if (m_times.connected == Nanoseconds{0})
        m_times.connected = now();
}

void Environment::runtimeReady()
{
    m_runtimeReady = true;
    if (hasExtensions()) {
        m_extensions->runtimeIsReady();
        if (!m_extensions->allReady())
            return;
    }
    everyoneReady();
}

void Environment::everyoneReady()
{
    m_initTimer.reset();
    m_sandbox->setCpuPhase(false);
    if (m_phase == Phase::Init)
        return initDone();
    if (m_phase == Phase::RepeatedInit) {
        tellInitEnd("success", {}, now() - m_times.invokeBegan);
        deliver();
    }
}

void Environment::initDone()
{
    m_times.initEnded = now();
    const Nanoseconds took = m_booted + m_times.initEnded - m_initBegan;
    m_sandbox->drainOutput();
    flushOutput();
    tellInitEnd("success", {}, took);
    if (!m_client) {
        if (!m_settings.log.isJson()) // there it is told already
            log(logtext::initReport(took, logtext::InitPhase::Init, QStringLiteral("success"), {}));
        m_sandbox->freeze();
        if (m_extensions)
            m_extensions->telemetry().setPaused(true);
        m_phase = Phase::Idle;
        m_owner.environmentIdle(m_settings.id);
        return;
    }
    m_initDuration = m_initBilled = took;
    beginInvoke();
    deliver();
    m_owner.environmentBooted(m_settings.id);
}

void Environment::notPrepared(const QString &errorType)
{
    m_initTimer.reset();
    m_sandbox.reset();
    m_phase = Phase::Gone;
    const std::shared_ptr<bool> alive = m_alive;
    m_owner.environmentNotPrepared(m_settings.id, errorType);
    if (*alive)
        m_owner.environmentGone(m_settings.id);
}

void Environment::beginInvoke()
{
    m_invokeBegan = true;
    m_times.invokeBegan = now();
    m_event.deadlineMs = m_reactor.clock().wallMs()
                         + std::chrono::duration_cast<Milliseconds>(m_settings.timeout).count();
    if (!m_earlyLog.isEmpty())
        m_client->logged(std::exchange(m_earlyLog, {}));
    m_client->invokeBegan();
    if (m_extensions)
        m_extensions->telemetry().platform(
            platformevents::start(m_reactor.clock().wallMs(), m_event.requestId,
                                  m_settings.facts.functionVersion, tracing()));
}

void Environment::deliver()
{
    m_phase = Phase::Invoking;
    m_times.delivered = now();
    if (m_extensions)
        m_extensions->invoke(
            {m_event.requestId, m_event.functionArn, m_event.deadlineMs, m_event.traceId});
    m_api.dispatch(m_event);
}

void Environment::answerStarted()
{
    m_times.answerStarted = now();
}

void Environment::streamArrived(QByteArrayView bytes)
{
    if (m_phase != Phase::Invoking)
        return;
    if (m_streamedBytes == 0)
        m_times.answerStarted = now();
    m_streamedBytes += bytes.size();
    m_client->streamArrived(bytes, now() - m_times.delivered);
}

void Environment::answerFinished(const RuntimeAnswer &answer)
{
    if (m_phase != Phase::Invoking)
        return;
    m_times.answered = now();
    m_sandbox->drainOutput();
    if (m_extensions) {
        m_answer = answer;
        m_answer->payload = {};
        m_answerBytes = m_streamedBytes > 0 ? m_streamedBytes : answer.payload.size();
    }
    m_client->answered(answer);
}

void Environment::invocationDone()
{
    if (m_phase != Phase::Invoking)
        return;
    m_times.runtimeDone = now();
    m_runtimeDone = true;
    if (hasExtensions()) {
        m_sandbox->drainOutput();
        tellRuntimeDone(m_answer && m_answer->kind != RuntimeAnswer::Kind::Response ? "error"
                                                                                    : "success",
                        m_answer ? m_answer->errorType : QString());
        if (!m_extensions->invokeDone())
            return;
    }
    completed();
}

void Environment::completed()
{
    m_times.ended = now();
    m_sandbox->drainOutput();
    finish(EnvironmentEnd::Kind::Completed);
}

void Environment::runtimeInitFailed(const RuntimeAnswer &answer)
{
    m_sandbox->drainOutput();
    flushOutput();
    if (m_phase == Phase::Init)
        return initFailed("error", answer.errorType);
    if (m_phase == Phase::RepeatedInit) {
        tellInitEnd("error", answer.errorType, now() - m_times.invokeBegan);
        EnvironmentEnd end;
        end.answer = answer;
        finish(EnvironmentEnd::Kind::InitFailed, end);
    }
}

void Environment::runtimeExited(const RuntimeExit &exit)
{
    m_runtimeRuns = false;
    flushOutput();
    const QString announced = m_extensions ? m_extensions->announcedFailure() : QString();
    switch (m_phase) {
    case Phase::Booting:
    case Phase::Standby:
        return bootFailed();
    case Phase::Init:
        return initFailed("error", !announced.isEmpty() ? announced
                                   : exit.cause == RuntimeExit::Cause::NotStarted
                                       ? QStringLiteral("Runtime.InvalidEntrypoint")
                                   : exit.cause == RuntimeExit::Cause::OutOfMemory
                                       ? QStringLiteral("Runtime.OutOfMemory")
                                       : QStringLiteral("Runtime.ExitError"));
    case Phase::RepeatedInit:
    case Phase::Invoking: {
        if (!m_invokeBegan)
            beginInvoke(); // it could not even be started
        EnvironmentEnd end;
        end.exit = exit;
        end.extensionError = announced;
        return finish(EnvironmentEnd::Kind::Exited, end);
    }
    case Phase::Idle:
        m_sandbox->stopRuntime();
        forgetRuntime();
        m_phase = Phase::Stopped;
        return;
    case Phase::Resetting:
    case Phase::Leaving:
        return m_extensions->runtimeExited();
    default:
        return;
    }
}

void Environment::initFailed(const QByteArray &status, const QString &errorType)
{
    m_initTimer.reset();
    m_times.initEnded = now();
    if (!m_client)
        return notPrepared(errorType.isEmpty() ? QStringLiteral("Sandbox.Timedout") : errorType);
    m_initBilled = m_booted + m_times.initEnded - m_initBegan;
    tellInitEnd(status, errorType, m_initBilled);
    beginInvoke();
    repeatInit();
    m_owner.environmentBooted(m_settings.id);
}

void Environment::initTimedOut()
{
    m_sandbox->drainOutput();
    flushOutput();
    if (m_phase == Phase::Booting)
        return bootFailed();
    initFailed("timeout", {});
}

// It could not stand by. A request that took it meanwhile starts it as if it were new.
void Environment::bootFailed()
{
    if (!m_client)
        return notPrepared(QStringLiteral("Runtime.ExitError"));
    m_initTimer.reset();
    m_api.reset();
    m_frames = {};
    m_earlyLog.clear(); // it says so again
    m_booted = Nanoseconds{0};
    m_phase = Phase::Init;
    m_times.released = now();
    m_sandbox->restartRuntime();
}

// The init inside the invocation: the function's timeout limits it, nothing else.
void Environment::repeatInit()
{
    m_phase = Phase::RepeatedInit;
    forgetRuntime();
    m_frames = {};
    m_sandbox->setCpuPhase(true);
    m_sandbox->restartRuntime();
}

void Environment::sandboxFailed(const Error &error)
{
    m_sandbox.reset();
    if (m_extensions)
        m_extensions->reset();
    if (!m_client) {
        const bool prepares = m_phase == Phase::Booting || m_phase == Phase::Init;
        m_phase = Phase::Gone;
        if (prepares)
            return notPrepared(QStringLiteral("Sandbox.Failure"));
        return m_owner.environmentGone(m_settings.id);
    }
    m_phase = Phase::Gone;
    EnvironmentEnd end;
    end.error = error;
    finish(EnvironmentEnd::Kind::Failed, end);
}

void Environment::finish(EnvironmentEnd::Kind kind, EnvironmentEnd end)
{
    m_initTimer.reset();
    end.kind = kind;
    if (m_times.ended == Nanoseconds{0})
        m_times.ended = now();
    end.times = m_times;
    end.initDuration = m_initDuration;
    end.initBilled = m_initBilled;
    end.moduleTimes = m_frames.takeModuleTimes();
    end.traces = std::exchange(m_traces, {});
    if (m_extensions)
        tellEnd(end);
    if (m_sandbox) {
        end.usage = m_sandbox->usage();
        if (kind == EnvironmentEnd::Kind::Completed) {
            m_sandbox->freeze();
            if (m_extensions)
                m_extensions->telemetry().setPaused(true);
            m_phase = Phase::Idle;
        } else if (hasExtensions() && m_client) {
            m_phase = Phase::Resetting;
        } else {
            m_sandbox->stopRuntime();
            forgetRuntime();
            // An interpreter that is gone stays gone for this sandbox, which was made for it; the
            // next request looks for one anew.
            const bool interpreterGone = !m_settings.interpreter.isEmpty()
                                         && kind == EnvironmentEnd::Kind::Exited
                                         && end.exit.cause == RuntimeExit::Cause::NotStarted;
            m_phase = interpreterGone ? Phase::Gone : Phase::Stopped;
        }
    }
    if (end.usage.cpu >= Nanoseconds{0} && m_cpuAtStart >= Nanoseconds{0})
        end.cpu = end.usage.cpu - m_cpuAtStart;
    end.network = end.usage.network.since(m_networkAtStart);
    if (m_phase == Phase::Resetting) {
        m_end = std::move(end);
        m_client->ending(m_end);
        return shutDown(Phase::Resetting,
                        kind == EnvironmentEnd::Kind::TimedOut ? "timeout" : "failure");
    }
    release(end);
}

void Environment::release(const EnvironmentEnd &end)
{
    const std::shared_ptr<bool> alive = m_alive;
    if (EnvironmentClient *client = std::exchange(m_client, nullptr))
        client->ended(end);
    if (!*alive)
        return;
    if (m_phase == Phase::Gone)
        m_owner.environmentGone(m_settings.id);
    else
        m_owner.environmentIdle(m_settings.id);
}

void Environment::flushOutput()
{
    const QByteArray rest = m_frames.rest();
    if (!rest.isEmpty())
        log(rest);
    if (m_extensions)
        m_extensions->telemetry().endLines();
}

void Environment::forgetRuntime()
{
    m_runtimeRuns = m_runtimeReady = false;
    if (m_extensions)
        m_extensions->reset();
    m_api.reset();
}

void Environment::log(const QByteArray &text)
{
    if (text.isEmpty())
        return;
    if (m_client) {
        if (!m_earlyLog.isEmpty())
            m_client->logged(std::exchange(m_earlyLog, {}));
        m_client->logged(text);
    } else if (m_phase == Phase::Leaving)
        m_owner.environmentLogged(m_settings.id, text);
    else if (m_earlyLog.size() < EarlyLogLimit)
        m_earlyLog += text;
}

} // namespace engine
