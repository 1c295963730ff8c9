// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/templatetree.h"

#include <QHash>
#include <QSet>

#include <algorithm>

#include "engine/project/jsontree.h"
#include "engine/project/yamlscalar.h"
#include "engine/project/yamltree.h"

namespace engine {
namespace {

using Member = TemplateNode::Member;

// Mappings that one look-up may pass through: merges of merges of merges stay cheap.
constexpr int MergeBudget = 1'000;

bool isMergeKey(const TemplateNode &key)
{
    return key.isScalar() && key.style == TemplateNode::Style::Plain
           && key.text == QLatin1StringView("<<");
}

template <typename Visit>
void forEachMerged(const TemplateNode &value, Visit visit)
{
    const TemplateNode *node = followed(&value);
    if (node->isMapping())
        visit(*node);
    else if (node->isSequence())
        for (const TemplateNode *item : node->items)
            if (const TemplateNode *each = followed(item); each && each->isMapping())
                visit(*each);
}

const TemplateNode *find(const TemplateNode &mapping, QStringView key, int &budget)
{
    if (--budget < 0)
        return nullptr;
    if (const TemplateNode *own = ownMember(&mapping, key))
        return own;
    const TemplateNode *found = nullptr;
    for (const Member &each : mapping.members) {
        if (!isMergeKey(*each.key))
            continue;
        forEachMerged(*each.value, [&](const TemplateNode &merged) {
            if (!found)
                found = find(merged, key, budget);
        });
    }
    return found;
}

void collect(const TemplateNode &mapping, std::vector<Member> &out, QHash<QString, size_t> &seen,
             int &budget)
{
    if (--budget < 0)
        return;
    const auto put = [&](const Member &each, bool replace) {
        if (const auto at = seen.constFind(each.key->text); at != seen.constEnd()) {
            if (replace)
                out[*at] = each;
            return;
        }
        seen.insert(each.key->text, out.size());
        out.push_back(each);
    };
    for (const Member &each : mapping.members) {
        if (!isMergeKey(*each.key))
            continue;
        std::vector<Member> merged;
        QHash<QString, size_t> mergedSeen;
        forEachMerged(*each.value, [&](const TemplateNode &node) {
            std::vector<Member> one;
            QHash<QString, size_t> oneSeen;
            collect(node, one, oneSeen, budget);
            for (const Member &inner : one)
                if (!mergedSeen.contains(inner.key->text)) {
                    mergedSeen.insert(inner.key->text, merged.size());
                    merged.push_back(inner);
                }
        });
        for (const Member &inner : merged)
            put(inner, false);
    }
    for (const Member &each : mapping.members)
        if (each.key->isScalar() && !isMergeKey(*each.key))
            put(each, true);
}

} // namespace

bool TemplateNode::isNull() const
{
    return isScalar() && style == Style::Plain && tag.isEmpty()
           && yaml::meaningOf(text) == yaml::Meaning::Null;
}

TemplateTree::TemplateTree(QByteArray text, Format format)
    : m_text(std::move(text))
    , m_format(format)
    , m_lineStarts{0}
{
    for (qsizetype i = m_text.indexOf('\n'); i >= 0; i = m_text.indexOf('\n', i + 1))
        m_lineStarts.push_back(i + 1);
}

TemplateTree TemplateTree::read(const QByteArray &text, Format format)
{
    if (text.size() > MaxBytes) {
        TemplateTree tree(QByteArray(), format);
        tree.fail(QStringLiteral("larger than %1 MB").arg(MaxBytes / 1024 / 1024), 0);
        return tree;
    }
    TemplateTree tree(text, format);
    if (format == Format::Json)
        JsonTreeReader(tree).read();
    else
        YamlTreeReader(tree).read();
    return tree;
}

TemplateTree::Format TemplateTree::formatOf(const QString &fileName)
{
    return fileName.endsWith(QLatin1StringView(".json"), Qt::CaseInsensitive) ? Format::Json
                                                                              : Format::Yaml;
}

TemplateTree::Place TemplateTree::placeOf(qsizetype byte) const
{
    byte = std::clamp<qsizetype>(byte, 0, m_text.size());
    const auto next = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), byte);
    qsizetype lineStart = *(next - 1);
    if (lineStart == 0 && m_text.startsWith("\xEF\xBB\xBF") && byte >= 3)
        lineStart = 3; // nobody sees a byte order mark
    int column = 1;
    for (qsizetype i = lineStart; i < byte; ++i)
        column += (static_cast<uchar>(m_text[i]) & 0xC0) != 0x80;
    return {static_cast<int>(next - m_lineStarts.begin()), column};
}

QString TemplateTree::sourceOf(const TemplateNode &node) const
{
    constexpr int Longest = 120;
    const QString whole =
        QString::fromUtf8(m_text.mid(node.start, std::min<qsizetype>(node.end - node.start, 1'000)))
            .simplified();
    return whole.size() <= Longest ? whole : whole.left(Longest - 1) + QChar(u'…');
}

TemplateNode *TemplateTree::add()
{
    return m_nodes.size() < MaxNodes ? &m_nodes.emplace_back() : nullptr;
}

void TemplateTree::finishMapping(const TemplateNode &mapping)
{
    QSet<QString> seen;
    for (const Member &each : mapping.members) {
        if (!each.key->isScalar() || isMergeKey(*each.key))
            continue;
        if (seen.contains(each.key->text))
            m_duplicates.push_back(each.key);
        seen.insert(each.key->text);
    }
}

void TemplateTree::fail(const QString &reason, qsizetype byte)
{
    if (!m_mistake)
        m_mistake = Mistake{reason, placeOf(byte)};
}

const TemplateNode *followed(const TemplateNode *node)
{
    return node && node->kind == TemplateNode::Kind::Alias ? node->target : node;
}

const TemplateNode *ownMember(const TemplateNode *mapping, QStringView key)
{
    if (!mapping || !mapping->isMapping())
        return nullptr;
    for (auto each = mapping->members.rbegin(); each != mapping->members.rend(); ++each)
        if (each->key->isScalar() && each->key->text == key)
            return each->value;
    return nullptr;
}

const TemplateNode *member(const TemplateNode *mapping, QStringView key)
{
    mapping = followed(mapping);
    if (!mapping || !mapping->isMapping())
        return nullptr;
    int budget = MergeBudget;
    return find(*mapping, key, budget);
}

std::vector<TemplateNode::Member> allMembers(const TemplateNode *mapping)
{
    std::vector<Member> out;
    mapping = followed(mapping);
    if (!mapping || !mapping->isMapping())
        return out;
    QHash<QString, size_t> seen;
    int budget = MergeBudget;
    collect(*mapping, out, seen, budget);
    return out;
}

} // namespace engine
