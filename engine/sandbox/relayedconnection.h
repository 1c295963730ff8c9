// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <functional>

#include "engine/core/reactor.h"
#include "engine/core/uniquefd.h"

namespace engine {

// Two TCP connections that are to look like one: what comes in at either goes out at the other.
// Whoever reads slowly slows the other one down, as nothing more is read from it; what is kept here
// is at most one piece in either direction. The end of one side's sending is passed on alone, a
// connection that was reset resets the other.
class RelayedConnection
{
public:
    static constexpr std::size_t PieceBytes = 64 * 1024;
    static constexpr int PiecesOfASocket = 128; // 8 MB, what one holds at most

    struct Counts
    {
        std::int64_t sent = 0;     // taken from the inside
        std::int64_t received = 0; // handed to the inside
    };
    // Why there is none: errno of connect(). It is the last call, or, without an error, there was
    // none before it; this object may be destroyed in it.
    using Ended = std::function<void(int connectError)>;

    // Both sockets are non-blocking; `host` may still be on its way. The counts are added to, and
    // like the reactor they must outlive this object.
    RelayedConnection(Reactor &reactor, UniqueFd inside, UniqueFd host, Counts &counts,
                      Ended ended);
    Q_DISABLE_COPY_MOVE(RelayedConnection)

    // Stands still, after the next thing that happens to it, until resume().
    void pause() { m_paused = true; }
    void resume();
    // Passes on what the inside has sent up to now, as far as the host takes it; at most so many
    // pieces. The end of its sending counts as one.
    void drain(int pieces);

private:
    struct Side
    {
        UniqueFd socket;
        Watch watch;
        std::uint32_t events = 0; // what the watch waits for
        QByteArray waiting;       // to be written to it
        bool ended = false;       // it sends no more
        bool told = false;        // that the other one sends no more
    };

    void happened();
    void work(int rounds);
    [[nodiscard]] bool checkConnected();
    [[nodiscard]] bool pass(Side &from, Side &to, int rounds);
    [[nodiscard]] bool write(Side &to, const char *bytes, qsizetype size);
    [[nodiscard]] bool flush(Side &to);
    void arm();
    void arm(Side &side, std::uint32_t events);
    void reset();
    void end(int connectError);

    Reactor &m_reactor;
    Counts &m_counts;
    Ended m_ended;
    Side m_inside;
    Side m_host;
    bool m_connecting = true;
    bool m_paused = false;
};

} // namespace engine
