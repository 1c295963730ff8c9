// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <vector>

#include "engine/project/templatetree.h"

struct yaml_event_s;
struct yaml_parser_s;

namespace engine {

// Fills a TemplateTree from YAML by libyaml's events. The events' marks count characters, and a
// block's end mark lies behind the comments that follow it: both are put right here.
class YamlTreeReader
{
public:
    explicit YamlTreeReader(TemplateTree &tree);
    void read();

private:
    struct Frame
    {
        TemplateNode *node = nullptr;
        const TemplateNode *key = nullptr; // of a mapping, when its value comes next
    };

    bool take(const yaml_event_s &event); // false ends the reading
    TemplateNode *open(const yaml_event_s &event, const unsigned char *anchor,
                       const unsigned char *tag);
    void close(qsizetype end);
    void place(TemplateNode *node);
    void complete(TemplateNode *node);
    void parserFailed(const yaml_parser_s &parser);
    [[nodiscard]] qsizetype byteOf(size_t character) const;
    [[nodiscard]] qsizetype behindProperties(const TemplateNode &node) const;
    [[nodiscard]] qsizetype trimmedEnd(const TemplateNode &node) const;

    TemplateTree &m_tree;
    qsizetype m_skipped = 0; // bytes of a byte order mark
    bool m_ascii = true;
    std::vector<qsizetype> m_bytes; // byte of each character, when not all are one byte
    std::vector<Frame> m_stack;
    QHash<QString, const TemplateNode *> m_anchors;
};

} // namespace engine
