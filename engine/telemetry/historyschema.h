// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlQuery>
#include <QStringList>

#include <vector>

#include "engine/core/result.h"
#include "engine/telemetry/invocationrecord.h"

// The tables of the history file, and how a record becomes a row and back. Only for SqliteHistory.
namespace engine::historyschema {

// "LWBH": marks the file as ours, so that no other program's database is ever written to.
inline constexpr int ApplicationId = 0x4c574248;

// Statements that lead from version i to i + 1; an empty file has version 0. A version that was
// released never changes: a new one is appended.
[[nodiscard]] const std::vector<QStringList> &migrations();

// Every column of `invocation` but seq, comma separated, in the order of bindRow() and readRow().
[[nodiscard]] QString columns();
[[nodiscard]] QString placeholders(); // as many '?'

// Binds from position 0 on.
void bindRow(QSqlQuery &query, const InvocationRecord &record);
// Reads from column 0 on, without payloads, log and a stream's chunks. Fails on a word that no
// version ever wrote.
[[nodiscard]] Result<InvocationRecord> readRow(const QSqlQuery &query);

} // namespace engine::historyschema
