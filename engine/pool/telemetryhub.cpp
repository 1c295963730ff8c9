// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pool/telemetryhub.h"

#include <algorithm>
#include <utility>

namespace engine {
namespace {

// CloudWatch's limit of one log event; a longer line is more than one.
constexpr qsizetype LongestLine = 256 * 1024;
constexpr std::size_t MostEarly = 1'000;
constexpr qsizetype MostEarlyBytes = 256 * 1024;

} // namespace

TelemetryHub::TelemetryHub(Reactor &reactor, TelemetryDelivery::Connect connect,
                           platformevents::Format format)
    : m_reactor(reactor)
    , m_connect(std::move(connect))
    , m_format(format)
{
}

bool TelemetryHub::subscribe(int extension, const TelemetrySubscription &subscription)
{
    for (const Subscriber &each : m_subscribers) {
        if (each.extension == extension && each.delivery->subscription().api == subscription.api)
            return false;
    }
    m_subscribers.push_back(
        {extension, std::make_unique<TelemetryDelivery>(m_reactor, subscription, m_connect)});
    for (const Event &event : m_early)
        deliver(m_subscribers.back(), event);
    return true;
}

void TelemetryHub::closeSubscriptions()
{
    m_open = false;
    m_early = {};
    m_earlyBytes = 0;
}

void TelemetryHub::deliver(Subscriber &to, const Event &event)
{
    const TelemetrySubscription &wish = to.delivery->subscription();
    const Audience audience =
        wish.api == TelemetrySubscription::Api::Telemetry ? ForTelemetry : ForLogs;
    if ((event.audience & audience) != 0 && wish.types.contains(event.type))
        to.delivery->add(event.document);
}

void TelemetryHub::tell(const Event &event)
{
    for (Subscriber &each : m_subscribers)
        deliver(each, event);
    if (m_open && m_early.size() < MostEarly
        && m_earlyBytes + event.document.size() <= MostEarlyBytes) {
        m_earlyBytes += event.document.size();
        m_early.push_back(event);
    }
}

void TelemetryHub::platform(const QByteArray &event, Audience audience)
{
    if (isWanted())
        tell({QStringLiteral("platform"), audience, event});
}

void TelemetryHub::message(const QByteArray &message)
{
    line(Source::Function, message);
}

void TelemetryHub::line(Source source, const QByteArray &text)
{
    const bool function = source == Source::Function;
    tell({function ? QStringLiteral("function") : QStringLiteral("extension"), ForBoth,
          platformevents::output(m_reactor.clock().wallMs(), function ? "function" : "extension",
                                 text, m_format)});
}

void TelemetryHub::output(Source source, const QByteArray &bytes)
{
    if (!isWanted())
        return;
    QByteArray &begun = m_lines[static_cast<int>(source)];
    qsizetype from = 0;
    for (qsizetype end = 0; (end = bytes.indexOf('\n', from)) >= 0; from = end + 1)
        line(source, std::exchange(begun, {}) + bytes.mid(from, end + 1 - from));
    begun += QByteArrayView(bytes).sliced(from);
    while (begun.size() >= LongestLine) {
        line(source, begun.left(LongestLine));
        begun.remove(0, LongestLine);
    }
}

void TelemetryHub::endLines()
{
    for (const Source source : {Source::Function, Source::Extension}) {
        QByteArray &begun = m_lines[static_cast<int>(source)];
        if (!begun.isEmpty())
            line(source, std::exchange(begun, {}));
    }
}

void TelemetryHub::setPaused(bool paused)
{
    for (const Subscriber &each : m_subscribers)
        each.delivery->setPaused(paused);
}

void TelemetryHub::flush()
{
    for (const Subscriber &each : m_subscribers)
        each.delivery->flush();
}

void TelemetryHub::reset()
{
    m_subscribers.clear();
    m_open = true;
    m_early = {};
    m_earlyBytes = 0;
    for (QByteArray &begun : m_lines)
        begun.clear();
}

} // namespace engine
