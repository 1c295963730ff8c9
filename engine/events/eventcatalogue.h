// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <vector>

namespace engine {

// What a person may choose of a sample event.
struct EventField
{
    enum class Type {
        Text,
        Number,  // whole
        Choice,  // one of `choices`
        Flag,    // "true" or "false"
        Json,    // one JSON value
        Body,    // text of several lines, taken as it is
        List,    // several texts, at least one
        Headers, // "Name: value" lines; a name may come twice
    };

    QString name;  // as --set has it
    QString label; // English; see eventWord()
    QString hint;  // English, may be empty
    Type type = Type::Text;
    QString defaultValue; // of a List its only item; may name ${region}, ${function}, ${account}
    QStringList choices;
    QString pattern;       // the whole value matches it; empty: anything
    bool optional = false; // may be empty
    qint64 min = 0;        // of a Number
    qint64 max = 0;
    int most = 0; // items of a List
};

struct EventVariant
{
    QString name;                   // "put"
    QString title;                  // English; see eventWord()
    std::vector<EventField> fields; // in the order of a form
    // How it is built; see eventexpansion.h. JSON texts.
    QByteArray document;
    std::vector<std::pair<QString, QByteArray>> constants; // by name, expanded before the document
    QByteArray http; // what an HTTP front adds; empty for others

    [[nodiscard]] const EventField *field(const QString &fieldName) const;
};

// One service that calls functions, with the kinds of events that it sends. The shapes are those of
// AWS's own documentation and of recorded events.
struct EventSource
{
    QString name;                       // "s3"
    QString title;                      // AWS's own name, not translated
    QString category;                   // English; see eventWord()
    std::vector<EventVariant> variants; // never empty; the first one is what people mean

    [[nodiscard]] const EventVariant *variant(const QString &variantName) const;
};

// All there are, by category and title; read once, from resources/events/*.json. Any thread.
[[nodiscard]] const std::vector<EventSource> &eventSources();
// Null when there is none.
[[nodiscard]] const EventSource *eventSource(const QString &name);

} // namespace engine
