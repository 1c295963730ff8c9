// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/logtext.h"

namespace engine::logtext {
namespace {

constexpr qsizetype TailBytes = 4'096; // Invoke, LogResult: "the last 4 KB of the execution log"

// The first line that begins with `prefix`, or -1.
qsizetype lineStartingWith(const QByteArray &log, const QByteArray &prefix, qsizetype from = 0)
{
    if (from == 0 && log.startsWith(prefix))
        return 0;
    const qsizetype at = log.indexOf('\n' + prefix, qMax<qsizetype>(from - 1, 0));
    return at < 0 ? -1 : at + 1;
}

// "\tStatus: error\tError Type: X" as new-style lines end; nothing on success.
QByteArray statusFields(const QByteArray &status, const QString &errorType)
{
    QByteArray fields = "Status: " + status;
    if (!errorType.isEmpty())
        fields += "\tError Type: " + errorType.toUtf8();
    return fields;
}

} // namespace

QByteArray initStart(const QString &versionName, const QString &versionArn)
{
    return "INIT_START Runtime Version: " + versionName.toUtf8()
           + "\tRuntime Version ARN: " + versionArn.toUtf8() + '\n';
}

QByteArray start(const QString &requestId, const QString &version)
{
    return "START RequestId: " + requestId.toUtf8() + " Version: " + version.toUtf8() + '\n';
}

QByteArray end(const QString &requestId)
{
    return "END RequestId: " + requestId.toUtf8() + '\n';
}

QByteArray report(const InvocationRecord &record)
{
    // Each field is followed by a tab, the last one too: that is how the service writes it, and
    // tools match "\tDuration: " and the like.
    QByteArray line = "REPORT RequestId: " + record.requestId.toUtf8() + '\t';
    line += "Duration: " + milliseconds(record.duration) + '\t';
    line += "Billed Duration: " + QByteArray::number(qint64{record.billed.count()}) + " ms\t";
    line += "Memory Size: " + QByteArray::number(record.memorySize.value) + " MB\t";
    if (const std::optional<Megabytes> used = record.maxMemoryUsed())
        line += "Max Memory Used: " + QByteArray::number(used->value) + " MB\t";
    if (record.initDuration)
        line += "Init Duration: " + milliseconds(*record.initDuration) + '\t';
    if (record.outcome == Outcome::Timeout)
        line += statusFields("timeout", {}) + '\t';
    else if (record.failed())
        line += statusFields("error", record.errorType) + '\t';
    line += '\n';
    if (record.traceHeader.split(';').contains("Sampled=1")) {
        const QByteArrayList parts = record.traceHeader.split(';');
        line += "XRAY TraceId: " + parts[0].mid(qsizetype(sizeof "Root=") - 1) + "\tSegmentId: "
                + parts.value(1).mid(qsizetype(sizeof "Parent=") - 1) + "\tSampled: true\t\n";
    }
    return line;
}

QByteArray initReport(Nanoseconds duration, InitPhase phase, const QString &status,
                      const QString &errorType)
{
    return "INIT_REPORT Init Duration: " + milliseconds(duration)
           + "\tPhase: " + (phase == InitPhase::Init ? "init" : "invoke") + '\t'
           + statusFields(status.toUtf8(), errorType) + '\n';
}

QByteArray extension(const QString &name, const QString &state, const QStringList &events,
                     const QString &errorType)
{
    QByteArray line = "EXTENSION\tName: " + name.toUtf8() + "\tState: " + state.toUtf8()
                      + "\tEvents: [" + events.join(QStringLiteral(", ")).toUtf8() + ']';
    if (!errorType.isEmpty())
        line += "\tError Type: " + errorType.toUtf8();
    return line.replace('\n', ' ').replace('\r', ' ') + '\n'; // a name is the extension's own
}

QByteArray subscription(const QByteArray &api, const QString &name, const QString &state,
                        const QStringList &types)
{
    const QByteArray kind = api == "logsSubscription" ? "LOGS" : "TELEMETRY";
    QStringList capital = types; // here they are "Platform", "Function"
    for (QString &type : capital)
        type = type.left(1).toUpper() + type.mid(1);
    QByteArray line = kind + "\tName: " + name.toUtf8() + "\tState: " + state.toUtf8()
                      + "\tTypes: [" + capital.join(QStringLiteral(", ")).toUtf8() + ']';
    return line.replace('\n', ' ').replace('\r', ' ') + '\n';
}

QByteArray milliseconds(Nanoseconds duration)
{
    constexpr std::int64_t Hundredth = 10'000; // nanoseconds in 0.01 ms
    const std::int64_t hundredths =
        (qMax<std::int64_t>(duration.count(), 0) + Hundredth / 2) / Hundredth;
    return QByteArray::number(qint64{hundredths / 100}) + '.'
           + QByteArray::number(qint64{hundredths % 100}).rightJustified(2, '0') + " ms";
}

QByteArray tail(const QByteArray &log)
{
    // The invocation's own part begins at START; what init wrote comes before it. A log whose
    // beginning is lost has no START, and no more than a stray INIT_START to drop.
    QByteArray own = log;
    qsizetype startLine = lineStartingWith(log, "START RequestId: ");
    if (startLine < 0) { // in JSON
        const qsizetype type = log.indexOf("\",\"type\":\"platform.start\"");
        const qsizetype line = type < 0 ? -1 : log.lastIndexOf('\n', type) + 1;
        if (line >= 0 && QByteArrayView(log).sliced(line).startsWith("{\"time\":\""))
            startLine = line;
    }
    if (startLine >= 0) {
        own = log.mid(startLine);
    } else {
        const QByteArray initStartPrefix = "INIT_START Runtime Version: ";
        for (qsizetype at = lineStartingWith(own, initStartPrefix); at >= 0;
             at = lineStartingWith(own, initStartPrefix, at)) {
            const qsizetype lineEnd = own.indexOf('\n', at);
            own.remove(at, lineEnd < 0 ? own.size() - at : lineEnd + 1 - at);
        }
    }
    return own.right(TailBytes);
}

} // namespace engine::logtext
