// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/yamltree.h"

#include <yaml.h>

#include <algorithm>

namespace engine {
namespace {

using Kind = TemplateNode::Kind;
using Style = TemplateNode::Style;

QString toText(const yaml_char_t *text)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(text)); // null gives an empty one
}

Style styleOf(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return Style::SingleQuoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return Style::DoubleQuoted;
    case YAML_LITERAL_SCALAR_STYLE:
        return Style::Literal;
    case YAML_FOLDED_SCALAR_STYLE:
        return Style::Folded;
    default:
        return Style::Plain;
    }
}

} // namespace

YamlTreeReader::YamlTreeReader(TemplateTree &tree)
    : m_tree(tree)
    , m_skipped(tree.text().startsWith("\xEF\xBB\xBF") ? 3 : 0)
{
    const QByteArray &text = tree.text();
    m_ascii = std::all_of(text.begin() + m_skipped, text.end(),
                          [](char c) { return static_cast<uchar>(c) < 0x80; });
    if (m_ascii)
        return;
    m_bytes.reserve(static_cast<size_t>(text.size()) + 1);
    for (qsizetype i = m_skipped; i < text.size(); ++i)
        if ((static_cast<uchar>(text[i]) & 0xC0) != 0x80)
            m_bytes.push_back(i);
    m_bytes.push_back(text.size());
}

void YamlTreeReader::read()
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return m_tree.fail(QStringLiteral("out of memory"), 0);
    const QByteArray &text = m_tree.text();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &parser, reinterpret_cast<const yaml_char_t *>(text.constData()) + m_skipped,
        static_cast<size_t>(text.size() - m_skipped));
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            parserFailed(parser);
            break;
        }
        more = take(event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    while (!m_stack.empty()) { // only after a mistake
        m_stack.back().node->complete = false;
        close(m_stack.back().node->begin);
    }
}

bool YamlTreeReader::take(const yaml_event_t &event)
{
    switch (event.type) {
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT:
        return false; // a template is one document
    case YAML_ALIAS_EVENT: {
        const QString name = toText(event.data.alias.anchor);
        const TemplateNode *target = m_anchors.value(name);
        if (!target) {
            m_tree.fail(QStringLiteral("unknown anchor \"%1\"").arg(name),
                        byteOf(event.start_mark.index));
            return false;
        }
        TemplateNode *node = open(event, nullptr, nullptr);
        if (!node)
            return false;
        node->kind = Kind::Alias;
        node->anchor = name;
        node->target = target;
        node->end = byteOf(event.end_mark.index);
        m_tree.m_aliases.push_back(node);
        place(node);
        return true;
    }
    case YAML_SCALAR_EVENT: {
        TemplateNode *node = open(event, event.data.scalar.anchor, event.data.scalar.tag);
        if (!node)
            return false;
        node->style = styleOf(event.data.scalar.style);
        node->text = QString::fromUtf8(reinterpret_cast<const char *>(event.data.scalar.value),
                                       static_cast<qsizetype>(event.data.scalar.length));
        node->end = byteOf(event.end_mark.index);
        node->begin = std::min(behindProperties(*node), node->end);
        node->end = trimmedEnd(*node);
        place(node);
        complete(node);
        return true;
    }
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT: {
        const bool sequence = event.type == YAML_SEQUENCE_START_EVENT;
        if (m_stack.size() >= TemplateTree::MaxDepth) {
            m_tree.fail(QStringLiteral("nested more than %1 deep").arg(TemplateTree::MaxDepth),
                        byteOf(event.start_mark.index));
            return false;
        }
        TemplateNode *node =
            sequence ? open(event, event.data.sequence_start.anchor, event.data.sequence_start.tag)
                     : open(event, event.data.mapping_start.anchor, event.data.mapping_start.tag);
        if (!node)
            return false;
        node->kind = sequence ? Kind::Sequence : Kind::Mapping;
        const bool flow = sequence ? event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                                   : event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
        node->style = flow ? Style::Flow : Style::Block;
        node->begin = behindProperties(*node);
        node->end = node->begin;
        place(node);
        m_stack.push_back({node});
        return true;
    }
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close(byteOf(event.end_mark.index));
        return true;
    default:
        return true;
    }
}

TemplateNode *YamlTreeReader::open(const yaml_event_t &event, const unsigned char *anchor,
                                   const unsigned char *tag)
{
    const qsizetype start = byteOf(event.start_mark.index);
    TemplateNode *node = m_tree.add();
    if (!node) {
        m_tree.fail(QStringLiteral("more than %1 values").arg(TemplateTree::MaxNodes), start);
        return nullptr;
    }
    node->anchor = toText(anchor);
    node->tag = toText(tag);
    node->start = start;
    node->begin = start;
    return node;
}

// Hangs the node into the collection that is open.
void YamlTreeReader::place(TemplateNode *node)
{
    if (m_stack.empty()) {
        m_tree.m_root = node;
        return;
    }
    Frame &frame = m_stack.back();
    if (frame.node->isSequence()) {
        frame.node->items.push_back(node);
    } else if (!frame.key) {
        frame.key = node;
    } else {
        frame.node->members.push_back({frame.key, node});
        frame.key = nullptr;
    }
}

void YamlTreeReader::close(qsizetype end)
{
    TemplateNode *node = m_stack.back().node;
    m_stack.pop_back();
    if (node->style == Style::Flow && node->complete)
        node->end = end;
    else if (!node->items.empty())
        node->end = std::max(node->end, node->items.back()->end);
    else if (!node->members.empty())
        node->end = std::max(node->members.back().key->end, node->members.back().value->end);
    if (node->isMapping())
        m_tree.finishMapping(*node);
    complete(node);
}

// An anchor counts from its node's end on: no alias can stand inside what it refers to.
void YamlTreeReader::complete(TemplateNode *node)
{
    if (!node->anchor.isEmpty())
        m_anchors.insert(node->anchor, node);
}

void YamlTreeReader::parserFailed(const yaml_parser_t &parser)
{
    QString reason = QString::fromUtf8(parser.problem ? parser.problem : "can't be parsed");
    if (parser.error == YAML_READER_ERROR)
        return m_tree.fail(reason, m_skipped + static_cast<qsizetype>(parser.problem_offset));
    if (parser.context)
        reason += QStringLiteral(" (%1)").arg(QString::fromUtf8(parser.context));
    m_tree.fail(reason, byteOf(parser.problem_mark.index));
}

qsizetype YamlTreeReader::byteOf(size_t character) const
{
    if (m_ascii)
        return std::min(m_skipped + static_cast<qsizetype>(character), m_tree.text().size());
    return m_bytes[std::min(character, m_bytes.size() - 1)];
}

qsizetype YamlTreeReader::behindProperties(const TemplateNode &node) const
{
    if (node.anchor.isEmpty() && node.tag.isEmpty())
        return node.start;
    const QByteArray &text = m_tree.text();
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    qsizetype i = node.start;
    const auto isProperty = [&] { return text[i] == '&' || text[i] == '!'; };
    qsizetype behind = i; // of the last property, should nothing follow it
    while (i < text.size() && isProperty()) {
        while (i < text.size() && !isBlank(text[i]) && !QByteArrayView(",]}").contains(text[i]))
            ++i;
        behind = i;
        while (i < text.size() && (isBlank(text[i]) || text[i] == '#')) {
            if (text[i] == '#')
                while (i < text.size() && text[i] != '\n')
                    ++i;
            else
                ++i;
        }
    }
    return node.isScalar() && node.style == Style::Plain && node.text.isEmpty() ? behind : i;
}

// A block scalar's mark lies behind the blank lines that follow it.
qsizetype YamlTreeReader::trimmedEnd(const TemplateNode &node) const
{
    if (node.style != Style::Literal && node.style != Style::Folded)
        return node.end;
    const QByteArray &text = m_tree.text();
    const qsizetype headEnd = std::max(text.indexOf('\n', node.begin), node.begin);
    const QByteArray head = text.mid(node.begin, headEnd - node.begin);
    qsizetype end = node.end;
    if (head.left(3).contains('+')) { // the blank lines are content: only the last break is not
        while (end > headEnd && (text[end - 1] == ' ' || text[end - 1] == '\t'))
            --end;
        if (end > headEnd && text[end - 1] == '\n')
            --end;
        return end;
    }
    while (end > node.begin && QByteArrayView(" \t\r\n").contains(text[end - 1]))
        --end;
    return end;
}

} // namespace engine
