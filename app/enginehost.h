// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <vector>

#include "engine/invoke/localengine.h"

namespace app {

// The engine on its own thread. Only values cross: calls are posted to the engine's thread, what it
// says comes back to this object's thread. All calls return at once.
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
    void statusChanged(const engine::EngineStatus &status);
    void buildChanged(const engine::BuildStatus &status);
    void buildOutputArrived(const QString &functionName, const QByteArray &lines);

private:
    void onEngine(std::function<void(engine::LocalEngine &)> call);
    void connectEngine();
    void passOnRecords();

    QThread m_thread;
    QObject *m_onThread;                            // lives there; calls are posted to it
    std::unique_ptr<engine::LocalEngine> m_engine;  // touched on the thread only
    std::vector<engine::InvocationRecord> m_unsent; // on the thread
};

} // namespace app
