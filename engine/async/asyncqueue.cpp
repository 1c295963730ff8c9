// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/async/asyncqueue.h"

#include <QDir>

#include <array>
#include <tuple>
#include <utility>

#include "engine/core/deliver.h"
#include "engine/core/messages.h"
#include "engine/invoke/tracecontext.h"
#include "engine/model/functionname.h"

namespace engine {
namespace {

using State = DestinationMessage::State;

const auto Trigger = QStringLiteral("async");

const std::pair<int, QString> RateExceeded{429, QStringLiteral("Rate Exceeded.")};

// The kernel tells of a closed lease a moment before it frees the lock.
constexpr std::array Retakes{Milliseconds(20), Milliseconds(200), Milliseconds(2'000)};

AttemptEnd endOf(const Result<InvokeOutcome> &result)
{
    if (!result || result->record.outcome == Outcome::Cancelled)
        return AttemptEnd::SystemError;
    if (result->statusCode == 429)
        return AttemptEnd::Throttled;
    if (result->statusCode == 400)
        return AttemptEnd::Recursion;
    return result->functionError.isEmpty() ? AttemptEnd::Success : AttemptEnd::FunctionError;
}

// Status and one line of what went wrong, for lists and dead letters.
std::pair<int, QString> errorOf(const Result<InvokeOutcome> &result)
{
    if (!result)
        return {500, explain(result.error()).sentence};
    if (result->record.outcome == Outcome::Cancelled)
        return {500, QStringLiteral("cancelled")};
    if (result->statusCode == 429)
        return RateExceeded;
    return {result->statusCode, result->record.errorMessage};
}

AsyncPolicy policyOf(const Result<Function> &function)
{
    if (!function) // without it (a template that is being edited) an event has the defaults
        return {};
    AsyncPolicy policy = AsyncPolicy::of(function->config.async);
    policy.blocked = function->config.reservedConcurrency == 0;
    return policy;
}

// "name", or "name:alias": as a caller names it, or the function of an ARN.
QString addressOf(const QString &name, const QString &qualifier)
{
    return qualifier.isEmpty() || qualifier == Latest ? name : name + u':' + qualifier;
}

QString functionOf(const QString &arn)
{
    const FunctionName named = FunctionName::parse(arn);
    return addressOf(named.name, named.qualifier);
}

} // namespace

QString AsyncQueue::databaseFile(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("async.sqlite"));
}

QString AsyncQueue::leaseFile(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("async.lock"));
}

AsyncQueue::AsyncQueue(AttemptSource &source, Reactor &reactor, IdSource &ids,
                       const Options &options)
    : m_source(source)
    , m_reactor(reactor)
    , m_ids(ids)
    , m_options(options)
    , m_alive(std::make_shared<bool>(true))
{
}

AsyncQueue::~AsyncQueue()
{
    *m_alive = false;
    if (m_working && m_queue) {
        const auto released = m_queue->release();
        Q_UNUSED(released); // the next owner releases what is left, too
    }
    m_queue.reset(); // before the lease, so that the next owner finds it closed
}

Result<std::unique_ptr<AsyncQueue>> AsyncQueue::open(AttemptSource &source, Reactor &reactor,
                                                     IdSource &ids, const Options &options)
{
    std::unique_ptr<AsyncQueue> queue(new AsyncQueue(source, reactor, ids, options));
    if (const auto opened = queue->openFiles(); !opened)
        return opened.error();
    return queue;
}

Result<void> AsyncQueue::openFiles()
{
    // The database first: it makes the folder for the user alone.
    auto queue = EventQueue::open(databaseFile(m_options.folder));
    auto lease = QueueLease::open(leaseFile(m_options.folder), m_reactor, [this] { noticed(); });
    if (!lease)
        return lease.error();
    m_lease = std::move(*lease);
    if (queue) {
        m_queue = std::move(*queue);
        return {};
    }
    if (queue.error().code != Error::Code::NotReadable || !m_lease->take())
        return queue.error();
    return replaceIfBroken();
}

Result<void> AsyncQueue::replaceIfBroken()
{
    m_queue.reset();
    auto opened = EventQueue::openOrReplace(databaseFile(m_options.folder));
    if (!opened)
        return opened.error();
    m_queue = std::move(opened->queue);
    if (!opened->movedAside.isEmpty()) {
        m_replaced = Replaced{opened->movedAside, opened->reason};
        emit databaseReplaced(opened->movedAside, opened->reason);
    }
    return {};
}

AsyncAnswer AsyncQueue::accept(const InvokeRequest &request)
{
    const auto function = m_source.function(request.functionName);
    AsyncAnswer answer = checkAcceptance(
        request, function, request.requestId.isEmpty() ? m_ids.uuid() : request.requestId);
    if (!answer.accepted())
        return answer;
    AsyncEvent event;
    event.requestId = answer.requestId;
    event.functionName = addressOf(function->config.name, function->qualifier);
    event.payload = request.payload.isEmpty() ? QByteArray("{}") : request.payload;
    event.clientContext = request.clientContext;
    event.acceptedAtMs = event.waitsSinceMs = m_reactor.clock().wallMs();
    // One trace for all attempts of the event and for what they cause.
    TraceContext trace = TraceContext::parse(request.traceHeader);
    if (trace.root.isEmpty())
        trace.root = newTraceRoot(event.acceptedAtMs, m_ids);
    if (trace.parent.isEmpty())
        trace.parent = m_ids.hex(16).toLatin1();
    event.traceHeader = trace.header();

    const QueueLease::Change change(*m_lease);
    if (!m_queue)
        return notAccepted(answer, {Error::Code::NotReadable, QStringLiteral("it is closed"),
                                    databaseFile(m_options.folder)});
    const auto number = m_queue->add(event);
    if (!number)
        return notAccepted(answer, number.error());
    event.number = *number;
    if (m_working) {
        schedule(event);
        // not at once: whoever asked gets the answer before the event's first attempt
        m_reactor.soon([this, alive = m_alive] {
            if (*alive)
                step();
        });
    }
    return answer;
}

void AsyncQueue::work()
{
    m_wantsToWork = true;
    tryToOwn();
}

bool AsyncQueue::leave()
{
    if (!m_working || counts() != QueueCounts())
        return !m_working;
    m_timer.reset();
    m_working = false;
    m_wantsToWork = false;
    m_lease->release();
    // Only now: an event that came before was told that there is an owner.
    const auto left = m_queue->counts();
    if (!left || left->waiting == 0)
        return true;
    work();
    return !m_working;
}

qint64 AsyncQueue::owner() const
{
    return m_working ? 0 : QueueLease::owner(leaseFile(m_options.folder)).pid;
}

QueueCounts AsyncQueue::counts() const
{
    return {static_cast<int>(m_due.size()), static_cast<int>(m_running.size())};
}

void AsyncQueue::tryToOwn()
{
    if (m_working || !m_wantsToWork)
        return;
    const int speed = qBound(1, m_options.speed, PacedTime::MaxSpeed);
    if (!m_lease->take(speed)) {
        if (m_retakes < static_cast<int>(Retakes.size()))
            m_retake = m_reactor.after(Retakes[static_cast<std::size_t>(m_retakes++)],
                                       [this] { tryToOwn(); });
        return; // the next notice tries again
    }
    if (const auto whole = replaceIfBroken(); !whole)
        return fail(whole.error());
    if (const auto released = m_queue->release(); !released)
        return fail(released.error());
    m_working = true;
    m_pace = {m_reactor.clock().wallMs(), speed};
    emit owned();
    const auto pending = m_queue->pendingMessages();
    if (!pending)
        return fail(pending.error());
    handOver(*pending);
    load();
    step();
}

void AsyncQueue::noticed()
{
    if (!m_working) {
        m_retakes = 0;
        return tryToOwn();
    }
    const auto changes = m_queue->foreignChanges();
    if (!changes)
        return fail(changes.error());
    if (*changes == m_foreignChanges)
        return;
    load();
    step();
}

// What waits, anew: others may have added or purged events.
void AsyncQueue::load()
{
    if (!m_working)
        return;
    const auto changes = m_queue->foreignChanges();
    const auto events =
        changes ? m_queue->list() : Result<std::vector<AsyncEvent>>(changes.error());
    if (!events)
        return fail(events.error());
    m_foreignChanges = *changes;
    m_due.clear();
    for (const AsyncEvent &event : *events) {
        if (m_running.count(event.number) == 0)
            schedule(event);
    }
}

void AsyncQueue::schedule(const AsyncEvent &event)
{
    m_due.emplace(m_pace.after(event.waitsSinceMs, event.delay), event.number);
}

void AsyncQueue::step()
{
    const qint64 now = m_reactor.clock().wallMs();
    while (m_working && !m_due.empty()
           && static_cast<int>(m_running.size()) < m_options.attemptsAtOnce) {
        const auto [due, number] = *m_due.begin();
        if (due > now)
            break;
        m_due.erase(m_due.begin());
        attempt(number);
    }
    m_timer.reset();
    if (!m_working)
        return;
    if (!m_due.empty() && static_cast<int>(m_running.size()) < m_options.attemptsAtOnce)
        m_timer = m_reactor.after(Milliseconds(qMax(qint64{1}, m_due.begin()->first - now)),
                                  [this] { step(); });
    report();
}

void AsyncQueue::report()
{
    const QueueCounts now = counts();
    if (m_reported == now)
        return;
    m_reported = now;
    emit countsChanged(now);
    if (now != QueueCounts())
        return;
    m_reactor.soon([this, alive = m_alive] {
        if (*alive && m_working && counts() == QueueCounts())
            emit idle();
    });
}

EventProgress AsyncQueue::progressOf(const AsyncEvent &event) const
{
    return {m_pace.passed(event.acceptedAtMs, m_reactor.clock().wallMs()), event.invokeCount,
            event.backoffs};
}

void AsyncQueue::attempt(qint64 number)
{
    auto event = m_queue->event(number);
    if (!event) {
        if (event.error().code != Error::Code::NotFound) // else purged meanwhile
            fail(event.error());
        return;
    }
    const auto function = m_source.function(event->functionName);
    const Decision decision = beforeAttempt(policyOf(function), progressOf(*event));
    if (decision.kind == Decision::Kind::End) {
        if (decision.condition == EventCondition::ZeroReservedConcurrency)
            std::tie(event->lastStatus, event->lastError) = RateExceeded;
        return finish(std::move(*event), decision, function, nullptr);
    }
    if (const auto running = m_queue->setRunning(number); !running)
        return fail(running.error());
    event->running = true;
    InvokeRequest request;
    request.functionName = event->functionName;
    request.payload = event->payload;
    request.clientContext = event->clientContext;
    request.trigger = Trigger;
    request.requestId = event->requestId;
    request.attempt = event->invokeCount + 1;
    request.traceHeader = event->traceHeader;
    m_running.emplace(number, std::move(*event));
    deliver(m_source.invoke(request), this,
            [this, number](const Result<InvokeOutcome> &result) { ended(number, result); });
}

void AsyncQueue::ended(qint64 number, const Result<InvokeOutcome> &result)
{
    AsyncEvent event = std::move(m_running.extract(number).mapped());
    if (!m_working)
        return;
    event.running = false;
    std::tie(event.lastStatus, event.lastError) = errorOf(result);
    const auto function = m_source.function(event.functionName);
    const Decision decision = afterAttempt(policyOf(function), progressOf(event), endOf(result));
    if (decision.kind == Decision::Kind::End) {
        finish(std::move(event), decision, function, result ? &*result : nullptr);
        return step();
    }
    event.invokeCount = decision.invokeCount;
    event.backoffs = decision.backoffs;
    event.waitsSinceMs = m_reactor.clock().wallMs();
    event.delay = decision.delay;
    if (const auto waits = m_queue->setWaiting(event); !waits)
        return fail(waits.error());
    schedule(event);
    emit attempted({event, decision});
    step();
}

void AsyncQueue::finish(AsyncEvent event, const Decision &decision,
                        const Result<Function> &function, const InvokeOutcome *outcome)
{
    Function unknown;
    unknown.config.name = event.functionName;
    const Function &of = function ? *function : unknown;
    EventEnd end{decision.condition, decision.invokeCount,
                 of.arn(of.qualifier.isEmpty() ? Latest : of.qualifier)};
    end.endedAtMs = m_reactor.clock().wallMs();
    const bool ran =
        outcome && outcome->statusCode == 200 && outcome->record.outcome != Outcome::Cancelled;
    if (ran)
        end.response = AttemptResponse{outcome->statusCode, outcome->record.version,
                                       outcome->functionError, outcome->payload};
    event.invokeCount = decision.invokeCount;
    auto messages = messagesFor(event, end, of.config.async, m_ids.uuid());
    auto caused =
        causedBy(messages, outcome && !outcome->traceHeader.isEmpty() ? outcome->traceHeader
                                                                      : event.traceHeader);
    if (const auto done = m_queue->finish(event.number, &messages, &caused); !done)
        return fail(done.error());
    for (const AsyncEvent &each : caused)
        schedule(each);
    emit attempted({event, decision, messages});
    handOver(messages);
}

// A function as a target is invoked with the message as its event; what a sink takes is marked.
std::vector<AsyncEvent> AsyncQueue::causedBy(std::vector<DestinationMessage> &messages,
                                             const QByteArray &traceHeader)
{
    std::vector<AsyncEvent> caused;
    for (DestinationMessage &message : messages) {
        if (message.state == State::Failed)
            continue;
        if (sinkOf(message.targetArn))
            message.state = State::Pending;
        if (serviceOfArn(message.targetArn) != u"lambda")
            continue;
        const auto target = m_source.function(functionOf(message.targetArn));
        if (!target && target.error().code == Error::Code::UnknownFunction) {
            message.state = State::Failed;
            message.failure =
                QStringLiteral("The destination ARN %1 is invalid.").arg(message.targetArn);
            continue;
        }
        AsyncEvent event;
        event.requestId = m_ids.uuid();
        event.functionName = functionOf(message.targetArn);
        event.payload = message.body;
        event.traceHeader = traceHeader;
        event.acceptedAtMs = event.waitsSinceMs = message.sentAtMs;
        caused.push_back(std::move(event));
        message.state = State::Delivered;
    }
    return caused;
}

DestinationSink *AsyncQueue::sinkOf(const QString &targetArn) const
{
    for (DestinationSink *sink : m_options.sinks) {
        if (sink->takes(targetArn))
            return sink;
    }
    return nullptr;
}

void AsyncQueue::handOver(const std::vector<DestinationMessage> &messages)
{
    for (const DestinationMessage &message : messages) {
        DestinationSink *sink = sinkOf(message.targetArn);
        if (message.state != State::Pending || !sink)
            continue;
        const auto delivered = sink->deliver(message);
        if (const auto kept = m_queue->setDelivered(
                message.number, delivered ? QString() : delivered.error().detail);
            !kept)
            return fail(kept.error());
    }
}

void AsyncQueue::fail(const Error &error)
{
    m_working = false;
    m_wantsToWork = false;
    m_timer.reset();
    m_due.clear();
    emit failed(error);
}

} // namespace engine
