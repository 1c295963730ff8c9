// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/triggerreader.h"

namespace engine {
namespace {

// The property that tells most about a source of this type.
QStringView tellingProperty(const QString &type)
{
    if (type == u"Schedule")
        return u"Schedule";
    if (type == u"ScheduleV2")
        return u"ScheduleExpression";
    if (type == u"SQS" || type == u"MQ")
        return u"Queue";
    if (type == u"SNS")
        return u"Topic";
    if (type == u"S3")
        return u"Bucket";
    if (type == u"DynamoDB" || type == u"Kinesis" || type == u"MSK")
        return u"Stream";
    if (type == u"EventBridgeRule" || type == u"CloudWatchEvent")
        return u"Pattern";
    if (type == u"CloudWatchLogs")
        return u"LogGroupName";
    if (type == u"Cognito")
        return u"UserPool";
    return {};
}

QString shown(const TemplateTree &tree, TemplateResolver &resolver, const TemplateNode *node)
{
    if (!node)
        return {};
    const TemplateValue value = resolver.value(node);
    return value.kind == TemplateValue::Kind::Text ? value.text : tree.sourceOf(*followed(node));
}

QString detailOf(const TemplateTree &tree, TemplateResolver &resolver, const QString &type,
                 const TemplateNode *properties)
{
    if (type == u"Api" || type == u"HttpApi") {
        const QString path = shown(tree, resolver, member(properties, u"Path"));
        const QString method = shown(tree, resolver, member(properties, u"Method"));
        if (path.isEmpty())
            return QStringLiteral("$default");
        return (method.isEmpty() ? QStringLiteral("ANY") : method.toUpper()) + u' ' + path;
    }
    const QStringView property = tellingProperty(type);
    return property.isEmpty() ? QString() : shown(tree, resolver, member(properties, property));
}

} // namespace

std::vector<TriggerSummary> readTriggers(const TemplateTree &tree, TemplateResolver &resolver,
                                         const TemplateNode *events)
{
    std::vector<TriggerSummary> triggers;
    if (!events)
        return triggers;
    for (const TemplateNode::Member &each : allMembers(resolver.container(events))) {
        const TemplateNode *event = resolver.container(each.value);
        const TemplateNode *typeNode = followed(member(event, u"Type"));
        if (!typeNode || !typeNode->isScalar())
            continue;
        const TemplateNode *properties = resolver.container(member(event, u"Properties"));
        triggers.push_back(
            {each.key->text, typeNode->text, detailOf(tree, resolver, typeNode->text, properties)});
    }
    return triggers;
}

bool WorkspaceFunction::answersHttp() const
{
    return std::any_of(triggers.begin(), triggers.end(), [](const TriggerSummary &trigger) {
        return trigger.type == u"Api" || trigger.type == u"HttpApi"
               || trigger.type == u"FunctionUrl";
    });
}

} // namespace engine
