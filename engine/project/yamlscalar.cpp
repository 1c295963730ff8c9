// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/yamlscalar.h"

#include <QRegularExpression>

namespace engine::yaml {
namespace {

bool isOneOf(QStringView text, std::initializer_list<QLatin1StringView> words)
{
    for (const QLatin1StringView word : words)
        if (text == word)
            return true;
    return false;
}

bool isPrintable(char32_t c)
{
    return (c >= 0x20 && c <= 0x7E) || (c >= 0xA0 && c <= 0xD7FF && c != 0x2028 && c != 0x2029)
           || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF) || c >= 0x10000;
}

bool isAllPrintable(const QString &text)
{
    for (const char32_t c : text.toUcs4())
        if (!isPrintable(c))
            return false;
    return true;
}

QByteArray doubleQuoted(const QString &text)
{
    QString out = QStringLiteral("\"");
    for (const char32_t c : text.toUcs4()) {
        if (c == U'"' || c == U'\\')
            out += QChar(u'\\') + QString::fromUcs4(&c, 1);
        else if (c == U'\n')
            out += QStringLiteral("\\n");
        else if (c == U'\r')
            out += QStringLiteral("\\r");
        else if (c == U'\t')
            out += QStringLiteral("\\t");
        else if (isPrintable(c))
            out += QString::fromUcs4(&c, 1);
        else if (c <= 0xFF)
            out += QStringLiteral("\\x%1").arg(uint(c), 2, 16, QChar(u'0'));
        else
            out += QStringLiteral("\\u%1").arg(uint(c), 4, 16, QChar(u'0'));
    }
    return (out + QChar(u'"')).toUtf8();
}

QByteArray singleQuoted(const QString &text)
{
    QString inner = text;
    inner.replace(QChar(u'\''), QStringLiteral("''"));
    return (QChar(u'\'') + inner + QChar(u'\'')).toUtf8();
}

} // namespace

Meaning meaningOf(QStringView text)
{
    if (text.isEmpty()
        || isOneOf(text, {QLatin1StringView("~"), QLatin1StringView("null"),
                          QLatin1StringView("Null"), QLatin1StringView("NULL")}))
        return Meaning::Null;
    if (text.size() > 64)
        return Meaning::Text; // no number, date or word of YAML's is as long
    const QString lower = text.toString().toLower();
    const bool oneCase = text == lower || text == text.toString().toUpper()
                         || (text.front().isUpper() && text.mid(1) == QStringView(lower).mid(1));
    if (oneCase
        && isOneOf(lower,
                   {QLatin1StringView("true"), QLatin1StringView("yes"), QLatin1StringView("on")}))
        return Meaning::True;
    if (oneCase
        && isOneOf(lower,
                   {QLatin1StringView("false"), QLatin1StringView("no"), QLatin1StringView("off")}))
        return Meaning::False;
    static const QRegularExpression number(QRegularExpression::anchoredPattern(QStringLiteral(
        "[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|[0-9][0-9_]*(:[0-5]?[0-9])*"
        "|([0-9][0-9_]*)?\\.[0-9_]*([eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+"
        "|[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*|\\.(inf|Inf|INF))|\\.(nan|NaN|NAN)")));
    if (text != QLatin1StringView(".") && number.match(text.toString()).hasMatch())
        return Meaning::Number;
    static const QRegularExpression date(
        QStringLiteral("^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \\t].*)?$"));
    if (isOneOf(text, {QLatin1StringView("<<"), QLatin1StringView("=")})
        || date.match(text.toString()).hasMatch())
        return Meaning::Other;
    return Meaning::Text;
}

QString textOf(const TemplateNode &scalar)
{
    if (scalar.style != TemplateNode::Style::Plain
        || scalar.tag == QLatin1StringView("tag:yaml.org,2002:str"))
        return scalar.text;
    switch (meaningOf(scalar.text)) {
    case Meaning::Null:
        return {};
    case Meaning::True:
        return QStringLiteral("true");
    case Meaning::False:
        return QStringLiteral("false");
    default:
        return scalar.text;
    }
}

bool isPlainSafe(const QString &text)
{
    if (text.isEmpty() || meaningOf(text) != Meaning::Text || !isAllPrintable(text))
        return false;
    if (QStringView(u"-?:,[]{}#&*!|>'\"%@` \t").contains(text.front()) || text.back().isSpace()
        || text.back() == QChar(u':') || text.startsWith(QLatin1StringView("...")))
        return false;
    if (text.contains(QLatin1StringView(": ")) || text.contains(QLatin1StringView(" #")))
        return false;
    for (const QChar c : text)
        if (QStringView(u",[]{}").contains(c) || (c.isSpace() && c != QChar(u' ')))
            return false;
    return true;
}

QByteArray written(const QString &text, TemplateNode::Style style, Context context)
{
    const bool printable = isAllPrintable(text);
    if (style == TemplateNode::Style::SingleQuoted && printable)
        return singleQuoted(text);
    if (style == TemplateNode::Style::DoubleQuoted)
        return doubleQuoted(text);
    // ':' in a flow mapping is read differently by different parsers
    if (isPlainSafe(text) && !(context == Context::Flow && text.contains(QChar(u':'))))
        return text.toUtf8();
    // backslashes stay readable in single quotes
    if (printable && (text.contains(QChar(u'\\')) || text.contains(QChar(u'"'))))
        return singleQuoted(text);
    return doubleQuoted(text);
}

} // namespace engine::yaml
