// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/enginehost.h"

#include <QPromise>

#include <utility>

#include "app/post.h"
#include "app/streamrelay.h"
#include "app/workspacepaths.h"
#include "engine/core/deliver.h"

namespace app {

EngineHost::EngineHost(QObject *parent)
    : QObject(parent)
    , m_onThread(new QObject)
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_onThread->moveToThread(&m_thread);
    m_thread.start();
}

EngineHost::~EngineHost()
{
    stop(m_thread, m_onThread, [this] { closeEngine(); });
}

void EngineHost::closeEngine()
{
    m_queue.reset();
    m_attempts.reset();
    m_engine.reset();
}

QFuture<engine::Result<void>> EngineHost::open(const QString &folder,
                                               const engine::LocalEngine::Options &options)
{
    return post<engine::Result<void>>(m_onThread,
                                      [this, folder, options]() -> engine::Result<void> {
                                          closeEngine();
                                          auto opened = engine::LocalEngine::open(folder, options);
                                          if (!opened)
                                              return opened.error();
                                          m_engine = std::move(*opened);
                                          connectEngine();
                                          openQueue(folder);
                                          return {};
                                      });
}

void EngineHost::connectEngine()
{
    // Made on the engine's thread; the signals of this object are queued to whoever listens.
    emit opened();
    connect(m_engine.get(), &engine::LocalEngine::activity, this, &EngineHost::activity);
    connect(m_engine.get(), &engine::LocalEngine::recorded, m_onThread,
            [this](const engine::InvocationRecord &record) {
                m_unsent.push_back(record);
                if (m_unsent.size() == 1) // the rest of this turn of the loop goes along
                    QMetaObject::invokeMethod(
                        m_onThread, [this] { passOnRecords(); }, Qt::QueuedConnection);
            });
    connect(m_engine.get(), &engine::LocalEngine::logArrived, this, &EngineHost::logArrived);
    connect(m_engine.get(), &engine::LocalEngine::environmentLogged, this,
            &EngineHost::environmentLogged);
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): the engine's child
    new StreamRelay(*m_engine, [this](const widgets::LiveStream &live) {
        QMetaObject::invokeMethod(
            this, [this, live] { emit streamProgressed(live); }, Qt::QueuedConnection);
    });
    connect(m_engine.get(), &engine::LocalEngine::statusChanged, this, &EngineHost::statusChanged);
    connect(m_engine.get(), &engine::LocalEngine::buildChanged, this, &EngineHost::buildChanged);
    connect(m_engine.get(), &engine::LocalEngine::buildOutputArrived, this,
            &EngineHost::buildOutputArrived);
    connect(m_engine.get(), &engine::LocalEngine::installOutputArrived, this,
            &EngineHost::installOutputArrived);
}

void EngineHost::openQueue(const QString &folder)
{
    m_attempts = std::make_unique<engine::EngineAttempts>(*m_engine);
    auto opened =
        engine::AsyncQueue::open(*m_attempts, m_engine->reactor(), m_ids, {stateFolder(folder)});
    if (!opened) {
        emit queueFailed(opened.error());
        return;
    }
    m_queue = std::move(*opened);
    if (const auto &replaced = m_queue->replaced())
        emit queueReplaced(replaced->movedAside, replaced->reason);
    connect(m_queue.get(), &engine::AsyncQueue::countsChanged, this, &EngineHost::queueChanged);
    connect(m_queue.get(), &engine::AsyncQueue::databaseReplaced, this, &EngineHost::queueReplaced);
    connect(m_queue.get(), &engine::AsyncQueue::failed, this, &EngineHost::queueFailed);
    m_queue->work();
}

QFuture<engine::AsyncAnswer> EngineHost::sendEvent(const engine::InvokeRequest &request)
{
    return post<engine::AsyncAnswer>(m_onThread, [this, request] {
        return m_queue ? m_queue->accept(request)
                       : engine::notAccepted(
                           {}, {engine::Error::Code::NotFound, tr("an open workspace")});
    });
}

QFuture<engine::NetworkBytes> EngineHost::networkBytes(const QString &functionName)
{
    return post<engine::NetworkBytes>(m_onThread, [this, functionName] {
        return m_engine ? m_engine->networkBytes(functionName) : engine::NetworkBytes();
    });
}

void EngineHost::passOnRecords()
{
    std::vector<engine::InvocationRecord> records = std::exchange(m_unsent, {});
    QMetaObject::invokeMethod(
        this, [this, records = std::move(records)] { emit recorded(records); },
        Qt::QueuedConnection);
}

QFuture<engine::Result<engine::InvokeOutcome>> EngineHost::invoke(
    const engine::InvokeRequest &request)
{
    using Outcome = engine::Result<engine::InvokeOutcome>;
    auto promise = std::make_shared<QPromise<Outcome>>();
    promise->start();
    QFuture<Outcome> future = promise->future();
    QMetaObject::invokeMethod(
        m_onThread,
        [this, promise, request] {
            if (!m_engine) {
                promise->addResult(
                    engine::Error{engine::Error::Code::NotFound, tr("an open workspace")});
                promise->finish();
                return;
            }
            engine::deliver(m_engine->invoke(request), m_onThread,
                            [promise](const Outcome &outcome) {
                                promise->addResult(outcome);
                                promise->finish();
                            });
        },
        Qt::QueuedConnection);
    return future;
}

void EngineHost::onEngine(std::function<void(engine::LocalEngine &)> call)
{
    QMetaObject::invokeMethod(
        m_onThread,
        [this, call = std::move(call)] {
            if (m_engine)
                call(*m_engine);
        },
        Qt::QueuedConnection);
}

QFuture<engine::Result<engine::InstalledDependencies>> EngineHost::installDependencies(
    const QString &functionName, const QString &layer)
{
    using Installed = engine::Result<engine::InstalledDependencies>;
    auto promise = std::make_shared<QPromise<Installed>>();
    promise->start();
    QFuture<Installed> future = promise->future();
    onEngine([this, promise, functionName, layer](engine::LocalEngine &engine) {
        engine::deliver(engine.installDependencies(functionName, layer), m_onThread,
                        [promise](const Installed &result) {
                            promise->addResult(result);
                            promise->finish();
                        });
    });
    return future;
}

QFuture<engine::Result<void>> EngineHost::installSdk(const QString &runtimeId)
{
    auto promise = std::make_shared<QPromise<engine::Result<void>>>();
    promise->start();
    QFuture<engine::Result<void>> future = promise->future();
    onEngine([this, promise, runtimeId](engine::LocalEngine &engine) {
        engine::deliver(engine.installSdk(runtimeId), m_onThread,
                        [promise](const engine::Result<void> &result) {
                            promise->addResult(result);
                            promise->finish();
                        });
    });
    return future;
}

void EngineHost::cancelInstallation()
{
    onEngine([](engine::LocalEngine &engine) { engine.cancelInstallation(); });
}

void EngineHost::cancel(const QString &trigger)
{
    onEngine([trigger](engine::LocalEngine &engine) { engine.cancel(trigger); });
}

void EngineHost::retire(const QString &functionName)
{
    onEngine([functionName](engine::LocalEngine &engine) { engine.retire(functionName); });
}

void EngineHost::setStandby(int environments)
{
    onEngine([environments](engine::LocalEngine &engine) { engine.setStandby(environments); });
}

void EngineHost::prepare(const QString &functionName)
{
    onEngine([functionName](engine::LocalEngine &engine) { engine.prepare(functionName); });
}

void EngineHost::build(const QString &functionName)
{
    onEngine([functionName](engine::LocalEngine &engine) { (void)engine.build(functionName); });
}

void EngineHost::cancelBuild(const QString &functionName)
{
    onEngine([functionName](engine::LocalEngine &engine) { engine.cancelBuild(functionName); });
}

} // namespace app
