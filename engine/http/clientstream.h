// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>
#include <memory>

#include "engine/core/reactor.h"
#include "engine/core/uniquefd.h"

namespace engine::http {

// The client's side of a connection that may still be under way, on a non-blocking socket: bytes
// out, bytes in. What comes in is read in bounded pieces and kept by nobody here.
class ClientStream
{
public:
    // Called from the reactor; each may destroy the stream.
    struct Events
    {
        std::function<void()> sent;                       // all of send() is in the kernel's hands
        std::function<void(const QByteArray &)> received; // may be empty: what comes is thrown away
        std::function<void()> closed;                     // or never came about; nothing follows
    };

    ClientStream(Reactor &reactor, UniqueFd socket, Events events);
    ~ClientStream();
    Q_DISABLE_COPY_MOVE(ClientStream)

    // One at a time: not before sent() was called for the last one.
    void send(const QByteArray &bytes);
    [[nodiscard]] bool isSending() const { return !m_out.isEmpty(); }

private:
    void onReady(std::uint32_t events);
    void flush();
    void read();

    UniqueFd m_socket;
    const Events m_events;
    QByteArray m_out;
    qsizetype m_sentBytes = 0; // of it
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    Watch m_watch;
};

} // namespace engine::http
