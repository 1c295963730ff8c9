// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <vector>

#include "engine/core/clock.h"
#include "engine/core/ids.h"
#include "engine/core/result.h"
#include "engine/events/eventcatalogue.h"

namespace engine {

// What was chosen, by the field's name; a field that is not named has its default. Only a List may
// have more than one text.
using EventValues = std::map<QString, QStringList>;

// One thing that is wrong with what was chosen.
struct EventMistake
{
    enum class Kind {
        UnknownField,
        Missing,
        Malformed, // does not match the pattern; the field's hint says what would
        NotANumber,
        TooSmall,
        TooLarge,
        NotAChoice,
        NotJson,    // line, column, reason
        TooMany,    // items of a list, or texts for what is no list
        OtherRoute, // the path does not go to the route
    };

    QString field;
    Kind kind = Kind::Malformed;
    QString detail = {}; // what was given, or the parser's reason
    int line = 0;        // of NotJson, from 1
    int column = 0;

    bool operator==(const EventMistake &) const = default;
};

// Where the event comes from: the world that it names, and the function that gets it.
struct EventSurroundings
{
    const Clock &clock;
    IdSource &ids;
    QString function = QStringLiteral("orders"); // its name
    QString region;
    QString account;
};

// The field's default in these surroundings.
[[nodiscard]] QString defaultOf(const EventField &field, const EventSurroundings &surroundings);

// All mistakes, in the order of the fields. Cheap enough for each keystroke.
[[nodiscard]] std::vector<EventMistake> checkValues(const EventVariant &variant,
                                                    const EventValues &values);

// The event as indented JSON with a line end behind it. The values must have no mistakes.
[[nodiscard]] QByteArray makeEvent(const EventVariant &variant, const EventValues &values,
                                   const EventSurroundings &surroundings);

// Ways to put an event, or any text, into another one: "sqs", "sns", "http", "rest", "eventbridge",
// "sns-sqs" (a notification in a queue's message: twice wrapped).
struct EventWrap
{
    QString name;
    QString title; // English; see eventWord()
    QString source;
    QString variant;
    QString field; // that takes the text
};
[[nodiscard]] const std::vector<EventWrap> &eventWraps();
// Fails with Unsupported when there is no such wrap (detail: its name), PayloadNotJson where only
// JSON can be wrapped.
[[nodiscard]] Result<QByteArray> wrapEvent(const QByteArray &payload, const QString &wrap,
                                           const EventSurroundings &surroundings);

} // namespace engine
