// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/functionreader.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

#include "engine/core/atomicfile.h"
#include "engine/model/runtimeid.h"
#include "engine/project/functionreading.h"
#include "engine/project/localcontent.h"
#include "engine/project/paths.h"
#include "engine/project/triggerreader.h"
#include "engine/project/yamlscalar.h"

namespace engine {

using Origin = WorkspaceFunction::Origin;
using Kind = TemplateValue::Kind;
using Problem = TemplateProblem;
using Severity = Problem::Severity;

TemplateContents FunctionReader::read()
{
    Workspace &workspace = m_contents.workspace;
    for (const TemplateNode *key : m_tree.duplicates())
        problem(Problem::Kind::Duplicate, Severity::Error, key, key->text, key->text);
    const TemplateNode *resources = m_resolver.container(member(m_tree.root(), u"Resources"));
    if (!resources || !resources->isMapping()) {
        if (!m_tree.mistake())
            problem(Problem::Kind::BadValue, Severity::Error, resources,
                    QStringLiteral("Resources"),
                    resources ? m_tree.sourceOf(*resources) : QString());
    } else {
        for (const TemplateNode::Member &each : allMembers(resources)) {
            const TemplateNode *resource = followed(each.value);
            if (isLayerResource(resource) && resource->complete) {
                begin(each.key->text, *each.key);
                readLayers(*resource);
            }
        }
        for (const TemplateNode::Member &each : allMembers(resources)) {
            const TemplateNode *resource = followed(each.value);
            const TemplateNode *typeNode = followed(member(resource, u"Type"));
            const QString type = typeNode && typeNode->isScalar() ? typeNode->text : QString();
            if (each.key->text.startsWith(u"Fn::"))
                problem(Problem::Kind::Unsupported, Severity::Warning, each.key, QString(),
                        each.key->text);
            else if (type == u"AWS::Serverless::Application"
                     || type == u"AWS::CloudFormation::Stack")
                problem(Problem::Kind::Unsupported, Severity::Warning, each.key, QString(), type);
            else if (isFunctionResource(resource) && resource->complete)
                readFunction(each.key->text, *each.key, *resource);
        }
        for (const TemplateNode::Member &each : allMembers(resources)) {
            const TemplateNode *resource = followed(each.value);
            if (isEventInvokeConfigResource(resource) && resource->complete)
                readEventInvokeConfig(each.key->text, *each.key, *resource);
        }
    }
    QSet<QString> names;
    for (const WorkspaceFunction &function : workspace.functions) {
        if (names.contains(function.config.name))
            workspace.problems.push_back(
                {Severity::Error, Problem::Kind::Duplicate, workspace.templateFile, function.line,
                 0, function.logicalId, QStringLiteral("FunctionName"), function.config.name});
        names.insert(function.config.name);
    }
    if (const auto &mistake = m_tree.mistake())
        workspace.problems.push_back(
            {Severity::Error, Problem::Kind::Syntax, workspace.templateFile, mistake->place.line,
             mistake->place.column, QString(), QString(), mistake->reason});
    std::stable_sort(workspace.problems.begin(), workspace.problems.end(),
                     [](const Problem &a, const Problem &b) {
                         return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                     });
    return std::move(m_contents);
}

void FunctionReader::begin(const QString &id, const TemplateNode &key)
{
    m_function = {};
    m_function.logicalId = id;
    m_function.line = m_tree.placeOf(key.start).line;
}

void FunctionReader::readFunction(const QString &id, const TemplateNode &key,
                                  const TemplateNode &resource)
{
    begin(id, key);
    m_function.config.name = id;
    m_sam = followed(member(&resource, u"Type"))->text == u"AWS::Serverless::Function";
    m_properties = m_resolver.container(member(&resource, u"Properties"));
    m_globals = m_sam ? followed(member(member(m_tree.root(), u"Globals"), u"Function")) : nullptr;

    FunctionConfig &config = m_function.config;
    readText(QStringLiteral("FunctionName"), &config.name);
    readText(QStringLiteral("Runtime"), &config.runtime);
    readText(QStringLiteral("Handler"), &config.handler);
    readText(QStringLiteral("Description"), &config.description);
    readNumber(QStringLiteral("MemorySize"), property(u"MemorySize"), &config.memory.value);
    qint64 seconds = config.timeout.count();
    readNumber(QStringLiteral("Timeout"), property(u"Timeout"), &seconds);
    config.timeout = Seconds(seconds);
    Property storage = property(u"EphemeralStorage");
    storage.node = member(m_resolver.container(storage.node), u"Size");
    readNumber(QStringLiteral("EphemeralStorage.Size"), storage, &config.ephemeralStorage.value);
    readNumber(QStringLiteral("ReservedConcurrentExecutions"),
               property(u"ReservedConcurrentExecutions"), &config.reservedConcurrency);
    if (m_sam)
        readPublishing();
    readArchitecture();
    readEnvironment();
    readNetwork(resource);
    readHostPorts(resource);
    readVpc();
    readProfile(resource);
    readBuildMethod(resource);
    readTracing();
    readLogging();
    readFunctionLayers();
    readAsync();
    readCode();
    if (const Property package = property(u"PackageType"); package.node) {
        const auto type = resolved(QStringLiteral("PackageType"), package);
        if (type && type->text == u"Image")
            problem(Problem::Kind::Unsupported, Severity::Error, package.node,
                    QStringLiteral("PackageType"), QStringLiteral("PackageType: Image"));
    }
    if (m_sam) {
        m_function.triggers = readTriggers(m_tree, m_resolver, property(u"Events").node);
        noteUnresolved(QStringLiteral("Events"));
    }
    m_contents.workspace.functions.push_back(std::move(m_function));
}

FunctionReader::Property FunctionReader::property(QStringView name) const
{
    if (const TemplateNode *own = member(m_properties, name))
        return {own, false};
    return {member(m_globals, name), true};
}

// Nothing when the property is absent or has no value; notes its origin either way.
std::optional<TemplateValue> FunctionReader::resolved(const QString &name, const Property &property)
{
    Origin &origin = m_function.origins[name];
    origin = Origin::Default;
    if (!property.node)
        return {};
    const TemplateNode *node = followed(property.node);
    const bool expression = TemplateResolver::callOf(node).has_value();
    (void)m_resolver.takeUsedParameter();
    TemplateValue value = m_resolver.value(property.node);
    const bool parameter = m_resolver.takeUsedParameter();
    noteUnresolved(name);
    if (expression)
        m_function.intrinsics[name] = m_tree.sourceOf(*node);
    if (value.kind == Kind::Unresolved || value.kind == Kind::NoValue)
        return {};
    origin = expression && parameter ? Origin::Parameter
             : property.fromGlobals  ? Origin::Globals
                                     : Origin::Own;
    return value;
}

void FunctionReader::readText(const QString &name, QString *target)
{
    const Property from = property(name);
    const auto value = resolved(name, from);
    if (!value)
        return;
    if (value->kind == Kind::List || value->kind == Kind::Map)
        problem(Problem::Kind::BadValue, Severity::Error, from.node, name,
                m_tree.sourceOf(*from.node));
    else
        *target = value->text;
}

void FunctionReader::readCode()
{
    const Workspace &workspace = m_contents.workspace;
    const QString name = m_sam ? QStringLiteral("CodeUri") : QStringLiteral("Code");
    const Property from = property(name);
    const TemplateNode *inlined =
        m_sam ? member(m_properties, u"InlineCode") : member(followed(from.node), u"ZipFile");
    if (inlined) {
        readInline(inlined, m_sam ? QStringLiteral("InlineCode") : QStringLiteral("Code.ZipFile"));
        return;
    }
    const auto value = resolved(name, from);
    m_function.codeUri = QStringLiteral(".");
    if (value && value->kind == Kind::Text) {
        m_function.codeUri = value->text;
    } else if (value) {
        m_function.codeUri = m_tree.sourceOf(*from.node);
        problem(Problem::Kind::Unsupported, Severity::Error, from.node, name, m_function.codeUri);
        return;
    } else if (from.node) {
        return; // an expression without a value: listed already
    }
    if (m_function.codeUri.contains(u"://")) {
        problem(Problem::Kind::Unsupported, Severity::Error, from.node, name, m_function.codeUri);
        return;
    }
    const LocalContent content = localContent(workspace.folder, m_function.codeUri);
    if (content.isArchive)
        m_function.codeArchive = content.path;
    else
        m_function.codePath = content.path;
    if (content.problem)
        problem(*content.problem, Severity::Error, from.node ? from.node : m_properties, name,
                content.detail);
}

void FunctionReader::readLayers(const TemplateNode &resource)
{
    const TemplateNode *properties = followed(member(&resource, u"Properties"));
    const bool sam = followed(member(&resource, u"Type"))->text == u"AWS::Serverless::LayerVersion";
    const QString name = sam ? QStringLiteral("ContentUri") : QStringLiteral("Content");
    WorkspaceLayer layer = readLayer(m_tree, m_resolver, properties, name);
    const std::size_t before = m_contents.workspace.problems.size();
    noteUnresolved({});
    const bool unresolved = m_contents.workspace.problems.size() > before;
    layer.logicalId = m_function.logicalId;
    layer.line = m_function.line;
    if (layer.name.isEmpty())
        layer.name = layer.logicalId;
    const TemplateNode *node = member(properties, name);
    const TemplateNode *written = followed(node);
    if (written && written->isMapping() && !TemplateResolver::callOf(written)) { // a bucket
        problem(Problem::Kind::Unsupported, Severity::Error, node, name, layer.contentUri);
    } else if (!unresolved) {
        const LocalContent content = localContent(m_contents.workspace.folder, layer.contentUri);
        layer.path = content.path;
        layer.isArchive = content.isArchive;
        if (content.problem)
            problem(*content.problem, Severity::Error, node ? node : properties, name,
                    content.detail);
    }
    m_contents.workspace.layers.push_back(std::move(layer));
}

// Those of Globals come first: SAM puts its lists before the functions' own.
void FunctionReader::readFunctionLayers()
{
    const QString name = QStringLiteral("Layers");
    Origin &origin = m_function.origins[name];
    origin = Origin::Default;
    for (const bool global : {true, false}) {
        const TemplateNode *node = member(global ? m_globals : m_properties, name);
        if (!node)
            continue;
        origin = global ? Origin::Globals : Origin::Own;
        if (!global && TemplateResolver::callOf(followed(node)))
            m_function.intrinsics[name] = m_tree.sourceOf(*followed(node));
        for (const LayerReference &each : readLayerReferences(m_tree, m_resolver, node)) {
            m_function.config.layers.append(each.reference);
            checkLayer(each);
        }
        (void)m_resolver.takeUnresolved(); // said of each layer, with its remedy
        if (global)
            m_function.globalLayers = static_cast<int>(m_function.config.layers.size());
    }
}

void FunctionReader::checkLayer(const LayerReference &reference)
{
    const QString name = QStringLiteral("Layers");
    const WorkspaceLayer *layer = m_contents.workspace.layer(reference.reference);
    if (!layer) {
        problem(Problem::Kind::LayerElsewhere, Severity::Warning, reference.node, name,
                reference.reference);
        return;
    }
    const FunctionConfig &config = m_function.config;
    const auto misses = [](const QStringList &list, const QString &wanted) {
        return !list.isEmpty() && !wanted.isEmpty() && !list.contains(wanted);
    };
    const auto mismatch = [&](const QStringList &list, const QString &wanted) {
        problem(Problem::Kind::LayerMismatch, Severity::Warning, reference.node, name,
                QStringLiteral("%1: %2, %3").arg(layer->logicalId, list.join(u' '), wanted));
    };
    if (misses(layer->runtimes, config.runtime))
        mismatch(layer->runtimes, config.runtime);
    if (misses(layer->architectures, architectureName(config.architecture)))
        mismatch(layer->architectures, architectureName(config.architecture));
}

void FunctionReader::readInline(const TemplateNode *node, const QString &name)
{
    const auto value = resolved(name, {node, false});
    if (!value || (value->kind != Kind::Text && value->kind != Kind::Null))
        return;
    const QString part = paths::asFileName(m_function.logicalId);
    if (part.isEmpty())
        return;
    m_function.codePath =
        paths::privateFolder(m_contents.workspace.folder) + QStringLiteral("/cache/inline/") + part;
    const auto runtime = RuntimeId::parse(m_function.config.runtime);
    const bool node20 = runtime && runtime->language == Language::NodeJs;
    m_contents.inlineCode[m_function.logicalId] = {
        node20 ? QStringLiteral("index.js") : QStringLiteral("index.py"), value->text};
}

void FunctionReader::noteUnresolved(const QString &property)
{
    for (const TemplateNode *node : m_resolver.takeUnresolved())
        problem(Problem::Kind::Unresolved, Severity::Warning, node, property,
                m_tree.sourceOf(*node));
}

void FunctionReader::problem(Problem::Kind kind, Severity severity, const TemplateNode *at,
                             const QString &property, const QString &detail)
{
    const auto place = at ? m_tree.placeOf(at->start) : TemplateTree::Place{1, 1};
    Problem found{severity,   kind,         m_contents.workspace.templateFile,
                  place.line, place.column, m_function.logicalId,
                  property,   detail};
    auto &problems = m_contents.workspace.problems;
    // what stands under Globals is met once for each function
    const auto same = std::find_if(problems.begin(), problems.end(), [&](const Problem &other) {
        return other.kind == kind && other.line == place.line && other.column == place.column
               && other.property == property && other.detail == detail;
    });
    if (same == problems.end())
        problems.push_back(std::move(found));
}

bool isFunctionResource(const TemplateNode *resource)
{
    const TemplateNode *type = followed(member(followed(resource), u"Type"));
    return type && type->isScalar()
           && (type->text == u"AWS::Serverless::Function"
               || type->text == u"AWS::Lambda::Function");
}

TemplateContents readContents(const QString &folder, const QString &templateFile,
                              const QByteArray &text,
                              const std::map<QString, QString> &parameterOverrides)
{
    const TemplateTree tree = TemplateTree::read(text, TemplateTree::formatOf(templateFile));
    return FunctionReader(tree, folder, templateFile, parameterOverrides).read();
}

void writeInlineCode(TemplateContents &contents)
{
    Workspace &workspace = contents.workspace;
    for (const auto &[id, code] : contents.inlineCode) {
        const WorkspaceFunction *function = workspace.function(id);
        const QString path = QDir(function->codePath).filePath(code.fileName);
        const QByteArray bytes = code.text.toUtf8();
        QString reason;
        // links in a workspace from elsewhere must not lead the writing out of it
        if (!paths::isWithin(workspace.folder, path) || QFileInfo(path).isSymLink()) {
            reason = QStringLiteral("a link leads out of the workspace");
        } else if (const auto present = readWhole(path); !present || *present != bytes) {
            if (const auto written = writeAtomically(path, bytes); !written)
                reason = written.error().detail;
        }
        if (!reason.isEmpty())
            workspace.problems.push_back({Severity::Error, Problem::Kind::CodeMissing,
                                          workspace.templateFile, function->line, 0, id,
                                          QStringLiteral("InlineCode"),
                                          path + QStringLiteral(": ") + reason});
    }
}

} // namespace engine
