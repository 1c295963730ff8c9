// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>
#include <memory>

#include "engine/core/reactor.h"
#include "engine/core/result.h"
#include "engine/http/clientstream.h"
#include "engine/runtimeapi/telemetrysubscription.h"
#include "engine/telemetry/telemetrybuffer.h"

namespace engine {

// Brings events to one subscriber: batches over HTTP, each a POST of a JSON array that any 2xx
// accepts, or lines over one TCP connection. What can't be delivered is tried again; the buffer's
// bound is all that it can grow to.
class TelemetryDelivery
{
public:
    // Opens a connection into the sandbox; see Sandbox::connectInside().
    using Connect = std::function<void(quint16, std::function<void(Result<UniqueFd>)>)>;

    TelemetryDelivery(Reactor &reactor, TelemetrySubscription subscription, Connect connect);
    ~TelemetryDelivery();
    Q_DISABLE_COPY_MOVE(TelemetryDelivery)

    [[nodiscard]] const TelemetrySubscription &subscription() const { return m_subscription; }
    void add(const QByteArray &event);
    // While the sandbox is frozen nothing is begun and no answer is missed.
    void setPaused(bool paused);
    void flush(); // what is there goes now

private:
    void schedule();
    void begin();
    void connected(Result<UniqueFd> socket);
    void send();
    void received(const QByteArray &bytes);
    void accepted();
    void failed();
    [[nodiscard]] Nanoseconds now() const { return m_reactor.clock().now(); }

    Reactor &m_reactor;
    const TelemetrySubscription m_subscription;
    const Connect m_connect;
    TelemetryBuffer m_buffer;
    bool m_paused = false;
    bool m_busy = false;  // from begin() to accepted() or failed()
    bool m_hurry = false; // flush() was asked for
    int m_failures = 0;   // in a row
    Nanoseconds m_notBefore{0};
    TelemetryBuffer::Batch m_batch; // under way
    QByteArray m_answer;            // its head, as far as it has come
    std::unique_ptr<http::ClientStream> m_stream;
    Watch m_timer;  // to the next batch
    Watch m_giveUp; // on the one under way
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

// The status of an HTTP response whose head is complete: 0 when it is none, -1 while bytes are
// missing. Pure.
[[nodiscard]] int httpStatus(const QByteArray &head);

} // namespace engine
