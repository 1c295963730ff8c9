// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace engine {

// One value of a template with the bytes it stands on. Nodes belong to their TemplateTree.
struct TemplateNode
{
    enum class Kind { Scalar, Sequence, Mapping, Alias };
    enum class Style { Plain, SingleQuoted, DoubleQuoted, Literal, Folded, Block, Flow };
    struct Member
    {
        const TemplateNode *key = nullptr;
        const TemplateNode *value = nullptr;
    };

    Kind kind = Kind::Scalar;
    Style style = Style::Plain;
    QString tag;                             // "!Ref", "tag:yaml.org,2002:str"; empty without one
    QString anchor;                          // without '&'; for an alias the name it refers to
    QString text;                            // of a scalar, unescaped
    std::vector<const TemplateNode *> items; // of a sequence
    std::vector<Member> members;             // of a mapping, as written
    const TemplateNode *target = nullptr;    // of an alias: never an alias, never an ancestor
    qsizetype start = 0;                     // first byte, anchor and tag included
    qsizetype begin = 0;                     // first byte behind anchor and tag
    qsizetype end = 0;    // behind the last byte; comments and blank lines behind a block excluded
    bool complete = true; // false when a mistake in the text cut it short

    [[nodiscard]] bool isScalar() const { return kind == Kind::Scalar; }
    [[nodiscard]] bool isSequence() const { return kind == Kind::Sequence; }
    [[nodiscard]] bool isMapping() const { return kind == Kind::Mapping; }
    // Nothing stands there, or a word that YAML reads as null.
    [[nodiscard]] bool isNull() const;
};

// A YAML or JSON text as a tree that remembers where everything stands. Aliases are kept as
// references and never expanded, so a small text can't become a large tree; depth, size and number
// of nodes are limited. A text with a mistake gives what stands before it.
class TemplateTree
{
public:
    enum class Format { Yaml, Json };
    static constexpr int MaxDepth = 100;
    static constexpr qsizetype MaxBytes = 8 * 1024 * 1024; // eight times what CloudFormation takes
    static constexpr int MaxNodes = 200'000;

    struct Place
    {
        int line = 0;   // from 1
        int column = 0; // from 1, in characters
    };
    struct Mistake
    {
        QString reason; // the parser's own words
        Place place;
    };

    [[nodiscard]] static TemplateTree read(const QByteArray &text, Format format);
    // By the file's name: *.json is JSON, all else YAML.
    [[nodiscard]] static Format formatOf(const QString &fileName);

    TemplateTree(TemplateTree &&) = default;
    TemplateTree &operator=(TemplateTree &&) = default;
    Q_DISABLE_COPY(TemplateTree)

    [[nodiscard]] const TemplateNode *root() const { return m_root; } // null for an empty text
    [[nodiscard]] const std::optional<Mistake> &mistake() const { return m_mistake; }
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    [[nodiscard]] Format format() const { return m_format; }
    [[nodiscard]] Place placeOf(qsizetype byte) const;
    // Keys that stand a second time in their mapping; the last one counts.
    [[nodiscard]] const std::vector<const TemplateNode *> &duplicates() const
    {
        return m_duplicates;
    }
    [[nodiscard]] const std::vector<const TemplateNode *> &aliases() const { return m_aliases; }
    // The node's own text on one line, shortened: for messages.
    [[nodiscard]] QString sourceOf(const TemplateNode &node) const;

private:
    friend class YamlTreeReader;
    friend class JsonTreeReader;
    TemplateTree(QByteArray text, Format format);
    TemplateNode *add();
    void finishMapping(const TemplateNode &mapping);
    void fail(const QString &reason, qsizetype byte);

    QByteArray m_text;
    Format m_format;
    std::deque<TemplateNode> m_nodes; // never moves its elements
    const TemplateNode *m_root = nullptr;
    std::optional<Mistake> m_mistake;
    std::vector<const TemplateNode *> m_duplicates;
    std::vector<const TemplateNode *> m_aliases;
    std::vector<qsizetype> m_lineStarts;
};

// The node itself, or what an alias refers to; null stays null.
[[nodiscard]] const TemplateNode *followed(const TemplateNode *node);
// A member that is written in this mapping itself; null when there is none. The node may be null,
// an alias, or no mapping at all.
[[nodiscard]] const TemplateNode *ownMember(const TemplateNode *mapping, QStringView key);
// The same, merge keys ("<<") included.
[[nodiscard]] const TemplateNode *member(const TemplateNode *mapping, QStringView key);
// All members with merge keys applied: merged ones first, each key once.
[[nodiscard]] std::vector<TemplateNode::Member> allMembers(const TemplateNode *mapping);

} // namespace engine
