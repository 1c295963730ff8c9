// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <vector>

#include "engine/async/asyncevent.h"
#include "engine/async/destinationmessage.h"
#include "engine/core/result.h"

class QSqlQuery;

namespace engine {

class SqliteFile;

// The events of one workspace that are not done with, and the messages that came of those that are,
// in SQLite (WAL): .lambda-workbench/state/async.sqlite. Every change is one transaction, so that
// kill -9 at any moment leaves an event either as it was or done with, its messages sent. May be
// opened by several processes at once: each may add and list, but only who has the QueueLease
// attempts. All calls on one thread; they fail as SqliteFile's do, or with NotFound.
class EventQueue
{
public:
    static constexpr int MostMessages = 10'000; // kept; the oldest go first

    [[nodiscard]] static Result<std::unique_ptr<EventQueue>> open(const QString &file);
    ~EventQueue();
    Q_DISABLE_COPY_MOVE(EventQueue)

    // For the lease's owner: reads the whole file first; one that is broken, cut off or of another
    // program is moved aside and a new one begun. Fails when it is of a newer version, or when
    // that can't be done.
    struct Opened
    {
        std::unique_ptr<EventQueue> queue;
        QString movedAside; // where the broken file is now; empty: it was whole
        QString reason;     // what was wrong with it, in SQLite's words
    };
    [[nodiscard]] static Result<Opened> openOrReplace(const QString &file);

    // The event's number.
    Result<qint64> add(const AsyncEvent &event);
    // One event with all its bytes.
    [[nodiscard]] Result<AsyncEvent> event(qint64 number);
    // Oldest first, without payload and client context.
    [[nodiscard]] Result<std::vector<AsyncEvent>> list();
    [[nodiscard]] Result<QueueCounts> counts();

    Result<void> setRunning(qint64 number);
    // Back to waiting, with the counts, delay and last error of `event`.
    Result<void> setWaiting(const AsyncEvent &event);
    // The event is done with: it goes, and in the same moment its messages are there and the events
    // that it causes wait. Gives the messages' and events' numbers in them.
    Result<void> finish(qint64 number, std::vector<DestinationMessage> *messages,
                        std::vector<AsyncEvent> *caused);
    // Whatever was running waits again: nobody runs it any more. How many there were.
    Result<int> release();
    enum class Purge { Waiting, All };
    Result<int> purge(Purge what);

    struct MessageFilter
    {
        QString targetArn = {}; // empty: all
        int limit = 1'000;      // the newest ones
    };
    // Newest first, with their bytes.
    [[nodiscard]] Result<std::vector<DestinationMessage>> messages(const MessageFilter &filter);
    // Those that a sink is to take, oldest first.
    [[nodiscard]] Result<std::vector<DestinationMessage>> pendingMessages();
    // A sink has taken it, or has refused it when there is a failure.
    Result<void> setDelivered(qint64 number, const QString &failure);
    Result<int> purgeMessages();

    // Differs from the last call's exactly when another process changed the file in between.
    [[nodiscard]] Result<qint64> foreignChanges();

private:
    explicit EventQueue(std::unique_ptr<SqliteFile> file);
    Result<void> checkWhole();
    Result<qint64> insert(const AsyncEvent &event);
    Result<qint64> insert(const DestinationMessage &message);
    Result<int> changed(const QString &sql);
    Result<std::vector<DestinationMessage>> readMessages(QSqlQuery &query);

    std::unique_ptr<SqliteFile> m_file;
};

} // namespace engine
