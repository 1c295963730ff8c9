// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/acceptor.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <utility>

namespace engine::http {

Acceptor::Acceptor(Reactor &reactor, UniqueFd listeningSocket,
                   std::function<void(UniqueFd)> accepted)
    : m_socket(std::move(listeningSocket))
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
    while (*alive) {
        UniqueFd socket(::accept4(m_socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!socket)
            return;
        m_accepted(std::move(socket));
    }
}

} // namespace engine::http
