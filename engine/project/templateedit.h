// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "engine/project/templatetree.h"

namespace engine {

// A value that is to be written under a key.
struct NewValue
{
    enum class Kind { Text, Number, TextList, Map, List, Reference, Attribute };

    Kind kind = Kind::Text;
    QString text =
        {}; // Text, Number; the one item of a TextList; the resource of a Reference; "Queue.Arn"
    std::vector<std::pair<QString, NewValue>> members = {}; // Map
    std::vector<NewValue> items = {};                       // List
};

// One change of a template's text that leaves every other byte alone. Works on block and flow
// mappings of YAML and on JSON; keeps indentation, line ends, quotes and comments.
class TemplateEdit
{
public:
    // The tree must outlive this object.
    explicit TemplateEdit(const TemplateTree &tree);

    // Sets the value at `path` below `mapping`, making mappings on the way. A new key goes behind
    // the last present one of `before`, else to the end. Fails with Unresolved where the value, or
    // a mapping on the way, is an expression, and with Unsupported where it is shared by an anchor.
    [[nodiscard]] Result<QByteArray> set(const TemplateNode &mapping, const QStringList &path,
                                         const NewValue &value, const QStringList &before = {});
    // Removes a member, and mappings on `path` that it leaves empty.
    [[nodiscard]] Result<QByteArray> remove(const TemplateNode &mapping, const QStringList &path);
    // One item of a list that is there: one of the present ones, or a new one.
    struct Item
    {
        std::optional<size_t> kept; // its place before
        NewValue value = {};
    };
    // Puts other items into a list that is there. What stays keeps its own bytes and comments.
    [[nodiscard]] Result<QByteArray> setItems(const TemplateNode &list, const QString &name,
                                              const std::vector<Item> &items);
    [[nodiscard]] Result<QByteArray> rename(const TemplateNode &mapping, const QString &from,
                                            const QString &to);

private:
    struct Patch
    {
        qsizetype begin;
        qsizetype end;
        QByteArray text;
    };

    [[nodiscard]] Result<QByteArray> replace(const TemplateNode &old, const QString &name,
                                             const NewValue &value);
    [[nodiscard]] Result<QByteArray> setBlockItems(const TemplateNode &list, const QString &name,
                                                   const std::vector<Item> &items);
    [[nodiscard]] QByteArray insert(const TemplateNode &mapping, const QString &key,
                                    const NewValue &value, const QStringList &before);
    [[nodiscard]] QByteArray insertFlow(const TemplateNode &mapping, const QString &key,
                                        const NewValue &value, const QStringList &before);
    [[nodiscard]] QByteArray removeMember(const TemplateNode &mapping, size_t at);
    [[nodiscard]] QByteArray block(const QString &key, const NewValue &value, int column) const;
    // On lines of their own when a column is given, else on one line.
    [[nodiscard]] QByteArray flow(const NewValue &value, int column) const;
    [[nodiscard]] QByteArray scalar(const QString &text, TemplateNode::Style style,
                                    TemplateNode::Style where) const;
    [[nodiscard]] bool isShared(const TemplateNode &node) const;
    [[nodiscard]] int columnOf(qsizetype byte) const; // bytes of indentation, from 0
    [[nodiscard]] int step() const;                   // of indentation
    [[nodiscard]] QByteArray lineEnd() const;
    [[nodiscard]] QByteArray applied(std::vector<Patch> patches) const;
    [[nodiscard]] Error expression(const QString &name, const TemplateNode &node) const;

    const TemplateTree &m_tree;
    const QByteArray &m_text;
    bool m_json;
};

} // namespace engine
