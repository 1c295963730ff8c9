// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/invoke/jsonscan.h"

namespace widgets::jsonscan {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

qsizetype stringEnd(QByteArrayView text, qsizetype quote)
{
    qsizetype i = quote + 1;
    while (i < text.size() && text[i] != '"')
        i += text[i] == '\\' ? 2 : 1;
    return std::min(i + 1, text.size());
}

} // namespace

qsizetype skipBlanks(QByteArrayView text, qsizetype from)
{
    while (from < text.size() && isBlank(text[from]))
        ++from;
    return from;
}

Span valueAt(QByteArrayView text, qsizetype from)
{
    if (from >= text.size())
        return {from, from};
    if (text[from] == '"')
        return {from, stringEnd(text, from)};
    qsizetype i = from;
    if (text[from] == '{' || text[from] == '[') {
        int depth = 0;
        while (i < text.size()) {
            const char c = text[i];
            if (c == '"') {
                i = stringEnd(text, i);
                continue;
            }
            ++i;
            if (c == '{' || c == '[')
                ++depth;
            else if ((c == '}' || c == ']') && --depth == 0)
                break;
        }
        return {from, i};
    }
    while (i < text.size() && !isBlank(text[i]) && text[i] != ',' && text[i] != '}'
           && text[i] != ']')
        ++i;
    return {from, i};
}

std::optional<Child> nextChild(QByteArrayView text, qsizetype *at)
{
    qsizetype i = skipBlanks(text, *at);
    if (i < text.size() && text[i] == ',')
        i = skipBlanks(text, i + 1);
    if (i >= text.size() || text[i] == '}' || text[i] == ']') {
        *at = i;
        return std::nullopt;
    }
    Child child;
    child.value = valueAt(text, i);
    const qsizetype behind = skipBlanks(text, child.value.end);
    if (behind < text.size() && text[behind] == ':') {
        child.key = child.value;
        child.value = valueAt(text, skipBlanks(text, behind + 1));
    }
    *at = child.value.end;
    return child;
}

QString unescaped(QByteArrayView literal)
{
    const QByteArrayView inner =
        literal.size() >= 2 ? literal.sliced(1, literal.size() - 2) : literal;
    if (!inner.contains('\\'))
        return QString::fromUtf8(inner);
    const QString text = QString::fromUtf8(inner);
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        switch (text[++i].unicode()) {
        case u'n':
            out += u'\n';
            break;
        case u't':
            out += u'\t';
            break;
        case u'r':
            out += u'\r';
            break;
        case u'b':
            out += u'\b';
            break;
        case u'f':
            out += u'\f';
            break;
        case u'u': // surrogates come as two of these, which is what QString holds too
            out += QChar(QStringView(text).mid(i + 1, 4).toUShort(nullptr, 16));
            i += 4;
            break;
        default:
            out += text[i];
        }
    }
    return out;
}

std::optional<Span> member(QByteArrayView text, QByteArrayView key)
{
    qsizetype at = skipBlanks(text, 0);
    if (at >= text.size() || text[at] != '{')
        return std::nullopt;
    ++at;
    std::optional<Span> found;
    while (const auto child = nextChild(text, &at)) {
        if (unescaped(text.sliced(child->key.start, child->key.size())).toUtf8() == key)
            found = child->value;
    }
    return found;
}

} // namespace widgets::jsonscan
