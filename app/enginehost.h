// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <vector>

#include "engine/async/asyncqueue.h"
#include "engine/async/engineattempts.h"
#include "engine/core/ids.h"
#include "engine/invoke/localengine.h"
#include "widgets/invoke/livestream.h"

namespace app {

// The engine and the workspace's queue of events on a thread of their own. Only values cross: calls
// are posted to the engine's thread, what it says comes back to this object's thread. All calls
// return at once.
class EngineHost : public QObject
{
    Q_OBJECT

public:
    explicit EngineHost(QObject *parent = nullptr);
    ~EngineHost() override; // cancels what runs and waits for the thread

    // Closes the engine that is open, then opens one on this folder. Always finishes.
    [[nodiscard]] QFuture<engine::Result<void>> open(const QString &folder,
                                                     const engine::LocalEngine::Options &options);
    // See LocalEngine. Fails with NotFound when no engine is open. Always finishes.
    [[nodiscard]] QFuture<engine::Result<engine::InvokeOutcome>> invoke(
        const engine::InvokeRequest &request);
    // Puts an event into the queue, which this process works off unless another one does already;
    // see AsyncQueue::accept(). Always finishes.
    [[nodiscard]] QFuture<engine::AsyncAnswer> sendEvent(const engine::InvokeRequest &request);
    // Of what runs of this function now; all -1 when nothing does. Always finishes.
    [[nodiscard]] QFuture<engine::NetworkBytes> networkBytes(const QString &functionName);
    void cancel(const QString &trigger);
    void setStandby(int environments); // see LocalEngine
    void retire(const QString &functionName);
    // What comes of these is told by buildChanged().
    void prepare(const QString &functionName);
    void build(const QString &functionName);
    void cancelBuild(const QString &functionName);

    [[nodiscard]] QFuture<engine::Result<engine::InstalledDependencies>> installDependencies(
        const QString &functionName, const QString &layer);
    [[nodiscard]] QFuture<engine::Result<void>> installSdk(const QString &runtimeId);
    void cancelInstallation();

signals:
    void installOutputArrived(const QByteArray &lines);
    // Records in bursts: what has come since the last signal.
    void recorded(const std::vector<engine::InvocationRecord> &records);
    void logArrived(const QString &functionName, const QString &requestId, const QByteArray &text);
    // Of an environment that is ended, after its last request; not always whole lines.
    void environmentLogged(const QString &functionName, const QByteArray &text);
    // A response that is being streamed: at its first arrival, then a few times a second.
    void streamProgressed(const widgets::LiveStream &live);
    void statusChanged(const engine::EngineStatus &status);
    void opened(); // another engine, whose environments are new; before anything of it is told
    void activity(const engine::EnvironmentActivities &events);
    void buildChanged(const engine::BuildStatus &status);
    void buildOutputArrived(const QString &functionName, const QByteArray &lines);
    void queueChanged(const engine::QueueCounts &counts); // while it is this process's
    void queueReplaced(const QString &movedAside, const QString &reason);
    void queueFailed(const engine::Error &error); // invokes go on without events

private:
    void openQueue(const QString &folder);
    void closeEngine();
    void onEngine(std::function<void(engine::LocalEngine &)> call);
    void connectEngine();
    void passOnRecords();

    QThread m_thread;
    QObject *m_onThread;                            // lives there; calls are posted to it
    std::unique_ptr<engine::LocalEngine> m_engine;  // touched on the thread only
    std::vector<engine::InvocationRecord> m_unsent; // on the thread
    // On the thread as well. The queue goes before the engine, so that what runs is left in it.
    engine::RandomIds m_ids;
    std::unique_ptr<engine::EngineAttempts> m_attempts;
    std::unique_ptr<engine::AsyncQueue> m_queue;
};

} // namespace app
