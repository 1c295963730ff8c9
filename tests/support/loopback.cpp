// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/loopback.h"

#include <QDeadlineTimer>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

using namespace std::chrono_literals;

namespace testsupport {
namespace {

constexpr auto Patience = 20s; // for a loaded machine; success never waits for it

} // namespace

engine::UniqueFd listenOnLoopback(quint16 *port)
{
    engine::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(socket.get(), generic, size) != 0 || ::listen(socket.get(), 16) != 0
        || ::getsockname(socket.get(), generic, &size) != 0)
        return {};
    *port = ntohs(address.sin_port);
    return socket;
}

engine::UniqueFd connectToLoopback(quint16 port)
{
    engine::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (port == 0
        || ::connect(socket.get(), reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        return {};
    ::fcntl(socket.get(), F_SETFL, O_NONBLOCK);
    return socket;
}

LoopbackClient::LoopbackClient(engine::Reactor &reactor, quint16 port)
    : m_reactor(reactor)
    , m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket.get(), reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        m_socket.reset();
    // As Lambda's clients have it: what is sent goes at once.
    const int on = 1;
    ::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void LoopbackClient::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
    const QDeadlineTimer deadline(Patience);
    while (sent < bytes.size() && !deadline.hasExpired()) {
        const ssize_t now =
            ::send(m_socket.get(), bytes.constData() + sent,
                   static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (now > 0)
            sent += now;
        else if (errno != EAGAIN)
            return;
        m_reactor.poll(0ms);
    }
}

qsizetype LoopbackClient::sendNow(const QByteArray &bytes)
{
    const ssize_t sent =
        ::send(m_socket.get(), bytes.constData(), static_cast<std::size_t>(bytes.size()),
               MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent > 0 ? sent : 0;
}

bool LoopbackClient::receive()
{
    std::array<char, 65536> bytes;
    const ssize_t got = ::recv(m_socket.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got > 0)
        m_buffer.append(bytes.data(), got);
    return got != 0;
}

QByteArray LoopbackClient::response()
{
    const QDeadlineTimer deadline(Patience);
    while (!deadline.hasExpired()) {
        const qsizetype head = m_buffer.indexOf("\r\n\r\n");
        if (head >= 0) {
            const qsizetype at = m_buffer.indexOf("Content-Length: ");
            const qsizetype length =
                at < 0 || at > head
                    ? 0
                    : m_buffer.mid(at + 16, m_buffer.indexOf('\r', at) - at - 16).toLongLong();
            if (m_buffer.size() >= head + 4 + length) {
                const QByteArray whole = m_buffer.left(head + 4 + length);
                m_buffer.remove(0, whole.size());
                return whole;
            }
        }
        m_reactor.poll(1ms);
        if (!receive())
            return {};
    }
    return {};
}

bool LoopbackClient::silent()
{
    for (int i = 0; i < 20; ++i) {
        m_reactor.poll(1ms);
        receive();
    }
    return m_buffer.isEmpty();
}

bool LoopbackClient::closed()
{
    const QDeadlineTimer deadline(Patience);
    while (!deadline.hasExpired()) {
        m_reactor.poll(1ms);
        if (!receive())
            return true;
    }
    return false;
}

} // namespace testsupport
