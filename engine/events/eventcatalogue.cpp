// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/events/eventcatalogue.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>

#include <algorithm>

// A static library's resources are linked only when something names them; the macro wants to be
// outside of any namespace.
static void needEvents()
{
    Q_INIT_RESOURCE(events);
}

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

constexpr int UsualMost = 10'000;

QString textOf(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found == object.end() ? QString()
                                 : QString::fromStdString(found->get_ref<const std::string &>());
}

EventField::Type typeOf(const QString &name)
{
    using Type = EventField::Type;
    static const std::map<QString, Type> types{
        {QStringLiteral("text"), Type::Text},     {QStringLiteral("number"), Type::Number},
        {QStringLiteral("choice"), Type::Choice}, {QStringLiteral("flag"), Type::Flag},
        {QStringLiteral("json"), Type::Json},     {QStringLiteral("body"), Type::Body},
        {QStringLiteral("list"), Type::List},     {QStringLiteral("headers"), Type::Headers}};
    const auto found = types.find(name);
    Q_ASSERT(found != types.end());
    return found->second;
}

EventField readField(const QString &name, const Json &text)
{
    EventField field;
    field.name = name;
    field.label = textOf(text, "label");
    field.hint = textOf(text, "hint");
    field.type = typeOf(textOf(text, "type"));
    field.defaultValue = textOf(text, "default");
    field.pattern = textOf(text, "pattern");
    field.optional = text.value("optional", false);
    field.min = text.value("min", qint64(0));
    field.max = text.value("max", qint64(0));
    field.most = text.value("most", UsualMost);
    if (const auto choices = text.find("choices"); choices != text.end())
        for (const Json &each : *choices)
            field.choices << QString::fromStdString(each.get<std::string>());
    return field;
}

QByteArray dumped(const Json &json)
{
    return QByteArray::fromStdString(json.dump());
}

EventVariant readVariant(const Json &source, const Json &text)
{
    EventVariant variant;
    variant.name = textOf(text, "name");
    variant.title = textOf(text, "title");
    for (const Json &each : text.at("fields")) {
        const auto name = each.get<std::string>();
        variant.fields.push_back(
            readField(QString::fromStdString(name), source.at("fields").at(name)));
    }
    for (const char *member : {"set", "let"})
        if (const auto constants = text.find(member); constants != text.end())
            for (const auto &[key, value] : constants->items())
                variant.constants.emplace_back(QString::fromStdString(key), dumped(value));
    const auto use = text.find("use"); // variants that differ in a constant share their document
    Json document = use == text.end() ? text.at("event") : source.at(use->get<std::string>());
    if (text.value("list", false))
        document = Json::array({document});
    variant.document = dumped(document);
    if (const auto http = text.find("http"); http != text.end())
        variant.http = dumped(*http);
    return variant;
}

std::vector<EventSource> readSources()
{
    needEvents();
    std::vector<EventSource> sources;
    const QDir folder(QStringLiteral(":/lambda-workbench/events"));
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const Json text = Json::parse(file.readAll().toStdString()); // ours: it is well-formed
        EventSource source;
        source.name = name.chopped(5);
        source.title = textOf(text, "title");
        source.category = textOf(text, "category");
        for (const Json &each : text.at("variants"))
            source.variants.push_back(readVariant(text, each));
        sources.push_back(std::move(source));
    }
    static const QStringList order{QStringLiteral("HTTP"),      QStringLiteral("Messaging"),
                                   QStringLiteral("Storage"),   QStringLiteral("Streams"),
                                   QStringLiteral("Identity"),  QStringLiteral("Applications"),
                                   QStringLiteral("Operations")};
    std::stable_sort(
        sources.begin(), sources.end(), [](const EventSource &a, const EventSource &b) {
            const auto rank = [](const EventSource &each) { return order.indexOf(each.category); };
            return std::pair(rank(a), a.title) < std::pair(rank(b), b.title);
        });
    return sources;
}

} // namespace

const EventField *EventVariant::field(const QString &fieldName) const
{
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const auto &each) { return each.name == fieldName; });
    return found == fields.end() ? nullptr : &*found;
}

const EventVariant *EventSource::variant(const QString &variantName) const
{
    const auto found = std::find_if(variants.begin(), variants.end(),
                                    [&](const auto &each) { return each.name == variantName; });
    return found == variants.end() ? nullptr : &*found;
}

const std::vector<EventSource> &eventSources()
{
    static const std::vector<EventSource> sources = readSources();
    return sources;
}

const EventSource *eventSource(const QString &name)
{
    const auto &all = eventSources();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto &each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace engine
