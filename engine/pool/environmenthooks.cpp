// SPDX-License-Identifier: GPL-3.0-or-later
// What Environment does about extensions and telemetry; without them nothing of it runs.
#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/model/limits.h"
#include "engine/pool/environment.h"

namespace engine {
namespace {

Nanoseconds between(Nanoseconds from, Nanoseconds to)
{
    return from > Nanoseconds{0} && to > from ? to - from : Nanoseconds{0};
}

} // namespace

void Environment::makeExtensions()
{
    EnvironmentExtensionsOwner &owner = *this; // not make_unique's to see
    m_extensions = std::make_unique<EnvironmentExtensions>(
        m_reactor, *m_settings.ids,
        EnvironmentExtensions::Settings{m_settings.extensions, m_settings.facts, m_settings.log},
        owner);
}

void Environment::serve(http::Connection &connection, const SideRequest &request)
{
    if (!m_extensions)
        makeExtensions();
    m_extensions->api().serve(connection, request);
}

void Environment::gone(http::Connection &connection)
{
    if (m_extensions)
        m_extensions->api().gone(connection);
}

void Environment::extensionsStarted()
{
    initBegan();
    m_extensions->started();
    // As the service: all that may be are started before the next one is one too many.
    if (m_settings.extensions.size() > limits::Extensions)
        extensionNotStarted(limits::Extensions, 0);
}

void Environment::extensionNotStarted(int index, int error)
{
    if (index < limits::Extensions)
        initBegan(); // extensionsStarted() does not come
    EnvironmentEnd end;
    end.extensionError = m_extensions->notStarted(index, error);
    end.extensionText = index >= limits::Extensions
                            ? QStringLiteral("Extension limit (%1) reached").arg(limits::Extensions)
                            : QStringLiteral("fork/exec %1: %2")
                                  .arg(m_extensions->path(index),
                                       QString::fromLocal8Bit(std::strerror(error)).toLower());
    extensionFailed(std::move(end));
}

void Environment::extensionExited(int index, const RuntimeExit &exit)
{
    flushOutput();
    EnvironmentEnd end;
    end.extensionError = m_extensions->ended(index);
    end.exit = exit;
    if (!end.extensionError.isEmpty())
        extensionFailed(std::move(end));
}

void Environment::extensionFailed(EnvironmentEnd end)
{
    switch (m_phase) {
    case Phase::Init:
        return initFailed("error", end.extensionError);
    case Phase::RepeatedInit:
        tellInitEnd("error", end.extensionError, between(m_times.invokeBegan, now()));
        [[fallthrough]];
    case Phase::Invoking:
        if (!m_invokeBegan)
            beginInvoke();
        return finish(EnvironmentEnd::Kind::ExtensionFailed, std::move(end));
    case Phase::Idle: // the next request starts everything again
        m_sandbox->stopRuntime();
        forgetRuntime();
        m_phase = Phase::Stopped;
        return;
    default:
        return;
    }
}

void Environment::extensionsRegistered()
{
    if (m_phase == Phase::Init || m_phase == Phase::RepeatedInit)
        m_sandbox->startRuntime();
}

void Environment::extensionsReady()
{
    const bool booting = m_phase == Phase::Init || m_phase == Phase::RepeatedInit;
    if (booting && m_runtimeReady && m_extensions->allReady())
        everyoneReady();
}

void Environment::extensionsDone()
{
    if (m_phase == Phase::Invoking && m_runtimeDone && m_extensions->invokeDone())
        completed();
}

void Environment::traceArrived(const QByteArray &packet)
{
    m_traces.take(packet);
}

bool Environment::leave()
{
    if (m_phase != Phase::Idle || !m_sandbox || !hasExtensions())
        return false;
    shutDown(Phase::Leaving, "spindown");
    return true;
}

void Environment::shutDown(Phase phase, const char *reason)
{
    m_phase = phase;
    m_sandbox->thaw();
    m_extensions->telemetry().setPaused(false);
    m_extensions->shutDown(reason, m_runtimeRuns);
}

void Environment::shutDownDone()
{
    const std::shared_ptr<bool> alive = m_alive;
    m_sandbox->drainOutput();
    flushOutput();
    if (!*alive || !m_sandbox)
        return;
    const bool forGood = m_phase == Phase::Leaving;
    if (forGood)
        m_sandbox.reset();
    else
        m_sandbox->stopRuntime();
    m_phase = forGood ? Phase::Gone : Phase::Stopped;
    // Not from here: this comes out of what would be reset.
    m_reactor.soon([this, alive, forGood] {
        if (!*alive)
            return;
        forgetRuntime();
        release(std::exchange(m_end, {}));
    });
}

qint64 Environment::wallMsAt(Nanoseconds time) const
{
    return m_reactor.clock().wallMs()
           - std::chrono::duration_cast<Milliseconds>(now() - time).count();
}

platformevents::Tracing Environment::tracing() const
{
    platformevents::Tracing tracing;
    tracing.value = m_event.traceId;
    const QByteArray parent = "Parent=";
    for (const QByteArray &part : m_event.traceId.split(';')) {
        if (part.startsWith(parent))
            tracing.spanId = QString::fromLatin1(part.mid(parent.size()));
    }
    return tracing;
}

platformevents::Init Environment::initNow() const
{
    platformevents::Init init = m_settings.init;
    init.phase = m_phase == Phase::Init ? platformevents::Init::Phase::Init
                                        : platformevents::Init::Phase::Invoke;
    return init;
}

void Environment::tellInitStart()
{
    if (m_extensions)
        m_extensions->telemetry().platform(
            platformevents::initStart(m_reactor.clock().wallMs(), initNow()),
            TelemetryHub::ForTelemetry);
}

// For the log as well: its lines stand between the init's output and START.
void Environment::tellInitEnd(const QByteArray &status, const QString &errorType,
                              Nanoseconds duration)
{
    const bool well = status == "success";
    const qint64 time = m_reactor.clock().wallMs();
    const platformevents::Init init = initNow();
    if (m_phase == Phase::Init || m_settings.log.isJson()) {
        log(m_settings.log.initRuntimeDone(time, init, status, errorType));
        log(m_settings.log.initReport(time, init, duration, status, errorType));
    }
    if (!m_extensions)
        return;
    TelemetryHub &telemetry = m_extensions->telemetry();
    telemetry.platform(platformevents::initRuntimeDone(time, init, status, errorType),
                       TelemetryHub::ForTelemetry);
    m_extensions->initEnded(well);
    telemetry.platform(platformevents::initReport(time, init, duration, status, errorType),
                       TelemetryHub::ForTelemetry);
}

void Environment::tellRuntimeDone(const QByteArray &status, const QString &errorType)
{
    if (!m_extensions || std::exchange(m_reported, true))
        return;
    m_extensions->telemetry().endLines();
    platformevents::RuntimeDone done;
    done.requestId = m_event.requestId;
    done.status = status;
    done.errorType = errorType;
    done.duration = between(m_times.invokeBegan, now());
    done.tracing = tracing();
    if (m_times.answered > Nanoseconds{0}) {
        done.producedBytes = m_answerBytes;
        done.spans = {
            {"responseLatency", wallMsAt(m_times.delivered),
             between(m_times.delivered, m_times.answerStarted)},
            {"responseDuration", wallMsAt(m_times.answerStarted),
             between(m_times.answerStarted, m_times.answered)},
            {"runtimeOverhead", wallMsAt(m_times.answered), between(m_times.answered, now())},
        };
    }
    m_extensions->telemetry().platform(
        platformevents::runtimeDone(m_reactor.clock().wallMs(), done));
}

// How a request ended, for telemetry. The report waits for the record, which is the client's.
void Environment::tellEnd(EnvironmentEnd &end)
{
    using Kind = EnvironmentEnd::Kind;
    if (!m_extensions->telemetry().isWanted())
        return;
    const QString exitType =
        !end.extensionError.isEmpty() ? end.extensionError : QStringLiteral("Runtime.ExitError");
    if (end.kind == Kind::TimedOut)
        tellRuntimeDone("timeout", {});
    else if (end.kind == Kind::Exited || end.kind == Kind::ExtensionFailed)
        tellRuntimeDone("error", exitType);
    else if (end.kind == Kind::InitFailed)
        tellRuntimeDone("error", end.answer.errorType);
    else if (end.kind != Kind::Completed)
        tellRuntimeDone("failure", {});

    std::vector<platformevents::Span> spans;
    if (m_times.runtimeDone > Nanoseconds{0})
        spans.push_back({"extensionOverhead", wallMsAt(m_times.runtimeDone),
                         between(m_times.runtimeDone, m_times.ended)});
    end.report = [this, alive = m_alive, spans, tracing = tracing(),
                  kind = end.kind](const InvocationRecord &record) {
        if (!*alive)
            return;
        const qint64 time = m_reactor.clock().wallMs();
        TelemetryHub &telemetry = m_extensions->telemetry();
        if (kind == Kind::Exited || kind == Kind::ExtensionFailed)
            telemetry.platform(
                platformevents::fault(time, QStringLiteral("RequestId: %1 Error: %2")
                                                .arg(record.requestId, record.errorMessage)),
                TelemetryHub::ForLogs);
        telemetry.platform(platformevents::end(time, record.requestId), TelemetryHub::ForLogs);
        telemetry.platform(platformevents::report(time, record, spans, tracing));
    };
}

} // namespace engine
