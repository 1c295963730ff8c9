// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/clientstream.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

namespace engine::http {

ClientStream::ClientStream(Reactor &reactor, UniqueFd socket, Events events)
    : m_socket(std::move(socket))
    , m_events(std::move(events))
    , m_watch(reactor.watch(m_socket.get(), EPOLLIN | EPOLLRDHUP,
                            [this](std::uint32_t ready) { onReady(ready); }))
{
}

ClientStream::~ClientStream()
{
    *m_alive = false;
}

void ClientStream::send(const QByteArray &bytes)
{
    m_out = bytes;
    m_sentBytes = 0;
    m_watch.setEvents(EPOLLIN | EPOLLRDHUP | EPOLLOUT); // sent from the reactor alone
}

void ClientStream::onReady(std::uint32_t events)
{
    const std::shared_ptr<bool> alive = m_alive;
    if ((events & EPOLLOUT) != 0)
        flush();
    if (*alive && (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0)
        read();
}

void ClientStream::flush()
{
    const ssize_t sent = ::send(m_socket.get(), m_out.constData() + m_sentBytes,
                                static_cast<std::size_t>(m_out.size() - m_sentBytes), MSG_NOSIGNAL);
    if (sent < 0)
        return; // not yet, or the reading side will see the end
    m_sentBytes += sent;
    if (m_sentBytes < m_out.size())
        return;
    m_out.clear();
    m_watch.setEvents(EPOLLIN | EPOLLRDHUP);
    const auto done = m_events.sent; // this object may go while it runs
    if (done)
        done();
}

void ClientStream::read()
{
    std::array<char, 16 * 1024> bytes;
    const ssize_t got = ::recv(m_socket.get(), bytes.data(), bytes.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got > 0) {
        const auto received = m_events.received;
        if (received)
            received(QByteArray(bytes.data(), got));
        return;
    }
    m_watch.reset();
    const auto closed = m_events.closed;
    if (closed)
        closed();
}

} // namespace engine::http
