// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/invoke/invoker.h"

#include <utility>
#include <vector>

#include "engine/core/deliver.h"
#include "engine/core/json.h"
#include "engine/core/messages.h"
#include "engine/invoke/tracecontext.h"
#include "engine/model/configmessages.h"
#include "engine/model/limits.h"

namespace engine {
namespace {

Result<void> checkPayload(const QByteArray &payload)
{
    if (payload.size() > limits::PayloadBytes)
        return Error{Error::Code::PayloadTooLarge, QString::number(limits::PayloadBytes)};
    const auto json = checkJson(payload);
    if (json)
        return {};
    Error error = json.error();
    error.code = Error::Code::PayloadNotJson;
    return error;
}

Result<void> checkMemory(const std::optional<Megabytes> &memory)
{
    if (!memory || (*memory >= limits::MemoryMin && *memory <= limits::MemoryMax))
        return {};
    return Error{Error::Code::InvalidConfiguration,
                 QStringLiteral("memory must be %1 to %2 MB, not %3")
                     .arg(limits::MemoryMin.value)
                     .arg(limits::MemoryMax.value)
                     .arg(memory->value)};
}

Result<void> checkNetwork(const InvokeRequest &request)
{
    if (!request.network)
        return {};
    const std::vector<ConfigError> errors = validateHostPorts(request.network->hostPorts);
    if (errors.empty())
        return {};
    return Error{Error::Code::InvalidConfiguration, explain(errors.front()).sentence,
                 request.functionName};
}

} // namespace

Invoker::Invoker(FunctionSource &functions, Builder &builder, PackageProvider &packages,
                 EnvironmentPool &pool, Reactor &reactor, IdSource &ids,
                 SandboxSpec::CpuLimit cpuLimit, QObject *parent)
    : QObject(parent)
    , m_functions(functions)
    , m_builder(builder)
    , m_packages(packages)
    , m_pool(pool)
    , m_reactor(reactor)
    , m_ids(ids)
    , m_cpuLimit(cpuLimit)
    , m_alive(std::make_shared<bool>(true))
{
}

Invoker::~Invoker()
{
    cancelAll();
    *m_alive = false;
}

QFuture<Result<InvokeOutcome>> Invoker::invoke(const InvokeRequest &request)
{
    const Nanoseconds requestedAt = m_reactor.clock().now();
    Promise promise;
    promise.start();
    QFuture<Result<InvokeOutcome>> future = promise.future();

    InvocationRecord record;
    record.requestId = request.requestId.isEmpty() ? m_ids.uuid() : request.requestId;
    record.functionName = request.functionName;
    record.trigger = request.trigger;
    record.attempt = request.attempt;
    record.startedAtMs = m_reactor.clock().wallMs();
    record.requestPayload = request.payload.isEmpty() ? QByteArray("{}") : request.payload;
    record.requestBytes = record.requestPayload.size();

    const auto function = m_functions.function(request.functionName);
    auto valid = checkPayload(record.requestPayload);
    if (valid)
        valid = checkMemory(request.memory);
    if (valid)
        valid = checkNetwork(request);
    if (!function || !valid) {
        refuse(std::move(record), std::move(promise), function ? valid.error() : function.error());
        return future;
    }
    record.functionName = function->config.name;
    record.version = function->version;
    record.runtime = function->config.runtime;
    record.memorySize = request.memory.value_or(function->config.memory);
    record.ephemeralStorage = function->config.ephemeralStorage;
    record.architecture = function->config.architecture;

    TraceContext trace = TraceContext::parse(request.traceHeader);
    if (trace.countHop(function->arn(QString())) > limits::RecursionHops
        && function->config.recursiveLoop == RecursiveLoop::Terminate) {
        stopLoop(std::move(record), std::move(promise), request.traceHeader);
        return future;
    }
    if (trace.root.isEmpty()) { // else whoever began the chain has decided whether it is traced
        trace.root = newTraceRoot(record.startedAtMs, m_ids);
        trace.sampled = function->config.tracing == Tracing::Active;
    }
    trace.parent = m_ids.hex(16).toLatin1();

    const quint64 key = ++m_lastPreparing;
    m_preparing.emplace(key, Preparing{request, std::move(record), std::move(promise), requestedAt,
                                       trace.header()});
    const Builder::Ticket ticket = m_builder.obtain(
        *function, [this, key](const Result<Function> &built) { prepared(key, built); });
    if (const auto it = m_preparing.find(key); it != m_preparing.end()) {
        it->second.ticket = ticket;
        it->second.waits = true;
    }
    return future;
}

void Invoker::refuse(InvocationRecord record, Promise promise, const Error &error)
{
    record.outcome = Outcome::Failed;
    record.errorMessage = explain(error).sentence;
    promise.addResult(error);
    promise.finish();
    emit recorded(record);
}

// Before anything is built or started for it.
void Invoker::stopLoop(InvocationRecord record, Promise promise, const QByteArray &traceHeader)
{
    record.outcome = Outcome::Failed;
    record.errorType = QStringLiteral("RecursiveInvocationException");
    record.errorMessage =
        QStringLiteral("Lambda has detected your function being invoked in a recursive loop with "
                       "other AWS resources and stopped your function's invocation.");
    InvokeOutcome outcome;
    outcome.statusCode = 400;
    outcome.payload = "{\"Type\":\"User\",\"Message\":" + jsonString(record.errorMessage) + '}';
    outcome.record = record;
    outcome.traceHeader = traceHeader;
    promise.addResult(std::move(outcome));
    promise.finish();
    emit recorded(record);
}

void Invoker::prepared(quint64 key, const Result<Function> &function)
{
    Preparing preparing = std::move(m_preparing.extract(key).mapped());
    if (!function)
        return refuse(std::move(preparing.record), std::move(preparing.promise), function.error());
    if (preparing.waits) { // a compiler's time is none of Lambda's
        preparing.requestedAt = m_reactor.clock().now();
        preparing.record.startedAtMs = m_reactor.clock().wallMs();
    }
    start(std::move(preparing), *function);
}

void Invoker::start(Preparing preparing, const Function &function)
{
    InvocationRecord &record = preparing.record;
    record.revision = function.revision;
    EnvironmentPool::Job job;
    job.function = function;
    job.function.config.memory = record.memorySize;
    job.standby = !preparing.request.memory && !preparing.request.network;
    job.networkChosen = preparing.request.network.has_value();
    if (const auto &network = preparing.request.network) {
        job.function.config.network = network->network;
        job.function.config.hostPorts = network->hostPorts;
    }
    job.extraEnvironment = preparing.request.extraEnvironment;
    job.start = preparing.request.start == InvokeRequest::Start::Cold
                    ? Scheduler::Start::Cold
                    : Scheduler::Start::ReuseOrStart;
    if (preparing.request.explainInit) {
        // The bootstrap takes it out of the function's sight.
        job.extraEnvironment.push_back(
            {QStringLiteral("_LAMBDA_WORKBENCH_EXPLAIN_INIT"), QStringLiteral("1")});
        job.start = Scheduler::Start::Cold;
    }
    job.cpuLimit = m_cpuLimit;
    job.event.requestId = record.requestId;
    job.event.payload = record.requestPayload;
    job.event.functionArn = function.arn();
    job.event.clientContext = preparing.request.clientContext;
    job.event.traceId = preparing.traceHeader;
    job.event.caller = preparing.request.caller;
    job.event.bandwidth = preparing.request.bandwidth;
    record.traceHeader = preparing.traceHeader;

    auto invocation = std::make_unique<Invocation>(
        m_reactor, m_pool, job.function, std::move(record), preparing.requestedAt,
        Invocation::Events{[this](Invocation &of, Result<InvokeOutcome> result) {
                               finished(of, std::move(result));
                           },
                           [this](const Invocation &of, const QByteArray &text) {
                               emit logArrived(of.record().functionName, of.record().requestId,
                                               text);
                           },
                           [this](const StreamPiece &piece) { emit streamArrived(piece); }});
    Invocation *key = invocation.get();
    m_running.emplace(key, Running{std::move(invocation), std::move(preparing.promise),
                                   std::move(preparing.traceHeader)});
    submit(*key, std::move(job));
}

void Invoker::submit(Invocation &invocation, EnvironmentPool::Job job)
{
    if (const auto function = m_packages.ready(job.function)) {
        job.function = *function;
        return invocation.submit(std::move(job));
    }
    const Invocation *key = &invocation;
    const QFuture<Result<Function>> work = m_packages.prepare(job.function);
    deliver(work, this,
            [this, key, job = std::move(job)](const Result<Function> &function) mutable {
                const auto it = m_running.find(key);
                // cancelled meanwhile; another one may have been made at its address
                if (it == m_running.end()
                    || it->second.invocation->record().requestId != job.event.requestId)
                    return;
                if (!function)
                    return it->second.invocation->refused(function.error());
                job.function = *function;
                it->second.invocation->submit(std::move(job));
            });
}

void Invoker::cancel(const QString &trigger)
{
    std::vector<const Invocation *> chosen;
    for (const auto &[invocation, running] : m_running) {
        if (trigger.isNull() || invocation->record().trigger == trigger)
            chosen.push_back(invocation);
    }
    std::vector<Preparing> waiting;
    for (auto it = m_preparing.begin(); it != m_preparing.end();) {
        const auto next = std::next(it);
        if (it->second.waits && (trigger.isNull() || it->second.record.trigger == trigger)) {
            m_builder.withdraw(it->second.ticket);
            waiting.push_back(std::move(m_preparing.extract(it).mapped()));
        }
        it = next;
    }
    for (Preparing &preparing : waiting) {
        InvokeOutcome outcome;
        preparing.record.outcome = Outcome::Cancelled;
        outcome.record = preparing.record;
        preparing.promise.addResult(std::move(outcome));
        preparing.promise.finish();
        emit recorded(preparing.record);
    }
    for (const Invocation *invocation : chosen) {
        if (const auto it = m_running.find(invocation); it != m_running.end())
            it->second.invocation->cancel();
    }
}

void Invoker::cancelAll()
{
    cancel(QString());
}

void Invoker::holdStream(const QString &requestId, StreamFlow flow)
{
    for (const auto &[invocation, running] : m_running) {
        if (invocation->record().requestId == requestId)
            return running.invocation->holdStream(flow);
    }
}

void Invoker::finished(Invocation &invocation, Result<InvokeOutcome> result)
{
    auto node = m_running.extract(&invocation);
    const InvocationRecord record = invocation.record();
    // It may be in one of its own callbacks: let it go when that is over.
    m_finished.push_back(std::move(node.mapped().invocation));
    m_reactor.soon([this, alive = m_alive] {
        if (*alive)
            m_finished.clear();
    });
    if (result)
        result->traceHeader = std::move(node.mapped().traceHeader);
    node.mapped().promise.addResult(std::move(result));
    node.mapped().promise.finish();
    emit recorded(record);
}

} // namespace engine
