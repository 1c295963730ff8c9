// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/sqlitehistory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QVariant>

#include <fcntl.h>

#include <atomic>
#include <utility>

#include "engine/core/uniquefd.h"
#include "engine/telemetry/historyschema.h"

namespace engine {
namespace {

// Long enough for another process's largest append, short enough to be told of a stuck one.
constexpr int BusyTimeoutMs = 10'000;

// SQLite's primary result codes ("Result and Error Codes"); Qt hands them on as text.
constexpr int SqliteReadOnly = 8;
constexpr int SqliteIoError = 10;
constexpr int SqliteCorrupt = 11;
constexpr int SqliteFull = 13;
constexpr int SqliteCantOpen = 14;
constexpr int SqliteNotADatabase = 26;
constexpr int PrimaryCodeMask = 0xff;

constexpr qint64 SmallestPage = 512; // bytes; "Database File Format"

QString nextConnectionName()
{
    static std::atomic<int> number{0};
    return QStringLiteral("history-%1").arg(++number);
}

// A statement that stays open holds a read transaction, and the log file grows behind it.
class Finish
{
public:
    explicit Finish(QSqlQuery &query)
        : m_query(query)
    {
    }
    ~Finish() { m_query.finish(); }
    Q_DISABLE_COPY_MOVE(Finish)

private:
    QSqlQuery &m_query;
};

// Requests, answers and logs can hold secrets: the folder and the file are the user's alone. A
// folder that is there already keeps its permissions.
Result<void> makeFile(const QString &file)
{
    const QString folder = QFileInfo(file).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder))
            return Error{Error::Code::NotWritable, QStringLiteral("can't create the folder"),
                         folder};
        QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner
                                          | QFileDevice::ExeOwner);
    }
    if (QFileInfo::exists(file))
        return {};
    // An empty file is an empty database. One that is there is never opened here: closing any
    // descriptor of it would drop the locks that this process holds on it.
    const UniqueFd created(
        ::open(QFile::encodeName(file).constData(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600));
    if (!created && !QFileInfo::exists(file))
        return Error{Error::Code::NotWritable, qt_error_string(), file};
    return {};
}

QByteArray capped(const QByteArray &payload)
{
    return payload.left(HistoryStore::PayloadCap);
}

// Of a log the end matters more: REPORT and the last words before a crash.
QByteArray cappedLog(const QByteArray &log)
{
    return log.right(HistoryStore::PayloadCap);
}

} // namespace

SqliteHistory::SqliteHistory(const QString &file, const Options &options, const QString &connection)
    : m_file(file)
    , m_options(options)
    , m_connection(connection)
{
}

SqliteHistory::~SqliteHistory()
{
    m_statements.reset();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<SqliteHistory>> SqliteHistory::open(const QString &file,
                                                           const Options &options)
{
    if (const Result<void> made = makeFile(file); !made)
        return made.error();
    std::unique_ptr<SqliteHistory> history(new SqliteHistory(file, options, nextConnectionName()));
    using Step = Result<void> (SqliteHistory::*)();
    for (const Step step : {&SqliteHistory::connect, &SqliteHistory::checkIsOurs,
                            &SqliteHistory::migrate, &SqliteHistory::prepareStatements}) {
        if (const Result<void> done = (history.get()->*step)(); !done)
            return done.error();
    }
    return history;
}

Result<void> SqliteHistory::connect()
{
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    if (!m_database.isValid())
        return Error{Error::Code::Unsupported,
                     QStringLiteral("Qt's SQLite driver (libqt6sql6-sqlite) is not installed"),
                     m_file};
    m_database.setDatabaseName(m_file);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(BusyTimeoutMs));
    if (!m_database.open())
        return Error{Error::Code::NotReadable, m_database.lastError().databaseText(), m_file};
    return {};
}

// Only reads, so that a file that is broken, newer or another program's stays as it is.
Result<void> SqliteHistory::checkIsOurs()
{
    // SQLite takes a file shorter than its smallest page for an empty database.
    const qint64 size = QFileInfo(m_file).size();
    if (size > 0 && size < SmallestPage)
        return Error{Error::Code::NotReadable, QStringLiteral("it is not a database"), m_file};
    // All three of one moment: another process may be making the file just now.
    if (const Result<void> begun = execute(QStringLiteral("BEGIN")); !begun)
        return begun;
    const Result<qint64> tables = number(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    const Result<qint64> version = number(QStringLiteral("PRAGMA user_version"));
    const Result<qint64> application = number(QStringLiteral("PRAGMA application_id"));
    if (const Result<void> ended = execute(QStringLiteral("COMMIT")); !ended)
        return ended;
    for (const Result<qint64> *read : {&tables, &version, &application}) {
        if (!*read)
            return read->error();
    }
    const bool isNew = *version == 0 && *application == 0 && *tables == 0;
    if (!isNew && *application != historyschema::ApplicationId)
        return Error{Error::Code::NotReadable,
                     QStringLiteral("it is not a history of this program"), m_file};
    if (*version > historyschema::currentVersion())
        return Error{
            Error::Code::Unsupported,
            QStringLiteral("%1 was written by a newer version of this program").arg(m_file),
            m_file};
    return {};
}

Result<void> SqliteHistory::migrate()
{
    // FULL: what append() returned from survives a loss of power too, not only of the process.
    for (const QString &pragma : {QStringLiteral("PRAGMA synchronous = FULL"),
                                  QStringLiteral("PRAGMA journal_size_limit = 16777216")}) {
        if (const Result<void> done = execute(pragma); !done)
            return done;
    }
    const Result<qint64> before = number(QStringLiteral("PRAGMA user_version"));
    if (!before)
        return before.error();
    if (*before < historyschema::currentVersion()) {
        const Result<void> done = inTransaction([this]() -> Result<void> {
            // Read again: another process may have done it while this one waited for the lock.
            const Result<qint64> version = number(QStringLiteral("PRAGMA user_version"));
            if (!version)
                return version.error();
            QStringList statements;
            for (auto i = static_cast<size_t>(*version); i < historyschema::migrations().size();
                 ++i)
                statements += historyschema::migrations()[i];
            statements +=
                QStringLiteral("PRAGMA application_id = %1").arg(historyschema::ApplicationId);
            statements +=
                QStringLiteral("PRAGMA user_version = %1").arg(historyschema::currentVersion());
            for (const QString &sql : std::as_const(statements)) {
                if (const Result<void> ran = execute(sql); !ran)
                    return ran;
            }
            return {};
        });
        if (!done)
            return done;
    }
    return execute(QStringLiteral("PRAGMA journal_mode = WAL"));
}

Result<void> SqliteHistory::prepareStatements()
{
    const QString columns = historyschema::columns();
    const auto query = [this] {
        QSqlQuery made(m_database);
        made.setForwardOnly(true);
        return made;
    };
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
         QStringLiteral("INSERT INTO payload (seq, request, response, log, modules) "
                        "VALUES (last_insert_rowid(), ?, ?, ?, ?)")},
        {&s.listAll, QStringLiteral("SELECT %1 FROM invocation").arg(columns) + newestFirst},
        {&s.listOne,
         QStringLiteral("SELECT %1 FROM invocation WHERE function_name = ?").arg(columns)
             + newestFirst},
        {&s.find, QStringLiteral("SELECT %1, request, response, log, modules "
                                 "FROM invocation LEFT JOIN payload USING (seq) "
                                 "WHERE request_id = ? ORDER BY seq DESC LIMIT 1")
                      .arg(columns)},
        {&s.count, QStringLiteral("UPDATE counter SET records = records + ?")},
        {&s.readCount, QStringLiteral("SELECT records FROM counter")},
        {&s.prunePayloads, QStringLiteral("DELETE FROM payload WHERE seq IN ") + oldest},
        {&s.pruneRows, QStringLiteral("DELETE FROM invocation WHERE seq IN ") + oldest},
    };
    for (const auto &[statement, sql] : all) {
        if (!statement->prepare(sql))
            return errorOf(*statement);
    }
    return {};
}

template <typename Work>
Result<void> SqliteHistory::inTransaction(Work work)
{
    // IMMEDIATE: the lock is waited for here, where nothing has been read yet. A transaction that
    // first reads and then wants to write would fail at once when another one wrote in between.
    if (const Result<void> begun = execute(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    Result<void> done = work();
    if (done)
        done = execute(QStringLiteral("COMMIT"));
    if (!done) {
        const Result<void> undone = execute(QStringLiteral("ROLLBACK"));
        Q_UNUSED(undone); // SQLite may have done it itself; the first error is the one to tell
    }
    return done;
}

Result<void> SqliteHistory::append(const std::vector<InvocationRecord> &records)
{
    if (records.empty())
        return {};
    return inTransaction([&]() -> Result<void> {
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
    if (const Result<void> row = execute(m_statements->insertRow); !row)
        return row;
    QSqlQuery &payload = m_statements->insertPayload;
    payload.bindValue(0, capped(record.requestPayload));
    payload.bindValue(1, capped(record.responsePayload));
    payload.bindValue(2, cappedLog(record.log));
    payload.bindValue(3, record.initModules.empty() ? QByteArray()
                                                    : writeModuleTimes(record.initModules));
    return execute(payload);
}

Result<void> SqliteHistory::prune(int added)
{
    m_statements->count.bindValue(0, added);
    if (const Result<void> counted = execute(m_statements->count); !counted)
        return counted;
    QSqlQuery &read = m_statements->readCount;
    const Finish finish(read);
    if (!read.exec() || !read.next())
        return errorOf(read);
    const qint64 records = read.value(0).toLongLong();
    read.finish();
    if (records <= m_options.retention)
        return {};
    // More than must go, so that the next appends need not prune again.
    const qint64 surplus = qMin(records, records - m_options.retention + m_options.pruneBatch - 1);
    for (QSqlQuery *remove : {&m_statements->prunePayloads, &m_statements->pruneRows}) {
        remove->bindValue(0, surplus);
        if (const Result<void> removed = execute(*remove); !removed)
            return removed;
    }
    m_statements->count.bindValue(0, -surplus);
    return execute(m_statements->count);
}

Result<std::vector<InvocationRecord>> SqliteHistory::list(const Filter &filter)
{
    const bool all = filter.functionName.isEmpty();
    QSqlQuery &query = all ? m_statements->listAll : m_statements->listOne;
    int position = 0;
    if (!all)
        query.bindValue(position++, filter.functionName);
    query.bindValue(position, qMax(filter.limit, 0));
    const Finish finish(query);
    if (!query.exec())
        return errorOf(query);
    std::vector<InvocationRecord> records;
    while (query.next()) {
        Result<InvocationRecord> row = historyschema::readRow(query);
        if (!row) {
            Error error = row.error();
            error.place = m_file;
            return error;
        }
        records.push_back(std::move(*row));
    }
    if (query.lastError().isValid())
        return errorOf(query);
    return records;
}

Result<InvocationRecord> SqliteHistory::record(const QString &requestId)
{
    QSqlQuery &query = m_statements->find;
    query.bindValue(0, requestId.isNull() ? QStringLiteral("") : requestId);
    const Finish finish(query);
    if (!query.exec())
        return errorOf(query);
    if (!query.next()) {
        if (query.lastError().isValid())
            return errorOf(query);
        return Error{Error::Code::NotFound, requestId};
    }
    Result<InvocationRecord> row = historyschema::readRow(query);
    if (!row) {
        Error error = row.error();
        error.place = m_file;
        return error;
    }
    row->requestPayload = query.value(QStringLiteral("request")).toByteArray();
    row->responsePayload = query.value(QStringLiteral("response")).toByteArray();
    row->log = query.value(QStringLiteral("log")).toByteArray();
    row->initModules = readModuleTimes(query.value(QStringLiteral("modules")).toByteArray());
    return row;
}

Result<void> SqliteHistory::clear()
{
    const Result<void> done = inTransaction([this]() -> Result<void> {
        for (const QString &sql :
             {QStringLiteral("DELETE FROM payload"), QStringLiteral("DELETE FROM invocation"),
              QStringLiteral("UPDATE counter SET records = 0")}) {
            if (const Result<void> ran = execute(sql); !ran)
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
        const Result<void> tidied = execute(sql);
        Q_UNUSED(tidied);
    }
    return {};
}

Result<void> SqliteHistory::execute(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return errorOf(query);
    return {};
}

Result<void> SqliteHistory::execute(QSqlQuery &prepared)
{
    const Finish finish(prepared);
    if (!prepared.exec())
        return errorOf(prepared);
    return {};
}

Result<qint64> SqliteHistory::number(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql) || !query.next())
        return errorOf(query);
    return query.value(0).toLongLong();
}

Error SqliteHistory::errorOf(const QSqlQuery &query) const
{
    const QSqlError error = query.lastError();
    const QString detail = error.databaseText();
    switch (error.nativeErrorCode().toInt() & PrimaryCodeMask) {
    case SqliteCorrupt:
    case SqliteNotADatabase:
    case SqliteCantOpen:
        return {Error::Code::NotReadable, detail, m_file};
    case SqliteReadOnly:
    case SqliteIoError:
    case SqliteFull:
        return {Error::Code::NotWritable, detail, m_file};
    default:
        return {Error::Code::Internal, detail, m_file};
    }
}

} // namespace engine
