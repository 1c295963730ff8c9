// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/historystore.h"

#include "engine/telemetry/sqlitehistory.h"

namespace engine {

Result<std::unique_ptr<HistoryStore>> HistoryStore::open(const QString &file)
{
    Result<std::unique_ptr<SqliteHistory>> history = SqliteHistory::open(file, {});
    if (!history)
        return history.error();
    return std::unique_ptr<HistoryStore>(std::move(*history));
}

} // namespace engine
