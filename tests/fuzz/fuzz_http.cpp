// SPDX-License-Identifier: GPL-3.0-or-later
#include <QByteArray>

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "engine/http/connection.h"

namespace {

using namespace engine;

// Notes what it is told; one that comes twice or too late ends the run.
struct Handler final : http::ConnectionHandler
{
    void requestStarted(http::Connection &, const http::RequestHead &) override
    {
        if (inRequest || closed)
            std::abort();
        inRequest = true;
    }
    void bodyArrived(http::Connection &, QByteArrayView) override
    {
        if (!inRequest || closed)
            std::abort();
    }
    void requestFinished(http::Connection &connection, const std::vector<http::Header> &) override
    {
        if (!inRequest || closed)
            std::abort();
        inRequest = false;
        connection.respond({200, {}, "ok"});
    }
    void connectionClosed(http::Connection &, End) override
    {
        if (closed)
            std::abort();
        closed = true;
    }

    bool inRequest = false;
    bool closed = false;
};

} // namespace

// NOLINTNEXTLINE: libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    static SystemClock clock;
    static Reactor reactor(clock);
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0)
        return 0;
    UniqueFd peer(ends[1]);
    Handler handler;
    auto connection = std::make_unique<http::Connection>(reactor, UniqueFd(ends[0]), handler);
    // The first byte says in what pieces the rest comes.
    const std::size_t piece = data[0] + std::size_t{1};
    for (std::size_t at = 1; at < size && !handler.closed; at += piece) {
        (void)!::send(peer.get(), data + at, std::min(piece, size - at), MSG_NOSIGNAL);
        while (!handler.closed && reactor.poll(Milliseconds{0})) {
        }
    }
    peer.reset();
    while (!handler.closed && reactor.poll(Milliseconds{0})) {
    }
    if (!handler.closed)
        std::abort();
    connection.reset();
    return 0;
}
