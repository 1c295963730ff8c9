// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/events/eventmessages.h"

#include <QCoreApplication>

#include "engine/events/eventwords.h"

namespace engine {
namespace {

struct EventMessages
{
    Q_DECLARE_TR_FUNCTIONS(engine::EventMessages)
};

} // namespace

QString explainMistake(const EventMistake &mistake, const EventVariant &variant)
{
    const EventField *field = variant.field(mistake.field);
    const QString label = field ? eventWord(field->label) : mistake.field;
    switch (mistake.kind) {
    case EventMistake::Kind::UnknownField:
        return EventMessages::tr("There is no field \"%1\" in this event.").arg(mistake.field);
    case EventMistake::Kind::Missing:
        return EventMessages::tr("%1 is needed.").arg(label);
    case EventMistake::Kind::Malformed:
        if (mistake.line > 0)
            return EventMessages::tr("%1, line %2: \"%3\" is no \"Name: value\".")
                .arg(label)
                .arg(mistake.line)
                .arg(mistake.detail);
        if (field && !field->hint.isEmpty())
            return EventMessages::tr("%1 can't be \"%2\": %3.")
                .arg(label, mistake.detail, eventWord(field->hint));
        return EventMessages::tr("%1 can't be \"%2\".").arg(label, mistake.detail);
    case EventMistake::Kind::NotANumber:
        return EventMessages::tr("%1 must be a whole number.").arg(label);
    case EventMistake::Kind::TooSmall:
        return EventMessages::tr("%1 must be at least %2.").arg(label, mistake.detail);
    case EventMistake::Kind::TooLarge:
        return EventMessages::tr("%1 must be at most %2.").arg(label, mistake.detail);
    case EventMistake::Kind::NotAChoice:
        return EventMessages::tr("%1 must be one of: %2.")
            .arg(label, field && field->type == EventField::Type::Choice
                            ? field->choices.join(QStringLiteral(", "))
                            : QStringLiteral("true, false"));
    case EventMistake::Kind::NotJson:
        return EventMessages::tr("%1 is not JSON (line %2, column %3): %4")
            .arg(label)
            .arg(mistake.line)
            .arg(mistake.column)
            .arg(mistake.detail);
    case EventMistake::Kind::TooMany:
        return EventMessages::tr("%1 takes at most %2.").arg(label, mistake.detail);
    case EventMistake::Kind::OtherRoute:
        return EventMessages::tr("The path %1 does not go to this route.").arg(mistake.detail);
    }
    return {};
}

QString unknownVariable(const QString &name)
{
    if (name.startsWith(u"env."))
        return EventMessages::tr("the function has no environment variable %1 for {{%2}}")
            .arg(name.sliced(4), name);
    return EventMessages::tr("there is no variable {{%1}}; there are {{uuid}}, {{now}} and "
                             "{{env.NAME}}, and {{{{ stands for two braces")
        .arg(name);
}

QString openQuote()
{
    return EventMessages::tr("this quote is not closed");
}

QString noCurl()
{
    return EventMessages::tr("this is no curl command");
}

QString noUrl()
{
    return EventMessages::tr("the command has no URL");
}

QString secondUrl(const QString &url)
{
    return EventMessages::tr("\"%1\" is a second URL; an event has one").arg(url);
}

QString unknownOption(const QString &option)
{
    return EventMessages::tr("the option %1 is not known").arg(option);
}

QString optionWithoutValue(const QString &option)
{
    return EventMessages::tr("the option %1 needs a value").arg(option);
}

QString notTakenOver(const QString &option)
{
    return EventMessages::tr("what %1 sends can't be taken over").arg(option);
}

QString readsFile(const QString &value)
{
    return EventMessages::tr("\"%1\" reads a file; put its content in its place").arg(value);
}

QString noJsonInThere()
{
    return EventMessages::tr("there is no JSON object or list in this text");
}

} // namespace engine
