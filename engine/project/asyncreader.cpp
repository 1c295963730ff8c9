// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/asyncreader.h"

#include <limits>
#include <utility>

#include "engine/model/function.h"

namespace engine {
namespace {

using Kind = TemplateValue::Kind;

const auto Prefix = QStringLiteral("EventInvokeConfig.");

// The ARN of what SAM makes for a Type without a Destination; empty when it makes nothing.
QString implicitTarget(const QString &type, const QString &functionId, const QString &event)
{
    const bool queue = type == u"SQS";
    if (!queue && type != u"SNS")
        return {};
    return QStringLiteral("arn:aws:%1:%2:%3:%4EventInvokeConfig%5%6")
        .arg(queue ? QStringLiteral("sqs") : QStringLiteral("sns"),
             QString::fromUtf16(DefaultRegion), QString::fromUtf16(AccountId), functionId, event,
             queue ? QStringLiteral("Queue") : QStringLiteral("Topic"));
}

} // namespace

AsyncReader::AsyncReader(const TemplateTree &tree, TemplateResolver &resolver)
    : m_tree(tree)
    , m_resolver(resolver)
{
}

std::vector<AsyncReader::Mistake> AsyncReader::takeMistakes()
{
    return std::exchange(m_mistakes, {});
}

void AsyncReader::readEventInvokeConfig(const TemplateNode *node, const QString &functionId,
                                        AsyncConfig *config)
{
    const TemplateNode *settings = m_resolver.container(node);
    if (!settings)
        return;
    readNumber(settings, u"MaximumEventAgeInSeconds",
               [&](int seconds) { config->maximumEventAge = Seconds(seconds); });
    readNumber(settings, u"MaximumRetryAttempts",
               [&](int attempts) { config->maximumRetryAttempts = attempts; });
    const TemplateNode *destinations = m_resolver.container(member(settings, u"DestinationConfig"));
    readTarget(member(destinations, u"OnSuccess"), QStringLiteral("OnSuccess"), functionId,
               &config->onSuccess);
    readTarget(member(destinations, u"OnFailure"), QStringLiteral("OnFailure"), functionId,
               &config->onFailure);
}

void AsyncReader::readDeadLetter(const TemplateNode *node, const QString &property,
                                 AsyncConfig *config)
{
    if (const TemplateNode *settings = m_resolver.container(node))
        readText(member(settings, u"TargetArn"), property + QStringLiteral(".TargetArn"),
                 &config->deadLetterTarget);
}

void AsyncReader::readRecursiveLoop(const TemplateNode *node, RecursiveLoop *loop)
{
    QString text;
    const auto property = QStringLiteral("RecursiveLoop");
    readText(node, property, &text);
    if (text == u"Allow")
        *loop = RecursiveLoop::Allow;
    else if (text == u"Terminate")
        *loop = RecursiveLoop::Terminate;
    else if (!text.isEmpty())
        m_mistakes.push_back({node, property, text});
}

template <typename Number>
void AsyncReader::readNumber(const TemplateNode *mapping, const char16_t *name, Number set)
{
    const TemplateNode *node = member(mapping, name);
    if (!node)
        return;
    const TemplateValue value = m_resolver.value(node);
    if (value.kind == Kind::Unresolved || value.kind == Kind::NoValue)
        return;
    bool ok = false;
    const int number = value.kind == Kind::Text ? value.text.toInt(&ok) : 0;
    if (ok)
        return set(number);
    m_mistakes.push_back({node, Prefix + QString::fromUtf16(name),
                          value.kind == Kind::Text ? value.text : m_tree.sourceOf(*node), true});
}

void AsyncReader::readTarget(const TemplateNode *node, const QString &event,
                             const QString &functionId, QString *target)
{
    const TemplateNode *settings = m_resolver.container(node);
    if (!settings)
        return;
    const QString property = Prefix + QStringLiteral("DestinationConfig.") + event;
    if (const TemplateNode *destination = member(settings, u"Destination")) {
        readText(destination, property + QStringLiteral(".Destination"), target);
    } else if (const TemplateNode *type = member(settings, u"Type")) {
        QString word;
        readText(type, property + QStringLiteral(".Type"), &word);
        *target = implicitTarget(word, functionId, event);
        if (target->isEmpty() && !word.isEmpty())
            m_mistakes.push_back({type, property + QStringLiteral(".Type"), word});
    }
}

void AsyncReader::readText(const TemplateNode *node, const QString &property, QString *text)
{
    if (!node)
        return;
    const TemplateValue value = m_resolver.value(node);
    if (value.kind == Kind::List || value.kind == Kind::Map)
        m_mistakes.push_back({node, property, m_tree.sourceOf(*node)});
    else
        *text = value.text; // empty when it has none
}

bool isEventInvokeConfigResource(const TemplateNode *resource)
{
    const TemplateNode *type = followed(member(followed(resource), u"Type"));
    return type && type->isScalar() && type->text == u"AWS::Lambda::EventInvokeConfig";
}

} // namespace engine
