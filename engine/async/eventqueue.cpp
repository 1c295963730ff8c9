// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/async/eventqueue.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QVariant>

#include <utility>

#include "engine/async/queueschema.h"
#include "engine/core/sqlitefile.h"

namespace engine {
namespace {

// Moves the file and what SQLite keeps beside it to a name that is free; that name.
Result<QString> moveAside(const QString &file)
{
    const QString base =
        file + QStringLiteral(".broken-")
        + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString target = base;
    for (int i = 2; QFileInfo::exists(target); ++i)
        target = QStringLiteral("%1-%2").arg(base).arg(i);
    if (!QFile::rename(file, target))
        return Error{Error::Code::NotWritable, QStringLiteral("can't be moved aside"), file};
    for (const char *suffix : {"-wal", "-shm"}) {
        const QString part = file + QLatin1StringView(suffix);
        // the new file must not take the old one's log for its own
        if (QFileInfo::exists(part) && !QFile::rename(part, target + QLatin1StringView(suffix)))
            return Error{Error::Code::NotWritable, QStringLiteral("can't be moved aside"), part};
    }
    return target;
}

} // namespace

EventQueue::EventQueue(std::unique_ptr<SqliteFile> file)
    : m_file(std::move(file))
{
}

EventQueue::~EventQueue() = default;

Result<std::unique_ptr<EventQueue>> EventQueue::open(const QString &file)
{
    auto opened = SqliteFile::open(file, queueschema::schema());
    if (!opened)
        return opened.error();
    return std::unique_ptr<EventQueue>(new EventQueue(std::move(*opened)));
}

Result<EventQueue::Opened> EventQueue::openOrReplace(const QString &file)
{
    Opened opened;
    auto queue = open(file);
    Result<void> whole = queue ? (*queue)->checkWhole() : Result<void>(queue.error());
    if (whole) {
        opened.queue = std::move(*queue);
        return opened;
    }
    if (whole.error().code != Error::Code::NotReadable)
        return whole.error();
    opened.reason = whole.error().detail;
    if (queue)
        queue->reset(); // closed before it is moved
    const auto moved = moveAside(file);
    if (!moved)
        return moved.error();
    opened.movedAside = *moved;
    queue = open(file);
    if (!queue)
        return queue.error();
    opened.queue = std::move(*queue);
    return opened;
}

// A file that was cut off opens all the same: only reading its pages tells.
Result<void> EventQueue::checkWhole()
{
    QSqlQuery check = m_file->query();
    if (!check.exec(QStringLiteral("PRAGMA quick_check(1)")) || !check.next())
        return m_file->errorOf(check);
    const QString verdict = check.value(0).toString();
    check.finish();
    if (verdict != u"ok")
        return Error{Error::Code::NotReadable, verdict, m_file->path()};
    if (const auto read = list(); !read)
        return read.error();
    if (const auto read = messages({{}, 1}); !read)
        return read.error();
    return {};
}

Result<qint64> EventQueue::add(const AsyncEvent &event)
{
    qint64 number = 0;
    const Result<void> done = m_file->inTransaction([&]() -> Result<void> {
        const auto inserted = insert(event);
        if (!inserted)
            return inserted.error();
        number = *inserted;
        return {};
    });
    if (!done)
        return done.error();
    return number;
}

Result<qint64> EventQueue::insert(const AsyncEvent &event)
{
    QSqlQuery query = m_file->query();
    const QString columns =
        queueschema::eventColumns() + QStringLiteral(", client_context, payload");
    if (const auto prepared =
            m_file->prepare(query, QStringLiteral("INSERT INTO event (%1) VALUES (%2)")
                                       .arg(columns, queueschema::placeholders(columns)));
        !prepared)
        return prepared.error();
    int position = queueschema::bindEvent(query, event);
    query.bindValue(position++, queueschema::notNull(event.clientContext));
    query.bindValue(position, queueschema::notNull(event.payload));
    if (!query.exec())
        return m_file->errorOf(query);
    return query.lastInsertId().toLongLong();
}

Result<qint64> EventQueue::insert(const DestinationMessage &message)
{
    QSqlQuery query = m_file->query();
    const QString columns = queueschema::messageColumns() + QStringLiteral(", body");
    if (const auto prepared =
            m_file->prepare(query, QStringLiteral("INSERT INTO message (%1) VALUES (%2)")
                                       .arg(columns, queueschema::placeholders(columns)));
        !prepared)
        return prepared.error();
    const int position = queueschema::bindMessage(query, message);
    query.bindValue(position, queueschema::notNull(message.body));
    if (!query.exec())
        return m_file->errorOf(query);
    return query.lastInsertId().toLongLong();
}

Result<AsyncEvent> EventQueue::event(qint64 number)
{
    QSqlQuery query = m_file->query();
    if (const auto prepared = m_file->prepare(
            query, QStringLiteral("SELECT number, %1, client_context, payload FROM event "
                                  "WHERE number = ?")
                       .arg(queueschema::eventColumns()));
        !prepared)
        return prepared.error();
    query.bindValue(0, number);
    const FinishedQuery finish(query);
    if (!query.exec())
        return m_file->errorOf(query);
    if (!query.next()) {
        if (query.lastError().isValid())
            return m_file->errorOf(query);
        return Error{Error::Code::NotFound, QString::number(number), m_file->path()};
    }
    AsyncEvent event = queueschema::readEvent(query);
    event.clientContext = query.value(QStringLiteral("client_context")).toByteArray();
    event.payload = query.value(QStringLiteral("payload")).toByteArray();
    return event;
}

Result<std::vector<AsyncEvent>> EventQueue::list()
{
    QSqlQuery query = m_file->query();
    const FinishedQuery finish(query);
    if (!query.exec(QStringLiteral("SELECT number, %1 FROM event ORDER BY number")
                        .arg(queueschema::eventColumns())))
        return m_file->errorOf(query);
    std::vector<AsyncEvent> events;
    while (query.next())
        events.push_back(queueschema::readEvent(query));
    if (query.lastError().isValid())
        return m_file->errorOf(query);
    return events;
}

Result<QueueCounts> EventQueue::counts()
{
    const auto running =
        m_file->number(QStringLiteral("SELECT count(*) FROM event WHERE running <> 0"));
    const auto all = m_file->number(QStringLiteral("SELECT count(*) FROM event"));
    if (!running)
        return running.error();
    if (!all)
        return all.error();
    return QueueCounts{static_cast<int>(*all - *running), static_cast<int>(*running)};
}

Result<void> EventQueue::setRunning(qint64 number)
{
    const auto done =
        changed(QStringLiteral("UPDATE event SET running = 1 WHERE number = %1").arg(number));
    return done ? Result<void>() : Result<void>(done.error());
}

Result<void> EventQueue::setWaiting(const AsyncEvent &event)
{
    QSqlQuery query = m_file->query();
    if (const auto prepared = m_file->prepare(
            query, QStringLiteral("UPDATE event SET (%1) = (%2) WHERE number = ?")
                       .arg(queueschema::eventColumns(),
                            queueschema::placeholders(queueschema::eventColumns())));
        !prepared)
        return prepared;
    AsyncEvent waiting = event;
    waiting.running = false;
    query.bindValue(queueschema::bindEvent(query, waiting), event.number);
    return m_file->execute(query);
}

Result<void> EventQueue::finish(qint64 number, std::vector<DestinationMessage> *messages,
                                std::vector<AsyncEvent> *caused)
{
    return m_file->inTransaction([&]() -> Result<void> {
        const auto gone =
            changed(QStringLiteral("DELETE FROM event WHERE number = %1").arg(number));
        if (!gone)
            return gone.error();
        for (DestinationMessage &message : *messages) {
            const auto inserted = insert(message);
            if (!inserted)
                return inserted.error();
            message.number = *inserted;
        }
        for (AsyncEvent &event : *caused) {
            const auto inserted = insert(event);
            if (!inserted)
                return inserted.error();
            event.number = *inserted;
        }
        if (messages->empty())
            return {};
        const auto pruned = changed(QStringLiteral("DELETE FROM message WHERE number <= "
                                                   "(SELECT max(number) FROM message) - %1")
                                        .arg(MostMessages));
        return pruned ? Result<void>() : Result<void>(pruned.error());
    });
}

Result<int> EventQueue::release()
{
    return changed(QStringLiteral("UPDATE event SET running = 0 WHERE running <> 0"));
}

Result<int> EventQueue::purge(Purge what)
{
    return changed(what == Purge::All ? QStringLiteral("DELETE FROM event")
                                      : QStringLiteral("DELETE FROM event WHERE running = 0"));
}

Result<std::vector<DestinationMessage>> EventQueue::messages(const MessageFilter &filter)
{
    QSqlQuery query = m_file->query();
    const bool all = filter.targetArn.isEmpty();
    if (const auto prepared = m_file->prepare(
            query, QStringLiteral("SELECT number, %1, body FROM message %2 "
                                  "ORDER BY number DESC LIMIT ?")
                       .arg(queueschema::messageColumns(),
                            all ? QString() : QStringLiteral("WHERE target_arn = ?")));
        !prepared)
        return prepared.error();
    int position = 0;
    if (!all)
        query.bindValue(position++, filter.targetArn);
    query.bindValue(position, qMax(0, filter.limit));
    return readMessages(query);
}

Result<std::vector<DestinationMessage>> EventQueue::pendingMessages()
{
    QSqlQuery query = m_file->query();
    if (const auto prepared = m_file->prepare(
            query, QStringLiteral("SELECT number, %1, body FROM message WHERE state = 'pending' "
                                  "ORDER BY number")
                       .arg(queueschema::messageColumns()));
        !prepared)
        return prepared.error();
    return readMessages(query);
}

Result<std::vector<DestinationMessage>> EventQueue::readMessages(QSqlQuery &query)
{
    const FinishedQuery finish(query);
    if (!query.exec())
        return m_file->errorOf(query);
    std::vector<DestinationMessage> messages;
    while (query.next()) {
        messages.push_back(queueschema::readMessage(query));
        messages.back().body = query.value(QStringLiteral("body")).toByteArray();
    }
    if (query.lastError().isValid())
        return m_file->errorOf(query);
    return messages;
}

Result<void> EventQueue::setDelivered(qint64 number, const QString &failure)
{
    QSqlQuery query = m_file->query();
    if (const auto prepared = m_file->prepare(
            query, QStringLiteral("UPDATE message SET state = ?, failure = ? WHERE number = ?"));
        !prepared)
        return prepared;
    query.bindValue(0, stateName(failure.isEmpty() ? DestinationMessage::State::Delivered
                                                   : DestinationMessage::State::Failed));
    query.bindValue(1, failure.isEmpty() ? QStringLiteral("") : failure);
    query.bindValue(2, number);
    return m_file->execute(query);
}

Result<int> EventQueue::purgeMessages()
{
    return changed(QStringLiteral("DELETE FROM message"));
}

Result<qint64> EventQueue::foreignChanges()
{
    return m_file->number(QStringLiteral("PRAGMA data_version"));
}

Result<int> EventQueue::changed(const QString &sql)
{
    QSqlQuery query = m_file->query();
    const FinishedQuery finish(query);
    if (!query.exec(sql))
        return m_file->errorOf(query);
    return query.numRowsAffected();
}

} // namespace engine
