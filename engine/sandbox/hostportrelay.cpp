// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/hostportrelay.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace engine {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds TryAgainAfter = 100ms;
constexpr int MostAcceptedAtOnce = 64;
// 32 MB in either direction, of all connections: code that keeps hundreds of them busy must not
// have the engine for itself.
constexpr int PiecesOfDrain = 512;
static_assert(PiecesOfDrain >= 2 * HostPortRelay::MostConnections);

QByteArray place(int port)
{
    return "127.0.0.1:" + QByteArray::number(port);
}

// What connects has to learn that there is nobody: it is reset, not ended.
void resetAndClose(UniqueFd socket)
{
    const linger atOnce{1, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
}

} // namespace

HostPortRelay::HostPortRelay(Reactor &reactor, std::vector<int> ports, IsOwnPort isOwnPort,
                             Note note)
    : m_reactor(reactor)
    , m_isOwnPort(std::move(isOwnPort))
    , m_note(std::move(note))
{
    for (const int port : ports)
        m_ports.push_back({port, {}, {}});
}

HostPortRelay::~HostPortRelay() = default;

void HostPortRelay::listen(std::size_t place, UniqueFd socket, int error)
{
    if (place >= m_ports.size() || m_ports[place].socket)
        return;
    Port &port = m_ports[place];
    if (!socket)
        return tell(port.number, "[ERROR] lambda-workbench: the function can't reach port "
                                     + QByteArray::number(port.number)
                                     + " of this machine: it can't be opened in the sandbox: "
                                     + std::strerror(error));
    port.socket = std::move(socket);
    if (!m_paused)
        arm(port);
}

void HostPortRelay::arm(Port &port)
{
    if (port.socket && !port.watch)
        port.watch = m_reactor.watch(port.socket.get(), EPOLLIN,
                                     [this, &port](std::uint32_t) { accept(port); });
}

void HostPortRelay::accept(Port &port)
{
    if (m_paused)
        return port.watch.reset();
    for (int i = 0; i < MostAcceptedAtOnce; ++i) {
        UniqueFd inside(
            ::accept4(port.socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (inside) {
            take(port, std::move(inside));
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            // It would be told without an end of what it can't take.
            tell(port.number, QByteArray("[ERROR] lambda-workbench: a connection to ")
                                  + place(port.number) + " has to wait: " + std::strerror(errno));
            for (Port &each : m_ports)
                each.watch.reset();
            m_again = m_reactor.after(TryAgainAfter, [this] {
                m_again.reset();
                for (Port &each : m_ports)
                    arm(each);
            });
        }
        return;
    }
}

void HostPortRelay::take(const Port &port, UniqueFd inside)
{
    if (m_connections.size() >= MostConnections)
        return refuse(std::move(inside), port, EAGAIN);
    if (m_isOwnPort && m_isOwnPort(port.number))
        return refuse(std::move(inside), port, EPERM);
    UniqueFd host(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int one = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port.number));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (!host || ::setsockopt(host.get(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) != 0
        || (::connect(host.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
            && errno != EINPROGRESS))
        return refuse(std::move(inside), port, errno);
    const std::uint64_t id = ++m_lastConnection;
    m_connections.emplace(id, std::make_unique<RelayedConnection>(m_reactor, std::move(inside),
                                                                  std::move(host), m_counts,
                                                                  [this, id, &port](int error) {
                                                                      m_connections.erase(id);
                                                                      if (error != 0)
                                                                          refuse({}, port, error);
                                                                  }));
}

void HostPortRelay::refuse(UniqueFd inside, const Port &port, int error)
{
    if (inside)
        resetAndClose(std::move(inside));
    const QByteArray where = place(port.number);
    const QByteArray start = "[ERROR] lambda-workbench: ";
    switch (error) {
    case ECONNREFUSED:
        return tell(port.number, start + "nothing listens on " + where
                                     + " of this machine, which the function tried to reach");
    case EAGAIN:
        return tell(port.number, start + "more than " + QByteArray::number(int{MostConnections})
                                     + " connections to ports of this machine at once: one to "
                                     + where + " was reset");
    case EPERM:
        return tell(port.number,
                    start + where + " is Lambda Workbench's own and out of a function's reach");
    default:
        return tell(port.number, start + "no connection to " + where
                                     + " of this machine: " + std::strerror(error));
    }
}

// A function that tries a thousand times is told once an invocation.
void HostPortRelay::tell(int port, const QByteArray &line)
{
    if (m_told.insert({port, line}).second && m_note)
        m_note(line);
}

void HostPortRelay::drain()
{
    if (m_paused)
        return;
    for (Port &port : m_ports) {
        if (port.watch) // else descriptors have run out
            accept(port);
    }
    std::vector<std::uint64_t> all;
    all.reserve(m_connections.size());
    for (const auto &[id, connection] : m_connections)
        all.push_back(id);
    const int pieces =
        std::min(RelayedConnection::PiecesOfASocket,
                 PiecesOfDrain / static_cast<int>(std::max<std::size_t>(all.size(), 1)));
    for (const std::uint64_t id : all) {
        if (const auto it = m_connections.find(id); it != m_connections.end())
            it->second->drain(pieces);
    }
}

void HostPortRelay::pause()
{
    m_paused = true;
    for (const auto &[id, connection] : m_connections)
        connection->pause();
}

void HostPortRelay::resume()
{
    if (!std::exchange(m_paused, false))
        return;
    m_told.clear();
    for (Port &port : m_ports)
        arm(port);
    for (const auto &[id, connection] : m_connections)
        connection->resume();
}

void HostPortRelay::endConnections()
{
    m_connections.clear();
    m_told.clear(); // who comes next has a log of its own, and was not frozen in between
}

} // namespace engine
