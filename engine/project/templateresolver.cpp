// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/templateresolver.h"

#include "engine/model/function.h"
#include "engine/project/yamlscalar.h"

namespace engine {
namespace {

using Value = TemplateValue;
using Kind = Value::Kind;

// More than any template that CloudFormation takes needs; an attack ends here.
constexpr int MaxNesting = 64;
constexpr int MaxSteps = 500'000;
constexpr qsizetype MaxText = 64 * 1024;
constexpr size_t MaxItems = 10'000;

const QString StackName = QStringLiteral("local");

Value text(const QString &value)
{
    return value.size() <= MaxText ? Value{Kind::Text, value} : Value{};
}

// "a" of Null too: an empty default is an empty text.
std::optional<QString> plainText(const Value &value)
{
    if (value.kind == Kind::Text || value.kind == Kind::Null)
        return value.text;
    return {};
}

QString account()
{
    return QString::fromUtf16(AccountId);
}

QString region()
{
    return QString::fromUtf16(DefaultRegion);
}

QString arn(const QString &service, const QString &resource)
{
    return QStringLiteral("arn:aws:%1:%2:%3:%4").arg(service, region(), account(), resource);
}

Value pseudoParameter(QStringView name)
{
    if (name == u"Region")
        return text(region());
    if (name == u"AccountId")
        return text(account());
    if (name == u"StackName")
        return text(StackName);
    if (name == u"StackId")
        return text(
            arn(QStringLiteral("cloudformation"),
                QStringLiteral("stack/%1/00000000-0000-0000-0000-000000000000").arg(StackName)));
    if (name == u"Partition")
        return text(QStringLiteral("aws"));
    if (name == u"URLSuffix")
        return text(QStringLiteral("amazonaws.com"));
    if (name == u"NotificationARNs")
        return {Kind::List};
    if (name == u"NoValue")
        return {Kind::NoValue};
    return {};
}

bool isFunctionType(const QString &type)
{
    return type == u"AWS::Serverless::Function" || type == u"AWS::Lambda::Function";
}

// The property that names a resource of this type.
QStringView nameProperty(const QString &type)
{
    if (isFunctionType(type))
        return u"FunctionName";
    if (type == u"AWS::DynamoDB::Table" || type == u"AWS::Serverless::SimpleTable")
        return u"TableName";
    if (type == u"AWS::S3::Bucket")
        return u"BucketName";
    if (type == u"AWS::SQS::Queue")
        return u"QueueName";
    if (type == u"AWS::SNS::Topic")
        return u"TopicName";
    if (type == u"AWS::IAM::Role")
        return u"RoleName";
    if (type == u"AWS::Events::EventBus")
        return u"Name";
    return {};
}

QString arnOf(const QString &type, const QString &name)
{
    if (isFunctionType(type))
        return arn(QStringLiteral("lambda"), QStringLiteral("function:") + name);
    if (type == u"AWS::DynamoDB::Table" || type == u"AWS::Serverless::SimpleTable")
        return arn(QStringLiteral("dynamodb"), QStringLiteral("table/") + name);
    if (type == u"AWS::SQS::Queue")
        return arn(QStringLiteral("sqs"), name);
    if (type == u"AWS::SNS::Topic")
        return arn(QStringLiteral("sns"), name);
    if (type == u"AWS::Events::EventBus")
        return arn(QStringLiteral("events"), QStringLiteral("event-bus/") + name);
    if (type == u"AWS::Kinesis::Stream")
        return arn(QStringLiteral("kinesis"), QStringLiteral("stream/") + name);
    if (type == u"AWS::Serverless::StateMachine" || type == u"AWS::StepFunctions::StateMachine")
        return arn(QStringLiteral("states"), QStringLiteral("stateMachine:") + name);
    if (type == u"AWS::Logs::LogGroup")
        return arn(QStringLiteral("logs"), QStringLiteral("log-group:%1:*").arg(name));
    if (type == u"AWS::S3::Bucket")
        return QStringLiteral("arn:aws:s3:::") + name;
    if (type == u"AWS::IAM::Role")
        return QStringLiteral("arn:aws:iam::%1:role/%2").arg(account(), name);
    return {};
}

QString typeOf(const TemplateNode *resource)
{
    const TemplateNode *type = followed(member(resource, u"Type"));
    return type && type->isScalar() ? type->text : QString();
}

} // namespace

TemplateResolver::TemplateResolver(const TemplateTree &tree, std::map<QString, QString> overrides)
    : m_tree(tree)
    , m_overrides(std::move(overrides))
{
}

std::optional<TemplateResolver::Call> TemplateResolver::callOf(const TemplateNode *node)
{
    if (!node)
        return {};
    if (node->tag.size() > 1 && node->tag.startsWith(QChar(u'!')))
        return Call{node->tag.mid(1), node, true};
    if (!node->isMapping() || node->members.size() != 1 || !node->members.front().key->isScalar())
        return {};
    const QString &key = node->members.front().key->text;
    const TemplateNode *argument = node->members.front().value;
    if (key == u"Ref" || (key == u"Condition" && followed(argument)->isScalar()))
        return Call{key, argument, false};
    if (key.startsWith(u"Fn::"))
        return Call{key.mid(4), argument, false};
    return {};
}

Value TemplateResolver::value(const TemplateNode *node)
{
    node = followed(node);
    if (!node)
        return {Kind::Null};
    if (!enter())
        return unresolved(*node);
    Value result;
    if (const auto expression = callOf(node)) {
        const size_t failedBefore = m_unresolved.size();
        result = call(*expression, *node);
        if (result.kind == Kind::Unresolved && m_unresolved.size() == failedBefore)
            unresolved(*node);
    } else {
        result = literal(*node);
    }
    leave();
    return result;
}

const TemplateNode *TemplateResolver::container(const TemplateNode *node)
{
    for (int i = 0; i < MaxNesting; ++i) {
        node = followed(node);
        const auto expression = callOf(node);
        if (!expression)
            return node;
        if (expression->name != u"If") {
            if (value(node).kind != Kind::NoValue)
                unresolved(*node);
            return nullptr;
        }
        const TemplateNode *branch = chosen(*expression);
        if (!branch) {
            unresolved(*node);
            return nullptr;
        }
        node = branch;
    }
    return nullptr;
}

std::vector<const TemplateNode *> TemplateResolver::takeUnresolved()
{
    return std::exchange(m_unresolved, {});
}

bool TemplateResolver::takeUsedParameter()
{
    return std::exchange(m_usedParameter, false);
}

Value TemplateResolver::literal(const TemplateNode &node)
{
    if (node.isMapping())
        return {Kind::Map, {}, {}, &node};
    if (node.isScalar())
        return node.isNull() ? Value{Kind::Null} : Value{Kind::Text, yaml::textOf(node)};
    Value list{Kind::List};
    for (const TemplateNode *item : node.items) {
        Value each = value(item);
        if (each.kind == Kind::Unresolved)
            return {};
        if (each.kind != Kind::NoValue)
            list.list.push_back(std::move(each));
    }
    return list;
}

Value TemplateResolver::argument(const Call &call)
{
    return call.shortForm ? literal(*call.argument) : value(call.argument);
}

const std::vector<const TemplateNode *> *TemplateResolver::items(const Call &call)
{
    const TemplateNode *node = call.shortForm ? call.argument : followed(call.argument);
    return node && node->isSequence() ? &node->items : nullptr;
}

Value TemplateResolver::call(const Call &call, const TemplateNode &node)
{
    const QString &name = call.name;
    if (name == u"Ref") {
        const auto target = plainText(argument(call));
        return target ? ref(*target) : Value{};
    }
    if (name == u"GetAtt") {
        const Value target = argument(call);
        if (target.kind == Kind::Text)
            return attribute(target.text.section(QChar(u'.'), 0, 0),
                             target.text.section(QChar(u'.'), 1));
        if (target.kind == Kind::List && target.list.size() == 2)
            return attribute(target.list[0].text, target.list[1].text);
        return {};
    }
    if (name == u"Sub")
        return sub(call);
    if (name == u"Join")
        return join(call);
    if (name == u"Select")
        return select(call);
    if (name == u"Split")
        return split(call);
    if (name == u"FindInMap")
        return findInMap(call);
    if (name == u"If") {
        const TemplateNode *branch = chosen(call);
        return branch ? value(branch) : Value{};
    }
    if (name == u"Base64") {
        const auto plain = plainText(argument(call));
        return plain ? text(QString::fromLatin1(plain->toUtf8().toBase64())) : Value{};
    }
    if (name == u"Equals" || name == u"And" || name == u"Or" || name == u"Not"
        || name == u"Condition") {
        const auto holds = condition(&node);
        return holds ? text(*holds ? QStringLiteral("true") : QStringLiteral("false")) : Value{};
    }
    return {}; // ImportValue, GetAZs, Transform, ...: only AWS knows
}

Value TemplateResolver::ref(const QString &name)
{
    if (name.startsWith(u"AWS::"))
        return pseudoParameter(QStringView(name).mid(5));
    if (const TemplateNode *declaration =
            followed(member(member(m_tree.root(), u"Parameters"), name)))
        return parameter(name, *declaration);
    const TemplateNode *resources = member(m_tree.root(), u"Resources");
    if (const TemplateNode *resource = followed(member(resources, name))) {
        const QString physical = physicalName(name);
        if (physical.isEmpty())
            return {};
        const QString type = typeOf(resource);
        if (type == u"AWS::SNS::Topic")
            return text(arnOf(type, physical));
        if (type == u"AWS::SQS::Queue")
            return text(QStringLiteral("https://sqs.%1.amazonaws.com/%2/%3")
                            .arg(region(), account(), physical));
        return text(physical);
    }
    // what SAM adds by itself
    if (name == u"ServerlessRestApi" || name == u"ServerlessHttpApi")
        return text(name);
    if (name.endsWith(u"Role") && member(resources, name.chopped(4)))
        return text(name);
    return {};
}

Value TemplateResolver::parameter(const QString &name, const TemplateNode &declaration)
{
    m_usedParameter = true;
    const TemplateNode *typeNode = followed(member(&declaration, u"Type"));
    const QString type = typeNode ? typeNode->text : QString();
    if (type.startsWith(u"AWS::SSM::")) // the value is the name of one that only AWS knows
        return {};
    QString current;
    if (const auto given = m_overrides.find(name); given != m_overrides.end()) {
        current = given->second;
    } else {
        const TemplateNode *fallback = followed(member(&declaration, u"Default"));
        if (!fallback || !fallback->isScalar())
            return {};
        current = yaml::textOf(*fallback);
    }
    if (type != u"CommaDelimitedList" && !type.startsWith(u"List<"))
        return text(current);
    Value list{Kind::List};
    for (const QString &part : current.split(QChar(u',')))
        if (list.list.size() < MaxItems)
            list.list.push_back({Kind::Text, part.trimmed()});
    return list;
}

QString TemplateResolver::physicalName(const QString &resource)
{
    const TemplateNode *node = member(member(m_tree.root(), u"Resources"), resource);
    const QStringView property = nameProperty(typeOf(followed(node)));
    const TemplateNode *name =
        property.isEmpty() ? nullptr : member(member(node, u"Properties"), property);
    if (!name)
        return resource;
    const Value given = value(name); // a name that refers to itself ends at the nesting limit
    if (given.kind == Kind::NoValue)
        return resource;
    return given.kind == Kind::Text ? given.text : QString();
}

Value TemplateResolver::attribute(const QString &resource, const QString &name)
{
    const TemplateNode *resources = member(m_tree.root(), u"Resources");
    const TemplateNode *node = followed(member(resources, resource));
    if (!node) {
        const bool role =
            name == u"Arn" && resource.endsWith(u"Role") && member(resources, resource.chopped(4));
        return role ? text(arnOf(QStringLiteral("AWS::IAM::Role"), resource)) : Value{};
    }
    const QString type = typeOf(node);
    const QString physical = physicalName(resource);
    if (physical.isEmpty())
        return {};
    const QString whole = arnOf(type, physical);
    if (name == u"Arn" || name == u"TopicArn")
        return whole.isEmpty() ? Value{} : text(whole);
    if (name == u"StreamArn" && !whole.isEmpty())
        return text(whole + QStringLiteral("/stream/2026-01-01T00:00:00.000"));
    if (name == u"QueueName" || name == u"TopicName")
        return text(physical);
    if (name == u"QueueUrl")
        return ref(resource);
    return {};
}

Value TemplateResolver::sub(const Call &call)
{
    QString format;
    const TemplateNode *variables = nullptr;
    if (const auto *parts = items(call)) {
        if (parts->size() != 2)
            return {};
        const auto first = plainText(value((*parts)[0]));
        variables = followed((*parts)[1]);
        if (!first || !variables->isMapping())
            return {};
        format = *first;
    } else {
        const auto whole = plainText(argument(call));
        if (!whole)
            return {};
        format = *whole;
    }
    QString out;
    qsizetype at = 0;
    while (at < format.size()) {
        const qsizetype open = format.indexOf(u"${", at);
        const qsizetype close = open < 0 ? -1 : format.indexOf(QChar(u'}'), open);
        if (close < 0)
            break;
        out += QStringView(format).mid(at, open - at);
        const QString name = format.mid(open + 2, close - open - 2).trimmed();
        at = close + 1;
        if (name.startsWith(QChar(u'!'))) { // ${!Name} stands for ${Name}
            out += QStringLiteral("${%1}").arg(name.mid(1));
            continue;
        }
        Value part;
        if (!enter())
            return {};
        if (const TemplateNode *given = variables ? member(variables, name) : nullptr)
            part = value(given);
        else if (name.contains(QChar(u'.')))
            part = attribute(name.section(QChar(u'.'), 0, 0), name.section(QChar(u'.'), 1));
        else
            part = ref(name);
        leave();
        const auto known = plainText(part);
        if (!known || out.size() > MaxText)
            return {};
        out += *known;
    }
    return text(out + format.mid(at));
}

Value TemplateResolver::join(const Call &call)
{
    const auto *parts = items(call);
    if (!parts || parts->size() != 2)
        return {};
    const auto delimiter = plainText(value((*parts)[0]));
    const Value list = value((*parts)[1]);
    if (!delimiter || list.kind != Kind::List)
        return {};
    QString out;
    for (size_t i = 0; i < list.list.size(); ++i) {
        const auto part = plainText(list.list[i]);
        if (!part || out.size() > MaxText)
            return {};
        out += (i > 0 ? *delimiter : QString()) + *part;
    }
    return text(out);
}

Value TemplateResolver::select(const Call &call)
{
    const auto *parts = items(call);
    if (!parts || parts->size() != 2)
        return {};
    const auto index = plainText(value((*parts)[0]));
    const Value list = value((*parts)[1]);
    bool ok = false;
    const uint at = index ? index->toUInt(&ok) : 0;
    return ok && list.kind == Kind::List && at < list.list.size() ? list.list[at] : Value{};
}

Value TemplateResolver::split(const Call &call)
{
    const auto *parts = items(call);
    if (!parts || parts->size() != 2)
        return {};
    const auto delimiter = plainText(value((*parts)[0]));
    const auto whole = plainText(value((*parts)[1]));
    if (!delimiter || delimiter->isEmpty() || !whole)
        return {};
    Value list{Kind::List};
    for (const QString &part : whole->split(*delimiter))
        if (list.list.size() < MaxItems)
            list.list.push_back({Kind::Text, part});
    return list;
}

Value TemplateResolver::findInMap(const Call &call)
{
    const auto *parts = items(call);
    if (!parts || parts->size() < 3)
        return {};
    const TemplateNode *node = member(m_tree.root(), u"Mappings");
    for (size_t i = 0; i < 3; ++i) {
        const auto key = plainText(value((*parts)[i]));
        node = key ? followed(member(node, *key)) : nullptr;
        if (!node)
            return {};
    }
    return literal(*node);
}

const TemplateNode *TemplateResolver::chosen(const Call &call)
{
    const auto *parts = items(call);
    if (!parts || parts->size() != 3)
        return nullptr;
    const TemplateNode *name = followed((*parts)[0]);
    const auto holds = name->isScalar() ? namedCondition(name->text) : condition(name);
    return holds ? (*parts)[*holds ? 1 : 2] : nullptr;
}

std::optional<bool> TemplateResolver::namedCondition(const QString &name)
{
    const TemplateNode *node = member(member(m_tree.root(), u"Conditions"), name);
    return node ? condition(node) : std::nullopt;
}

std::optional<bool> TemplateResolver::condition(const TemplateNode *node)
{
    node = followed(node);
    const auto expression = callOf(node);
    if (!expression || !enter())
        return {};
    std::optional<bool> result;
    const auto *parts = items(*expression);
    if (expression->name == u"Condition") {
        const TemplateNode *name = followed(expression->argument);
        result = namedCondition(name->text);
    } else if (expression->name == u"Equals" && parts && parts->size() == 2) {
        const auto left = plainText(value((*parts)[0]));
        const auto right = plainText(value((*parts)[1]));
        if (left && right)
            result = *left == *right;
    } else if (expression->name == u"Not" && parts && parts->size() == 1) {
        if (const auto inner = condition((*parts)[0]))
            result = !*inner;
    } else if ((expression->name == u"And" || expression->name == u"Or") && parts) {
        const bool decides = expression->name == u"Or"; // one of these settles it
        result = !decides;
        for (const TemplateNode *part : *parts) {
            const auto each = condition(part);
            if (each && *each == decides) {
                result = decides;
                break;
            }
            if (!each)
                result.reset();
        }
    }
    leave();
    return result;
}

Value TemplateResolver::unresolved(const TemplateNode &node)
{
    if (m_unresolved.empty() || m_unresolved.back() != &node)
        m_unresolved.push_back(&node);
    return {};
}

bool TemplateResolver::enter()
{
    if (m_depth >= MaxNesting || m_steps >= MaxSteps)
        return false;
    ++m_depth;
    ++m_steps;
    return true;
}

} // namespace engine
