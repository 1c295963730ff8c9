// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/jsontree.h"

#include <QRegularExpression>

namespace engine {

using Kind = TemplateNode::Kind;
using Style = TemplateNode::Style;

JsonTreeReader::JsonTreeReader(TemplateTree &tree)
    : m_tree(tree)
    , m_text(tree.text())
    , m_at(tree.text().startsWith("\xEF\xBB\xBF") ? 3 : 0)
{
}

void JsonTreeReader::read()
{
    skipBlanks();
    if (m_at == m_text.size())
        return;
    m_tree.m_root = value(0);
    skipBlanks();
    if (m_at < m_text.size())
        fail(QStringLiteral("unexpected text behind the end"));
}

const TemplateNode *JsonTreeReader::value(int depth)
{
    if (depth > TemplateTree::MaxDepth) {
        fail(QStringLiteral("nested more than %1 deep").arg(TemplateTree::MaxDepth));
        return nullptr;
    }
    TemplateNode *node = m_tree.add();
    if (!node) {
        fail(QStringLiteral("more than %1 values").arg(TemplateTree::MaxNodes));
        return nullptr;
    }
    node->start = node->begin = m_at;
    switch (peek()) {
    case '{':
        node->complete = object(*node, depth);
        m_tree.finishMapping(*node);
        break;
    case '[':
        node->complete = array(*node, depth);
        break;
    case '"':
        node->complete = string(*node);
        break;
    default:
        node->complete = word(*node);
    }
    node->end = m_at;
    const bool keep = node->complete || node->isMapping() || node->isSequence();
    return keep ? node : nullptr;
}

bool JsonTreeReader::object(TemplateNode &node, int depth)
{
    node.kind = Kind::Mapping;
    node.style = Style::Flow;
    ++m_at;
    skipBlanks();
    if (peek() == '}') {
        ++m_at;
        return true;
    }
    while (true) {
        skipBlanks();
        if (peek() != '"')
            return fail(QStringLiteral("expected a member's name in double quotes"));
        const TemplateNode *key = value(depth + 1);
        if (!key)
            return false;
        skipBlanks();
        if (peek() != ':')
            return fail(QStringLiteral("expected ':'"));
        ++m_at;
        skipBlanks();
        const TemplateNode *member = value(depth + 1);
        if (!member)
            return false;
        node.members.push_back({key, member});
        if (!member->complete)
            return false;
        skipBlanks();
        if (peek() == '}') {
            ++m_at;
            return true;
        }
        if (peek() != ',')
            return fail(QStringLiteral("expected ',' or '}'"));
        ++m_at;
    }
}

bool JsonTreeReader::array(TemplateNode &node, int depth)
{
    node.kind = Kind::Sequence;
    node.style = Style::Flow;
    ++m_at;
    skipBlanks();
    if (peek() == ']') {
        ++m_at;
        return true;
    }
    while (true) {
        skipBlanks();
        const TemplateNode *item = value(depth + 1);
        if (!item)
            return false;
        node.items.push_back(item);
        if (!item->complete)
            return false;
        skipBlanks();
        if (peek() == ']') {
            ++m_at;
            return true;
        }
        if (peek() != ',')
            return fail(QStringLiteral("expected ',' or ']'"));
        ++m_at;
    }
}

bool JsonTreeReader::string(TemplateNode &node)
{
    node.style = Style::DoubleQuoted;
    ++m_at;
    qsizetype run = m_at;
    const auto flush = [&] { node.text += QString::fromUtf8(m_text.mid(run, m_at - run)); };
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == '"') {
            flush();
            ++m_at;
            return true;
        }
        if (static_cast<uchar>(c) < 0x20)
            return fail(QStringLiteral("a control character in a string must be escaped"));
        if (c != '\\') {
            ++m_at;
            continue;
        }
        flush();
        ++m_at;
        const char kind = peek();
        const qsizetype which = QByteArrayView("\"\\/bfnrt").indexOf(kind);
        if (m_at < m_text.size() && which >= 0) {
            node.text += QLatin1Char("\"\\/\b\f\n\r\t"[which]);
            ++m_at;
        } else if (kind == 'u') {
            ++m_at;
            char16_t unit = 0;
            if (!hex4(&unit))
                return fail(QStringLiteral("\\u takes four hexadecimal digits"));
            node.text += QChar(unit);
        } else {
            return fail(QStringLiteral("unknown escape in a string"));
        }
        run = m_at;
    }
    return fail(QStringLiteral("the string does not end"));
}

bool JsonTreeReader::hex4(char16_t *unit)
{
    bool ok = false;
    const QByteArray digits = m_text.mid(m_at, 4);
    const ushort parsed = digits.toUShort(&ok, 16);
    if (digits.size() != 4 || !ok || !isxdigit(static_cast<uchar>(digits[0])))
        return false;
    *unit = parsed;
    m_at += 4;
    return true;
}

bool JsonTreeReader::word(TemplateNode &node)
{
    const qsizetype start = m_at;
    const auto isPart = [](char c) {
        return isalnum(static_cast<uchar>(c)) || c == '-' || c == '+' || c == '.';
    };
    while (m_at < m_text.size() && isPart(m_text[m_at]))
        ++m_at;
    const QByteArray text = m_text.mid(start, std::min<qsizetype>(m_at - start, 400));
    static const QRegularExpression number(QRegularExpression::anchoredPattern(
        QStringLiteral("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")));
    node.text = QString::fromLatin1(text);
    if (text == "true" || text == "false" || text == "null"
        || (!text.isEmpty() && number.match(node.text).hasMatch()))
        return true;
    m_at = start;
    return fail(start == m_text.size() ? QStringLiteral("unexpected end")
                                       : QStringLiteral("expected a value"));
}

void JsonTreeReader::skipBlanks()
{
    while (m_at < m_text.size() && QByteArrayView(" \t\r\n").contains(m_text[m_at]))
        ++m_at;
}

bool JsonTreeReader::fail(const QString &reason)
{
    m_tree.fail(reason, m_at);
    return false;
}

} // namespace engine
