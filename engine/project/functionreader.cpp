// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/functionreader.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <limits>

#include "engine/core/atomicfile.h"
#include "engine/model/runtimeid.h"
#include "engine/project/asyncreader.h"
#include "engine/project/layerreader.h"
#include "engine/project/localcontent.h"
#include "engine/project/networkreader.h"
#include "engine/project/paths.h"
#include "engine/project/templateresolver.h"
#include "engine/project/triggerreader.h"
#include "engine/project/yamlscalar.h"

namespace engine {
namespace {

using Origin = WorkspaceFunction::Origin;
using Problem = TemplateProblem;
using Severity = Problem::Severity;
using Kind = TemplateValue::Kind;

// Reads one template's functions.
class FunctionReader
{
public:
    FunctionReader(const TemplateTree &tree, const QString &folder, const QString &templateFile,
                   const std::map<QString, QString> &overrides)
        : m_tree(tree)
        , m_resolver(tree, overrides)
        , m_async(tree, m_resolver)
    {
        m_contents.workspace.folder = QDir(folder).absolutePath();
        m_contents.workspace.templateFile = templateFile;
    }

    TemplateContents read();

private:
    struct Property
    {
        const TemplateNode *node = nullptr;
        bool fromGlobals = false;
    };

    void begin(const QString &id, const TemplateNode &key);
    void readFunction(const QString &id, const TemplateNode &key, const TemplateNode &resource);
    Property property(QStringView name) const;
    std::optional<TemplateValue> resolved(const QString &name, const Property &property);
    void readText(const QString &name, QString *target);
    template <typename Number>
    void readNumber(const QString &name, const Property &property, Number *target);
    void readEnvironment();
    void readVariables(const TemplateNode *environment, bool fromGlobals);
    void readPublishing();
    void readArchitecture();
    void readNetwork(const TemplateNode &resource);
    void readHostPorts(const TemplateNode &resource);
    void readVpc();
    void readProfile(const TemplateNode &resource);
    void readBuildMethod(const TemplateNode &resource);
    void readTracing();
    void readLogging();
    void readLoggingMember(const QString &name, const QStringList &known, QString *target);
    void readCode();
    void readLayers(const TemplateNode &resource);
    void readFunctionLayers();
    void readAsync();
    void readEventInvokeConfig(const QString &id, const TemplateNode &key,
                               const TemplateNode &resource);
    void noteAsyncMistakes();
    void checkLayer(const LayerReference &reference);
    void readInline(const TemplateNode *node, const QString &name);
    void noteUnresolved(const QString &property);
    void problem(Problem::Kind kind, Severity severity, const TemplateNode *at,
                 const QString &property, const QString &detail);

    const TemplateTree &m_tree;
    TemplateResolver m_resolver;
    AsyncReader m_async;
    TemplateContents m_contents;
    WorkspaceFunction m_function; // the one being read
    const TemplateNode *m_properties = nullptr;
    const TemplateNode *m_globals = nullptr; // null for AWS::Lambda::Function
    bool m_sam = true;
};

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

template <typename Number>
void FunctionReader::readNumber(const QString &name, const Property &from, Number *target)
{
    const auto value = resolved(name, from);
    if (!value)
        return;
    bool ok = false;
    const bool scalar = value->kind == Kind::Text || value->kind == Kind::Null;
    const qint64 number = scalar ? value->text.toLongLong(&ok) : 0;
    if (ok && number >= std::numeric_limits<int>::min()
        && number <= std::numeric_limits<int>::max()) {
        *target = static_cast<Number>(number);
        return;
    }
    const QString shown = scalar ? value->text : m_tree.sourceOf(*from.node);
    m_function.malformed[name] = shown;
    problem(Problem::Kind::BadValue, Severity::Error, from.node, name, shown);
}

void FunctionReader::readPublishing()
{
    FunctionConfig &config = m_function.config;
    readText(QStringLiteral("AutoPublishAlias"), &config.autoPublishAlias);
    Property provisioned = property(u"ProvisionedConcurrencyConfig");
    provisioned.node =
        member(m_resolver.container(provisioned.node), u"ProvisionedConcurrentExecutions");
    readNumber(QStringLiteral("ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions"),
               provisioned, &config.provisionedConcurrency);
}

// Variables of Globals come first; a function's own value of the same key takes their place.
void FunctionReader::readEnvironment()
{
    readVariables(member(m_globals, u"Environment"), true);
    readVariables(member(m_properties, u"Environment"), false);
}

void FunctionReader::readVariables(const TemplateNode *environment, bool fromGlobals)
{
    if (!environment)
        return;
    const QString path = QStringLiteral("Environment");
    const TemplateNode *node = m_resolver.container(environment);
    const TemplateNode *variables = m_resolver.container(member(node, u"Variables"));
    if (TemplateResolver::callOf(followed(environment)))
        m_function.intrinsics[path] = m_tree.sourceOf(*followed(environment));
    noteUnresolved(path);
    if (!variables || variables->isNull())
        return;
    if (!variables->isMapping()) {
        problem(Problem::Kind::BadValue, Severity::Error, variables, path,
                m_tree.sourceOf(*variables));
        return;
    }
    for (const TemplateNode::Member &each : allMembers(variables)) {
        const QString name = path + u'.' + each.key->text;
        m_function.intrinsics.erase(name);
        const auto value = resolved(name, {each.value, fromGlobals});
        QString text = value ? value->text : QString();
        if (value && (value->kind == Kind::List || value->kind == Kind::Map)) {
            problem(Problem::Kind::BadValue, Severity::Error, each.value, name,
                    m_tree.sourceOf(*each.value));
            text.clear();
        }
        auto &list = m_function.config.environment;
        const auto known = std::find_if(list.begin(), list.end(), [&](const auto &variable) {
            return variable.key == each.key->text;
        });
        if (known == list.end())
            list.push_back({each.key->text, text});
        else
            known->value = text;
    }
}

void FunctionReader::readArchitecture()
{
    const QString name = QStringLiteral("Architectures");
    const Property from = property(name);
    const auto value = resolved(name, from);
    if (!value)
        return;
    const QString first = value->kind == Kind::List && value->list.size() == 1
                              ? value->list.front().text
                              : value->text;
    if (first == u"arm64")
        m_function.config.architecture = Architecture::Arm64;
    else if (first != u"x86_64")
        problem(Problem::Kind::BadValue, Severity::Error, from.node, name,
                m_tree.sourceOf(*from.node));
}

void FunctionReader::readNetwork(const TemplateNode &resource)
{
    const QString name = QStringLiteral("Metadata.LambdaWorkbench.Network");
    const TemplateNode *node =
        member(member(member(&resource, u"Metadata"), u"LambdaWorkbench"), u"Network");
    const auto value = resolved(name, {node, false});
    if (!value)
        return;
    if (value->text == networkName(Network::Internet))
        m_function.config.network = Network::Internet;
    else if (value->text != networkName(Network::None))
        problem(Problem::Kind::BadValue, Severity::Error, node, name, value->text);
}

void FunctionReader::readHostPorts(const TemplateNode &resource)
{
    const QString name = QStringLiteral("Metadata.LambdaWorkbench.HostPorts");
    const TemplateNode *node =
        member(member(member(&resource, u"Metadata"), u"LambdaWorkbench"), u"HostPorts");
    const auto value = resolved(name, {node, false});
    if (!value)
        return;
    QString wrong;
    m_function.config.hostPorts = engine::readHostPorts(*value, &wrong);
    if (wrong.isEmpty())
        return;
    m_function.malformed[name] = wrong;
    problem(Problem::Kind::BadValue, Severity::Error, node, name, wrong);
}

void FunctionReader::readVpc()
{
    m_function.vpc = engine::readVpc(m_tree, m_resolver, member(m_properties, u"VpcConfig"),
                                     member(m_globals, u"VpcConfig"));
    // Subnets are as a rule another stack's: shown as written, and no problem of the template.
    (void)m_resolver.takeUnresolved();
}

void FunctionReader::readBuildMethod(const TemplateNode &resource)
{
    const TemplateNode *node = member(member(&resource, u"Metadata"), u"BuildMethod");
    if (const auto value = resolved(QStringLiteral("Metadata.BuildMethod"), {node, false}))
        m_function.buildMethod = value->text;
}

void FunctionReader::readTracing()
{
    const QString name = m_sam ? QStringLiteral("Tracing") : QStringLiteral("TracingConfig.Mode");
    Property from = property(m_sam ? u"Tracing" : u"TracingConfig");
    if (!m_sam)
        from.node = member(m_resolver.container(from.node), u"Mode");
    const auto value = resolved(name, from);
    if (!value)
        return;
    if (value->text == u"Active")
        m_function.config.tracing = Tracing::Active;
    else if (value->text != u"PassThrough" && value->text != u"Disabled")
        problem(Problem::Kind::BadValue, Severity::Error, from.node, name, value->text);
}

// A member of LoggingConfig, the function's own or else of Globals; `known` empty: any text.
void FunctionReader::readLoggingMember(const QString &name, const QStringList &known,
                                       QString *target)
{
    const TemplateNode *own =
        member(m_resolver.container(member(m_properties, u"LoggingConfig")), name);
    const TemplateNode *global =
        member(m_resolver.container(member(m_globals, u"LoggingConfig")), name);
    const Property from{own ? own : global, !own};
    const QString path = QStringLiteral("LoggingConfig.") + name;
    const auto value = resolved(path, from);
    if (!value)
        return;
    const bool isText = value->kind == Kind::Text;
    if (isText && (known.isEmpty() || known.contains(value->text)))
        *target = value->text;
    else
        problem(Problem::Kind::BadValue, Severity::Error, from.node, path,
                isText ? value->text : m_tree.sourceOf(*from.node));
}

void FunctionReader::readLogging()
{
    LoggingConfig &logging = m_function.config.logging;
    QString format = QStringLiteral("Text");
    QString system = QStringLiteral("INFO");
    readLoggingMember(QStringLiteral("LogFormat"), {QStringLiteral("Text"), QStringLiteral("JSON")},
                      &format);
    readLoggingMember(QStringLiteral("ApplicationLogLevel"),
                      {QStringLiteral("TRACE"), QStringLiteral("DEBUG"), QStringLiteral("INFO"),
                       QStringLiteral("WARN"), QStringLiteral("ERROR"), QStringLiteral("FATAL")},
                      &logging.applicationLevel);
    readLoggingMember(QStringLiteral("SystemLogLevel"),
                      {QStringLiteral("DEBUG"), QStringLiteral("INFO"), QStringLiteral("WARN")},
                      &system);
    readLoggingMember(QStringLiteral("LogGroup"), {}, &logging.group);
    logging.format = format == u"JSON" ? LogFormat::Json : LogFormat::Text;
    logging.systemLevel = system == u"DEBUG"  ? SystemLogLevel::Debug
                          : system == u"WARN" ? SystemLogLevel::Warn
                                              : SystemLogLevel::Info;
}

void FunctionReader::readProfile(const TemplateNode &resource)
{
    const TemplateNode *node =
        member(member(member(&resource, u"Metadata"), u"LambdaWorkbench"), u"Profile");
    const auto value = resolved(QStringLiteral("Metadata.LambdaWorkbench.Profile"), {node, false});
    if (value && value->kind == Kind::Text)
        m_function.config.profile = value->text;
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

void FunctionReader::readAsync()
{
    AsyncConfig &async = m_function.config.async;
    const auto deadLetter =
        m_sam ? QStringLiteral("DeadLetterQueue") : QStringLiteral("DeadLetterConfig");
    for (const TemplateNode *level : {m_globals, m_properties}) {
        if (m_sam)
            m_async.readEventInvokeConfig(member(level, u"EventInvokeConfig"), m_function.logicalId,
                                          &async);
        noteUnresolved(QStringLiteral("EventInvokeConfig"));
        m_async.readDeadLetter(member(level, deadLetter), deadLetter, &async);
        noteUnresolved(deadLetter);
        m_async.readRecursiveLoop(member(level, u"RecursiveLoop"),
                                  &m_function.config.recursiveLoop);
        noteUnresolved(QStringLiteral("RecursiveLoop"));
    }
    noteAsyncMistakes();
}

// CloudFormation's own form: a resource beside the function.
void FunctionReader::readEventInvokeConfig(const QString &id, const TemplateNode &key,
                                           const TemplateNode &resource)
{
    begin(id, key);
    const TemplateNode *properties = m_resolver.container(member(&resource, u"Properties"));
    const TemplateNode *nameNode = member(properties, u"FunctionName");
    const TemplateNode *qualifierNode = member(properties, u"Qualifier");
    if (!nameNode)
        return;
    const QString named = m_resolver.value(nameNode).text; // a name, or an ARN
    const QString name = named.startsWith(u"arn:") ? named.section(u':', 6, 6) : named;
    const QString qualifier = qualifierNode ? m_resolver.value(qualifierNode).text : QString();
    noteUnresolved({});
    auto &functions = m_contents.workspace.functions;
    const auto function = std::find_if(functions.begin(), functions.end(), [&](const auto &each) {
        return each.config.name == name || each.logicalId == name;
    });
    if (function == functions.end())
        return; // of a function that is elsewhere, or that has no known name
    if (!qualifier.isEmpty() && qualifier != u"$LATEST") {
        problem(Problem::Kind::Unsupported, Severity::Warning, qualifierNode,
                QStringLiteral("Qualifier"),
                QStringLiteral("AWS::Lambda::EventInvokeConfig of ") + qualifier);
        return;
    }
    m_async.readEventInvokeConfig(properties, function->logicalId, &function->config.async);
    noteUnresolved({});
    std::swap(m_function, *function); // what is malformed belongs to the function
    noteAsyncMistakes();
    std::swap(m_function, *function);
}

void FunctionReader::noteAsyncMistakes()
{
    for (const AsyncReader::Mistake &mistake : m_async.takeMistakes()) {
        if (mistake.notANumber)
            m_function.malformed[mistake.property] = mistake.value;
        problem(Problem::Kind::BadValue, Severity::Error, mistake.node, mistake.property,
                mistake.value);
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

} // namespace

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
