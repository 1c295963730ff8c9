// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/relayedconnection.h"

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

namespace engine {
namespace {

constexpr int RoundsAtOnce = 8; // then the others have their turn

// A connection to a port on which nothing listens can meet itself, where that port happens to be
// its own as well.
bool meetsItself(int socket)
{
    sockaddr_in own{};
    sockaddr_in other{};
    socklen_t size = sizeof own;
    if (::getsockname(socket, reinterpret_cast<sockaddr *>(&own), &size) != 0)
        return false;
    size = sizeof other;
    return ::getpeername(socket, reinterpret_cast<sockaddr *>(&other), &size) == 0
           && own.sin_port == other.sin_port && own.sin_addr.s_addr == other.sin_addr.s_addr;
}

} // namespace

RelayedConnection::RelayedConnection(Reactor &reactor, UniqueFd inside, UniqueFd host,
                                     Counts &counts, Ended ended)
    : m_reactor(reactor)
    , m_counts(counts)
    , m_ended(std::move(ended))
{
    m_inside.socket = std::move(inside);
    m_host.socket = std::move(host);
    arm();
}

void RelayedConnection::resume()
{
    if (std::exchange(m_paused, false))
        arm();
}

void RelayedConnection::drain(int pieces)
{
    if (!m_paused && (!m_connecting || checkConnected()))
        work(pieces);
}

void RelayedConnection::happened()
{
    if (m_paused) { // not asked again: a connection that was reset would tell so without an end
        arm(m_inside, 0);
        arm(m_host, 0);
        return;
    }
    if (!m_connecting || checkConnected())
        work(RoundsAtOnce);
}

// False when the connection is still on its way, or this object is no more.
bool RelayedConnection::checkConnected()
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_host.socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error == 0) {
        sockaddr_in peer{};
        size = sizeof peer;
        if (::getpeername(m_host.socket.get(), reinterpret_cast<sockaddr *>(&peer), &size) != 0)
            return false;
        if (meetsItself(m_host.socket.get()))
            error = ECONNREFUSED;
    }
    m_connecting = false;
    if (error == 0)
        return true;
    reset();
    end(error);
    return false;
}

void RelayedConnection::work(int rounds)
{
    // What a side has sent before it broke the connection is passed on all the same: the last words
    // of a function that closes it without reading, the answer of a host that hears no more.
    const bool toInside = pass(m_host, m_inside, rounds);
    const bool toHost = pass(m_inside, m_host, toInside ? rounds : PiecesOfASocket);
    if (!toInside || !toHost) {
        if (toInside)
            (void)pass(m_host, m_inside, PiecesOfASocket);
        reset();
        return end(0);
    }
    if (m_inside.told && m_host.told)
        return end(0);
    arm();
}

// False when the connection is broken.
bool RelayedConnection::pass(Side &from, Side &to, int rounds)
{
    thread_local std::array<char, PieceBytes> piece;
    if (!flush(to))
        return false;
    while (to.waiting.isEmpty() && !from.ended && rounds > 0) {
        const auto got = ::recv(from.socket.get(), piece.data(), piece.size(), 0);
        if (got < 0) {
            if (errno == EINTR)
                continue;
            return errno == EAGAIN;
        }
        --rounds;
        if (got == 0)
            from.ended = true;
        if (&from == &m_inside)
            m_counts.sent += got;
        if (got > 0 && !write(to, piece.data(), got))
            return false;
    }
    if (from.ended && to.waiting.isEmpty() && !std::exchange(to.told, true))
        ::shutdown(to.socket.get(), SHUT_WR);
    return true;
}

bool RelayedConnection::write(Side &to, const char *bytes, qsizetype size)
{
    while (size > 0) {
        const auto sent =
            ::send(to.socket.get(), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno != EAGAIN)
            return false;
        if (sent < 0) {
            to.waiting = QByteArray(bytes, size);
            return true;
        }
        if (&to == &m_inside)
            m_counts.received += sent;
        bytes += sent;
        size -= sent;
    }
    return true;
}

bool RelayedConnection::flush(Side &to)
{
    if (to.waiting.isEmpty())
        return true;
    const QByteArray bytes = std::exchange(to.waiting, {});
    return write(to, bytes.constData(), bytes.size());
}

void RelayedConnection::arm()
{
    if (m_connecting) {
        arm(m_inside, 0);
        return arm(m_host, EPOLLOUT);
    }
    const auto wanted = [](const Side &side, const Side &other) {
        return (!side.ended && other.waiting.isEmpty() ? std::uint32_t{EPOLLIN} : 0U)
               | (side.waiting.isEmpty() ? 0U : std::uint32_t{EPOLLOUT});
    };
    arm(m_inside, wanted(m_inside, m_host));
    arm(m_host, wanted(m_host, m_inside));
}

// Without a watch where nothing is waited for: epoll would tell of a reset again and again.
void RelayedConnection::arm(Side &side, std::uint32_t events)
{
    if (side.events == events)
        return;
    side.events = events;
    if (events == 0)
        side.watch.reset();
    else if (side.watch)
        side.watch.setEvents(events);
    else
        side.watch =
            m_reactor.watch(side.socket.get(), events, [this](std::uint32_t) { happened(); });
}

// Both ends learn that it broke, and not that all was said.
void RelayedConnection::reset()
{
    const linger atOnce{1, 0};
    for (const Side *side : {&m_inside, &m_host})
        ::setsockopt(side->socket.get(), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
}

void RelayedConnection::end(int connectError)
{
    m_inside.watch.reset();
    m_host.watch.reset();
    const Ended ended = std::move(m_ended);
    ended(connectError);
}

} // namespace engine
