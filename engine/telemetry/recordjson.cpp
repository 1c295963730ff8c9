// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/recordjson.h"

#include <QDateTime>

#include "engine/core/json.h"
#include "engine/telemetry/jsonline.h"
#include "engine/telemetry/logtext.h"

namespace engine {
namespace {

const QByteArray Null = QByteArrayLiteral("null");

QByteArray textOrNull(const QString &text)
{
    return text.isEmpty() ? Null : jsonString(text);
}

// Whole milliseconds and as many of the six decimals as tell something; exact.
QByteArray milliseconds(Nanoseconds time)
{
    constexpr std::int64_t PerMillisecond = 1'000'000;
    const std::int64_t count = time.count();
    const std::int64_t size = count < 0 ? -count : count;
    QByteArray text = (count < 0 ? "-" : "") + QByteArray::number(qint64{size / PerMillisecond});
    QByteArray decimals = QByteArray::number(qint64{size % PerMillisecond}).rightJustified(6, '0');
    while (decimals.endsWith('0'))
        decimals.chop(1);
    return decimals.isEmpty() ? text : text + '.' + decimals;
}

QByteArray payloadJson(const QByteArray &payload)
{
    // A byte order mark and NUL are not JSON, though the parser forgives both at the ends of a
    // text: spliced into our line they would break it.
    const bool strict = !payload.startsWith("\xef\xbb\xbf") && !payload.contains('\0');
    if (strict && checkJson(payload))
        return compactJson(payload);
    return jsonString(QString::fromUtf8(payload));
}

QByteArray logTail(const QByteArray &log)
{
    // The tail is cut between bytes: what is left of a character at its start is no text.
    constexpr int MostContinuationBytes = 3;
    QByteArray tail = logtext::tail(log);
    for (int i = 0; i < MostContinuationBytes && !tail.isEmpty()
                    && (static_cast<unsigned char>(tail.front()) & 0xc0) == 0x80;
         ++i)
        tail.remove(0, 1);
    return jsonString(QString::fromUtf8(tail));
}

QByteArray phasesJson(const Phases &phases)
{
    JsonLine line;
    line.add("queuedMs", milliseconds(phases.queued));
    line.add("sandboxMs", milliseconds(phases.sandbox));
    line.add("bootMs", milliseconds(phases.boot));
    line.add("initMs", milliseconds(phases.init));
    line.add("handlerMs", milliseconds(phases.handler));
    line.add("responseMs", milliseconds(phases.response));
    line.add("afterMs", milliseconds(phases.after));
    return line.finished();
}

QByteArray isoTime(qint64 msSinceEpoch)
{
    return jsonString(
        QDateTime::fromMSecsSinceEpoch(msSinceEpoch, Qt::UTC).toString(Qt::ISODateWithMs));
}

QByteArray modulesJson(const std::vector<ModuleTime> &modules)
{
    QByteArray text;
    for (const ModuleTime &module : modules) {
        JsonLine line;
        line.add("name", jsonString(module.name));
        line.add("depth", module.depth);
        line.add("selfMs", milliseconds(module.self));
        line.add("totalMs", milliseconds(module.total));
        text += (text.isEmpty() ? "[" : ",") + line.finished();
    }
    return text + ']';
}

// Null for a network that the function does not have, or that can't be counted here.
QByteArray bytesJson(std::int64_t sent, std::int64_t received)
{
    if (sent < 0 || received < 0)
        return Null;
    JsonLine line;
    line.add("sentBytes", sent);
    line.add("receivedBytes", received);
    return line.finished();
}

QByteArray networkJson(const NetworkBytes &network)
{
    JsonLine line;
    line.add("internet", bytesJson(network.internetSent, network.internetReceived));
    line.add("hostPorts", bytesJson(network.hostPortsSent, network.hostPortsReceived));
    return line.finished();
}

QByteArray streamJson(const InvocationRecord &record)
{
    const ResponseStream &stream = *record.stream;
    QByteArray chunks;
    for (const StreamChunk &chunk : stream.chunks) {
        JsonLine line;
        line.add("offset", chunk.offset);
        line.add("bytes", chunk.bytes);
        line.add("atMs", milliseconds(chunk.first));
        line.add("lastAtMs", milliseconds(chunk.last));
        line.add("arrivals", chunk.arrivals);
        chunks += (chunks.isEmpty() ? "[" : ",") + line.finished();
    }
    JsonLine line;
    line.add("caller",
             QByteArray(stream.caller == CallerMode::Streaming ? "\"streaming\"" : "\"buffered\""));
    line.add("bytes", stream.bytes);
    line.add("payloadIsCapped", QByteArray(record.isResponseCapped() ? "true" : "false"));
    line.add("firstByteMs", stream.firstByte.count() < 0 ? Null : milliseconds(stream.firstByte));
    line.add("arrivals", stream.arrivals);
    line.add("chunks", chunks.isEmpty() ? QByteArray("[]") : chunks + ']');
    line.add("error", stream.error.isEmpty() ? Null : payloadJson(stream.error));
    return line.finished();
}

} // namespace

QByteArray recordJson(const InvocationRecord &record, const RecordAnswer &answer, Money cost)
{
    const std::optional<Megabytes> used = record.maxMemoryUsed();
    JsonLine line;
    line.add("requestId", jsonString(record.requestId));
    line.add("functionName", jsonString(record.functionName));
    line.add("statusCode", answer.statusCode);
    line.add("functionError", textOrNull(answer.functionError));
    line.add("payload", payloadJson(answer.payload));
    line.add("coldStart", QByteArray(isCold(record.start) ? "true" : "false"));
    line.add("environmentId", textOrNull(record.environmentId));
    line.add("initDurationMs", record.initDuration ? milliseconds(*record.initDuration) : Null);
    line.add("durationMs", milliseconds(record.duration));
    line.add("billedDurationMs", record.billed.count());
    line.add("memorySizeMB", record.memorySize.value);
    line.add("maxMemoryUsedMB", used ? QByteArray::number(used->value) : Null);
    line.add("cpuMs", record.cpu.count() < 0 ? Null : milliseconds(record.cpu));
    line.add("wallMs", milliseconds(record.wall));
    line.add("overheadMs", milliseconds(record.overhead));
    line.add("status", jsonString(outcomeName(record.outcome)));
    line.add("errorType", textOrNull(record.errorType));
    line.add("costUsd", cost.toExactString().toLatin1());
    line.add("logTail", logTail(record.log));
    line.add("errorMessage", textOrNull(record.errorMessage));
    line.add("phases", phasesJson(record.phases));
    line.add("runtime", jsonString(record.runtime));
    line.add("interpreter", textOrNull(record.interpreter));
    line.add("version", jsonString(record.version));
    line.add("revision", textOrNull(record.revision));
    line.add("trigger", jsonString(record.trigger));
    line.add("startedAt", isoTime(record.startedAtMs));
    line.add("architecture", jsonString(architectureName(record.architecture)));
    line.add("ephemeralStorageMB", record.ephemeralStorage.value);
    line.add("requestBytes", record.requestBytes);
    line.add("responseBytes", record.responseBytes);
    if (record.network.measured())
        line.add("network", networkJson(record.network));
    if (!record.initModules.empty())
        line.add("initModules", modulesJson(record.initModules));
    if (record.attempt > 0)
        line.add("attempt", record.attempt);
    if (!record.traces.empty())
        line.add("traceSegments", record.traces.json());
    if (record.traces.ignored > 0)
        line.add("traceSegmentsIgnored", record.traces.ignored);
    if (record.stream)
        line.add("responseStream", streamJson(record));
    return line.finished();
}

} // namespace engine
