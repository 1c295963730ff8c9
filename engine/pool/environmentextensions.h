// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include <memory>

#include "engine/core/reactor.h"
#include "engine/pool/telemetryhub.h"
#include "engine/runtimeapi/extensionapi.h"
#include "engine/runtimeapi/shutdownsequence.h"
#include "engine/sandbox/sandbox.h"
#include "engine/telemetry/platformlog.h"

namespace engine {

// What an environment's life waits for. Calls come from the reactor; the EnvironmentExtensions must
// not be destroyed in them.
class EnvironmentExtensionsOwner
{
public:
    virtual ~EnvironmentExtensionsOwner() = default;
    virtual void extensionsRegistered() = 0; // all external ones: the runtime may start
    virtual void extensionsReady() = 0;      // one more has asked for its first event
    virtual void extensionsDone() = 0;       // one more has asked for its next event
    virtual void extensionsLog(const QByteArray &lines) = 0;
    virtual void shutDownDone() = 0; // everything else may be killed
    virtual Sandbox *extensionSandbox() = 0;
};

// The extensions of one environment, their telemetry, and how they are shut down: what Environment
// has besides its runtime, and only when there is an extension.
class EnvironmentExtensions final : private ExtensionApiListener
{
public:
    struct Settings
    {
        QStringList paths; // of the external ones, as seen inside
        ExtensionApi::Facts facts;
        PlatformLog log;
    };

    EnvironmentExtensions(Reactor &reactor, IdSource &ids, Settings settings,
                          EnvironmentExtensionsOwner &owner);
    ~EnvironmentExtensions() override;
    Q_DISABLE_COPY_MOVE(EnvironmentExtensions)

    [[nodiscard]] SideRequestHandler &api() { return m_api; }
    [[nodiscard]] TelemetryHub &telemetry() { return m_telemetry; }
    [[nodiscard]] bool any() { return !m_api.set().empty(); }
    [[nodiscard]] bool hasExternal() { return m_api.set().hasExternal(); }
    [[nodiscard]] QString path(int index) const { return m_settings.paths.value(index); }

    void reset();   // everything that ran was killed
    void started(); // all external ones run
    // Their end, or why it can't begin. Returns the error type that init or invocation fails with;
    // empty while shutting down, which goes on by itself.
    [[nodiscard]] QString ended(int index);
    [[nodiscard]] QString notStarted(int index, int error);
    // "Extension.ExitError" and the like, when an extension has announced its failure.
    [[nodiscard]] const QString &announcedFailure() { return m_api.set().firstFatal(); }
    void runtimeIsReady() { m_api.set().closeRegistration(); }
    [[nodiscard]] bool allReady() { return m_api.set().allReady(); }
    // Init is over, well or badly: writes the EXTENSION lines.
    void initEnded(bool well);
    void invoke(const ExtensionApi::Event &event) { m_api.invoke(event); }
    [[nodiscard]] bool invokeDone() { return m_api.set().invokeDone(); }

    // Begins a shutdown; shutDownDone() follows, perhaps at once. `reason`: as SHUTDOWN has it.
    void shutDown(const char *reason, bool runtimeRuns);
    void runtimeExited();
    [[nodiscard]] bool isShuttingDown() const { return m_sequence.active(); }

private:
    void extensionRegistered() override;
    void extensionReady() override { m_owner.extensionsReady(); }
    void extensionInvokeDone() override { m_owner.extensionsDone(); }
    void telemetryWanted(int index, const TelemetrySubscription &subscription) override;

    void carryOut(const ShutdownSequence::Steps &steps);
    void tellExtensions();
    [[nodiscard]] int toldAndRunning() const;

    Reactor &m_reactor;
    const Settings m_settings;
    EnvironmentExtensionsOwner &m_owner;
    ExtensionApi m_api;
    TelemetryHub m_telemetry;
    ShutdownSequence m_sequence;
    const char *m_reason = "";
    std::vector<int> m_told;
    bool m_linesWritten = false;
    bool m_runtimeMayStart = false;
    Watch m_timer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

// Paths inside of the programs that a merged layer folder (mounted at /opt) has as extensions, in
// the order of their start. `disabled` tells that a layer switches extensions off.
[[nodiscard]] QStringList extensionsIn(const QString &optFolder, bool *disabled);

} // namespace engine
