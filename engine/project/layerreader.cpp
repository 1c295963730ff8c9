// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/layerreader.h"

namespace engine {
namespace {

using Kind = TemplateValue::Kind;

QString textOf(TemplateResolver &resolver, const TemplateNode *node)
{
    if (!node)
        return {};
    const TemplateValue value = resolver.value(node);
    return value.kind == Kind::Text ? value.text : QString();
}

QStringList listOf(TemplateResolver &resolver, const TemplateNode *node)
{
    QStringList texts;
    if (!node)
        return texts;
    const TemplateValue value = resolver.value(node);
    if (value.kind == Kind::Text)
        texts.append(value.text);
    for (const TemplateValue &each : value.list)
        texts.append(each.text);
    return texts;
}

// The layer of this template that an expression names; empty when it names none.
QString ownLayer(const TemplateTree &tree, const TemplateNode *node)
{
    const auto call = TemplateResolver::callOf(node);
    if (!call || !call->argument)
        return {};
    QString name;
    if (call->name == u"Ref" && call->argument->isScalar())
        name = call->argument->text;
    else if (call->name == u"GetAtt" && call->argument->isScalar())
        name = call->argument->text.section(u'.', 0, 0);
    else if (call->name == u"GetAtt" && call->argument->isSequence()
             && !call->argument->items.empty())
        name = call->argument->items.front()->text;
    const TemplateNode *resource = followed(member(member(tree.root(), u"Resources"), name));
    return isLayerResource(resource) ? name : QString();
}

} // namespace

bool isLayerResource(const TemplateNode *resource)
{
    const TemplateNode *type = followed(member(followed(resource), u"Type"));
    return type && type->isScalar()
           && (type->text == u"AWS::Serverless::LayerVersion"
               || type->text == u"AWS::Lambda::LayerVersion");
}

WorkspaceLayer readLayer(const TemplateTree &tree, TemplateResolver &resolver,
                         const TemplateNode *properties, const QString &contentProperty)
{
    WorkspaceLayer layer;
    layer.name = textOf(resolver, member(properties, u"LayerName"));
    layer.description = textOf(resolver, member(properties, u"Description"));
    layer.runtimes = listOf(resolver, member(properties, u"CompatibleRuntimes"));
    layer.architectures = listOf(resolver, member(properties, u"CompatibleArchitectures"));
    const TemplateNode *content = member(properties, contentProperty);
    layer.contentUri = textOf(resolver, content);
    if (layer.contentUri.isEmpty() && content)
        layer.contentUri = tree.sourceOf(*content); // a bucket, or an expression without a value
    else if (!content)
        layer.contentUri = QStringLiteral(".");
    return layer;
}

std::vector<LayerReference> readLayerReferences(const TemplateTree &tree,
                                                TemplateResolver &resolver,
                                                const TemplateNode *layers)
{
    std::vector<LayerReference> references;
    const TemplateNode *list = resolver.container(layers);
    if (!list || !list->isSequence()) {
        const TemplateValue value = resolver.value(layers);
        for (const TemplateValue &each : value.list)
            references.push_back({each.text, layers});
        if (value.kind == Kind::Unresolved)
            references.push_back({tree.sourceOf(*followed(layers)), layers});
        return references;
    }
    for (const TemplateNode *item : list->items) {
        const TemplateNode *node = followed(item);
        if (const QString own = ownLayer(tree, node); !own.isEmpty()) {
            references.push_back({own, item});
            continue;
        }
        const TemplateValue value = resolver.value(item);
        if (value.kind == Kind::NoValue)
            continue;
        // an Fn::If that chooses one of the template's layers comes to its physical name
        const bool isArn = value.kind == Kind::Text && value.text.startsWith(u"arn:");
        const TemplateNode *resource =
            followed(member(member(tree.root(), u"Resources"), value.text));
        references.push_back(
            {isArn || isLayerResource(resource) ? value.text : tree.sourceOf(*node), item});
    }
    return references;
}

} // namespace engine
