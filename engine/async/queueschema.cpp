// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/async/queueschema.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QVariant>

namespace engine::queueschema {
namespace {

using Purpose = DestinationMessage::Purpose;
using State = DestinationMessage::State;

// Never NULL: a null QString and an empty one are the same to us.
QString notNull(const QString &text)
{
    return text.isNull() ? QString(QLatin1StringView("")) : text;
}

QByteArray writeAttributes(const std::vector<DestinationMessage::Attribute> &attributes)
{
    QJsonArray list;
    for (const DestinationMessage::Attribute &each : attributes)
        list.append(QJsonArray{each.name, each.type, each.value});
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

std::vector<DestinationMessage::Attribute> readAttributes(const QByteArray &text)
{
    std::vector<DestinationMessage::Attribute> attributes;
    const QJsonArray list = QJsonDocument::fromJson(text).array();
    for (const QJsonValue &each : list)
        attributes.push_back({each[0].toString(), each[1].toString(), each[2].toString()});
    return attributes;
}

template <typename Word>
Word fromWord(const QString &text, QString (*name)(Word), std::initializer_list<Word> all)
{
    for (const Word each : all) {
        if (name(each) == text)
            return each;
    }
    return *all.begin();
}

} // namespace

SqliteFile::Schema schema()
{
    // Payloads are read on their own, so that lists read narrow rows. The engine's thread must not
    // wait for the disk with each event: what it was told survives its own death and kill -9.
    return {ApplicationId,
            QStringLiteral("a queue of events"),
            {{
                QStringLiteral("CREATE TABLE event (number INTEGER PRIMARY KEY AUTOINCREMENT, "
                               "request_id TEXT NOT NULL, function_name TEXT NOT NULL, "
                               "trace_header BLOB NOT NULL, accepted_at_ms INTEGER NOT NULL, "
                               "running INTEGER NOT NULL, waits_since_ms INTEGER NOT NULL, "
                               "delay_ms INTEGER NOT NULL, invoke_count INTEGER NOT NULL, "
                               "backoffs INTEGER NOT NULL, last_status INTEGER NOT NULL, "
                               "last_error TEXT NOT NULL, client_context BLOB NOT NULL, "
                               "payload BLOB NOT NULL)"),
                QStringLiteral(
                    "CREATE TABLE message (number INTEGER PRIMARY KEY AUTOINCREMENT, "
                    "target_arn TEXT NOT NULL, purpose TEXT NOT NULL, state TEXT NOT NULL, "
                    "request_id TEXT NOT NULL, function_name TEXT NOT NULL, "
                    "attributes TEXT NOT NULL, object_key TEXT NOT NULL, failure TEXT NOT NULL, "
                    "sent_at_ms INTEGER NOT NULL, body BLOB NOT NULL)"),
                QStringLiteral("CREATE INDEX message_by_state ON message (state)"),
            }},
            SqliteFile::Durability::ProcessDeath};
}

QString eventColumns()
{
    return QStringLiteral("request_id, function_name, trace_header, accepted_at_ms, running, "
                          "waits_since_ms, delay_ms, invoke_count, backoffs, last_status, "
                          "last_error");
}

QString messageColumns()
{
    return QStringLiteral("target_arn, purpose, state, request_id, function_name, attributes, "
                          "object_key, failure, sent_at_ms");
}

QString placeholders(const QString &columns)
{
    return QStringList(columns.count(u',') + 1, QStringLiteral("?")).join(QLatin1StringView(", "));
}

QByteArray notNull(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

int bindEvent(QSqlQuery &query, const AsyncEvent &event)
{
    int position = 0;
    query.bindValue(position++, notNull(event.requestId));
    query.bindValue(position++, notNull(event.functionName));
    query.bindValue(position++, notNull(event.traceHeader));
    query.bindValue(position++, event.acceptedAtMs);
    query.bindValue(position++, event.running ? 1 : 0);
    query.bindValue(position++, event.waitsSinceMs);
    query.bindValue(position++, qint64{event.delay.count()});
    query.bindValue(position++, event.invokeCount);
    query.bindValue(position++, event.backoffs);
    query.bindValue(position++, event.lastStatus);
    query.bindValue(position++, notNull(event.lastError));
    return position;
}

AsyncEvent readEvent(const QSqlQuery &query)
{
    AsyncEvent event;
    int column = 0;
    event.number = query.value(column++).toLongLong();
    event.requestId = query.value(column++).toString();
    event.functionName = query.value(column++).toString();
    event.traceHeader = query.value(column++).toByteArray();
    event.acceptedAtMs = query.value(column++).toLongLong();
    event.running = query.value(column++).toInt() != 0;
    event.waitsSinceMs = query.value(column++).toLongLong();
    event.delay = Milliseconds(qMax(0LL, query.value(column++).toLongLong()));
    event.invokeCount = qMax(0, query.value(column++).toInt());
    event.backoffs = qMax(0, query.value(column++).toInt());
    event.lastStatus = query.value(column++).toInt();
    event.lastError = query.value(column++).toString();
    return event;
}

int bindMessage(QSqlQuery &query, const DestinationMessage &message)
{
    int position = 0;
    query.bindValue(position++, notNull(message.targetArn));
    query.bindValue(position++, purposeName(message.purpose));
    query.bindValue(position++, stateName(message.state));
    query.bindValue(position++, notNull(message.requestId));
    query.bindValue(position++, notNull(message.functionName));
    query.bindValue(position++, QString::fromUtf8(writeAttributes(message.attributes)));
    query.bindValue(position++, notNull(message.key));
    query.bindValue(position++, notNull(message.failure));
    query.bindValue(position++, message.sentAtMs);
    return position;
}

DestinationMessage readMessage(const QSqlQuery &query)
{
    DestinationMessage message;
    int column = 0;
    message.number = query.value(column++).toLongLong();
    message.targetArn = query.value(column++).toString();
    message.purpose = fromWord(query.value(column++).toString(), &purposeName,
                               {Purpose::OnFailure, Purpose::OnSuccess, Purpose::DeadLetter});
    message.state = fromWord(query.value(column++).toString(), &stateName,
                             {State::Kept, State::Pending, State::Delivered, State::Failed});
    message.requestId = query.value(column++).toString();
    message.functionName = query.value(column++).toString();
    message.attributes = readAttributes(query.value(column++).toByteArray());
    message.key = query.value(column++).toString();
    message.failure = query.value(column++).toString();
    message.sentAtMs = query.value(column++).toLongLong();
    return message;
}

} // namespace engine::queueschema
