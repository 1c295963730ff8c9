// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <optional>
#include <vector>

#include "engine/project/templatetree.h"

namespace engine {

// What an expression of a template comes to.
struct TemplateValue
{
    enum class Kind { Unresolved, NoValue, Null, Text, List, Map };

    Kind kind = Kind::Unresolved;
    QString text = {};
    std::vector<TemplateValue> list = {};
    const TemplateNode *map = nullptr;
};

// Evaluates CloudFormation's intrinsic functions, short and long forms, as far as that can be done
// without AWS. Pure: parameters come from their defaults and the given overrides. Work and result
// are bounded, so neither cycles nor aliases of aliases hang it.
class TemplateResolver
{
public:
    // A call of an intrinsic function.
    struct Call
    {
        QString name; // "Ref", "Sub", "GetAtt": without "Fn::"
        const TemplateNode *argument = nullptr;
        bool shortForm = false; // the argument carries the function as its tag
    };

    // The tree must outlive this object.
    TemplateResolver(const TemplateTree &tree, std::map<QString, QString> parameterOverrides);

    [[nodiscard]] static std::optional<Call> callOf(const TemplateNode *node);

    [[nodiscard]] TemplateValue value(const TemplateNode *node);
    // The node behind aliases and Fn::If; null when there is none (AWS::NoValue) or when it stays
    // an expression.
    [[nodiscard]] const TemplateNode *container(const TemplateNode *node);

    // The expressions that had no value since the last call of this.
    [[nodiscard]] std::vector<const TemplateNode *> takeUnresolved();
    // Was a parameter used since the last call of this?
    [[nodiscard]] bool takeUsedParameter();

private:
    TemplateValue call(const Call &call, const TemplateNode &node);
    TemplateValue literal(const TemplateNode &node);
    TemplateValue argument(const Call &call);
    [[nodiscard]] static const std::vector<const TemplateNode *> *items(const Call &call);
    TemplateValue ref(const QString &name);
    TemplateValue parameter(const QString &name, const TemplateNode &declaration);
    TemplateValue attribute(const QString &resource, const QString &name);
    TemplateValue sub(const Call &call);
    TemplateValue join(const Call &call);
    TemplateValue select(const Call &call);
    TemplateValue split(const Call &call);
    TemplateValue findInMap(const Call &call);
    const TemplateNode *chosen(const Call &call); // the branch of an Fn::If; null if unknown
    std::optional<bool> condition(const TemplateNode *node);
    std::optional<bool> namedCondition(const QString &name);
    [[nodiscard]] QString physicalName(const QString &resource);
    TemplateValue unresolved(const TemplateNode &node);
    bool enter(); // false when the work done is enough; leave() only after true
    void leave() { --m_depth; }

    const TemplateTree &m_tree;
    std::map<QString, QString> m_overrides;
    std::vector<const TemplateNode *> m_unresolved;
    bool m_usedParameter = false;
    int m_depth = 0;
    int m_steps = 0;
};

} // namespace engine
