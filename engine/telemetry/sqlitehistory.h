// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <memory>

#include "engine/telemetry/historystore.h"

namespace engine {

// The history in a SQLite file. For callers there is HistoryStore::open(); this header is for the
// store itself and its tests.
class SqliteHistory final : public HistoryStore
{
public:
    struct Options
    {
        int retention = Retention; // never more records than this
        int pruneBatch = 1'000;    // when it is reached, this many go at once
    };

    [[nodiscard]] static Result<std::unique_ptr<SqliteHistory>> open(const QString &file,
                                                                     const Options &options);
    ~SqliteHistory() override;
    Q_DISABLE_COPY_MOVE(SqliteHistory)

    Result<void> append(const std::vector<InvocationRecord> &records) override;
    [[nodiscard]] Result<std::vector<InvocationRecord>> list(const Filter &filter) override;
    [[nodiscard]] Result<InvocationRecord> record(const QString &requestId) override;
    Result<void> clear() override;

private:
    SqliteHistory(const QString &file, const Options &options, const QString &connection);

    Result<void> connect();
    Result<void> checkIsOurs();
    Result<void> migrate();
    Result<void> prepareStatements();
    Result<void> insert(const InvocationRecord &record);
    Result<void> prune(int added);
    // Runs `work` between BEGIN IMMEDIATE and COMMIT, or ROLLBACK when it fails.
    template <typename Work>
    Result<void> inTransaction(Work work);

    Result<void> execute(const QString &sql);
    Result<void> execute(QSqlQuery &prepared);
    Result<qint64> number(const QString &sql);
    [[nodiscard]] Error errorOf(const QSqlQuery &query) const;

    // Prepared once. Must go before the connection does.
    struct Statements
    {
        QSqlQuery insertRow;
        QSqlQuery insertPayload;
        QSqlQuery listAll;
        QSqlQuery listOne;
        QSqlQuery find;
        QSqlQuery count;
        QSqlQuery readCount;
        QSqlQuery prunePayloads;
        QSqlQuery pruneRows;
    };

    QString m_file;
    Options m_options;
    QString m_connection; // QSqlDatabase's name for it, unique in this process
    QSqlDatabase m_database;
    std::unique_ptr<Statements> m_statements;
};

} // namespace engine
