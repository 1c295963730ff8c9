// SPDX-License-Identifier: GPL-3.0-or-later
#include <QByteArray>

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "engine/core/ids.h"
#include "engine/core/json.h"
#include "engine/http/connection.h"
#include "engine/pool/telemetrydelivery.h"
#include "engine/runtimeapi/extensionapi.h"
#include "engine/telemetry/tracesegments.h"

namespace {

using namespace engine;

// Ids that inputs can name.
struct KnownIds final : IdSource
{
    QString uuid() override
    {
        return QStringLiteral("00000000-0000-4000-8000-00000000000%1").arg(m_next++ % 10);
    }
    QString hex(int digits) override { return QString(digits, u'0'); }

private:
    int m_next = 0;
};

// Requests to the side APIs as they come from a sandbox, and what else a sandbox decides alone.
struct Bench final : http::ConnectionHandler, ExtensionApiListener
{
    explicit Bench(IdSource &ids)
        : api({QStringLiteral("f"), QStringLiteral("1"), QStringLiteral("h"), {}, {}, "t"}, ids,
              *this)
    {
        api.reset({QStringLiteral("a"), QStringLiteral("b")});
        api.set().started();
    }
    void requestStarted(http::Connection &, const http::RequestHead &head) override
    {
        request = {};
        request.head = head;
        request.path = head.target;
    }
    void bodyArrived(http::Connection &, QByteArrayView bytes) override
    {
        request.body.append(bytes);
    }
    void requestFinished(http::Connection &connection, const std::vector<http::Header> &) override
    {
        const SideRequest whole = request;
        api.serve(connection, whole);
    }
    void connectionClosed(http::Connection &connection, End) override
    {
        api.gone(connection);
        closed = true;
    }
    void extensionRegistered() override
    {
        if (api.set().all().size() > 12)
            std::abort();
    }
    void extensionReady() override
    {
        if (api.set().allReady())
            api.invoke({QStringLiteral("r"), QStringLiteral("a"), 1, "t"});
    }
    void extensionInvokeDone() override { api.shutDown("spindown", 2); }
    void telemetryWanted(int, const TelemetrySubscription &wish) override
    {
        if (wish.port == 0 || wish.port == 9001 || wish.types.isEmpty() || wish.types.size() > 3
            || !wish.path.startsWith('/') || wish.path.contains('\n') || wish.host.contains('\n'))
            std::abort();
    }

    ExtensionApi api;
    SideRequest request;
    bool closed = false;
};

} // namespace

// NOLINTNEXTLINE: libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static SystemClock clock;
    static Reactor reactor(clock);
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (const auto document = readTracePacket(input); document && !checkJson(*document))
        std::abort();
    (void)httpStatus(input);

    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0)
        return 0;
    UniqueFd peer(ends[1]);
    KnownIds ids;
    Bench bench(ids);
    http::ConnectionHandler &handler = bench;
    auto connection = std::make_unique<http::Connection>(reactor, UniqueFd(ends[0]), handler);
    (void)!::send(peer.get(), data, size, MSG_NOSIGNAL);
    while (!bench.closed && reactor.poll(Milliseconds{0})) {
    }
    peer.reset();
    while (!bench.closed && reactor.poll(Milliseconds{0})) {
    }
    connection.reset();
    return 0;
}
