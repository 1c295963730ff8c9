// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/async/acceptance.h"
#include "engine/async/attemptsource.h"
#include "engine/async/destinationrecord.h"
#include "engine/async/destinationsink.h"
#include "engine/async/eventqueue.h"
#include "engine/async/pacedtime.h"
#include "engine/async/queuelease.h"
#include "engine/async/retrypolicy.h"
#include "engine/core/ids.h"
#include "engine/core/reactor.h"

namespace engine {

// What one attempt, or the look before it, came to.
struct AsyncAttempt
{
    AsyncEvent event; // as it goes on; with number and counts of the end when it is done with
    Decision decision;
    std::vector<DestinationMessage> messages = {}; // that its end sent
};

// Asynchronous invocation of one workspace: accepts events, keeps them, and, while this process has
// the lease, attempts them, waits, gives up and sends what the template says to targets. All calls
// and signals on the thread of the reactor. Every commit is waited for, which is no disk (see
// EventQueue), but may be another process's transaction.
class AsyncQueue : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString folder;                            // .lambda-workbench/state of the workspace
        int speed = 1;                             // how many times as quick delays and ages pass
        int attemptsAtOnce = 100;                  // the pool may throttle before
        std::vector<DestinationSink *> sinks = {}; // must outlive this object
    };
    struct Replaced
    {
        QString movedAside;
        QString reason;
    };

    // None is owned; all must outlive this object. Fails when the folder or the database can't be
    // used; a broken one is replaced, if no other process works on it.
    [[nodiscard]] static Result<std::unique_ptr<AsyncQueue>> open(AttemptSource &source,
                                                                  Reactor &reactor, IdSource &ids,
                                                                  const Options &options);
    // What runs is left to the queue's next owner. Cancelling it is the engine's.
    ~AsyncQueue() override;

    // 202 means that the event is in the queue, whoever attempts it. Of the request count function,
    // payload, client context and trace header.
    AsyncAnswer accept(const InvokeRequest &request);

    // Takes the lease, now or as soon as it is free, and works the queue off from then on.
    void work();
    [[nodiscard]] bool owns() const { return m_working; }
    // For an owner whose work is done: gives the lease up, unless something waits by then. Whoever
    // puts an event in and finds the lease taken can rely on its owner, even one that is leaving.
    // True when it is given up, or another process has it.
    bool leave();
    // The process that has the lease; 0: none, or this one is not told yet.
    [[nodiscard]] qint64 owner() const;
    [[nodiscard]] QueueCounts counts() const; // of the owner
    // A broken database that was moved aside since this object was made.
    [[nodiscard]] const std::optional<Replaced> &replaced() const { return m_replaced; }

    static QString databaseFile(const QString &folder);
    static QString leaseFile(const QString &folder);

signals:
    void owned(); // from now on this process works the queue off
    void attempted(const engine::AsyncAttempt &attempt);
    void countsChanged(const engine::QueueCounts &counts);
    void idle(); // the owner's: nothing waits, nothing runs
    void databaseReplaced(const QString &movedAside, const QString &reason);
    // The database can't be used any more; nothing more is attempted.
    void failed(const engine::Error &error);

private:
    AsyncQueue(AttemptSource &source, Reactor &reactor, IdSource &ids, const Options &options);

    Result<void> openFiles();
    Result<void> replaceIfBroken();
    void tryToOwn();
    void noticed();
    void load();
    void step();
    void report();
    void schedule(const AsyncEvent &event);
    void attempt(qint64 number);
    void ended(qint64 number, const Result<InvokeOutcome> &result);
    void finish(AsyncEvent event, const Decision &decision, const Result<Function> &function,
                const InvokeOutcome *outcome);
    std::vector<AsyncEvent> causedBy(std::vector<DestinationMessage> &messages,
                                     const QByteArray &traceHeader);
    [[nodiscard]] DestinationSink *sinkOf(const QString &targetArn) const;
    void handOver(const std::vector<DestinationMessage> &messages);
    [[nodiscard]] EventProgress progressOf(const AsyncEvent &event) const;
    void fail(const Error &error);

    AttemptSource &m_source;
    Reactor &m_reactor;
    IdSource &m_ids;
    const Options m_options;
    std::unique_ptr<QueueLease> m_lease;
    std::unique_ptr<EventQueue> m_queue;
    std::optional<Replaced> m_replaced;
    PacedTime m_pace;
    bool m_wantsToWork = false;
    bool m_working = false;
    int m_retakes = 0;
    qint64 m_foreignChanges = 0;
    std::set<std::pair<qint64, qint64>> m_due; // moment, number; what waits
    std::map<qint64, AsyncEvent> m_running;    // by number
    Watch m_timer;
    Watch m_retake;
    std::optional<QueueCounts> m_reported;
    std::shared_ptr<bool> m_alive;
};

} // namespace engine

Q_DECLARE_METATYPE(engine::AsyncAttempt)
