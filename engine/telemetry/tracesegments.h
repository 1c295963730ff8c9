// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace engine {

// What one invocation sent to the X-Ray daemon: segment documents, bounded in number and size.
// Pure.
struct TraceSegments
{
    static constexpr std::size_t Most = 1'000;
    static constexpr qsizetype MostBytes = 1024 * 1024; // of all together

    std::vector<QByteArray> documents; // JSON objects on one line each, in the order of arrival
    int ignored = 0;                   // malformed packets, and what was past the bounds

    [[nodiscard]] bool empty() const { return documents.empty(); }
    // Takes one packet as the daemon would: a line that names the format, then a document.
    void take(const QByteArray &packet);
    [[nodiscard]] QByteArray json() const; // an array

    bool operator==(const TraceSegments &) const = default;
};

// The document of a packet: {"format":"json","version":1}, a newline and a segment or subsegment
// with its id, name and trace_id. Nothing when it is malformed. Source: "Sending trace data to
// X-Ray with the daemon", "Segment documents".
[[nodiscard]] std::optional<QByteArray> readTracePacket(const QByteArray &packet);

// The text that history keeps, and back; documents that can't be read are left out.
[[nodiscard]] QByteArray writeTraceSegments(const TraceSegments &segments);
[[nodiscard]] TraceSegments readTraceSegments(const QByteArray &text);

} // namespace engine
