// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/events/eventimport.h"

#include <nlohmann/json.hpp>

#include <optional>

#include "engine/core/json.h"
#include "engine/events/eventmessages.h"

namespace engine {
namespace {

constexpr int MostUnwrappings = 5;

// JSON text in a JSON string; nothing when it is none.
std::optional<QByteArray> unquoted(const QByteArray &json)
{
    const auto parsed = nlohmann::json::parse(json.toStdString(), nullptr, false);
    if (!parsed.is_string())
        return std::nullopt;
    return QByteArray::fromStdString(parsed.get<std::string>());
}

// Where the brackets that open at `begin` close; -1 when they don't.
qsizetype closing(const QByteArray &text, qsizetype begin)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = begin; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return -1;
}

std::optional<QByteArray> jsonIn(const QByteArray &text, int left)
{
    const QByteArray trimmed = text.trimmed();
    if (trimmed.isEmpty() || left == 0)
        return std::nullopt;
    if (checkJson(trimmed)) {
        const auto inner = trimmed.startsWith('"') ? unquoted(trimmed) : std::nullopt;
        if (!inner)
            return trimmed;
        const auto deeper = jsonIn(*inner, left - 1);
        return deeper ? deeper : trimmed;
    }
    for (const char open : {'{', '['}) { // behind the head of a line; an object first
        int tries = 0;
        for (qsizetype at = trimmed.indexOf(open); at >= 0 && tries < 20;
             at = trimmed.indexOf(open, at + 1), ++tries) {
            const qsizetype end = closing(trimmed, at);
            if (end > 0 && checkJson(trimmed.sliced(at, end - at)))
                return trimmed.sliced(at, end - at);
        }
    }
    const qsizetype escaped = trimmed.indexOf("\\\"");
    if (escaped < 0)
        return std::nullopt;
    // {\"a\":1}, with what stands around it
    for (const char open : {'{', '['}) {
        const qsizetype begin = trimmed.indexOf(open);
        const qsizetype end = trimmed.lastIndexOf(open == '{' ? '}' : ']');
        if (begin < 0 || end < begin)
            continue;
        const QByteArray quoted = '"' + trimmed.sliced(begin, end - begin + 1) + '"';
        if (const auto inner = unquoted(quoted))
            if (const auto found = jsonIn(*inner, left - 1))
                return found;
    }
    return std::nullopt;
}

} // namespace

EventValues fitting(const EventValues &values, const EventVariant &variant)
{
    EventValues fit;
    for (const auto &[name, texts] : values)
        if (variant.field(name))
            fit[name] = texts;
    return fit;
}

Result<QByteArray> importText(const QString &text)
{
    const auto found = jsonIn(text.toUtf8(), MostUnwrappings);
    if (!found)
        return Error{Error::Code::PayloadNotJson, noJsonInThere()};
    return indentJson(*found) + '\n';
}

} // namespace engine
