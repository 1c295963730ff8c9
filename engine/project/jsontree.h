// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/project/templatetree.h"

namespace engine {

// Fills a TemplateTree from JSON. The JSON library keeps no places, which patching needs.
class JsonTreeReader
{
public:
    explicit JsonTreeReader(TemplateTree &tree);
    void read();

private:
    const TemplateNode *value(int depth); // null after a mistake that left nothing to keep
    bool object(TemplateNode &node, int depth);
    bool array(TemplateNode &node, int depth);
    bool string(TemplateNode &node);
    bool word(TemplateNode &node);
    bool hex4(char16_t *unit);
    void skipBlanks();
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool fail(const QString &reason);

    TemplateTree &m_tree;
    const QByteArray &m_text;
    qsizetype m_at = 0;
};

} // namespace engine
