// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/sqlitehistory.h"

#include <QSqlError>
#include <QVariant>

#include <utility>

#include "engine/telemetry/historyschema.h"

namespace engine {
namespace {

QByteArray capped(const QByteArray &payload)
{
    return payload.left(HistoryStore::PayloadCap);
}

ResponseStream cappedError(ResponseStream stream)
{
    stream.error = capped(stream.error);
    return stream;
}

// Of a log the end matters more: REPORT and the last words before a crash.
QByteArray cappedLog(const QByteArray &log)
{
    return log.right(HistoryStore::PayloadCap);
}

} // namespace

SqliteHistory::SqliteHistory(std::unique_ptr<SqliteFile> file, const Options &options)
    : m_options(options)
    , m_file(std::move(file))
{
}

Result<std::unique_ptr<SqliteHistory>> SqliteHistory::open(const QString &file,
                                                           const Options &options)
{
    // What append() returned from survives a loss of power too, not only of the process.
    auto opened =
        SqliteFile::open(file, {historyschema::ApplicationId, QStringLiteral("a history"),
                                historyschema::migrations(), SqliteFile::Durability::PowerLoss});
    if (!opened)
        return opened.error();
    std::unique_ptr<SqliteHistory> history(new SqliteHistory(std::move(*opened), options));
    if (const Result<void> prepared = history->prepareStatements(); !prepared)
        return prepared.error();
    return history;
}

Result<void> SqliteHistory::prepareStatements()
{
    const QString columns = historyschema::columns();
    const auto query = [this] { return m_file->query(); };
    m_statements.reset(new Statements{query(), query(), query(), query(), query(), query(), query(),
                                      query(), query()});
    Statements &s = *m_statements;
    const QString oldest =
        QStringLiteral("(SELECT seq FROM invocation ORDER BY started_at_ms, seq LIMIT ?)");
    const QString newestFirst = QStringLiteral(" ORDER BY started_at_ms DESC, seq DESC LIMIT ?");
    const std::pair<QSqlQuery *, QString> all[] = {
        {&s.insertRow, QStringLiteral("INSERT INTO invocation (%1) VALUES (%2)")
                           .arg(columns, historyschema::placeholders())},
        {&s.insertPayload,
         QStringLiteral(
             "INSERT INTO payload (seq, request, response, log, modules, traces, stream) "
             "VALUES (last_insert_rowid(), ?, ?, ?, ?, ?, ?)")},
        {&s.listAll, QStringLiteral("SELECT %1 FROM invocation").arg(columns) + newestFirst},
        {&s.listOne,
         QStringLiteral("SELECT %1 FROM invocation WHERE function_name = ?").arg(columns)
             + newestFirst},
        {&s.find, QStringLiteral("SELECT %1, request, response, log, modules, traces, stream "
                                 "FROM invocation LEFT JOIN payload USING (seq) "
                                 "WHERE request_id = ? ORDER BY seq")
                      .arg(columns)},
        {&s.count, QStringLiteral("UPDATE counter SET records = records + ?")},
        {&s.readCount, QStringLiteral("SELECT records FROM counter")},
        {&s.prunePayloads, QStringLiteral("DELETE FROM payload WHERE seq IN ") + oldest},
        {&s.pruneRows, QStringLiteral("DELETE FROM invocation WHERE seq IN ") + oldest},
    };
    for (const auto &[statement, sql] : all) {
        if (const Result<void> prepared = m_file->prepare(*statement, sql); !prepared)
            return prepared;
    }
    return {};
}

Result<void> SqliteHistory::append(const std::vector<InvocationRecord> &records)
{
    if (records.empty())
        return {};
    return m_file->inTransaction([&]() -> Result<void> {
        for (const InvocationRecord &record : records) {
            if (const Result<void> inserted = insert(record); !inserted)
                return inserted;
        }
        return prune(static_cast<int>(records.size()));
    });
}

Result<void> SqliteHistory::insert(const InvocationRecord &record)
{
    historyschema::bindRow(m_statements->insertRow, record);
    if (const Result<void> row = m_file->execute(m_statements->insertRow); !row)
        return row;
    QSqlQuery &payload = m_statements->insertPayload;
    payload.bindValue(0, capped(record.requestPayload));
    payload.bindValue(1, capped(record.responsePayload));
    payload.bindValue(2, cappedLog(record.log));
    payload.bindValue(3, record.initModules.empty() ? QByteArray()
                                                    : writeModuleTimes(record.initModules));
    payload.bindValue(4, record.traces == TraceSegments{} ? QByteArray()
                                                          : writeTraceSegments(record.traces));
    payload.bindValue(5, record.stream ? writeStreamChunks(cappedError(*record.stream))
                                       : QByteArray());
    return m_file->execute(payload);
}

Result<void> SqliteHistory::prune(int added)
{
    m_statements->count.bindValue(0, added);
    if (const Result<void> counted = m_file->execute(m_statements->count); !counted)
        return counted;
    QSqlQuery &read = m_statements->readCount;
    const FinishedQuery finish(read);
    if (!read.exec() || !read.next())
        return m_file->errorOf(read);
    const qint64 records = read.value(0).toLongLong();
    read.finish();
    if (records <= m_options.retention)
        return {};
    // More than must go, so that the next appends need not prune again.
    const qint64 surplus = qMin(records, records - m_options.retention + m_options.pruneBatch - 1);
    for (QSqlQuery *remove : {&m_statements->prunePayloads, &m_statements->pruneRows}) {
        remove->bindValue(0, surplus);
        if (const Result<void> removed = m_file->execute(*remove); !removed)
            return removed;
    }
    m_statements->count.bindValue(0, -surplus);
    return m_file->execute(m_statements->count);
}

Result<std::vector<InvocationRecord>> SqliteHistory::list(const Filter &filter)
{
    const bool all = filter.functionName.isEmpty();
    QSqlQuery &query = all ? m_statements->listAll : m_statements->listOne;
    int position = 0;
    if (!all)
        query.bindValue(position++, filter.functionName);
    query.bindValue(position, qMax(filter.limit, 0));
    const FinishedQuery finish(query);
    if (!query.exec())
        return m_file->errorOf(query);
    std::vector<InvocationRecord> records;
    while (query.next()) {
        Result<InvocationRecord> row = historyschema::readRow(query);
        if (!row) {
            Error error = row.error();
            error.place = m_file->path();
            return error;
        }
        records.push_back(std::move(*row));
    }
    if (query.lastError().isValid())
        return m_file->errorOf(query);
    return records;
}

Result<InvocationRecord> SqliteHistory::record(const QString &requestId)
{
    auto found = attempts(requestId);
    if (!found)
        return found.error();
    return std::move(found->back());
}

Result<std::vector<InvocationRecord>> SqliteHistory::attempts(const QString &requestId)
{
    QSqlQuery &query = m_statements->find;
    query.bindValue(0, requestId.isNull() ? QStringLiteral("") : requestId);
    const FinishedQuery finish(query);
    if (!query.exec())
        return m_file->errorOf(query);
    std::vector<InvocationRecord> records;
    while (query.next()) {
        Result<InvocationRecord> row = historyschema::readRow(query);
        if (!row) {
            Error error = row.error();
            error.place = m_file->path();
            return error;
        }
        row->requestPayload = query.value(QStringLiteral("request")).toByteArray();
        row->responsePayload = query.value(QStringLiteral("response")).toByteArray();
        row->log = query.value(QStringLiteral("log")).toByteArray();
        row->initModules = readModuleTimes(query.value(QStringLiteral("modules")).toByteArray());
        row->traces = readTraceSegments(query.value(QStringLiteral("traces")).toByteArray());
        if (row->stream)
            readStreamChunks(query.value(QStringLiteral("stream")).toByteArray(), &*row->stream);
        records.push_back(std::move(*row));
    }
    if (query.lastError().isValid())
        return m_file->errorOf(query);
    if (records.empty())
        return Error{Error::Code::NotFound, requestId};
    return records;
}

Result<void> SqliteHistory::clear()
{
    const Result<void> done = m_file->inTransaction([this]() -> Result<void> {
        for (const QString &sql :
             {QStringLiteral("DELETE FROM payload"), QStringLiteral("DELETE FROM invocation"),
              QStringLiteral("UPDATE counter SET records = 0")}) {
            if (const Result<void> ran = m_file->execute(sql); !ran)
                return ran;
        }
        return {};
    });
    if (!done)
        return done;
    // What was deleted shall also be gone from the disk. Another process that reads just now keeps
    // these from running; the space is then used again by the next records.
    for (const QString &sql :
         {QStringLiteral("VACUUM"), QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")}) {
        const Result<void> tidied = m_file->execute(sql);
        Q_UNUSED(tidied);
    }
    return {};
}

} // namespace engine
