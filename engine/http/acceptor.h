// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/core/reactor.h"
#include "engine/core/uniquefd.h"

namespace engine::http {

// Takes the connections that come to a listening, non-blocking socket.
class Acceptor
{
public:
    // `accepted` gets each connection's socket, non-blocking and close-on-exec; it may destroy us.
    Acceptor(Reactor &reactor, UniqueFd listeningSocket, std::function<void(UniqueFd)> accepted);
    ~Acceptor();
    Q_DISABLE_COPY_MOVE(Acceptor)

private:
    void onReady();

    Reactor &m_reactor;
    UniqueFd m_socket;
    std::function<void(UniqueFd)> m_accepted;
    std::shared_ptr<bool> m_alive;
    Watch m_watch;
    Watch m_retry;
};

} // namespace engine::http
