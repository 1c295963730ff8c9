// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <optional>
#include <vector>

#include "engine/model/functionconfig.h"
#include "engine/telemetry/invocationrecord.h"

namespace engine {

// A wish to have a function run. Whoever it comes from, it goes to Invoker::invoke().
struct InvokeRequest
{
    enum class Start {
        ReuseOrStart, // an idle environment if there is one
        Cold,         // a new environment, always
    };

    QString functionName; // name or logical id; a qualifier follows after ':' in AWS's own forms
    QByteArray payload;   // exact bytes; JSON. Empty counts as {}
    QByteArray clientContext = {}; // JSON text, or empty
    QString trigger = {};          // who asks: "window", "lwb", ...; goes to the record
    Start start = Start::ReuseOrStart;
    // Variables for this request only, over the function's own; an environment is shared only by
    // requests with the same ones.
    std::vector<EnvironmentVariable> extraEnvironment = {};
    // Instead of the function's own, 128 to 10,240 MB: memory, the CPU share that follows from it,
    // and the price. Such an environment is shared only by requests with the same size; the record
    // names the size it had.
    std::optional<Megabytes> memory = {};
    // What this request may reach instead of the function's own setting; an environment is shared
    // only by requests with the same one.
    std::optional<NetworkAccess> network = {};
    // Start cold, and have the record tell how long each module took to load (initModules). Asking
    // costs time of its own: durations of such a call are not for comparing.
    bool explainInit = false;
    // Of a request that is made again: each attempt of an event has the id of the first. Empty: a
    // new one.
    QString requestId = {};
    int attempt = 0; // of an event that is tried again: 1, 2, ...; 0: it is no event
    // X-Amzn-Trace-Id of the caller, or empty. Root, sampling and lineage go on from it.
    QByteArray traceHeader = {};
    // Buffered: a function that streams is gathered, up to limits::PayloadBytes. Streaming: see
    // LocalEngine::streamArrived(); the response may have limits::StreamedResponseBytes, if it is
    // the function that streams. One that does not has its limit and comes in one piece.
    CallerMode caller = CallerMode::Buffered;
    StreamBandwidth bandwidth = StreamBandwidth::Unlimited;
};

// What a streaming caller gets while the request runs.
struct StreamPiece
{
    enum class Kind {
        Part,  // of a response in streaming mode
        Whole, // the answer of a function that does not stream
    };
    Kind kind = Kind::Part;
    QString functionName;
    QString requestId;
    QString trigger;
    QByteArray bytes;
    std::int64_t offset = 0; // of the first one in the response
    Nanoseconds at{0};       // since the event was delivered
};

// What came of a request that ran (or was throttled, or stopped as one of a loop). What the
// function did wrong is in here too.
struct InvokeOutcome
{
    // 200; 429 when throttled; 400 (RecursiveInvocationException) when it is one more invocation in
    // a chain of events than limits::RecursionHops and the function does not allow that
    int statusCode = 200;
    QString functionError = {}; // "Unhandled" when the function failed, else empty
    // What the caller gets: response, or the error object. Of a function that streamed to a
    // streaming caller the first bytes, up to limits::PayloadBytes, whatever came after them; an
    // error is in record.stream then.
    QByteArray payload = {};
    InvocationRecord record = {};
    QByteArray traceHeader = {}; // what the function got; whatever it causes goes on from there
};

} // namespace engine

Q_DECLARE_METATYPE(engine::InvokeRequest)
Q_DECLARE_METATYPE(engine::InvokeOutcome)
Q_DECLARE_METATYPE(engine::StreamPiece)
