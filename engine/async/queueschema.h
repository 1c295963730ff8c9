// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlQuery>

#include "engine/async/asyncevent.h"
#include "engine/async/destinationmessage.h"
#include "engine/core/sqlitefile.h"

// The tables of the queue file, and how values become rows and back. Only for EventQueue.
namespace engine::queueschema {

// "LWBQ"
inline constexpr int ApplicationId = 0x4c574251;

[[nodiscard]] SqliteFile::Schema schema();

// Every column of `event` but number and the payloads, in the order of bindEvent() and readEvent().
[[nodiscard]] QString eventColumns();
// The same of `message`, but number and body.
[[nodiscard]] QString messageColumns();
// "?, ?, ..." for such a list.
[[nodiscard]] QString placeholders(const QString &columns);

// Never NULL: null bytes and no bytes are the same to us.
[[nodiscard]] QByteArray notNull(const QByteArray &bytes);

// Bind from position 0 on; give the next position.
int bindEvent(QSqlQuery &query, const AsyncEvent &event);
int bindMessage(QSqlQuery &query, const DestinationMessage &message);
// Read the number from column 0 and the rest from there on. Tolerant: a word or number that no
// version ever wrote becomes the nearest one that is.
[[nodiscard]] AsyncEvent readEvent(const QSqlQuery &query);
[[nodiscard]] DestinationMessage readMessage(const QSqlQuery &query);

} // namespace engine::queueschema
