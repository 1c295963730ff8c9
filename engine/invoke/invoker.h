// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>

#include <map>
#include <memory>

#include "engine/builds/builder.h"
#include "engine/core/ids.h"
#include "engine/core/result.h"
#include "engine/invoke/invocation.h"
#include "engine/invoke/invokerequest.h"
#include "engine/packages/packageprovider.h"
#include "engine/project/functionsource.h"

namespace engine {

// The one door: whoever wants a function run comes here.
class Invoker : public QObject
{
    Q_OBJECT

public:
    // None is owned; all must outlive this object.
    Invoker(FunctionSource &functions, Builder &builder, PackageProvider &packages,
            EnvironmentPool &pool, Reactor &reactor, IdSource &ids, SandboxSpec::CpuLimit cpuLimit,
            QObject *parent = nullptr);
    ~Invoker() override; // cancels what still runs

    // See LocalEngine::invoke().
    [[nodiscard]] QFuture<Result<InvokeOutcome>> invoke(const InvokeRequest &request);
    void cancel(const QString &trigger);
    void cancelAll();
    void holdStream(const QString &requestId, StreamFlow flow);

signals:
    void recorded(const engine::InvocationRecord &record);
    void logArrived(const QString &functionName, const QString &requestId, const QByteArray &text);
    void streamArrived(const engine::StreamPiece &piece);

private:
    using Promise = QPromise<Result<InvokeOutcome>>;
    struct Running
    {
        std::unique_ptr<Invocation> invocation;
        Promise promise;
        QByteArray traceHeader;
    };

    // A request whose function is being built.
    struct Preparing
    {
        InvokeRequest request;
        InvocationRecord record;
        Promise promise;
        Nanoseconds requestedAt{0};
        QByteArray traceHeader; // what the function is to get
        Builder::Ticket ticket = 0;
        bool waits = false;
    };

    void prepared(quint64 key, const Result<Function> &function);
    void refuse(InvocationRecord record, Promise promise, const Error &error);
    void stopLoop(InvocationRecord record, Promise promise, const QByteArray &traceHeader);
    void start(Preparing preparing, const Function &function);
    void submit(Invocation &invocation, EnvironmentPool::Job job);
    void finished(Invocation &invocation, Result<InvokeOutcome> result);

    FunctionSource &m_functions;
    Builder &m_builder;
    PackageProvider &m_packages;
    EnvironmentPool &m_pool;
    Reactor &m_reactor;
    IdSource &m_ids;
    const SandboxSpec::CpuLimit m_cpuLimit;
    std::map<quint64, Preparing> m_preparing;
    quint64 m_lastPreparing = 0;
    std::map<const Invocation *, Running> m_running;
    std::vector<std::unique_ptr<Invocation>> m_finished; // until the current callback is over
    std::shared_ptr<bool> m_alive;
};

} // namespace engine
