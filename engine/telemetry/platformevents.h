// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/core/units.h"
#include "engine/telemetry/invocationrecord.h"

// The platform's events as JSON documents on one line, without a newline:
// {"time":"2026-01-05T10:00:00.123Z","type":"platform.start","record":{...}}. The Telemetry API
// delivers them, and a function that logs in JSON has them as its system lines. Pure.
// Source: runtime-api sections 4.1 and 7.1 ("Telemetry API Event schema reference").
namespace engine::platformevents {

struct Init // of an environment
{
    QByteArray initializationType = "on-demand";
    enum class Phase { Init, Invoke };
    Phase phase = Phase::Init;
    QString runtimeVersion;
    QString runtimeVersionArn;
    QString functionName;
    QString functionVersion;
    QString functionArn;
    QString instanceId; // the log stream's name
    Megabytes memory{0};
};

struct Span // a part of a phase
{
    QByteArray name;    // "responseLatency"
    qint64 startMs = 0; // since 1970
    Nanoseconds duration{0};
};

struct Tracing
{
    QString spanId;   // of the function's own segment
    QByteArray value; // the header; empty: none
};

// "success", "error" (of runtime, extension or function), "timeout", "failure" (of the sandbox).
[[nodiscard]] QByteArray statusOf(Outcome outcome);

[[nodiscard]] QByteArray initStart(qint64 timeMs, const Init &init);
[[nodiscard]] QByteArray initRuntimeDone(qint64 timeMs, const Init &init, const QByteArray &status,
                                         const QString &errorType);
[[nodiscard]] QByteArray initReport(qint64 timeMs, const Init &init, Nanoseconds duration,
                                    const QByteArray &status, const QString &errorType);
[[nodiscard]] QByteArray start(qint64 timeMs, const QString &requestId, const QString &version,
                               const Tracing &tracing);
struct RuntimeDone
{
    QString requestId;
    QByteArray status = "success";
    QString errorType;
    Nanoseconds duration{0};
    std::optional<std::int64_t> producedBytes;
    std::vector<Span> spans;
    Tracing tracing;
};
[[nodiscard]] QByteArray runtimeDone(qint64 timeMs, const RuntimeDone &done);
[[nodiscard]] QByteArray report(qint64 timeMs, const InvocationRecord &record,
                                const std::vector<Span> &spans, const Tracing &tracing);
[[nodiscard]] QByteArray extension(qint64 timeMs, const QString &name, const QString &state,
                                   const QStringList &events, const QString &errorType);
// `api`: "telemetrySubscription" or "logsSubscription"; `state`: "Subscribed" and so on.
[[nodiscard]] QByteArray subscription(qint64 timeMs, const QByteArray &api, const QString &name,
                                      const QString &state, const QStringList &types);
[[nodiscard]] QByteArray logsDropped(qint64 timeMs, std::int64_t records, std::int64_t bytes);

// Of the Logs API alone.
[[nodiscard]] QByteArray end(qint64 timeMs, const QString &requestId);
[[nodiscard]] QByteArray fault(qint64 timeMs, const QString &text);

// What a function or an extension wrote: `type` is "function" or "extension", the record a string,
// or the object itself when it is one and the function logs in JSON.
enum class Format { Text, Json };
[[nodiscard]] QByteArray output(qint64 timeMs, const char *type, const QByteArray &message,
                                Format format);

} // namespace engine::platformevents
