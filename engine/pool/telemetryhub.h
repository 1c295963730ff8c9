// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

#include "engine/pool/telemetrydelivery.h"
#include "engine/telemetry/platformevents.h"

namespace engine {

// All telemetry of one environment: who has subscribed to what, and the events on their way. What
// happens before the subscriptions are closed is kept for those that come yet, so that an extension
// also learns of the init it is part of.
class TelemetryHub
{
public:
    enum class Source { Function, Extension };
    enum Audience { ForTelemetry = 1, ForLogs = 2, ForBoth = 3 }; // subscribers of which API

    TelemetryHub(Reactor &reactor, TelemetryDelivery::Connect connect,
                 platformevents::Format format);

    // False when this extension has subscribed already; the first subscription stays.
    [[nodiscard]] bool subscribe(int extension, const TelemetrySubscription &subscription);
    void closeSubscriptions(); // what happened before is needed no longer
    [[nodiscard]] bool isWanted() const { return m_open || !m_subscribers.empty(); }

    void platform(const QByteArray &event, Audience audience = ForBoth);
    // Bytes of an output as they come; an event each line.
    void output(Source source, const QByteArray &bytes);
    void message(const QByteArray &message); // of the function, framed: an event as it is
    void endLines();                         // a line without an end is one now

    void setPaused(bool paused);
    void flush();
    void reset(); // everything that ran was killed

private:
    struct Subscriber
    {
        int extension;
        std::unique_ptr<TelemetryDelivery> delivery;
    };
    struct Event
    {
        QString type; // "platform", "function", "extension"
        Audience audience;
        QByteArray document;
    };

    void tell(const Event &event);
    static void deliver(Subscriber &to, const Event &event);
    void line(Source source, const QByteArray &text);

    Reactor &m_reactor;
    const TelemetryDelivery::Connect m_connect;
    const platformevents::Format m_format;
    std::vector<Subscriber> m_subscribers;
    bool m_open = true;
    std::vector<Event> m_early;
    qsizetype m_earlyBytes = 0;
    QByteArray m_lines[2]; // begun and not ended, by Source
};

} // namespace engine
