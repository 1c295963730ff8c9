// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/invoke/responsefigures.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "engine/model/limits.h"
#include "widgets/common/format.h"

namespace widgets {
namespace {

struct Figures
{
    Q_DECLARE_TR_FUNCTIONS(widgets::ResponsePanel)
};

QString figure(const QString &name, const QString &value)
{
    // Does not break between the name and its value.
    return QStringLiteral("<span style='white-space:nowrap'>%1&nbsp;<b>%2</b></span>")
        .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
}

QString joined(const QStringList &parts)
{
    return parts.join(QStringLiteral("&nbsp;&nbsp; "));
}

void addStream(const engine::ResponseStream &stream, QStringList *parts)
{
    if (stream.firstByte.count() >= 0)
        parts->append(figure(Figures::tr("First byte"), formatDuration(stream.firstByte)));
    parts->append(figure(Figures::tr("Chunks"), QLocale().toString(qlonglong{stream.arrivals})));
}

} // namespace

QString responseFigures(const engine::InvocationRecord &record, const QString &cost, qint64 bytes)
{
    const QLocale locale;
    QStringList parts;
    if (record.start != engine::StartKind::None) {
        parts.append(figure(Figures::tr("Duration"), formatDuration(record.duration)));
        parts.append(figure(Figures::tr("Billed", "time"), Figures::tr("%1 ms").arg(locale.toString(
                                                               qlonglong(record.billed.count())))));
        if (record.initDuration)
            parts.append(
                figure(Figures::tr("Init", "duration"), formatDuration(*record.initDuration)));
        if (record.stream)
            addStream(*record.stream, &parts);
        if (const auto used = record.maxMemoryUsed())
            parts.append(
                figure(Figures::tr("Memory"), Figures::tr("%1 of %2 MB", "used of configured")
                                                  .arg(locale.toString(used->value),
                                                       locale.toString(record.memorySize.value))));
        if (record.network.measured()) {
            const engine::NetworkBytes known = record.network.plus({0, 0, 0, 0});
            parts.append(
                figure(Figures::tr("Network"),
                       Figures::tr("%1 sent, %2 received", "bytes")
                           .arg(formatBytes(known.internetSent + known.hostPortsSent),
                                formatBytes(known.internetReceived + known.hostPortsReceived))));
        }
        if (!cost.isEmpty())
            parts.append(figure(Figures::tr("Cost"), cost));
    } else if (!record.errorMessage.isEmpty()) {
        parts.append(record.errorMessage.toHtmlEscaped());
    }
    parts.append(figure(Figures::tr("Size"), formatBytes(bytes)));
    return joined(parts);
}

QString streamFigures(const engine::ResponseStream &stream)
{
    QStringList parts;
    addStream(stream, &parts);
    parts.append(figure(Figures::tr("Size"), formatBytes(stream.bytes)));
    return joined(parts);
}

QString streamNote(const engine::InvocationRecord &record)
{
    if (!record.stream)
        return {};
    QStringList lines;
    if (record.isResponseCapped())
        lines.append(Figures::tr("The first %1 of %2 are kept and shown.")
                         .arg(formatBytes(record.responsePayload.size()),
                              formatBytes(record.responseBytes)));
    if (record.stream->caller == engine::CallerMode::Streaming
        && record.stream->bytes > engine::limits::PayloadBytes)
        lines.append(Figures::tr("Only streaming callers get a response of this size "
                                 "(InvokeWithResponseStream, function URLs with InvokeMode "
                                 "RESPONSE_STREAM). For all others the limit is %1 bytes.")
                         .arg(QLocale().toString(qlonglong{engine::limits::PayloadBytes})));
    return lines.join(u' ');
}

} // namespace widgets
