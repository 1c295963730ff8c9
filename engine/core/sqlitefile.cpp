// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/sqlitefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QVariant>

#include <fcntl.h>

#include <atomic>
#include <utility>

#include "engine/core/uniquefd.h"

namespace engine {
namespace {

// Long enough for another process's largest transaction, short enough to be told of a stuck one.
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
    return QStringLiteral("sqlitefile-%1").arg(++number);
}

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

// The private folder of a workspace that was downloaded may hold anything: links that would have
// the program write to, and read from, a database somewhere else. What leads to the workspace
// itself is the user's own affair.
Result<void> leadsNowhereElse(const QString &file)
{
    constexpr int Levels = 3; // the file, "state", ".lambda-workbench"
    QString path = QFileInfo(file).absoluteFilePath();
    for (int level = 0; level < Levels; ++level) {
        if (QFileInfo(path).isSymLink())
            return Error{Error::Code::NotReadable,
                         QStringLiteral("it is a link; replace it by what it leads to"), path};
        path = QFileInfo(path).absolutePath();
    }
    for (const char *suffix : {"-wal", "-shm", "-journal"}) {
        if (QFileInfo(file + QLatin1StringView(suffix)).isSymLink())
            return Error{Error::Code::NotReadable,
                         QStringLiteral("it is a link; replace it by what it leads to"),
                         file + QLatin1StringView(suffix)};
    }
    return {};
}

} // namespace

SqliteFile::SqliteFile(const QString &file, const Schema &schema, const QString &connection)
    : m_file(file)
    , m_schema(schema)
    , m_connection(connection)
{
}

SqliteFile::~SqliteFile()
{
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<SqliteFile>> SqliteFile::open(const QString &file, const Schema &schema)
{
    if (const Result<void> safe = leadsNowhereElse(file); !safe)
        return safe.error();
    if (const Result<void> made = makeFile(file); !made)
        return made.error();
    std::unique_ptr<SqliteFile> opened(new SqliteFile(file, schema, nextConnectionName()));
    using Step = Result<void> (SqliteFile::*)();
    for (const Step step : {&SqliteFile::connect, &SqliteFile::checkIsOurs, &SqliteFile::migrate}) {
        if (const Result<void> done = (opened.get()->*step)(); !done)
            return done.error();
    }
    return opened;
}

Result<void> SqliteFile::connect()
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

Result<void> SqliteFile::checkIsOurs()
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
    if (!isNew && *application != m_schema.applicationId)
        return Error{Error::Code::NotReadable,
                     QStringLiteral("it is not %1 of this program").arg(m_schema.what), m_file};
    if (*version > static_cast<qint64>(m_schema.migrations.size()))
        return Error{
            Error::Code::Unsupported,
            QStringLiteral("%1 was written by a newer version of this program").arg(m_file),
            m_file};
    return {};
}

Result<void> SqliteFile::migrate()
{
    for (const QString &pragma : {m_schema.durability == Durability::PowerLoss
                                      ? QStringLiteral("PRAGMA synchronous = FULL")
                                      : QStringLiteral("PRAGMA synchronous = NORMAL"),
                                  QStringLiteral("PRAGMA journal_size_limit = 16777216")}) {
        if (const Result<void> done = execute(pragma); !done)
            return done;
    }
    const auto current = static_cast<qint64>(m_schema.migrations.size());
    const Result<qint64> before = number(QStringLiteral("PRAGMA user_version"));
    if (!before)
        return before.error();
    if (*before < current) {
        const Result<void> done = inTransaction([this, current]() -> Result<void> {
            // Read again: another process may have done it while this one waited for the lock.
            const Result<qint64> version = number(QStringLiteral("PRAGMA user_version"));
            if (!version)
                return version.error();
            QStringList statements;
            for (auto i = static_cast<size_t>(*version); i < m_schema.migrations.size(); ++i)
                statements += m_schema.migrations[i];
            statements += QStringLiteral("PRAGMA application_id = %1").arg(m_schema.applicationId);
            statements += QStringLiteral("PRAGMA user_version = %1").arg(current);
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

QSqlQuery SqliteFile::query() const
{
    QSqlQuery made(m_database);
    made.setForwardOnly(true);
    return made;
}

Result<void> SqliteFile::prepare(QSqlQuery &query, const QString &sql) const
{
    if (!query.prepare(sql))
        return errorOf(query);
    return {};
}

Result<void> SqliteFile::execute(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return errorOf(query);
    return {};
}

Result<void> SqliteFile::execute(QSqlQuery &prepared)
{
    const FinishedQuery finish(prepared);
    if (!prepared.exec())
        return errorOf(prepared);
    return {};
}

Result<qint64> SqliteFile::number(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql) || !query.next())
        return errorOf(query);
    return query.value(0).toLongLong();
}

Error SqliteFile::errorOf(const QSqlQuery &query) const
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
