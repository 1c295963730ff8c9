// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pool/telemetrydelivery.h"

#include <algorithm>
#include <utility>

#include "engine/telemetry/platformevents.h"

namespace engine {
namespace {

constexpr Milliseconds AnswerLimit{5'000};
constexpr Milliseconds FirstPause{50}; // before another try; doubles
constexpr Milliseconds LongestPause{1'000};
constexpr qsizetype LongestHead = 16 * 1024;

} // namespace

int httpStatus(const QByteArray &head)
{
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end < 0 && head.indexOf("\n\n") < 0)
        return head.size() < LongestHead ? -1 : 0;
    if (!head.startsWith("HTTP/1.") || head.size() < 12)
        return 0;
    bool isNumber = false;
    const int status = head.mid(9, 3).toInt(&isNumber);
    return isNumber ? status : 0;
}

TelemetryDelivery::TelemetryDelivery(Reactor &reactor, TelemetrySubscription subscription,
                                     Connect connect)
    : m_reactor(reactor)
    , m_subscription(std::move(subscription))
    , m_connect(std::move(connect))
    , m_buffer(m_subscription.buffering)
{
}

TelemetryDelivery::~TelemetryDelivery()
{
    *m_alive = false;
}

void TelemetryDelivery::add(const QByteArray &event)
{
    m_buffer.add(event, now());
    if (!m_busy)
        schedule();
}

void TelemetryDelivery::setPaused(bool paused)
{
    m_paused = paused;
    m_timer.reset();
    m_giveUp.reset();
    if (paused)
        return;
    if (m_busy)
        m_giveUp = m_reactor.after(AnswerLimit, [this] { failed(); });
    else
        schedule();
}

void TelemetryDelivery::flush()
{
    m_hurry = true;
    if (!m_busy)
        schedule();
}

void TelemetryDelivery::schedule()
{
    const auto due = m_buffer.due();
    if (m_paused || !due) {
        m_hurry = m_hurry && due.has_value();
        return;
    }
    const Nanoseconds when = std::max(m_hurry ? now() : *due, m_notBefore);
    m_timer = m_reactor.at(when, [this] { begin(); });
}

void TelemetryDelivery::begin()
{
    m_timer.reset();
    m_busy = true;
    m_batch = m_buffer.take();
    m_answer.clear();
    m_giveUp = m_reactor.after(AnswerLimit, [this] { failed(); });
    if (m_stream) // of TCP, open since the last batch
        return send();
    m_connect(m_subscription.port, [this, alive = m_alive](Result<UniqueFd> socket) {
        if (*alive)
            connected(std::move(socket));
    });
}

void TelemetryDelivery::connected(Result<UniqueFd> socket)
{
    if (!m_busy || m_stream)
        return; // given up meanwhile
    if (!socket)
        return failed();
    const bool http = m_subscription.protocol == TelemetrySubscription::Protocol::Http;
    http::ClientStream::Events events;
    if (http)
        events.received = [this](const QByteArray &bytes) { received(bytes); };
    else
        events.sent = [this] { accepted(); };
    events.closed = [this] {
        if (m_busy)
            failed();
        else
            m_stream.reset(); // between two batches
    };
    m_stream = std::make_unique<http::ClientStream>(m_reactor, std::move(*socket), events);
    send();
}

void TelemetryDelivery::send()
{
    const bool http = m_subscription.protocol == TelemetrySubscription::Protocol::Http;
    QByteArray body;
    const auto add = [&](const QByteArray &event) {
        if (http)
            body += (body.isEmpty() ? "[" : ",") + event;
        else
            body += event + '\n';
    };
    if (m_batch.dropped)
        add(platformevents::logsDropped(m_reactor.clock().wallMs(), m_batch.dropped->records,
                                        m_batch.dropped->bytes));
    for (const QByteArray &event : m_batch.events)
        add(event);
    if (!http)
        return m_stream->send(body);
    body += ']';
    m_stream->send("POST " + m_subscription.path + " HTTP/1.1\r\nHost: " + m_subscription.host
                   + "\r\nContent-Type: application/json\r\nContent-Length: "
                   + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
}

void TelemetryDelivery::received(const QByteArray &bytes)
{
    m_answer += bytes;
    const int status = httpStatus(m_answer);
    if (status < 0)
        return;
    if (status >= 200 && status < 300)
        accepted();
    else
        failed();
}

void TelemetryDelivery::accepted()
{
    m_giveUp.reset();
    m_buffer.delivered(std::exchange(m_batch, {}), now());
    m_busy = false;
    m_failures = 0;
    m_notBefore = Nanoseconds{0};
    // The stream is in its own callback; of HTTP it is not used again.
    if (m_subscription.protocol == TelemetrySubscription::Protocol::Http)
        m_stream.reset();
    schedule();
}

void TelemetryDelivery::failed()
{
    m_giveUp.reset();
    m_stream.reset();
    m_batch = {};
    m_busy = false;
    const Milliseconds pause = std::min(FirstPause * (1 << std::min(m_failures, 10)), LongestPause);
    ++m_failures;
    m_notBefore = now() + pause;
    schedule();
}

} // namespace engine
