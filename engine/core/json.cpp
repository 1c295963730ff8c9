// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/json.h"

#include <nlohmann/json.hpp>

#include <QStringDecoder>

#include <algorithm>

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

// Nested deeper than this, recursive consumers of the value would run out of stack.
constexpr int MaxDepth = 500;

// Accepts everything and builds nothing; keeps the place and reason of the first mistake.
struct Checker final : nlohmann::json_sax<Json>
{
    std::size_t position = 0;
    QString reason;
    int depth = 0;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t &) override { return true; }
    bool string(string_t &) override { return true; }
    bool binary(binary_t &) override { return true; }
    bool key(string_t &) override { return true; }
    bool start_object(std::size_t) override { return deeper(); }
    bool end_object() override
    {
        --depth;
        return true;
    }
    bool start_array(std::size_t) override { return deeper(); }
    bool end_array() override
    {
        --depth;
        return true;
    }
    bool parse_error(std::size_t where, const std::string &lastToken,
                     const nlohmann::detail::exception &error) override
    {
        position = where;
        Q_UNUSED(lastToken);
        reason = QString::fromUtf8(error.what());
        // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while
        // parsing value - unexpected end of input; expected '}'": keep what comes after the place
        const qsizetype dash = reason.indexOf(QStringLiteral(" - "));
        if (dash >= 0)
            reason = reason.mid(dash + 3);
        return false;
    }
    bool deeper()
    {
        if (++depth <= MaxDepth)
            return true;
        reason = QStringLiteral("nested more than %1 deep").arg(MaxDepth);
        return false;
    }
};

// Walks the text's own tokens: a parser would round numbers and merge equal keys. Only called on
// text that checkJson() accepts, so it needs no mistakes of its own.
QByteArray relayout(const QByteArray &text, const QByteArray &indent)
{
    const bool pretty = !indent.isEmpty();
    QByteArray out;
    out.reserve(text.size() * (pretty ? 2 : 1));
    int depth = 0;
    const auto newLine = [&] {
        if (!pretty)
            return;
        out += '\n';
        for (int i = 0; i < depth; ++i)
            out += indent;
    };
    const auto nextSolid = [&](qsizetype from) {
        while (from < text.size() && QByteArrayView(" \t\r\n").contains(text[from]))
            ++from;
        return from;
    };
    for (qsizetype i = nextSolid(0); i < text.size(); i = nextSolid(i)) {
        const char c = text[i++];
        if (c == '"') {
            const qsizetype start = i - 1;
            while (text[i] != '"')
                i += text[i] == '\\' ? 2 : 1;
            ++i;
            out += text.mid(start, i - start);
        } else if (c == '{' || c == '[') {
            out += c;
            const qsizetype next = nextSolid(i);
            if (text[next] == (c == '{' ? '}' : ']')) {
                out += text[next];
                i = next + 1;
            } else {
                ++depth;
                newLine();
            }
        } else if (c == '}' || c == ']') {
            --depth;
            newLine();
            out += c;
        } else if (c == ',') {
            out += c;
            newLine();
        } else if (c == ':') {
            out += pretty ? ": " : ":";
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace

Result<void> checkJson(const QByteArray &text)
{
    Checker checker;
    if (Json::sax_parse(text.begin(), text.end(), &checker)) {
        // The parser skips a byte order mark and stops at a zero byte; neither is JSON (RFC 8259).
        const qsizetype zero = text.indexOf('\0');
        if (text.startsWith("\xef\xbb\xbf")) {
            checker.position = 1;
            checker.reason = QStringLiteral("the text starts with a byte order mark");
        } else if (zero >= 0) {
            checker.position = static_cast<std::size_t>(zero) + 1;
            checker.reason = QStringLiteral("a zero byte");
        } else {
            return {};
        }
    }
    // The parser counts the byte behind the mistake; the text ends before it on "unexpected end".
    const qsizetype at =
        std::clamp<qsizetype>(static_cast<qsizetype>(checker.position) - 1, 0, text.size());
    const QByteArrayView before = QByteArrayView(text).first(at);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    Error error{Error::Code::BadSyntax, checker.reason};
    error.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
    error.column =
        static_cast<int>(QString::fromUtf8(before.sliced(lineStart).toByteArray()).size() + 1);
    return error;
}

QByteArray indentJson(const QByteArray &text)
{
    return checkJson(text) ? relayout(text, "  ") : text;
}

QByteArray compactJson(const QByteArray &text)
{
    return checkJson(text) ? relayout(text, {}) : text;
}

QString jsonTextMember(const QByteArray &json, const char *name)
{
    if (!checkJson(json)) // nor what is nested without end
        return {};
    const auto value = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!value.is_object())
        return {};
    const auto it = value.find(name);
    return it != value.end() && it->is_string() ? QString::fromStdString(it->get<std::string>())
                                                : QString();
}

QByteArray jsonString(const QString &text)
{
    return QByteArray::fromStdString(
        Json(text.toStdString()).dump(-1, ' ', false, Json::error_handler_t::replace));
}

} // namespace engine
