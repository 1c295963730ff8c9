// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/async/queuejson.h"

#include <QDateTime>

#include "engine/core/json.h"

namespace engine {
namespace {

QByteArray textOrNull(const QString &text)
{
    return text.isEmpty() ? QByteArray("null") : jsonString(text);
}

QByteArray isoTime(qint64 ms)
{
    return jsonString(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs));
}

QByteArray number(qint64 value)
{
    return QByteArray::number(value);
}

} // namespace

QByteArray eventJson(const AsyncEvent &event, qint64 nextAttemptAtMs)
{
    return "{\"requestId\":" + jsonString(event.requestId)
           + ",\"functionName\":" + jsonString(event.functionName)
           + ",\"state\":" + (event.running ? "\"running\"" : "\"waiting\"") + ",\"acceptedAt\":"
           + isoTime(event.acceptedAtMs) + ",\"invokeCount\":" + number(event.invokeCount)
           + ",\"backoffs\":" + number(event.backoffs) + ",\"nextAttemptAt\":"
           + (event.running ? QByteArray("null") : isoTime(nextAttemptAtMs)) + ",\"lastStatus\":"
           + (event.lastStatus == 0 ? QByteArray("null") : number(event.lastStatus))
           + ",\"lastError\":" + textOrNull(event.lastError) + '}';
}

QByteArray messageJson(const DestinationMessage &message)
{
    QByteArray attributes;
    for (const DestinationMessage::Attribute &each : message.attributes)
        attributes += (attributes.isEmpty() ? "" : ",") + jsonString(each.name) + ":{\"DataType\":"
                      + jsonString(each.type) + ",\"StringValue\":" + jsonString(each.value) + '}';
    return "{\"targetArn\":" + jsonString(message.targetArn)
           + ",\"purpose\":" + jsonString(purposeName(message.purpose))
           + ",\"state\":" + jsonString(stateName(message.state)) + ",\"requestId\":"
           + jsonString(message.requestId) + ",\"functionName\":" + jsonString(message.functionName)
           + ",\"sentAt\":" + isoTime(message.sentAtMs)
           + ",\"body\":" + jsonString(QString::fromUtf8(message.body)) + ",\"messageAttributes\":{"
           + attributes + "},\"key\":" + textOrNull(message.key)
           + ",\"failure\":" + textOrNull(message.failure) + '}';
}

QByteArray answerJson(const AsyncAnswer &answer)
{
    QByteArray text = "{\"statusCode\":" + number(answer.statusCode)
                      + ",\"requestId\":" + jsonString(answer.requestId)
                      + ",\"functionName\":" + jsonString(answer.functionName);
    if (!answer.accepted())
        text += ",\"errorType\":" + jsonString(answer.errorType)
                + ",\"message\":" + jsonString(answer.message);
    return text + '}';
}

} // namespace engine
