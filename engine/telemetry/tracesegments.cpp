// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/tracesegments.h"

#include <nlohmann/json.hpp>

#include <QByteArrayList>

#include "engine/core/json.h"

namespace engine {
namespace {

using Json = nlohmann::json;

constexpr qsizetype LongestHeader = 1024;

Json parsed(const QByteArray &text)
{
    // What is nested without end must not reach the parser.
    return checkJson(text) ? Json::parse(text.begin(), text.end(), nullptr, false)
                           : Json(Json::value_t::discarded);
}

bool hasText(const Json &object, const char *member)
{
    const auto it = object.find(member);
    return it != object.end() && it->is_string() && !it->get_ref<const std::string &>().empty();
}

} // namespace

std::optional<QByteArray> readTracePacket(const QByteArray &packet)
{
    const qsizetype end = packet.indexOf('\n');
    if (end < 0 || end > LongestHeader || packet.contains('\0'))
        return {};
    const Json header = parsed(packet.left(end));
    if (!header.is_object() || header.value("format", Json()) != Json("json")
        || header.value("version", Json()) != Json(1))
        return {};
    const QByteArray document = packet.mid(end + 1).trimmed();
    const Json segment = parsed(document);
    if (!segment.is_object() || !hasText(segment, "id") || !hasText(segment, "name")
        || !hasText(segment, "trace_id"))
        return {};
    return compactJson(document);
}

void TraceSegments::take(const QByteArray &packet)
{
    qsizetype bytes = packet.size();
    for (const QByteArray &document : documents)
        bytes += document.size();
    std::optional<QByteArray> document;
    if (documents.size() < Most && bytes <= MostBytes)
        document = readTracePacket(packet);
    if (document)
        documents.push_back(std::move(*document));
    else
        ++ignored;
}

QByteArray TraceSegments::json() const
{
    QByteArray text;
    for (const QByteArray &document : documents)
        text += (text.isEmpty() ? "[" : ",") + document;
    return text.isEmpty() ? QByteArray("[]") : text + ']';
}

QByteArray writeTraceSegments(const TraceSegments &segments)
{
    QByteArray text = QByteArray::number(segments.ignored);
    for (const QByteArray &document : segments.documents)
        text += '\n' + document;
    return text;
}

TraceSegments readTraceSegments(const QByteArray &text)
{
    TraceSegments segments;
    if (text.isEmpty())
        return segments;
    const QByteArrayList lines = text.split('\n');
    segments.ignored = lines.front().toInt();
    for (qsizetype i = 1; i < lines.size() && segments.documents.size() < TraceSegments::Most;
         ++i) {
        if (checkJson(lines[i]))
            segments.documents.push_back(lines[i]);
    }
    return segments;
}

} // namespace engine
