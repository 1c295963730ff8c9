// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "engine/sandbox/hostportrelay.h"
#include "engine/sandbox/memorymeter.h"
#include "engine/sandbox/networklink.h"
#include "engine/sandbox/outputpipe.h"
#include "engine/sandbox/packet.h"
#include "engine/sandbox/parkedprocess.h"
#include "engine/sandbox/portopener.h"
#include "engine/sandbox/sandbox.h"
#include "engine/sandbox/sandboxyard.h"

namespace engine {

// A sandbox made of bwrap and workbench-init. Everything it does is sending a message to init,
// writing a file of a control group, or listening.
class RunningSandbox final : public Sandbox, private Watched
{
public:
    struct Pipes // our ends
    {
        UniqueFd output, logFrames, errors; // logFrames may be absent; errors: what bwrap says
    };

    RunningSandbox(std::shared_ptr<SandboxYard> yard, const SandboxSpec &spec,
                   SandboxListener &listener, ParkedProcess process, Pipes pipes);
    ~RunningSandbox() override;
    Q_DISABLE_COPY_MOVE(RunningSandbox)

    // How much has to be there before the runtime may start, and is not made by init.
    [[nodiscard]] static int awaited(const SandboxSpec &spec);

    void restartRuntime() override;
    void stopRuntime() override;
    void startRuntime() override;
    void signalRuntime(int signal) override;
    void signalExtension(int index, int signal) override;
    void connectInside(quint16 port, std::function<void(Result<UniqueFd>)> connected) override;
    void freeze() override;
    void thaw() override;
    void setCpuPhase(bool initialising) override;
    [[nodiscard]] SandboxUsage usage() const override;
    [[nodiscard]] NetworkBytes networkBytes() const override;
    void drainOutput() override;

private:
    void checkLimits() override;
    void receive();
    void handle(Packet packet);
    void listening(Packet packet);
    void ended(const WbMessage &message);
    void extensionEnded(const WbMessage &message);
    void connected(Packet packet);
    void hostPort(Packet packet);
    void openLowPorts(int process);
    void arrived();
    void readTraces();
    [[nodiscard]] RuntimeExit exitOf(int status) const;
    void outOfMemory();
    void fail(const Error &error);
    [[nodiscard]] QString bwrapErrors() const;
    [[nodiscard]] bool isCurrent(const WbMessage &message) const;
    void send(WbType type, int value = 0, std::uint64_t a = 0, std::uint64_t b = 0);
    void release();

    std::shared_ptr<SandboxYard> m_yard;
    SandboxListener &m_listener;
    Megabytes m_memory;
    bool m_fullSpeed;
    bool m_wantsNetwork;
    bool m_asked; // to start the runtime
    bool m_hasExtensions;
    bool m_takesTraces;
    ParkedProcess m_process;
    UniqueFd m_errors;
    mutable MemoryMeter m_meter;
    std::unique_ptr<OutputPipe> m_output;
    std::unique_ptr<OutputPipe> m_logFrames;
    std::unique_ptr<OutputPipe> m_extensionOutput;
    UniqueFd m_traces;
    Watch m_tracesArrive;
    std::map<std::uint64_t, std::function<void(Result<UniqueFd>)>> m_connecting;
    std::uint64_t m_lastConnect = 0;
    std::unique_ptr<NetworkLink> m_network;
    std::unique_ptr<HostPortRelay> m_hostPorts;          // null without any
    std::vector<std::pair<std::size_t, int>> m_lowPorts; // of those, by place
    std::unique_ptr<PortOpener> m_lowPortOpener;
    Watch m_control;
    std::uint32_t m_generation = 1;
    bool m_isUp = false;           // init has reported
    int m_awaited;                 // see awaited(); less what has come
    bool m_runtimeRuns = false;    // or extensions do
    bool m_runtimeStarted = false; // of this generation
    bool m_frozen = false;
    bool m_outOfMemory = false;
    bool m_failed = false;
    Nanoseconds m_reportedCpu{-1};
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace engine
