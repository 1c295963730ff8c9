// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "engine/core/reactor.h"
#include "engine/core/uniquefd.h"

namespace testsupport {

// A listening, non-blocking socket on a free port of 127.0.0.1.
[[nodiscard]] engine::UniqueFd listenOnLoopback(quint16 *port);

// A non-blocking socket connected to that port; invalid when nobody listens there.
[[nodiscard]] engine::UniqueFd connectToLoopback(quint16 port);

// The other side of a connection, driven by the test together with the reactor in one thread.
class LoopbackClient
{
public:
    LoopbackClient(engine::Reactor &reactor, quint16 port);

    void send(const QByteArray &bytes);
    // As much as goes at once; the reactor does not run.
    qsizetype sendNow(const QByteArray &bytes);
    // Runs the reactor until one whole response with Content-Length is there: head and body.
    // Empty when the peer closed or nothing came in a generous time.
    QByteArray response();
    // Runs the reactor for a while and says whether nothing came.
    bool silent();
    bool closed(); // runs the reactor until the peer closes
    void close() { m_socket.reset(); }

private:
    bool receive();

    engine::Reactor &m_reactor;
    engine::UniqueFd m_socket;
    QByteArray m_buffer;
};

} // namespace testsupport
