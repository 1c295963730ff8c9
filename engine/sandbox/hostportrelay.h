// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "engine/sandbox/relayedconnection.h"

namespace engine {

// The way from one sandbox to chosen ports of the host's loopback. It accepts on sockets that
// listen inside, at the same ports, and connects to 127.0.0.1 of the host: to no other address, and
// to no port that is not in its list, whatever code inside does. On the reactor's thread.
//
// Paused, as its environment is between invocations, it does nothing: connections stay as they are,
// and what the host sends meanwhile waits in the kernel's buffers until the host has to wait. So a
// function finds its connection to a database again, as it does on Lambda; what ended meanwhile it
// learns when it goes on.
class HostPortRelay
{
public:
    static constexpr std::size_t MostConnections = 256; // at once, of one sandbox

    // A line for the function's log, without an end.
    using Note = std::function<void(const QByteArray &)>;
    // Whether this program itself listens on a port: not to be reached either.
    using IsOwnPort = std::function<bool(int)>;

    HostPortRelay(Reactor &reactor, std::vector<int> ports, IsOwnPort isOwnPort, Note note);
    ~HostPortRelay();
    Q_DISABLE_COPY_MOVE(HostPortRelay)

    // The socket that listens inside for one of the ports, by its place in the list; or why there
    // is none.
    void listen(std::size_t place, UniqueFd socket, int error);
    // What the inside has sent up to now is counted, and passed on as far as the host takes it; of
    // many connections that send without an end, a part.
    void drain();
    void pause();
    void resume();
    // All that there are end, as with the processes that had them.
    void endConnections();

    [[nodiscard]] const RelayedConnection::Counts &counts() const { return m_counts; }
    [[nodiscard]] std::size_t connectionCount() const { return m_connections.size(); }

private:
    struct Port
    {
        int number = 0;
        UniqueFd socket;
        Watch watch;
    };

    void arm(Port &port);
    void accept(Port &port);
    void take(const Port &port, UniqueFd inside);
    void refuse(UniqueFd inside, const Port &port, int error);
    void tell(int port, const QByteArray &line);

    Reactor &m_reactor;
    IsOwnPort m_isOwnPort;
    Note m_note;
    std::vector<Port> m_ports;
    std::map<std::uint64_t, std::unique_ptr<RelayedConnection>> m_connections;
    std::uint64_t m_lastConnection = 0;
    std::set<std::pair<int, QByteArray>> m_told; // since the last invocation began
    RelayedConnection::Counts m_counts;
    Watch m_again; // when descriptors had run out
    bool m_paused = false;
};

} // namespace engine
