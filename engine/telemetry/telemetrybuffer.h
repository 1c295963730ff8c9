// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "engine/core/units.h"

namespace engine {

// What waits to be delivered to one subscriber of the Telemetry API: gathers events until there are
// enough, or long enough, for a batch. Bounded: a subscriber that takes nothing loses what comes
// last, and is told how much that was (platform.logsDropped) before the next that it gets. Pure.
class TelemetryBuffer
{
public:
    // As asked for ("Telemetry API reference", buffering); a batch holds no more than this.
    struct Limits
    {
        std::int64_t maxItems = 10'000;  // 1,000 to 10,000
        std::int64_t maxBytes = 262'144; // 262,144 to 1,048,576
        Milliseconds timeout{1'000};     // 25 to 30,000; from a batch's first event

        bool operator==(const Limits &) const = default;
    };
    struct Dropped
    {
        std::int64_t records = 0;
        std::int64_t bytes = 0;
        bool operator==(const Dropped &) const = default;
    };
    struct Batch
    {
        std::vector<QByteArray> events; // JSON documents, oldest first
        // Lost before these; to be told ahead of them.
        std::optional<Dropped> dropped;
    };

    // So many batches may wait, the one under way included.
    static constexpr int MostBatches = 2;

    explicit TelemetryBuffer(const Limits &limits)
        : m_limits(limits)
    {
    }

    void add(const QByteArray &event, Nanoseconds now);
    // When the next batch is to go: in the past when it is full. Nothing: none waits.
    [[nodiscard]] std::optional<Nanoseconds> due() const;
    // The oldest events that fit into a batch, whether it is due or not. They stay here until
    // delivered(), and a second take() before gives the same.
    [[nodiscard]] Batch take() const;
    void delivered(const Batch &batch, Nanoseconds now);

    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }
    [[nodiscard]] std::size_t count() const { return m_events.size(); }

private:
    [[nodiscard]] bool isFull() const;

    Limits m_limits;
    std::deque<QByteArray> m_events;
    std::int64_t m_bytes = 0;
    Nanoseconds m_firstAt{0}; // when the oldest one came, or was left behind by a batch
    Dropped m_dropped;
};

} // namespace engine
