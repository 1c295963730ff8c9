// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

#include "engine/core/reactor.h"
#include "engine/core/result.h"
#include "engine/pool/environmentextensions.h"
#include "engine/pool/logframes.h"
#include "engine/runtimeapi/runtimeapi.h"
#include "engine/sandbox/sandbox.h"
#include "engine/telemetry/platformlog.h"
#include "engine/telemetry/tracesegments.h"

namespace engine {

// When things happened to one request in its environment, on the engine's clock; zero: not at all.
// Those up to initEnded only when the environment was started or woken for this request.
struct EnvironmentTimes
{
    Nanoseconds sandboxBegan{0};
    Nanoseconds runtimeStarted{0}; // the sandbox is ready, the runtime's process runs
    Nanoseconds woken{0};          // instead of the two above, where it stood by: the request came,
    Nanoseconds released{0};       // and it was told to go on
    Nanoseconds connected{0};      // its first connection
    Nanoseconds initEnded{0};      // its first "next", or its failure
    Nanoseconds invokeBegan{0};    // the function's timeout counts from here
    Nanoseconds delivered{0};      // the event is on its way
    Nanoseconds answerStarted{0};  // its head; of a stream the first byte behind it
    Nanoseconds answered{0};
    Nanoseconds runtimeDone{0}; // its next "next"; extensions may need longer
    Nanoseconds ended{0};
};

// How a request's time in its environment ended.
struct EnvironmentEnd
{
    enum class Kind {
        Completed, // answered, and the runtime asked for the next event
        TimedOut,
        Exited,          // the runtime's process ended; see `exit`
        ExtensionFailed, // one ended, or did not start; see `exit` and `extensionError`
        InitFailed,      // init reported an error again; see `answer`
        Killed,          // on request; see Environment::kill()
        Failed,          // no sandbox; see `error`
    };
    Kind kind = Kind::Completed;
    RuntimeExit exit;
    QString extensionError; // "Extension.Crash"; also when the runtime exited after it
    QString extensionText;  // of one that did not start: why
    RuntimeAnswer answer;
    Error error;
    EnvironmentTimes times;
    std::optional<Nanoseconds> initDuration; // of an init that went well, before the invocation
    // What the init took that this request pays for, well ended or not. Like initDuration it holds
    // what an environment that stood by had done before.
    Nanoseconds initBilled{0};
    SandboxUsage usage;     // at the end
    QByteArray moduleTimes; // what the init told of them, when it was asked; see moduletimes.h
    TraceSegments traces;
    // Wants the finished record, for telemetry; may be empty.
    std::function<void(const InvocationRecord &)> report;
    Nanoseconds cpu{-1};  // used since the request began (with the init when it was started for it)
    NetworkBytes network; // the same
};

// Told what becomes of a request in an environment. Calls come from the reactor.
class EnvironmentClient
{
public:
    virtual ~EnvironmentClient() = default;
    virtual void logged(const QByteArray &text) = 0; // INIT_ lines and the function's own output
    virtual void invokeBegan() = 0;                  // the function's timeout counts from now on
    // The runtime answers in streaming mode: first nothing, then each arrival; times count from the
    // event's delivery. answered() or ended() follows.
    virtual void streamArrived(QByteArrayView bytes, Nanoseconds at)
    {
        Q_UNUSED(bytes);
        Q_UNUSED(at);
    }
    virtual void answered(const RuntimeAnswer &answer) = 0; // what the caller gets is known
    // How it ends is certain, but its extensions are shut down before the environment is free
    // again; ended() follows.
    virtual void ending(const EnvironmentEnd &end) { Q_UNUSED(end); }
    virtual void ended(const EnvironmentEnd &end) = 0; // once, and the last call
};

// Told what an environment is good for; it may destroy the environment in any of these.
class EnvironmentOwner
{
public:
    virtual ~EnvironmentOwner() = default;
    // Output that belongs to no request: of the environment's end. Lines are not always whole.
    virtual void environmentLogged(std::uint64_t id, const QByteArray &text)
    {
        Q_UNUSED(id);
        Q_UNUSED(text);
    }
    virtual void environmentInitialises(std::uint64_t id) { Q_UNUSED(id); } // its init has begun
    virtual void environmentBooted(std::uint64_t id) = 0; // init is over, well or badly
    virtual void environmentIdle(std::uint64_t id) = 0;   // can take another request
    virtual void environmentGone(std::uint64_t id) = 0;   // its sandbox is no more
    virtual void environmentStandsBy(std::uint64_t id) = 0;
    // What prepare() was to bring about failed; environmentGone() follows.
    virtual void environmentNotPrepared(std::uint64_t id, const QString &errorType) = 0;
};

// One execution environment: a sandbox, the runtime in it, and Lambda's life cycle over both
// (runtime-api section 6): init with its limit of 10 s, the repeated init inside the invocation
// after a failure, freeze between invocations, reset with /tmp kept. One request at a time.
//
// It can be made ahead of requests. One that stands by has its sandbox, and the runtime waits just
// before it would load the function; it has run nothing and counts as cold. One that is initialised
// is what provisioned concurrency keeps.
class Environment final : private SandboxListener,
                          private RuntimeApiListener,
                          private SideRequestHandler,
                          private EnvironmentExtensionsOwner
{
public:
    struct Settings
    {
        std::uint64_t id = 0;
        std::pair<QString, QString> version; // of what: function, version
        QString logStream;                   // its name, "2026/01/05/[$LATEST]0123..."
        QString interpreter;                 // "Python 3.11.2", for the record
        QByteArray initStartLine;            // INIT_START, whole
        Seconds timeout{3};
        SandboxSpec sandbox;
        bool provisioned = false;
        // Of all external ones, also past those that the sandbox may start.
        QStringList extensions;
        ExtensionApi::Facts facts;
        platformevents::Init init; // for telemetry and logs in JSON
        PlatformLog log{LoggingConfig{}};
        IdSource *ids = nullptr; // outlives the environment; null: no extension can register
    };
    enum class Ahead {
        StandBy,    // up to where the runtime would load the function, see RuntimeLaunch
        Initialise, // through its init, and frozen
    };

    Environment(Reactor &reactor, SandboxFactory &factory, Settings settings,
                EnvironmentOwner &owner);
    ~Environment() override;
    Q_DISABLE_COPY_MOVE(Environment)

    // Starts the sandbox for this request, or runs it in the one that is there. The event's
    // deadline is filled in when it is delivered.
    void run(RuntimeEvent event, EnvironmentClient &client);
    // Starts it without a request. The owner is told how it went.
    void prepare(Ahead ahead);
    // The function's time is over: kills the runtime; the next request starts it again.
    void timeOut();
    // See StreamFlow; nothing when no response is being streamed.
    void holdStream(StreamFlow flow) { m_api.holdStream(flow); }
    // Ends the request with Killed and the environment with it.
    void kill();
    // The environment is needed no longer, and has no request. With extensions it is shut down as
    // Lambda does, which takes up to two seconds: true, and environmentGone() follows. False: there
    // is nothing to wait for.
    [[nodiscard]] bool leave();
    // Of the request that is under way, up to now; all -1 without one.
    [[nodiscard]] NetworkBytes networkBytes() const;

    [[nodiscard]] const Settings &settings() const { return m_settings; }

private:
    enum class Phase {
        New,          // no sandbox yet
        Booting,      // ahead of requests, to stand by
        Standby,      // before its init
        Init,         // for its first request, or ahead of requests to its end
        RepeatedInit, // starting again inside an invocation
        Invoking,
        Idle,
        Stopped,   // idle, but the runtime is down and has to be started again
        Resetting, // the request has failed, its extensions are shut down; Stopped follows
        Leaving,   // the same for good; Gone follows
        Gone,
    };

    void sandboxListening(UniqueFd listeningSocket) override;
    void runtimeStarted() override;
    void sandboxOutput(Stream stream, const QByteArray &bytes) override;
    void runtimeExited(const RuntimeExit &exit) override;
    void sandboxFailed(const Error &error) override;
    void sandboxNote(const QByteArray &line) override { log(line + '\n'); }
    void extensionsStarted() override;
    void extensionNotStarted(int index, int error) override;
    void extensionExited(int index, const RuntimeExit &exit) override;
    void traceArrived(const QByteArray &packet) override;

    void serve(http::Connection &connection, const SideRequest &request) override;
    void gone(http::Connection &connection) override;
    void extensionsRegistered() override;
    void extensionsReady() override;
    void extensionsDone() override;
    void extensionsLog(const QByteArray &lines) override { log(lines); }
    void shutDownDone() override;
    Sandbox *extensionSandbox() override { return m_sandbox.get(); }

    void runtimeConnected() override;
    void runtimeStandsBy() override;
    void runtimeReady() override;
    void runtimeInitFailed(const RuntimeAnswer &answer) override;
    void answerStarted() override;
    void streamArrived(QByteArrayView bytes) override;
    void answerFinished(const RuntimeAnswer &answer) override;
    void invocationDone() override;

    void measureStart();
    void startSandbox();
    void standBy();
    void initialise();
    void makeExtensions();
    void initBegan();
    void everyoneReady();
    void initDone();
    void notPrepared(const QString &errorType);
    void beginInvoke();
    void deliver();
    void completed();
    void extensionFailed(EnvironmentEnd end);
    void shutDown(Phase phase, const char *reason);
    void forgetRuntime();
    [[nodiscard]] bool hasExtensions() { return m_extensions && m_extensions->any(); }
    [[nodiscard]] qint64 wallMsAt(Nanoseconds time) const;
    void tellInitStart();
    void tellInitEnd(const QByteArray &status, const QString &errorType, Nanoseconds duration);
    void tellRuntimeDone(const QByteArray &status, const QString &errorType);
    void tellEnd(EnvironmentEnd &end);
    [[nodiscard]] platformevents::Tracing tracing() const;
    [[nodiscard]] platformevents::Init initNow() const;
    void initFailed(const QByteArray &status, const QString &errorType);
    void initTimedOut();
    void bootFailed();
    void repeatInit();
    void finish(EnvironmentEnd::Kind kind, EnvironmentEnd end = {});
    void release(const EnvironmentEnd &end);
    void flushOutput();
    void log(const QByteArray &text);
    [[nodiscard]] Nanoseconds now() const { return m_reactor.clock().now(); }

    Reactor &m_reactor;
    SandboxFactory &m_factory;
    const Settings m_settings;
    EnvironmentOwner &m_owner;
    std::unique_ptr<Sandbox> m_sandbox;
    RuntimeApi m_api;
    Phase m_phase = Phase::New;
    EnvironmentClient *m_client = nullptr;
    RuntimeEvent m_event;
    EnvironmentTimes m_times;
    bool m_invokeBegan = false; // for the request that is here
    std::optional<Nanoseconds> m_initDuration;
    Nanoseconds m_bootBegan{0}; // of a runtime that is to stand by
    Nanoseconds m_booted{0};    // how long it took to stand by
    Nanoseconds m_initBegan{0};
    Nanoseconds m_initBilled{0};
    Nanoseconds m_cpuAtStart{0};
    NetworkBytes m_networkAtStart;
    QByteArray m_earlyLog; // output that came while no request was there
    LogFrames m_frames;
    Watch m_initTimer;
    std::unique_ptr<EnvironmentExtensions> m_extensions; // made when there is one
    bool m_runtimeRuns = false;
    bool m_runtimeReady = false;           // has asked for its first event since its start
    bool m_runtimeDone = false;            // with the request that is here
    bool m_reported = false;               // to telemetry, that the runtime is done with it
    std::optional<RuntimeAnswer> m_answer; // with extensions only, and without its payload
    qint64 m_answerBytes = 0;
    qint64 m_streamedBytes = 0; // of a response in streaming mode
    TraceSegments m_traces;
    EnvironmentEnd m_end; // while Resetting: the request's
    std::shared_ptr<bool> m_alive;
};

} // namespace engine
