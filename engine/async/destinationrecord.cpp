// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/async/destinationrecord.h"

#include <QDateTime>

#include <algorithm>

#include "engine/core/json.h"
#include "engine/model/function.h"
#include "engine/model/limits.h"

namespace engine {
namespace {

using Purpose = DestinationMessage::Purpose;
using State = DestinationMessage::State;

constexpr qsizetype ErrorMessageBytes = 1'024; // "the first 1 KB of the error message"

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

// The text itself when it is JSON; functions may answer with anything.
QByteArray asJson(const QByteArray &payload)
{
    if (payload.isEmpty())
        return "null";
    return checkJson(payload) ? payload : jsonString(QString::fromUtf8(payload));
}

QString firstKilobyte(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    if (bytes.size() <= ErrorMessageBytes)
        return text;
    qsizetype end = ErrorMessageBytes;
    while (end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xc0) == 0x80)
        --end; // not inside a character
    return QString::fromUtf8(bytes.left(end));
}

// What SQS and SNS take in the value of an attribute ("SendMessage": Unicode characters of XML 1.0,
// not empty).
bool canBeAttribute(const QString &text)
{
    return !text.isEmpty() && std::none_of(text.begin(), text.end(), [](QChar c) {
        return (c < u' ' && c != u'\t' && c != u'\n' && c != u'\r') || c == QChar(0xfffe)
               || c == QChar(0xffff);
    });
}

qint64 sizeOf(const DestinationMessage &message)
{
    qint64 size = message.body.size();
    for (const DestinationMessage::Attribute &each : message.attributes)
        size += each.name.toUtf8().size() + each.type.toUtf8().size() + each.value.toUtf8().size();
    return size;
}

// The limit of one message; 0: there is none here.
qint64 limitOf(const QString &service)
{
    if (service == u"sqs")
        return limits::SqsMessageBytes;
    if (service == u"sns")
        return limits::SnsMessageBytes;
    return service == u"lambda" ? limits::AsyncPayloadBytes : 0;
}

void checkTarget(DestinationMessage &message)
{
    const qint64 limit = limitOf(serviceOfArn(message.targetArn));
    if (message.targetArn.endsWith(u".fifo"))
        message.failure = QStringLiteral("a FIFO queue or topic can't be a target");
    else if (limit > 0 && sizeOf(message) > limit)
        message.failure = QStringLiteral("%1 bytes are more than the %2 that the target takes")
                              .arg(sizeOf(message))
                              .arg(limit);
    if (!message.failure.isEmpty())
        message.state = State::Failed;
}

DestinationMessage messageTo(const QString &targetArn, Purpose purpose, const AsyncEvent &event,
                             const EventEnd &end)
{
    DestinationMessage message;
    message.targetArn = targetArn;
    message.purpose = purpose;
    message.requestId = event.requestId;
    message.functionName = event.functionName;
    message.sentAtMs = end.endedAtMs;
    return message;
}

DestinationMessage deadLetter(const AsyncEvent &event, const EventEnd &end, const QString &target)
{
    DestinationMessage message = messageTo(target, Purpose::DeadLetter, event, end);
    message.body = event.payload;
    const QString error = firstKilobyte(
        end.response ? jsonTextMember(end.response->payload, "errorMessage") : event.lastError);
    const int status = end.response ? end.response->statusCode : event.lastStatus;
    message.attributes = {
        {QStringLiteral("RequestID"), QStringLiteral("String"), event.requestId},
        {QStringLiteral("ErrorCode"), QStringLiteral("Number"), QString::number(status)},
        {QStringLiteral("ErrorMessage"), QStringLiteral("String"), error}};
    // "If Lambda can't add the attributes, it drops them and keeps the body."
    if (!canBeAttribute(error) || sizeOf(message) > limitOf(serviceOfArn(target)))
        message.attributes.clear();
    checkTarget(message);
    return message;
}

// The event of a bus around the record.
QByteArray busEvent(const QByteArray &record, const EventEnd &end, const QString &busArn,
                    const QString &uuid)
{
    const bool success = end.condition == EventCondition::Success;
    return "{\"version\":\"0\",\"id\":" + jsonString(uuid)
           + ",\"detail-type\":\"Lambda Function Invocation Result - "
           + (success ? "Success" : "Failure")
           + "\",\"source\":\"lambda\",\"account\":" + jsonString(busArn.section(u':', 4, 4))
           + ",\"time\":" + jsonString(utc(end.endedAtMs).toString(Qt::ISODate)) + ",\"region\":"
           + jsonString(busArn.section(u':', 3, 3)) + ",\"resources\":[" + jsonString(busArn) + ','
           + jsonString(end.functionArn) + "],\"detail\":" + record + '}';
}

DestinationMessage destination(const AsyncEvent &event, const EventEnd &end, Purpose purpose,
                               const QString &target, const QString &uuid)
{
    DestinationMessage message = messageTo(target, purpose, event, end);
    const QString service = serviceOfArn(target);
    message.body = destinationRecord(event, end);
    // A topic takes 256 KB: a failure is told without the payloads, a success not at all.
    if (service == u"sns" && purpose == Purpose::OnFailure
        && message.body.size() > limits::SnsMessageBytes)
        message.body = destinationRecord(event, end, RecordPayloads::Without);
    if (service == u"events")
        message.body = busEvent(message.body, end, target, uuid);
    if (service == u"s3")
        message.key =
            QStringLiteral("aws/lambda/async/%1/%2-%3")
                .arg(event.functionName.section(u':', 0, 0),
                     utc(end.endedAtMs).toString(QStringLiteral("yyyy/MM/dd/yyyy-MM-ddTHH.mm.ss")),
                     uuid);
    checkTarget(message);
    return message;
}

} // namespace

QString purposeName(DestinationMessage::Purpose purpose)
{
    switch (purpose) {
    case Purpose::OnSuccess:
        return QStringLiteral("OnSuccess");
    case Purpose::OnFailure:
        return QStringLiteral("OnFailure");
    case Purpose::DeadLetter:
        break;
    }
    return QStringLiteral("DeadLetter");
}

QString stateName(DestinationMessage::State state)
{
    switch (state) {
    case State::Kept:
        return QStringLiteral("kept");
    case State::Pending:
        return QStringLiteral("pending");
    case State::Delivered:
        return QStringLiteral("delivered");
    case State::Failed:
        break;
    }
    return QStringLiteral("failed");
}

QByteArray destinationRecord(const AsyncEvent &event, const EventEnd &end, RecordPayloads payloads)
{
    const bool with = payloads == RecordPayloads::With;
    QByteArray text = "{\"version\":\"1.0\",\"timestamp\":"
                      + jsonString(utc(end.endedAtMs).toString(Qt::ISODateWithMs))
                      + ",\"requestContext\":{\"requestId\":" + jsonString(event.requestId)
                      + ",\"functionArn\":" + jsonString(end.functionArn)
                      + ",\"condition\":" + jsonString(conditionName(end.condition))
                      + ",\"approximateInvokeCount\":" + QByteArray::number(end.invokeCount) + '}';
    if (with)
        text += ",\"requestPayload\":" + asJson(event.payload);
    if (!end.response)
        return text + '}';
    text += ",\"responseContext\":{\"statusCode\":" + QByteArray::number(end.response->statusCode)
            + ",\"executedVersion\":" + jsonString(end.response->executedVersion);
    if (!end.response->functionError.isEmpty())
        text += ",\"functionError\":" + jsonString(end.response->functionError);
    text += '}';
    if (with)
        text += ",\"responsePayload\":" + asJson(end.response->payload);
    return text + '}';
}

std::vector<DestinationMessage> messagesFor(const AsyncEvent &event, const EventEnd &end,
                                            const AsyncConfig &config, const QString &uuid)
{
    std::vector<DestinationMessage> messages;
    if (end.condition == EventCondition::Success) {
        if (!config.onSuccess.isEmpty())
            messages.push_back(destination(event, end, Purpose::OnSuccess, config.onSuccess, uuid));
        return messages;
    }
    if (!config.deadLetterTarget.isEmpty())
        messages.push_back(deadLetter(event, end, config.deadLetterTarget));
    if (!config.onFailure.isEmpty())
        messages.push_back(destination(event, end, Purpose::OnFailure, config.onFailure, uuid));
    return messages;
}

} // namespace engine
