// SPDX-License-Identifier: GPL-3.0-or-later
// A function's single settings, as the template has them. See functionreading.h.
#include "engine/project/functionreading.h"

#include <algorithm>

#include "engine/project/networkreader.h"

namespace engine {

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

} // namespace engine
