// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <optional>
#include <vector>

#include "engine/core/units.h"
#include "engine/model/functionconfig.h"
#include "engine/model/networkaccess.h"
#include "engine/telemetry/moduletimes.h"
#include "engine/telemetry/responsestream.h"
#include "engine/telemetry/tracesegments.h"

namespace engine {

// How the environment that ran a request came to be ready.
enum class StartKind {
    Cold,        // started for this request (or while it waited)
    Standby,     // cold, in an environment that had booted ahead and not begun its init
    Warm,        // had run before
    Provisioned, // initialised ahead, and kept so: provisioned concurrency
    None,        // there was no environment: throttled, or the sandbox would not start
};

// How an invocation ended. Everything but Success is shown with its errorType.
enum class Outcome {
    Success,
    FunctionError, // the handler (or init) reported an error
    Timeout,
    Exited,      // the runtime's process ended: exit status, or a signal
    OutOfMemory, // killed because the environment passed its memory
    InitFailed,  // init reported an error, exited or ran out of time, twice
    ResponseTooLarge,
    Throttled, // 429, never ran
    Failed,    // the engine could not run it (no sandbox, no interpreter); detail in errorMessage
    Cancelled, // by the user or at shutdown
};

[[nodiscard]] QString outcomeName(Outcome outcome); // "success", "timeout", ... ; for JSON and SQL
[[nodiscard]] std::optional<Outcome> outcomeFromName(const QString &name);
// "cold", "standby", "warm", "provisioned", "none"
[[nodiscard]] QString startKindName(StartKind kind);
// The function's own init ran for this request: Lambda would call it a cold start.
[[nodiscard]] constexpr bool isCold(StartKind kind)
{
    return kind == StartKind::Cold || kind == StartKind::Standby;
}
[[nodiscard]] std::optional<StartKind> startKindFromName(const QString &name);

// Where the time of one invocation went, as measured by the engine on its clock. Phases that did
// not happen are zero. In order of time:
struct Phases
{
    Nanoseconds queued{0};   // waiting for a place to start (the machine's limit, not Lambda's)
    Nanoseconds sandbox{0};  // making the sandbox, up to its listening socket
    Nanoseconds boot{0};     // the runtime's process start to its first contact with the engine
    Nanoseconds init{0};     // from there to its first "next": user code's init (see note)
    Nanoseconds handler{0};  // event delivered to the response's first byte
    Nanoseconds response{0}; // first to last byte of the response, or to where it broke off
    Nanoseconds after{0};    // response complete to the runtime's next "next"

    bool operator==(const Phases &) const = default;
};
// Note on boot and init: a runtime that connects only after loading the handler has all of it in
// boot. Init Duration is boot + init either way.

// What happened in one invocation. Every view of the past (REPORT line, log, history, chart, cost)
// is computed from records; nothing else measures. Immutable once made; copy it freely.
struct InvocationRecord
{
    QString requestId; // UUID
    QString functionName;
    QString version;        // "$LATEST" or a number
    QString runtime;        // as configured: "python3.12"
    QString interpreter;    // what ran it: "Python 3.11.2"; empty for provided.*
    QString environmentId;  // log stream name of the environment: yyyy/mm/dd/[version]hex
    QString revision;       // of code and configuration
    QString trigger;        // "window", "lwb", "burst", "async", ...
    int attempt = 0;        // of an event: 1, 2, ..., all with one request id; 0: it is no event
    qint64 startedAtMs = 0; // when the request came; milliseconds since 1970

    StartKind start = StartKind::None;
    Outcome outcome = Outcome::Success;
    QString errorType;    // as telemetry names it: "Runtime.ExitError"; empty on success
    QString errorMessage; // one line for lists; empty on success

    Phases phases;
    std::optional<Nanoseconds> initDuration; // only of a cold start whose init did not fail
    Nanoseconds duration{0}; // the REPORT's: event delivered to the runtime's "next"
    QByteArray traceHeader;  // X-Amzn-Trace-Id as it was given to the runtime; not in the history
    Milliseconds billed{0};  // rounded up; with init on a cold start
    Nanoseconds wall{0};     // request at the Invoker to its outcome
    Nanoseconds overhead{0}; // wall less (event delivered .. response received)
    Nanoseconds cpu{-1};     // CPU time of this invocation (with init when cold); -1: not measured

    Megabytes memorySize{0};           // configured
    std::int64_t peakMemoryBytes = -1; // of the environment so far, without /tmp; -1: not measured
    Megabytes ephemeralStorage{512};
    Architecture architecture = Architecture::X86_64;

    // Of this invocation (with init when cold): what extensions and background threads send while
    // it runs is in it too.
    NetworkBytes network;

    std::int64_t requestBytes = 0;
    std::int64_t responseBytes = 0;       // of all that the caller got
    QByteArray requestPayload;            // exact bytes
    QByteArray responsePayload;           // exact bytes; of a long stream the first ones
    std::optional<ResponseStream> stream; // the runtime answered in streaming mode
    std::vector<ModuleTime> initModules;  // of a cold start that was asked to tell, else empty
    TraceSegments traces;                 // what the function sent to the X-Ray daemon
    QByteArray log; // from INIT_START or START to REPORT, capped (see telemetry/logtext.h)

    [[nodiscard]] bool failed() const { return outcome != Outcome::Success; }
    // The payload is less than what the caller got: responseBytes is the whole. Of a record that
    // has its payloads (see HistoryStore).
    [[nodiscard]] bool isResponseCapped() const { return responsePayload.size() < responseBytes; }
    // "Max Memory Used": whole MB, rounded up, at most the configured size; nothing when
    // unmeasured.
    [[nodiscard]] std::optional<Megabytes> maxMemoryUsed() const;

    bool operator==(const InvocationRecord &) const = default;
};

} // namespace engine

Q_DECLARE_METATYPE(engine::InvocationRecord)
