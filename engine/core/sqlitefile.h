// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

#include "engine/core/result.h"

namespace engine {

// A SQLite database (WAL) of this program's own: made, recognised, migrated, and its failures told
// as Errors with the file as place: NotReadable when it is broken or not ours, Unsupported when a
// newer version wrote it, NotWritable when the disk refuses. Only reads before it knows that the
// file is ours, so that any other one stays as it is. May be opened by several processes at once;
// all calls on the thread that opened it, all may wait for the disk or for another process.
class SqliteFile
{
public:
    // What survives once a transaction has returned. Either way the file is whole after kill -9.
    enum class Durability {
        PowerLoss,    // the disk is waited for
        ProcessDeath, // the system has it; a loss of power may take the last ones
    };

    // What makes a file one of ours.
    struct Schema
    {
        int applicationId = 0;
        QString what; // "a history"; for the sentence that says that it is none
        // Statements that lead from version i to i + 1; an empty file has version 0. A version
        // that was released never changes: a new one is appended.
        std::vector<QStringList> migrations;
        Durability durability = Durability::PowerLoss;
    };

    // Makes the file and its folder, for the user alone, when they are not there. An Error when the
    // file, its folder or the one above is a link (NotReadable).
    [[nodiscard]] static Result<std::unique_ptr<SqliteFile>> open(const QString &file,
                                                                  const Schema &schema);
    ~SqliteFile(); // queries must be gone
    Q_DISABLE_COPY_MOVE(SqliteFile)

    [[nodiscard]] QSqlQuery query() const; // forward only
    Result<void> prepare(QSqlQuery &query, const QString &sql) const;
    Result<void> execute(const QString &sql);
    Result<void> execute(QSqlQuery &prepared); // and finishes it
    Result<qint64> number(const QString &sql); // the first value of the first row
    // Runs `work`, which gives a Result<void>, between BEGIN IMMEDIATE and COMMIT, or ROLLBACK
    // when it fails.
    template <typename Work>
    Result<void> inTransaction(Work work)
    {
        // IMMEDIATE: the lock is waited for here, where nothing has been read yet. A transaction
        // that first reads and then wants to write would fail at once when another one wrote in
        // between.
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
    [[nodiscard]] Error errorOf(const QSqlQuery &query) const;
    [[nodiscard]] const QString &path() const { return m_file; }

private:
    SqliteFile(const QString &file, const Schema &schema, const QString &connection);

    Result<void> connect();
    Result<void> checkIsOurs();
    Result<void> migrate();

    QString m_file;
    Schema m_schema;
    QString m_connection; // QSqlDatabase's name for it, unique in this process
    QSqlDatabase m_database;
};

// Ends a query with the scope: one that stays open holds a read transaction, and the log file grows
// behind it.
class FinishedQuery
{
public:
    explicit FinishedQuery(QSqlQuery &query)
        : m_query(query)
    {
    }
    ~FinishedQuery() { m_query.finish(); }
    Q_DISABLE_COPY_MOVE(FinishedQuery)

private:
    QSqlQuery &m_query;
};

} // namespace engine
