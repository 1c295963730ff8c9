// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/networkreader.h"

namespace engine {
namespace {

using Kind = TemplateValue::Kind;

QStringList readIds(const TemplateTree &tree, TemplateResolver &resolver, const TemplateNode *node)
{
    QStringList ids;
    if (!node || followed(node)->isNull())
        return ids;
    const TemplateNode *list = resolver.container(node);
    if (!list || !list->isSequence())
        return {tree.sourceOf(*followed(node))};
    for (const TemplateNode *item : list->items) {
        const TemplateValue value = resolver.value(item);
        if (value.kind == Kind::Text)
            ids.append(value.text);
        else if (value.kind != Kind::NoValue)
            ids.append(tree.sourceOf(*followed(item)));
    }
    return ids;
}

} // namespace

std::vector<int> readHostPorts(const TemplateValue &value, QString *wrong)
{
    std::vector<int> ports;
    const auto take = [&](const TemplateValue &item) {
        bool isNumber = false;
        const int port = item.text.toInt(&isNumber);
        if (item.kind == Kind::Text && isNumber)
            ports.push_back(port);
        else if (item.kind != Kind::NoValue && wrong->isEmpty())
            *wrong = item.text.isEmpty() ? QStringLiteral("?") : item.text;
    };
    if (value.kind == Kind::List) {
        for (const TemplateValue &item : value.list)
            take(item);
    } else if (value.kind != Kind::Null) {
        take(value);
    }
    return ports;
}

std::optional<VpcSettings> readVpc(const TemplateTree &tree, TemplateResolver &resolver,
                                   const TemplateNode *own, const TemplateNode *global)
{
    // SAM adds lists of both up.
    VpcSettings vpc;
    for (const TemplateNode *node : {global, own}) {
        const TemplateNode *settings = resolver.container(node);
        vpc.subnets += readIds(tree, resolver, member(settings, u"SubnetIds"));
        vpc.securityGroups += readIds(tree, resolver, member(settings, u"SecurityGroupIds"));
        const TemplateNode *ipv6 = member(settings, u"Ipv6AllowedForDualStack");
        if (ipv6)
            vpc.ipv6 = resolver.value(ipv6).text.compare(u"true", Qt::CaseInsensitive) == 0;
    }
    if (vpc.subnets.isEmpty() && vpc.securityGroups.isEmpty())
        return std::nullopt;
    return vpc;
}

} // namespace engine
