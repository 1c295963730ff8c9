// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/queuecommand.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>

#include "app/cli/queuerun.h"
#include "app/cli/terminal.h"
#include "app/workspacepaths.h"
#include "engine/async/queuejson.h"
#include "engine/core/clock.h"

namespace app {
namespace {

using engine::AsyncQueue;
using engine::DestinationMessage;
using engine::EventQueue;

struct Queue
{
    Q_DECLARE_TR_FUNCTIONS(app::QueueCommand)
};

QString shown(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

int failed(const engine::Error &error)
{
    terminal::error(error);
    return NotRun;
}

int listEvents(EventQueue &queue, const QString &folder, bool json)
{
    auto events = queue.list();
    if (!events)
        return failed(events.error());
    const auto owner = engine::QueueLease::owner(AsyncQueue::leaseFile(folder));
    std::vector<QStringList> rows;
    for (engine::AsyncEvent &event : *events) {
        event.running = event.running && owner.pid > 0; // else whoever ran it is gone
        const qint64 next = event.waitsSinceMs + event.delay.count() / owner.speed;
        if (json)
            terminal::out(engine::eventJson(event, next) + '\n');
        else
            rows.push_back({shown(event.acceptedAtMs), event.functionName,
                            event.running ? Queue::tr("running") : Queue::tr("waiting"),
                            QString::number(event.invokeCount),
                            event.running ? QString() : shown(next), event.requestId,
                            event.lastError});
    }
    if (json)
        return Succeeded;
    if (owner.pid > 0)
        terminal::errLine(Queue::tr("Process %1 works this queue off.").arg(owner.pid));
    if (rows.empty())
        terminal::errLine(Queue::tr("Nothing waits."));
    else
        terminal::table({Queue::tr("ACCEPTED"), Queue::tr("FUNCTION"), Queue::tr("STATE"),
                         Queue::tr("ATTEMPTS"), Queue::tr("NEXT"), Queue::tr("REQUEST"),
                         Queue::tr("LAST ERROR")},
                        rows);
    return Succeeded;
}

int listMessages(EventQueue &queue, const EventQueue::MessageFilter &filter, bool json)
{
    const auto messages = queue.messages(filter);
    if (!messages)
        return failed(messages.error());
    std::vector<QStringList> rows;
    for (const DestinationMessage &message : *messages) {
        if (json)
            terminal::out(engine::messageJson(message) + '\n');
        else
            rows.push_back({shown(message.sentAtMs), purposeName(message.purpose),
                            message.functionName, message.targetArn, stateName(message.state),
                            QString::number(message.body.size()), message.requestId,
                            message.failure});
    }
    if (json)
        return Succeeded;
    if (rows.empty())
        terminal::errLine(Queue::tr("Nothing was sent."));
    else
        terminal::table({Queue::tr("SENT"), Queue::tr("PURPOSE"), Queue::tr("FUNCTION"),
                         Queue::tr("TARGET"), Queue::tr("STATE"), Queue::tr("BYTES"),
                         Queue::tr("REQUEST"), Queue::tr("FAILURE")},
                        rows);
    return Succeeded;
}

int purge(EventQueue &queue, const QString &folder, bool messages, bool json)
{
    engine::SystemClock clock;
    engine::Reactor reactor(clock);
    const auto lease = engine::QueueLease::open(AsyncQueue::leaseFile(folder), reactor, [] {});
    if (!lease)
        return failed(lease.error());
    // What runs belongs to who runs it; what nobody runs any more goes as well.
    const bool nobodyRuns = (*lease)->take();
    const engine::QueueLease::Change change(**lease);
    const auto removed =
        messages ? queue.purgeMessages()
                 : queue.purge(nobodyRuns ? EventQueue::Purge::All : EventQueue::Purge::Waiting);
    if (!removed)
        return failed(removed.error());
    if (json)
        terminal::out("{\"removed\":" + QByteArray::number(*removed) + "}\n");
    else if (messages)
        terminal::errLine(Queue::tr("%n message(s) removed.", nullptr, *removed));
    else
        terminal::errLine(Queue::tr("%n event(s) removed.", nullptr, *removed));
    return Succeeded;
}

int workOff(const QString &workspace, const QueueRun::Options &options)
{
    const auto engine = engine::LocalEngine::open(workspace, {});
    if (!engine)
        return failed(engine.error());
    const auto history = engine::HistoryStore::open(historyFile(workspace));
    if (!history)
        terminal::error(history.error());
    QueueRun run(**engine, history ? history->get() : nullptr, options);
    return run.open(workspace) ? run.workOff(QueueRun::WhenOwned::IsAnError) : NotRun;
}

} // namespace

QString QueueCommand::name() const
{
    return QStringLiteral("queue");
}

QString QueueCommand::summary() const
{
    return Queue::tr("Shows the events that wait, and works them off.");
}

int QueueCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary()
        + Queue::tr("\n\n\"lwb invoke --async\" puts events in. Without a word they are listed; "
                    "\"run\" works them off until none is left, \"purge\" removes those that "
                    "wait.\n\nExit status: 0 success, 1 an event was given up, 2 wrong usage, 3 "
                    "not run, or events were left by Ctrl+C."));
    parser.addPositionalArgument(QStringLiteral("run|purge"), Queue::tr("What to do."),
                                 QStringLiteral("[run|purge]"));
    const QCommandLineOption destinations(
        QStringLiteral("destinations"),
        Queue::tr("Not the events, but the messages that were sent to destinations and dead-letter "
                  "queues."));
    const QCommandLineOption target(QStringLiteral("target"),
                                    Queue::tr("Only messages to this target."),
                                    QStringLiteral("ARN"));
    const QCommandLineOption limit(QStringLiteral("limit"), Queue::tr("At most so many messages."),
                                   QStringLiteral("N"), QStringLiteral("20"));
    const QCommandLineOption json(
        QStringLiteral("json"),
        Queue::tr("One JSON object a line: an event, a message with its body, or an attempt."));
    parser.addOptions({destinations, target, limit, json});
    QueueRun::addOptions(parser);
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    const QString verb = parser.positionalArguments().value(0);
    const bool runs = verb == u"run";
    const bool purges = verb == u"purge";
    if (parser.positionalArguments().size() > 1 || (!verb.isEmpty() && !runs && !purges))
        return terminal::usage(Queue::tr("queue takes run, purge or nothing."));
    if (runs && parser.isSet(destinations))
        return terminal::usage(Queue::tr("run and --destinations can't be used together."));
    if (!runs && QueueRun::hasOptions(parser))
        return terminal::usage(Queue::tr("--time and --fast-retries go with run only."));
    const std::optional<int> speed = QueueRun::speedOf(parser);
    if (!speed)
        return terminal::usage(
            Queue::tr("--time takes x1 to x%1.").arg(engine::PacedTime::MaxSpeed));
    bool isNumber = false;
    const int count = parser.value(limit).toInt(&isNumber);
    if (!isNumber || count < 1)
        return terminal::usage(Queue::tr("--limit takes a number from 1 on."));

    if (runs)
        return workOff(workspace, {*speed, parser.isSet(json)});
    const QString folder = stateFolder(workspace);
    if (!QFileInfo::exists(AsyncQueue::databaseFile(folder))) {
        if (!parser.isSet(json))
            terminal::errLine(Queue::tr("No event has been sent in this workspace yet."));
        return Succeeded;
    }
    const auto queue = EventQueue::open(AsyncQueue::databaseFile(folder));
    if (!queue)
        return failed(queue.error());
    if (purges)
        return purge(**queue, folder, parser.isSet(destinations), parser.isSet(json));
    if (parser.isSet(destinations))
        return listMessages(**queue, {parser.value(target), count}, parser.isSet(json));
    return listEvents(**queue, folder, parser.isSet(json));
}

} // namespace app
