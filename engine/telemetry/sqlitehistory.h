// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlQuery>
#include <QString>

#include <memory>

#include "engine/core/sqlitefile.h"
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
    Q_DISABLE_COPY_MOVE(SqliteHistory)

    Result<void> append(const std::vector<InvocationRecord> &records) override;
    [[nodiscard]] Result<std::vector<InvocationRecord>> list(const Filter &filter) override;
    [[nodiscard]] Result<InvocationRecord> record(const QString &requestId) override;
    [[nodiscard]] Result<std::vector<InvocationRecord>> attempts(const QString &requestId) override;
    Result<void> clear() override;

private:
    SqliteHistory(std::unique_ptr<SqliteFile> file, const Options &options);

    Result<void> prepareStatements();
    Result<void> insert(const InvocationRecord &record);
    Result<void> prune(int added);

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

    const Options m_options;
    std::unique_ptr<SqliteFile> m_file;
    std::unique_ptr<Statements> m_statements; // after the file: gone before it
};

} // namespace engine
