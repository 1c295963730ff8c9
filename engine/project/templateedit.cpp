// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/templateedit.h"

#include <algorithm>
#include <optional>

#include "engine/core/json.h"
#include "engine/project/templateresolver.h"
#include "engine/project/yamlscalar.h"

namespace engine {
namespace {

using Style = TemplateNode::Style;
using Member = TemplateNode::Member;

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

// The index of the member that counts, or -1.
int indexOf(const TemplateNode &mapping, const QString &key)
{
    for (int i = static_cast<int>(mapping.members.size()) - 1; i >= 0; --i)
        if (mapping.members[static_cast<size_t>(i)].key->isScalar()
            && mapping.members[static_cast<size_t>(i)].key->text == key)
            return i;
    return -1;
}

qsizetype endOf(const Member &member)
{
    return std::max(member.key->end, member.value->end);
}

// The member behind which a new one belongs; nothing in an empty mapping.
std::optional<size_t> neighbour(const TemplateNode &mapping, const QStringList &before)
{
    std::optional<size_t> last;
    for (size_t i = 0; i < mapping.members.size(); ++i)
        if (before.contains(mapping.members[i].key->text))
            last = i;
    if (!last && !mapping.members.empty())
        last = mapping.members.size() - 1;
    return last;
}

NewValue nested(const QStringList &path, qsizetype from, const NewValue &value)
{
    if (from == path.size())
        return value;
    return {NewValue::Kind::Map, {}, {{path[from], nested(path, from + 1, value)}}};
}

} // namespace

TemplateEdit::TemplateEdit(const TemplateTree &tree)
    : m_tree(tree)
    , m_text(tree.text())
    , m_json(tree.format() == TemplateTree::Format::Json)
{
}

Result<QByteArray> TemplateEdit::set(const TemplateNode &mapping, const QStringList &path,
                                     const NewValue &value, const QStringList &before)
{
    const TemplateNode *node = &mapping;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (TemplateResolver::callOf(node))
            return expression(path.mid(0, i).join(u'.'), *node);
        if (node->kind == TemplateNode::Kind::Alias || (i > 0 && isShared(*node)))
            return Error{Error::Code::Unsupported, m_tree.sourceOf(*node), path[i]};
        if (node->isNull()) // "Environment:" with nothing behind it
            return replace(*node, path[i], nested(path, i, value));
        if (!node->isMapping())
            return Error{Error::Code::BadTemplate, m_tree.sourceOf(*node), path[i]};
        const TemplateNode *next = ownMember(node, path[i]);
        if (!next)
            return insert(*node, path[i], nested(path, i + 1, value), before);
        node = next;
    }
    return replace(*node, path.back(), value);
}

Result<QByteArray> TemplateEdit::replace(const TemplateNode &old, const QString &name,
                                         const NewValue &value)
{
    if (TemplateResolver::callOf(&old)
        || (followed(&old) != &old && TemplateResolver::callOf(followed(&old))))
        return expression(name, old);
    const bool alias = old.kind == TemplateNode::Kind::Alias;
    std::vector<Patch> patches;
    Patch patch{alias ? old.start : old.begin, old.end, {}};
    if (isShared(old)) {
        // the first alias takes the anchor over, with the value as it was
        const QByteArray whole = m_text.mid(old.start, old.end - old.start);
        if (!old.isScalar() || whole.contains('\n'))
            return Error{Error::Code::Unsupported, m_tree.sourceOf(old), name};
        const auto first =
            std::find_if(m_tree.aliases().begin(), m_tree.aliases().end(),
                         [&](const TemplateNode *each) { return each->target == &old; });
        patches.push_back({(*first)->start, (*first)->end, whole});
        patch.begin = old.start;
    }
    if (value.kind == NewValue::Kind::Map || value.kind == NewValue::Kind::TextList) {
        if (old.isSequence() && value.kind == NewValue::Kind::TextList && old.items.size() == 1) {
            const TemplateNode &item = *old.items.front();
            if (TemplateResolver::callOf(&item) || item.kind == TemplateNode::Kind::Alias)
                return expression(name, item);
            patch.begin = item.begin;
            patch.end = item.end;
            patch.text = scalar(value.text, item.style, old.style);
        } else {
            patch.text = flow(value, -1);
        }
    } else if (old.isMapping() || old.isSequence()) {
        return Error{Error::Code::BadTemplate, m_tree.sourceOf(old), name};
    } else {
        // what was a bare number or truth value stays one, should the new text be one too
        const bool bare = old.style == Style::Plain && !m_json && !old.isNull();
        const auto kindOf = [](const QString &text) { return yaml::meaningOf(text); };
        const bool sameKind = bare && kindOf(old.text) == kindOf(value.text)
                              && kindOf(value.text) != yaml::Meaning::Text
                              && (kindOf(value.text) == yaml::Meaning::Number
                                  || value.text == u"true" || value.text == u"false");
        const bool quoted = old.style == Style::SingleQuoted || old.style == Style::DoubleQuoted;
        if (sameKind || (value.kind == NewValue::Kind::Number && !quoted))
            patch.text = value.text.toLatin1();
        else
            patch.text = scalar(value.text, old.style, Style::Flow);
    }
    if (patch.begin > 0 && !m_json && patch.begin == patch.end && !isBlank(m_text[patch.begin - 1]))
        patch.text.prepend(' ');
    patches.push_back(patch);
    return applied(std::move(patches));
}

QByteArray TemplateEdit::insert(const TemplateNode &mapping, const QString &key,
                                const NewValue &value, const QStringList &before)
{
    if (mapping.style == Style::Flow)
        return insertFlow(mapping, key, value, before);
    const auto behind = neighbour(mapping, before); // a block mapping is never empty
    const QByteArray lines = block(key, value, columnOf(mapping.members.front().key->start));
    qsizetype at = m_text.indexOf('\n', endOf(mapping.members[*behind]));
    if (at >= 0)
        return applied({{at + 1, at + 1, lines}});
    return applied({{m_text.size(), m_text.size(), lineEnd() + lines.chopped(lineEnd().size())}});
}

QByteArray TemplateEdit::insertFlow(const TemplateNode &mapping, const QString &key,
                                    const NewValue &value, const QStringList &before)
{
    const QByteArray name = m_json ? jsonString(key) : scalar(key, Style::Plain, Style::Flow);
    const auto behind = neighbour(mapping, before);
    if (!behind) {
        const QByteArray inner =
            m_text.mid(mapping.begin + 1, mapping.end - mapping.begin - 2).trimmed();
        if (inner.isEmpty()) // no comment in there to keep
            return applied({{mapping.begin + 1, mapping.end - 1, name + ": " + flow(value, -1)}});
        const qsizetype at = mapping.end - 1;
        return applied({{at, at, name + ": " + flow(value, -1)}});
    }
    const Member &first = mapping.members.front();
    const bool ownLines =
        m_text.mid(mapping.begin, first.key->start - mapping.begin).contains('\n');
    const qsizetype at = endOf(mapping.members[*behind]);
    if (!ownLines)
        return applied({{at, at, ", " + name + ": " + flow(value, -1)}});
    const int column = columnOf(first.key->start);
    const qsizetype lineStart = m_text.lastIndexOf('\n', first.key->start - 1) + 1;
    return applied({{at, at,
                     ',' + lineEnd() + m_text.mid(lineStart, column) + name + ": "
                         + flow(value, m_json ? column : -1)}});
}

Result<QByteArray> TemplateEdit::remove(const TemplateNode &mapping, const QStringList &path)
{
    // the outermost mapping that holds nothing but what is to go
    std::vector<std::pair<const TemplateNode *, size_t>> steps;
    const TemplateNode *node = &mapping;
    for (const QString &key : path) {
        if (TemplateResolver::callOf(node))
            return expression(key, *node);
        if (node->kind == TemplateNode::Kind::Alias || (node != &mapping && isShared(*node)))
            return Error{Error::Code::Unsupported, m_tree.sourceOf(*node), key};
        const int at = indexOf(*node, key);
        if (at < 0)
            return Error{Error::Code::NotFound, key};
        steps.emplace_back(node, static_cast<size_t>(at));
        node = node->members[static_cast<size_t>(at)].value;
    }
    if (TemplateResolver::callOf(node))
        return expression(path.back(), *node);
    if (isShared(*node))
        return Error{Error::Code::Unsupported, m_tree.sourceOf(*node), path.back()};
    while (steps.size() > 1 && steps.back().first->members.size() == 1)
        steps.pop_back();
    return removeMember(*steps.back().first, steps.back().second);
}

QByteArray TemplateEdit::removeMember(const TemplateNode &mapping, size_t at)
{
    const Member &gone = mapping.members[at];
    if (mapping.style != Style::Flow) {
        const qsizetype lineStart = m_text.lastIndexOf('\n', gone.key->start) + 1;
        const qsizetype lineEndAt = m_text.indexOf('\n', endOf(gone));
        return applied({{lineStart, lineEndAt < 0 ? m_text.size() : lineEndAt + 1, {}}});
    }
    if (at > 0)
        return applied({{endOf(mapping.members[at - 1]), endOf(gone), {}}});
    if (mapping.members.size() > 1)
        return applied({{gone.key->start, mapping.members[1].key->start, {}}});
    return applied({{mapping.begin + 1, mapping.end - 1, {}}});
}

Result<QByteArray> TemplateEdit::setItems(const TemplateNode &list, const QString &name,
                                          const std::vector<Item> &items)
{
    if (TemplateResolver::callOf(&list))
        return expression(name, list);
    if (!list.isSequence())
        return Error{Error::Code::BadTemplate, m_tree.sourceOf(list), name};
    if (isShared(list))
        return Error{Error::Code::Unsupported, m_tree.sourceOf(list), name};
    if (list.style != Style::Flow)
        return setBlockItems(list, name, items);
    // the text before the first item, between two, and behind the last
    const std::vector<const TemplateNode *> &old = list.items;
    QByteArray lead;
    QByteArray between = ", ";
    QByteArray tail;
    if (!old.empty()) {
        lead = m_text.mid(list.begin + 1, old.front()->start - list.begin - 1);
        tail = m_text.mid(old.back()->end, list.end - 1 - old.back()->end);
        if (old.size() > 1)
            between = m_text.mid(old[0]->end, old[1]->start - old[0]->end);
        else if (lead.contains('\n'))
            between = ',' + lead;
    }
    if (m_text.mid(list.begin, list.end - list.begin).contains('#') && !m_json)
        return Error{Error::Code::Unsupported, m_tree.sourceOf(list), name};
    QByteArray out;
    for (const Item &item : items) {
        out += out.isEmpty() ? lead : between;
        out += item.kept ? m_text.mid(old[*item.kept]->start,
                                      old[*item.kept]->end - old[*item.kept]->start)
                         : flow(item.value, -1);
    }
    return applied({{list.begin + 1, list.end - 1, out + (out.isEmpty() ? QByteArray() : tail)}});
}

// Every item is taken with its lines and the comments above it.
Result<QByteArray> TemplateEdit::setBlockItems(const TemplateNode &list, const QString &name,
                                               const std::vector<Item> &items)
{
    std::vector<QByteArray> chunks;
    qsizetype begin = -1;
    qsizetype at = 0;
    QByteArray indent;
    for (const TemplateNode *item : list.items) {
        qsizetype dash = item->start - 1;
        while (dash >= 0 && m_text[dash] != '-')
            --dash;
        const qsizetype lineStart = dash > 0 ? m_text.lastIndexOf('\n', dash) + 1 : 0;
        const QByteArray before = m_text.mid(lineStart, dash - lineStart);
        if (dash < 0 || !before.trimmed().isEmpty())
            return Error{Error::Code::Unsupported, m_tree.sourceOf(list), name};
        if (begin < 0) {
            begin = lineStart;
            indent = before;
            while (begin > 1) { // comments above the first item are its own
                const qsizetype above = m_text.lastIndexOf('\n', begin - 2) + 1;
                if (!m_text.mid(above, begin - above).trimmed().startsWith('#'))
                    break;
                begin = above;
            }
            at = begin;
        }
        const qsizetype lineEndAt = m_text.indexOf('\n', std::max(item->end, dash));
        const qsizetype end = lineEndAt < 0 ? m_text.size() : lineEndAt + 1;
        QByteArray chunk = m_text.mid(at, end - at);
        if (!chunk.endsWith('\n'))
            chunk += lineEnd();
        chunks.push_back(std::move(chunk));
        at = end;
    }
    QByteArray out;
    for (const Item &item : items)
        out += item.kept ? chunks[*item.kept] : indent + "- " + flow(item.value, -1) + lineEnd();
    if (at == m_text.size() && !m_text.endsWith('\n'))
        out.chop(lineEnd().size());
    return applied({{begin, at, out}});
}

Result<QByteArray> TemplateEdit::rename(const TemplateNode &mapping, const QString &from,
                                        const QString &to)
{
    const int at = indexOf(mapping, from);
    if (at < 0)
        return Error{Error::Code::NotFound, from};
    if (isShared(mapping))
        return Error{Error::Code::Unsupported, m_tree.sourceOf(mapping), from};
    const TemplateNode &key = *mapping.members[static_cast<size_t>(at)].key;
    return applied({{key.begin, key.end, scalar(to, key.style, Style::Flow)}});
}

QByteArray TemplateEdit::block(const QString &key, const NewValue &value, int column) const
{
    QByteArray out = QByteArray(column, ' ') + scalar(key, Style::Plain, Style::Flow) + ':';
    if (value.kind == NewValue::Kind::List) {
        out += lineEnd();
        for (const NewValue &item : value.items)
            out += QByteArray(column + step(), ' ') + "- " + flow(item, -1) + lineEnd();
        return out;
    }
    if (value.kind == NewValue::Kind::Text)
        return out + ' ' + scalar(value.text, Style::Plain, Style::Block) + lineEnd();
    if (value.kind != NewValue::Kind::Map)
        return out + ' ' + flow(value, -1) + lineEnd();
    out += lineEnd();
    for (const auto &[name, inner] : value.members)
        out += block(name, inner, column + step());
    return out;
}

QByteArray TemplateEdit::flow(const NewValue &value, int column) const
{
    switch (value.kind) {
    case NewValue::Kind::Number:
        return value.text.toLatin1();
    case NewValue::Kind::Text:
        return scalar(value.text, Style::Plain, Style::Flow);
    case NewValue::Kind::TextList:
        return '[' + scalar(value.text, Style::Plain, Style::Flow) + ']';
    case NewValue::Kind::Reference:
        return m_json ? "{\"Ref\": " + jsonString(value.text) + '}'
                      : "!Ref " + scalar(value.text, Style::Plain, Style::Flow);
    case NewValue::Kind::Attribute:
        return m_json ? "{\"Fn::GetAtt\": [" + jsonString(value.text.section(u'.', 0, 0)) + ", "
                            + jsonString(value.text.section(u'.', 1)) + "]}"
                      : "!GetAtt " + scalar(value.text, Style::Plain, Style::Flow);
    case NewValue::Kind::List: {
        QByteArray out;
        for (const NewValue &item : value.items)
            out += (out.isEmpty() ? "" : ", ") + flow(item, -1);
        return '[' + out + ']';
    }
    case NewValue::Kind::Map:
        break;
    }
    const int inner = column < 0 ? -1 : column + step();
    QByteArray out;
    for (const auto &[name, each] : value.members) {
        if (!out.isEmpty())
            out += column < 0 ? ", " : ",";
        if (column >= 0)
            out += lineEnd() + QByteArray(inner, ' ');
        out += scalar(name, Style::Plain, Style::Flow) + ": " + flow(each, inner);
    }
    return '{' + out + (column < 0 ? QByteArray() : lineEnd() + QByteArray(column, ' ')) + '}';
}

QByteArray TemplateEdit::scalar(const QString &text, Style style, Style where) const
{
    if (m_json)
        return jsonString(text);
    return yaml::written(text, style,
                         where == Style::Flow ? yaml::Context::Flow : yaml::Context::Block);
}

bool TemplateEdit::isShared(const TemplateNode &node) const
{
    return !node.anchor.isEmpty() && node.kind != TemplateNode::Kind::Alias
           && std::any_of(m_tree.aliases().begin(), m_tree.aliases().end(),
                          [&](const TemplateNode *alias) { return alias->target == &node; });
}

int TemplateEdit::columnOf(qsizetype byte) const
{
    const qsizetype lineStart = byte > 0 ? m_text.lastIndexOf('\n', byte - 1) + 1 : 0;
    return static_cast<int>(byte - lineStart);
}

int TemplateEdit::step() const
{
    constexpr int Usual = 2;
    const TemplateNode *resources = member(m_tree.root(), u"Resources");
    if (!resources || !resources->isMapping() || resources->members.empty())
        return Usual;
    const TemplateNode *key = resources->members.front().key;
    const int deeper = columnOf(key->start) - columnOf(m_tree.root()->members.front().key->start);
    return deeper > 0 && deeper <= 8 ? deeper : Usual;
}

QByteArray TemplateEdit::lineEnd() const
{
    const qsizetype at = m_text.indexOf('\n');
    return at > 0 && m_text[at - 1] == '\r' ? QByteArray("\r\n") : QByteArray("\n");
}

QByteArray TemplateEdit::applied(std::vector<Patch> patches) const
{
    std::sort(patches.begin(), patches.end(),
              [](const Patch &a, const Patch &b) { return a.begin > b.begin; });
    QByteArray out = m_text;
    for (const Patch &patch : patches)
        out.replace(patch.begin, patch.end - patch.begin, patch.text);
    return out;
}

Error TemplateEdit::expression(const QString &name, const TemplateNode &node) const
{
    const TemplateTree::Place place = m_tree.placeOf(node.start);
    return {Error::Code::Unresolved, m_tree.sourceOf(node), name, place.line, place.column};
}

} // namespace engine
