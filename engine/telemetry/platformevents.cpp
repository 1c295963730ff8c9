// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/platformevents.h"

#include <QDateTime>

#include "engine/core/json.h"
#include "engine/telemetry/jsonline.h"

namespace engine::platformevents {
namespace {

QByteArray isoTime(qint64 timeMs)
{
    return QDateTime::fromMSecsSinceEpoch(timeMs, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

QByteArray event(qint64 timeMs, const QByteArray &type, const QByteArray &record)
{
    return "{\"time\":\"" + isoTime(timeMs) + "\",\"type\":\"" + type + "\",\"record\":" + record
           + '}';
}

QByteArray quoted(const QByteArray &plain) // of our own, without anything to escape
{
    return '"' + plain + '"';
}

QByteArray list(const QStringList &texts)
{
    QByteArray json;
    for (const QString &text : texts)
        json += (json.isEmpty() ? "[" : ",") + jsonString(text);
    return json.isEmpty() ? QByteArray("[]") : json + ']';
}

// Two decimals, as in the text format.
QByteArray rounded(Nanoseconds duration)
{
    constexpr std::int64_t Hundredth = 10'000; // nanoseconds in 0.01 ms
    const std::int64_t hundredths =
        (qMax<std::int64_t>(duration.count(), 0) + Hundredth / 2) / Hundredth;
    QByteArray text = QByteArray::number(qint64{hundredths / 100});
    if (const std::int64_t rest = hundredths % 100; rest != 0) {
        text += '.' + QByteArray::number(qint64{rest}).rightJustified(2, '0');
        if (text.endsWith('0'))
            text.chop(1);
    }
    return text;
}

QByteArray durationOnly(Nanoseconds duration)
{
    return "{\"durationMs\":" + rounded(duration) + '}';
}

QByteArray spansJson(const std::vector<Span> &spans)
{
    QByteArray json;
    for (const Span &span : spans) {
        JsonLine line;
        line.add("name", quoted(span.name));
        line.add("start", quoted(isoTime(span.startMs)));
        line.add("durationMs", rounded(span.duration));
        json += (json.isEmpty() ? "[" : ",") + line.finished();
    }
    return json.isEmpty() ? QByteArray("[]") : json + ']';
}

void addStatus(JsonLine &line, const QByteArray &status, const QString &errorType)
{
    line.add("status", quoted(status));
    if (!errorType.isEmpty())
        line.add("errorType", jsonString(errorType));
}

void addTracing(JsonLine &line, const Tracing &tracing)
{
    if (tracing.value.isEmpty())
        return;
    JsonLine member;
    member.add("spanId", jsonString(tracing.spanId));
    member.add("type", QByteArray("\"X-Amzn-Trace-Id\""));
    member.add("value", jsonString(QString::fromLatin1(tracing.value)));
    line.add("tracing", member.finished());
}

QByteArray phaseOf(const Init &init)
{
    return init.phase == Init::Phase::Init ? "\"init\"" : "\"invoke\"";
}

} // namespace

QByteArray statusOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success:
        return "success";
    case Outcome::Timeout:
        return "timeout";
    case Outcome::Failed:
    case Outcome::Cancelled:
    case Outcome::Throttled:
        return "failure";
    default:
        return "error";
    }
}

QByteArray initStart(qint64 timeMs, const Init &init)
{
    JsonLine line;
    line.add("initializationType", quoted(init.initializationType));
    line.add("phase", phaseOf(init));
    if (!init.runtimeVersion.isEmpty()) {
        line.add("runtimeVersion", jsonString(init.runtimeVersion));
        line.add("runtimeVersionArn", jsonString(init.runtimeVersionArn));
    }
    line.add("functionName", jsonString(init.functionName));
    line.add("functionVersion", jsonString(init.functionVersion));
    if (!init.functionArn.isEmpty())
        line.add("functionArn", jsonString(init.functionArn));
    line.add("instanceId", jsonString(init.instanceId));
    line.add("instanceMaxMemory", init.memory.bytes());
    return event(timeMs, "platform.initStart", line.finished());
}

QByteArray initRuntimeDone(qint64 timeMs, const Init &init, const QByteArray &status,
                           const QString &errorType)
{
    JsonLine line;
    line.add("initializationType", quoted(init.initializationType));
    line.add("phase", phaseOf(init));
    addStatus(line, status, errorType);
    return event(timeMs, "platform.initRuntimeDone", line.finished());
}

QByteArray initReport(qint64 timeMs, const Init &init, Nanoseconds duration,
                      const QByteArray &status, const QString &errorType)
{
    JsonLine line;
    line.add("initializationType", quoted(init.initializationType));
    line.add("phase", phaseOf(init));
    addStatus(line, status, errorType);
    line.add("metrics", durationOnly(duration));
    return event(timeMs, "platform.initReport", line.finished());
}

QByteArray start(qint64 timeMs, const QString &requestId, const QString &version,
                 const Tracing &tracing)
{
    JsonLine line;
    line.add("requestId", jsonString(requestId));
    line.add("version", jsonString(version));
    addTracing(line, tracing);
    return event(timeMs, "platform.start", line.finished());
}

QByteArray runtimeDone(qint64 timeMs, const RuntimeDone &done)
{
    JsonLine metrics;
    metrics.add("durationMs", rounded(done.duration));
    if (done.producedBytes)
        metrics.add("producedBytes", *done.producedBytes);
    JsonLine line;
    line.add("requestId", jsonString(done.requestId));
    addStatus(line, done.status, done.errorType);
    line.add("metrics", metrics.finished());
    if (!done.spans.empty())
        line.add("spans", spansJson(done.spans));
    addTracing(line, done.tracing);
    return event(timeMs, "platform.runtimeDone", line.finished());
}

QByteArray report(qint64 timeMs, const InvocationRecord &record, const std::vector<Span> &spans,
                  const Tracing &tracing)
{
    JsonLine metrics;
    metrics.add("durationMs", rounded(record.duration));
    metrics.add("billedDurationMs", record.billed.count());
    metrics.add("memorySizeMB", record.memorySize.value);
    if (const std::optional<Megabytes> used = record.maxMemoryUsed())
        metrics.add("maxMemoryUsedMB", used->value);
    if (record.initDuration)
        metrics.add("initDurationMs", rounded(*record.initDuration));
    JsonLine line;
    line.add("requestId", jsonString(record.requestId));
    line.add("metrics", metrics.finished());
    addTracing(line, tracing);
    if (!spans.empty())
        line.add("spans", spansJson(spans));
    const QByteArray status = statusOf(record.outcome);
    addStatus(line, status, status == "error" ? record.errorType : QString());
    return event(timeMs, "platform.report", line.finished());
}

QByteArray extension(qint64 timeMs, const QString &name, const QString &state,
                     const QStringList &events, const QString &errorType)
{
    JsonLine line;
    line.add("name", jsonString(name));
    line.add("state", jsonString(state));
    line.add("events", list(events));
    if (!errorType.isEmpty())
        line.add("errorType", jsonString(errorType));
    return event(timeMs, "platform.extension", line.finished());
}

QByteArray subscription(qint64 timeMs, const QByteArray &api, const QString &name,
                        const QString &state, const QStringList &types)
{
    JsonLine line;
    line.add("name", jsonString(name));
    line.add("state", jsonString(state));
    line.add("types", list(types));
    return event(timeMs, "platform." + api, line.finished());
}

QByteArray logsDropped(qint64 timeMs, std::int64_t records, std::int64_t bytes)
{
    JsonLine line;
    line.add("reason", QByteArray("\"Consumer seems to have fallen behind as it has not "
                                  "acknowledged receipt of logs.\""));
    line.add("droppedRecords", records);
    line.add("droppedBytes", bytes);
    return event(timeMs, "platform.logsDropped", line.finished());
}

QByteArray end(qint64 timeMs, const QString &requestId)
{
    JsonLine line;
    line.add("requestId", jsonString(requestId));
    return event(timeMs, "platform.end", line.finished());
}

QByteArray fault(qint64 timeMs, const QString &text)
{
    return event(timeMs, "platform.fault", jsonString(text));
}

QByteArray output(qint64 timeMs, const char *type, const QByteArray &message, Format format)
{
    const bool object = format == Format::Json && message.startsWith('{') && !message.contains('\0')
                        && checkJson(message).has_value();
    return event(timeMs, type,
                 object ? compactJson(message) : jsonString(QString::fromUtf8(message)));
}

} // namespace engine::platformevents
