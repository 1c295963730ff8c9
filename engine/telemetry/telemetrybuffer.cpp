// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/telemetrybuffer.h"

namespace engine {

void TelemetryBuffer::add(const QByteArray &event, Nanoseconds now)
{
    const bool fits = m_bytes + event.size() <= MostBatches * m_limits.maxBytes
                      && std::int64_t(m_events.size()) < MostBatches * m_limits.maxItems;
    if (!fits) {
        ++m_dropped.records;
        m_dropped.bytes += event.size();
        return;
    }
    if (m_events.empty())
        m_firstAt = now;
    m_events.push_back(event);
    m_bytes += event.size();
}

bool TelemetryBuffer::isFull() const
{
    return m_bytes >= m_limits.maxBytes || std::int64_t(m_events.size()) >= m_limits.maxItems;
}

std::optional<Nanoseconds> TelemetryBuffer::due() const
{
    if (m_events.empty())
        return {};
    return isFull() ? m_firstAt : m_firstAt + Nanoseconds(m_limits.timeout);
}

TelemetryBuffer::Batch TelemetryBuffer::take() const
{
    Batch batch;
    std::int64_t bytes = 0;
    for (const QByteArray &event : m_events) {
        bytes += event.size();
        const bool fits =
            bytes <= m_limits.maxBytes && std::int64_t(batch.events.size()) < m_limits.maxItems;
        if (!fits && !batch.events.empty()) // one that is too long goes alone
            break;
        batch.events.push_back(event);
    }
    if (m_dropped != Dropped{})
        batch.dropped = m_dropped;
    return batch;
}

void TelemetryBuffer::delivered(const Batch &batch, Nanoseconds now)
{
    for (const QByteArray &event : batch.events)
        m_bytes -= event.size();
    m_events.erase(m_events.begin(),
                   m_events.begin() + static_cast<std::ptrdiff_t>(batch.events.size()));
    if (batch.dropped) {
        m_dropped.records -= batch.dropped->records;
        m_dropped.bytes -= batch.dropped->bytes;
    }
    m_firstAt = now;
}

} // namespace engine
