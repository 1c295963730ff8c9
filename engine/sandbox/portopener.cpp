// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/portopener.h"

#include <QByteArrayList>
#include <QFile>

#include <fcntl.h>
#include <linux/nsfs.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>
#include <utility>

#include "engine/sandbox/packet.h"
#include "engine/sandbox/parkedprocess.h"

namespace engine {

static_assert(FirstOrdinaryPort == WbFirstOrdinaryPort);

PortOpener::PortOpener(Reactor &reactor, const QString &initPath, int process,
                       const std::vector<int> &ports, Opened opened, Done done)
    : m_reactor(reactor)
    , m_ports(ports)
    , m_opened(std::move(opened))
    , m_done(std::move(done))
{
    if (const int error = start(initPath, process); error != 0) {
        reactor.soon([this, alive = std::weak_ptr<bool>(m_alive), error] {
            if (!alive.expired())
                finish(error);
        });
    }
}

PortOpener::~PortOpener()
{
    endProcess();
}

void PortOpener::endProcess()
{
    if (m_pid <= 0)
        return;
    ::kill(m_pid, SIGKILL);
    // Of a killed process without children: over in microseconds, so it may be waited for.
    ::waitpid(std::exchange(m_pid, 0), nullptr, 0);
}

int PortOpener::start(const QString &initPath, int process)
{
    const QByteArray path = "/proc/" + QByteArray::number(process) + "/ns/net";
    const UniqueFd network(::open(path.constData(), O_RDONLY | O_CLOEXEC));
    // Not the user namespace that code runs in: that one has no rights over the network.
    const UniqueFd owner(network ? ::ioctl(network.get(), NS_GET_USERNS) : -1);
    if (!owner)
        return errno;
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return errno;
    m_control.reset(ends[0]);
    const UniqueFd inner(ends[1]);
    const int one = 1;
    ::setsockopt(m_control.get(), SOL_SOCKET, SO_PASSCRED, &one, sizeof one);
    QByteArrayList arguments{"ports"};
    for (const int port : m_ports)
        arguments.append(QByteArray::number(port));
    const auto pid = spawnProgram(QFile::encodeName(initPath), arguments, {},
                                  {-1, -1, -1, inner.get(), owner.get(), network.get()});
    if (!pid)
        return ENOENT;
    m_pid = *pid;
    m_arrives = m_reactor.watch(m_control.get(), EPOLLIN, [this](std::uint32_t) { receive(); });
    return 0;
}

void PortOpener::receive()
{
    for (;;) {
        Packet packet;
        switch (receivePacket(m_control.get(), &packet)) {
        case Received::Nothing:
            return;
        case Received::Closed:
            return finish(ECONNABORTED);
        case Received::Packet:
            break;
        }
        UniqueFd socket;
        if (packet.message.value == 0 && packet.descriptors.size() == 1)
            socket = std::move(packet.descriptors[0]);
        m_opened(m_told++, std::move(socket), packet.message.value);
        if (m_told == m_ports.size())
            return finish(0);
    }
}

// What has not been told has failed.
void PortOpener::finish(int error)
{
    m_arrives.reset();
    endProcess();
    while (m_told < m_ports.size())
        m_opened(m_told++, {}, error);
    if (const Done done = std::exchange(m_done, {}))
        done();
}

} // namespace engine
