// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/acceptor.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

namespace engine::http {
namespace {

// Others have their turn in between, however fast somebody connects.
constexpr int AtOnce = 64;
constexpr Milliseconds Pause{100};

} // namespace

Acceptor::Acceptor(Reactor &reactor, UniqueFd listeningSocket,
                   std::function<void(UniqueFd)> accepted)
    : m_reactor(reactor)
    , m_socket(std::move(listeningSocket))
    , m_accepted(std::move(accepted))
    , m_alive(std::make_shared<bool>(true))
{
    m_watch = reactor.watch(m_socket.get(), EPOLLIN, [this](std::uint32_t) { onReady(); });
}

Acceptor::~Acceptor()
{
    *m_alive = false;
}

void Acceptor::onReady()
{
    const std::shared_ptr<bool> alive = m_alive;
    for (int i = 0; *alive && i < AtOnce; ++i) {
        UniqueFd socket(::accept4(m_socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!socket) {
            // No descriptor left: the socket stays ready, and would keep this thread busy.
            if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED) {
                m_watch.setEvents(0);
                m_retry = m_reactor.after(Pause, [this] { m_watch.setEvents(EPOLLIN); });
            }
            return;
        }
        m_accepted(std::move(socket));
    }
}

} // namespace engine::http
