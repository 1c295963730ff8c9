// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/runningsandbox.h"

#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstring>
#include <thread>
#include <utility>

#include "engine/model/limits.h"

namespace engine {
namespace {

// The X-Ray daemon takes packets of up to 64 KB, and so does UDP.
constexpr qsizetype MostTraceBytes = 64 * 1024;
constexpr int MostTracesAtOnce = 32;

} // namespace

RunningSandbox::RunningSandbox(std::shared_ptr<SandboxYard> yard, const SandboxSpec &spec,
                               SandboxListener &listener, ParkedProcess process, Pipes pipes)
    : m_yard(std::move(yard))
    , m_listener(listener)
    , m_memory(spec.memory)
    , m_fullSpeed(spec.cpuLimit == SandboxSpec::CpuLimit::FullSpeed)
    , m_wantsNetwork(spec.network == Network::Internet)
    , m_asked(spec.start == SandboxSpec::Start::AtOnce)
    , m_hasExtensions(!spec.extensions.isEmpty())
    , m_takesTraces(spec.traces == SandboxSpec::Traces::Taken)
    , m_process(std::move(process))
    , m_errors(std::move(pipes.errors))
    , m_meter(m_process.group.get(), spec.memory)
    , m_awaited(awaited(spec))
{
    using Stream = SandboxListener::Stream;
    Reactor &reactor = m_yard->reactor();
    m_output = std::make_unique<OutputPipe>(
        reactor, std::move(pipes.output),
        [this](const QByteArray &bytes) { m_listener.sandboxOutput(Stream::Output, bytes); });
    if (pipes.logFrames)
        m_logFrames = std::make_unique<OutputPipe>(
            reactor, std::move(pipes.logFrames), [this](const QByteArray &bytes) {
                m_listener.sandboxOutput(Stream::LogFrames, bytes);
            });
    for (std::size_t i = 0; i < spec.hostPorts.size(); ++i) {
        if (spec.hostPorts[i] < FirstOrdinaryPort)
            m_lowPorts.emplace_back(i, spec.hostPorts[i]);
    }
    if (!spec.hostPorts.empty())
        m_hostPorts = std::make_unique<HostPortRelay>(
            reactor, spec.hostPorts, m_yard->isOwnPort(),
            [this](const QByteArray &line) { m_listener.sandboxNote(line); });
    m_control =
        reactor.watch(m_process.control.get(), EPOLLIN, [this](std::uint32_t) { receive(); });
}

RunningSandbox::~RunningSandbox()
{
    *m_alive = false;
    release();
}

void RunningSandbox::release()
{
    m_yard->unwatch(this);
    m_control.reset();
    m_network.reset();
    m_lowPortOpener.reset();
    m_hostPorts.reset();
    m_output.reset();
    m_logFrames.reset();
    m_extensionOutput.reset();
    m_tracesArrive.reset();
    m_traces.reset();
    m_connecting.clear();
    if (m_process.pid > 0)
        m_yard->bury(std::exchange(m_process, {}));
}

void RunningSandbox::receive()
{
    const std::shared_ptr<bool> alive = m_alive;
    while (*alive && !m_failed) {
        Packet packet;
        switch (receivePacket(m_process.control.get(), &packet)) {
        case Received::Packet:
            handle(std::move(packet));
            break;
        case Received::Nothing:
            return;
        case Received::Closed:
            if (m_runtimeRuns && (m_outOfMemory || m_meter.kernelKilled())) {
                m_runtimeRuns = false;
                m_listener.runtimeExited({RuntimeExit::Cause::OutOfMemory, SIGKILL});
            }
            if (*alive)
                fail({Error::Code::SandboxFailed, bwrapErrors()});
            return;
        }
    }
}

bool RunningSandbox::isCurrent(const WbMessage &message) const
{
    return message.generation == m_generation; // what an earlier runtime did is past
}

void RunningSandbox::handle(Packet packet)
{
    const WbMessage &message = packet.message;
    switch (message.type) {
    case WbParked:
        // Without its groups it would run without limits.
        if (message.value > 0)
            fail({Error::Code::SandboxFailed,
                  QStringLiteral("%1 control groups could not be joined").arg(message.value)});
        break;
    case WbListening:
        listening(std::move(packet));
        break;
    case WbStarted:
        if (isCurrent(message)) {
            m_runtimeRuns = m_runtimeStarted = true;
            m_yard->watch(this);
            m_listener.runtimeStarted();
        }
        break;
    case WbExited:
    case WbNotStarted:
        if (isCurrent(message))
            ended(message);
        break;
    case WbExtensionsStarted:
        if (isCurrent(message)) {
            m_runtimeRuns = true; // memory is limited from here on
            m_yard->watch(this);
            m_listener.extensionsStarted();
        }
        break;
    case WbExtensionNotStarted:
        if (isCurrent(message))
            m_listener.extensionNotStarted(static_cast<int>(message.a), message.value);
        break;
    case WbExtensionExited:
        if (isCurrent(message))
            extensionEnded(message);
        break;
    case WbHostPort:
        hostPort(std::move(packet));
        break;
    case WbConnected:
        connected(std::move(packet));
        break;
    case WbUsage:
        m_meter.report(message);
        m_reportedCpu = Nanoseconds{static_cast<std::int64_t>(message.c)};
        checkLimits();
        break;
    case WbFailed:
        fail({Error::Code::SandboxFailed,
              QStringLiteral("workbench-init: ")
                  + QString::fromLocal8Bit(std::strerror(message.value))});
        break;
    default:
        break;
    }
}

void RunningSandbox::listening(Packet packet)
{
    const std::size_t expected = std::size_t{2} + m_hasExtensions + m_takesTraces;
    if (packet.descriptors.size() != expected || m_isUp) {
        fail({Error::Code::SandboxFailed, QStringLiteral("workbench-init sent no socket")});
        return;
    }
    m_isUp = true;
    m_meter.setTemporaryFolder(std::move(packet.descriptors[1]));
    if (m_hasExtensions)
        m_extensionOutput = std::make_unique<OutputPipe>(
            m_yard->reactor(), std::move(packet.descriptors[2]), [this](const QByteArray &bytes) {
                m_listener.sandboxOutput(SandboxListener::Stream::Extensions, bytes);
            });
    if (m_takesTraces) {
        m_traces = std::move(packet.descriptors.back());
        m_tracesArrive = m_yard->reactor().watch(m_traces.get(), EPOLLIN,
                                                 [this](std::uint32_t) { readTraces(); });
    }
    if (m_wantsNetwork) {
        m_network = std::make_unique<NetworkLink>(m_yard->reactor(), packet.sender,
                                                  [this](const Result<void> &result) {
                                                      if (result)
                                                          arrived();
                                                      else
                                                          fail(result.error());
                                                  });
    }
    if (!m_lowPorts.empty())
        openLowPorts(packet.sender);
    m_listener.sandboxListening(std::move(packet.descriptors[0]));
}

void RunningSandbox::ended(const WbMessage &message)
{
    const std::shared_ptr<bool> alive = m_alive;
    m_runtimeRuns = false;
    m_yard->unwatch(this);
    drainOutput();
    if (!*alive || m_failed)
        return;

    m_listener.runtimeExited(message.type == WbNotStarted
                                 ? RuntimeExit{RuntimeExit::Cause::NotStarted, message.value}
                                 : exitOf(message.value));
}

RuntimeExit RunningSandbox::exitOf(int status) const
{
    if (!WIFSIGNALED(status))
        return {RuntimeExit::Cause::Exited, WEXITSTATUS(status)};
    const bool outOfMemory =
        WTERMSIG(status) == SIGKILL && (m_outOfMemory || m_meter.kernelKilled());
    return {outOfMemory ? RuntimeExit::Cause::OutOfMemory : RuntimeExit::Cause::Signalled,
            WTERMSIG(status)};
}

void RunningSandbox::extensionEnded(const WbMessage &message)
{
    const std::shared_ptr<bool> alive = m_alive;
    drainOutput();
    if (*alive && !m_failed)
        m_listener.extensionExited(static_cast<int>(message.a), exitOf(message.value));
}

void RunningSandbox::connected(Packet packet)
{
    const auto waiting = m_connecting.extract(packet.message.b);
    if (waiting.empty())
        return;
    if (packet.message.value == 0 && packet.descriptors.size() == 1)
        waiting.mapped()(std::move(packet.descriptors[0]));
    else
        waiting.mapped()(Error{Error::Code::NotFound,
                               QString::fromLocal8Bit(std::strerror(packet.message.value))});
}

void RunningSandbox::hostPort(Packet packet)
{
    if (!m_hostPorts || m_isUp)
        return;
    UniqueFd socket;
    if (packet.descriptors.size() == 1)
        socket = std::move(packet.descriptors[0]);
    m_hostPorts->listen(packet.message.a, std::move(socket), packet.message.value);
}

void RunningSandbox::openLowPorts(int process)
{
    std::vector<int> ports;
    for (const auto &[place, port] : m_lowPorts)
        ports.push_back(port);
    m_lowPortOpener = std::make_unique<PortOpener>(
        m_yard->reactor(), m_yard->initPath(), process, ports,
        [this](std::size_t which, UniqueFd socket, int error) {
            m_hostPorts->listen(m_lowPorts[which].first, std::move(socket), error);
        },
        [this] { arrived(); });
}

int RunningSandbox::awaited(const SandboxSpec &spec)
{
    const bool lowPorts = std::any_of(spec.hostPorts.begin(), spec.hostPorts.end(),
                                      [](int port) { return port < FirstOrdinaryPort; });
    return int{spec.network == Network::Internet} + int{lowPorts};
}

void RunningSandbox::arrived()
{
    if (--m_awaited == 0 && m_asked)
        send(WbRun);
}

// As many as a batch of output, so that a flood of packets leaves the others their turn.
void RunningSandbox::readTraces()
{
    const std::shared_ptr<bool> alive = m_alive;
    for (int i = 0; *alive && m_traces && i < MostTracesAtOnce; ++i) {
        QByteArray packet(MostTraceBytes, Qt::Uninitialized);
        const auto got =
            ::recv(m_traces.get(), packet.data(), static_cast<std::size_t>(packet.size()), 0);
        if (got < 0)
            return;
        packet.truncate(got);
        packet.squeeze();
        m_listener.traceArrived(packet);
    }
}

void RunningSandbox::checkLimits()
{
    if (m_frozen || m_outOfMemory || !m_runtimeRuns)
        return;
    m_meter.sample();
    // A runtime that survived while one of its children was killed has passed its memory too.
    if (m_meter.isPastLimit() || m_meter.kernelKilled())
        outOfMemory();
}

void RunningSandbox::outOfMemory()
{
    m_outOfMemory = true;
    send(WbStop);
    // The end of a runtime is told; while there is none, an extension's stands for it.
    if (m_hasExtensions && !m_runtimeStarted)
        m_listener.extensionExited(0, {RuntimeExit::Cause::OutOfMemory, SIGKILL});
}

void RunningSandbox::fail(const Error &error)
{
    if (std::exchange(m_failed, true))
        return;
    release();
    m_listener.sandboxFailed(error);
}

QString RunningSandbox::bwrapErrors() const
{
    QByteArray text(4096, Qt::Uninitialized);
    const auto got = ::read(m_errors.get(), text.data(), static_cast<std::size_t>(text.size()));
    text.truncate(std::max<qsizetype>(got, 0));
    if (text.trimmed().isEmpty())
        return QStringLiteral("its processes have ended");
    return QString::fromLocal8Bit(text.trimmed());
}

void RunningSandbox::send(WbType type, int value, std::uint64_t a, std::uint64_t b)
{
    WbMessage message{};
    message.type = type;
    message.generation = m_generation;
    message.value = value;
    message.a = a;
    message.b = b;
    sendPacket(m_process.control.get(), message); // a dead init is noticed by its closed socket
}

void RunningSandbox::restartRuntime()
{
    if (m_failed)
        return;
    thaw();
    if (m_hostPorts)
        m_hostPorts->endConnections();
    m_asked = true;
    ++m_generation;
    m_runtimeRuns = m_runtimeStarted = m_outOfMemory = false;
    m_meter.forgetKills();
    if (m_awaited == 0) // else it starts when the network is there
        send(WbRun);
}

void RunningSandbox::stopRuntime()
{
    if (m_failed)
        return;
    thaw();
    // Dying takes CPU too: a thousand processes at a fourteenth of one would take many seconds of
    // the next request. Whoever starts the runtime again sets the limit.
    if (m_process.group)
        m_process.group->setCpuLimit(0);
    if (m_hostPorts)
        m_hostPorts->endConnections();
    send(WbStop);
}

void RunningSandbox::startRuntime()
{
    if (!m_failed && m_hasExtensions)
        send(WbRunRuntime);
}

void RunningSandbox::signalRuntime(int signal)
{
    if (!m_failed)
        send(WbSignal, signal, 0);
}

void RunningSandbox::signalExtension(int index, int signal)
{
    if (!m_failed)
        send(WbSignal, signal, std::uint64_t(index) + 1);
}

void RunningSandbox::connectInside(quint16 port, std::function<void(Result<UniqueFd>)> connected)
{
    if (m_failed || !m_isUp)
        return;
    m_connecting.emplace(++m_lastConnect, std::move(connected));
    send(WbConnect, 0, port, m_lastConnect);
}

void RunningSandbox::freeze()
{
    if (m_failed || std::exchange(m_frozen, true))
        return;
    if (m_hostPorts)
        m_hostPorts->pause();
    if (!m_process.group || !m_process.group->setFrozen(true))
        send(WbFreeze);
}

void RunningSandbox::thaw()
{
    if (m_failed || !std::exchange(m_frozen, false))
        return;
    if (!m_process.group || !m_process.group->setFrozen(false))
        send(WbThaw);
    if (m_hostPorts)
        m_hostPorts->resume();
}

void RunningSandbox::setCpuPhase(bool initialising)
{
    if (m_failed)
        return;
    double cpus = m_fullSpeed ? 0 : cpuShare(m_memory);
    if (cpus > 0 && initialising)
        cpus = std::max(cpus, double(limits::InitCpus));
    if (cpus >= std::thread::hardware_concurrency())
        cpus = 0; // no limit costs less than one that can't be reached
    if (!m_process.group || !m_process.group->setCpuLimit(cpus))
        send(WbCpu, static_cast<int>(cpus * 1000));
}

SandboxUsage RunningSandbox::usage() const
{
    SandboxUsage usage;
    if (!m_failed)
        m_meter.sample();
    usage.memoryBytes = m_meter.nowBytes();
    usage.peakMemoryBytes = m_meter.peakBytes();
    if (m_outOfMemory || (!m_failed && m_meter.kernelKilled()))
        usage.peakMemoryBytes = m_memory.bytes();
    const auto counted = m_process.group ? m_process.group->cpuTime() : std::nullopt;
    usage.cpu = counted.value_or(m_reportedCpu);
    usage.network = networkBytes();
    return usage;
}

NetworkBytes RunningSandbox::networkBytes() const
{
    NetworkBytes bytes;
    const auto internet = m_network ? m_network->counts() : std::nullopt;
    if (internet) {
        bytes.internetSent = internet->sent;
        bytes.internetReceived = internet->received;
    }
    if (m_hostPorts) {
        bytes.hostPortsSent = m_hostPorts->counts().sent;
        bytes.hostPortsReceived = m_hostPorts->counts().received;
    }
    return bytes;
}

void RunningSandbox::drainOutput()
{
    const std::shared_ptr<bool> alive = m_alive;
    if (m_hostPorts)
        m_hostPorts->drain();
    if (m_output)
        m_output->drain();
    if (*alive && m_logFrames)
        m_logFrames->drain();
    if (*alive && m_extensionOutput)
        m_extensionOutput->drain();
    if (*alive && m_traces)
        readTraces();
}

} // namespace engine
