// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <vector>

#include "engine/core/result.h"
#include "engine/telemetry/invocationrecord.h"

namespace engine {

// All records of one workspace, in SQLite (WAL): .lambda-workbench/state/history.sqlite. Survives
// kill -9: what append() returned from is on disk. May be opened by several processes at once; a
// file of a newer program version, or a broken one, is an Error and is left untouched. Blocking:
// use it from one thread that may wait (a database connection belongs to the thread that opened
// it).
class HistoryStore
{
public:
    static constexpr qint64 PayloadCap = 256 * 1024; // bytes kept of each payload and of the log
    static constexpr int Retention = 1'000'000;      // records; the oldest go first

    [[nodiscard]] static Result<std::unique_ptr<HistoryStore>> open(const QString &file);
    virtual ~HistoryStore() = default;

    // In one transaction, so batches are cheap.
    virtual Result<void> append(const std::vector<InvocationRecord> &records) = 0;

    struct Filter
    {
        QString functionName = {}; // empty: all
        int limit = 1'000;         // the newest ones
    };
    // Newest first, without payloads, log and a stream's chunks (fetch those with record()).
    [[nodiscard]] virtual Result<std::vector<InvocationRecord>> list(const Filter &filter) = 0;
    // With all that was kept of it; of an event the last attempt.
    [[nodiscard]] virtual Result<InvocationRecord> record(const QString &requestId) = 0;
    // All attempts of an event, the first one first; of any other request the one record.
    [[nodiscard]] virtual Result<std::vector<InvocationRecord>> attempts(
        const QString &requestId) = 0;
    virtual Result<void> clear() = 0;
};

} // namespace engine
