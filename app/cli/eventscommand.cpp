// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/eventscommand.h"

#include <QCoreApplication>
#include <QFileInfo>

#include "app/cli/eventfile.h"
#include "app/cli/terminal.h"
#include "engine/core/atomicfile.h"
#include "engine/events/eventimport.h"
#include "engine/events/eventmaker.h"
#include "engine/events/eventmessages.h"
#include "engine/events/eventwords.h"
#include "engine/model/function.h"
#include "engine/project/workspace.h"

namespace app {
namespace {

struct Events
{
    Q_DECLARE_TR_FUNCTIONS(app::EventsCommand)
};

struct Options
{
    QCommandLineOption set{QStringLiteral("set"),
                           Events::tr("A field's value; may be repeated, and for a list gives one "
                                      "item more."),
                           QStringLiteral("FIELD=VALUE")};
    QCommandLineOption fields{QStringLiteral("fields"),
                              Events::tr("Lists the fields instead of the event.")};
    QCommandLineOption wrap{QStringLiteral("wrap"),
                            Events::tr("Puts the event into another one; may be repeated, from the "
                                       "inside out: sqs, sns, sns-sqs, http, rest, url, "
                                       "eventbridge."),
                            QStringLiteral("FORM")};
    QCommandLineOption curl{QStringLiteral("curl"),
                            Events::tr("The request of a curl command, as an event of an HTTP "
                                       "source, else of an HTTP API."),
                            QStringLiteral("COMMAND")};
    QCommandLineOption text{QStringLiteral("text"),
                            Events::tr("The JSON in a copied log line or in escaped text; - is "
                                       "standard input."),
                            QStringLiteral("FILE")};
    QCommandLineOption save{QStringLiteral("save"),
                            Events::tr("Saves it in the workspace as events/FUNCTION/NAME.json."),
                            QStringLiteral("NAME")};
    QCommandLineOption function{QStringLiteral("function"),
                                Events::tr("The function that it is for."),
                                QStringLiteral("FUNCTION")};
};

QString typeName(const engine::EventField &field)
{
    using Type = engine::EventField::Type;
    switch (field.type) {
    case Type::Text:
    case Type::Body:
        return Events::tr("text");
    case Type::Number:
        return Events::tr("number, %1 to %2").arg(field.min).arg(field.max);
    case Type::Choice:
        return field.choices.join(u'|');
    case Type::Flag:
        return QStringLiteral("true|false");
    case Type::Json:
        return QStringLiteral("JSON");
    case Type::List:
        return Events::tr("list of texts");
    case Type::Headers:
        return Events::tr("\"Name: value\" lines");
    }
    return {};
}

void listSources()
{
    std::vector<QStringList> rows;
    for (const engine::EventSource &source : engine::eventSources())
        for (const engine::EventVariant &variant : source.variants)
            rows.push_back(
                {source.name, variant.name,
                 QStringLiteral("%1: %2").arg(source.title, engine::eventWord(variant.title))});
    terminal::table({Events::tr("SOURCE"), Events::tr("VARIANT"), Events::tr("EVENT")}, rows);
}

void listFields(const engine::EventVariant &variant, const engine::EventSurroundings &surroundings)
{
    std::vector<QStringList> rows;
    for (const engine::EventField &field : variant.fields) {
        const QString value = engine::defaultOf(field, surroundings);
        QString hint = engine::eventWord(field.label);
        if (!field.hint.isEmpty())
            hint += QStringLiteral(" (%1)").arg(engine::eventWord(field.hint));
        rows.push_back({field.name, typeName(field),
                        QString(value).replace(u'\n', QStringLiteral("\\n")), hint});
    }
    terminal::table(
        {Events::tr("FIELD"), Events::tr("TYPE"), Events::tr("DEFAULT"), Events::tr("MEANING")},
        rows);
}

// Nothing, with the complaint told, when an argument is wrong.
std::optional<engine::EventValues> readValues(const QCommandLineParser &parser,
                                              const Options &options,
                                              const engine::EventVariant &variant)
{
    engine::EventValues values;
    if (parser.isSet(options.curl)) {
        const auto imported = engine::importCurl(parser.value(options.curl));
        if (!imported) {
            terminal::error(imported.error());
            return std::nullopt;
        }
        values = engine::fitting(*imported, variant);
    }
    engine::EventValues chosen;
    for (const QString &pair : parser.values(options.set)) {
        const qsizetype equals = pair.indexOf(u'=');
        if (equals < 1) {
            (void)terminal::usage(Events::tr("--set takes FIELD=VALUE."));
            return std::nullopt;
        }
        chosen[pair.first(equals)] << pair.sliced(equals + 1);
    }
    for (const auto &[name, texts] : chosen) {
        const engine::EventField *field = variant.field(name);
        const bool lines = field && field->type == engine::EventField::Type::Headers;
        values[name] = lines ? QStringList{texts.join(u'\n')} : texts;
    }
    const std::vector<engine::EventMistake> mistakes = engine::checkValues(variant, values);
    for (const engine::EventMistake &mistake : mistakes)
        terminal::errLine(Events::tr("lwb: %1").arg(engine::explainMistake(mistake, variant)));
    if (!mistakes.empty()) {
        terminal::errLine(Events::tr("\"--fields\" lists the fields."));
        return std::nullopt;
    }
    return values;
}

int save(const QString &folder, const QString &function, const QString &name,
         const QByteArray &event)
{
    const auto workspace = engine::openWorkspace(folder);
    if (!workspace) {
        terminal::error(workspace.error());
        return NotRun;
    }
    const engine::WorkspaceFunction *found = workspace->function(function);
    if (!found) {
        terminal::error({engine::Error::Code::UnknownFunction, function});
        return NotRun;
    }
    const QString path = engine::eventFilePath(workspace->folder, found->config.name, name);
    if (path.isEmpty())
        return terminal::usage(Events::tr("\"%1\" is no name for a file.").arg(name));
    if (QFileInfo::exists(path)) {
        terminal::error({engine::Error::Code::AlreadyExists, name, path});
        return NotRun;
    }
    if (const auto written = engine::writeAtomically(path, event); !written) {
        terminal::error(written.error());
        return NotRun;
    }
    terminal::outLine(path);
    return Succeeded;
}

} // namespace

QString EventsCommand::name() const
{
    return QStringLiteral("events");
}

QString EventsCommand::summary() const
{
    return Events::tr("Sample events of every source: lists, prints, wraps and saves them.");
}

int EventsCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary()
        + Events::tr("\n\nWithout a SOURCE all are listed. An event goes to standard output:\n"
                     "  lwb events s3 put --set key=a.csv | lwb invoke resize --event -"));
    parser.addPositionalArgument(QStringLiteral("SOURCE"), Events::tr("Such as s3 or sqs."),
                                 QStringLiteral("[SOURCE"));
    parser.addPositionalArgument(QStringLiteral("VARIANT"),
                                 Events::tr("Such as put; else the source's first one."),
                                 QStringLiteral("[VARIANT]]"));
    const Options options;
    parser.addOptions({options.set, options.fields, options.wrap, options.curl, options.text,
                       options.save, options.function});
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    QStringList names = parser.positionalArguments();
    if (names.size() > 2)
        return terminal::usage(Events::tr("events takes a source and a variant."));
    if (parser.isSet(options.save) && !parser.isSet(options.function))
        return terminal::usage(Events::tr("--save goes with --function."));
    if (parser.isSet(options.text)
        && (!names.isEmpty() || parser.isSet(options.curl) || parser.isSet(options.set)))
        return terminal::usage(Events::tr("--text takes no source, --curl or --set."));
    if (names.isEmpty() && parser.isSet(options.curl))
        names << QStringLiteral("api-gateway-http");
    if (names.isEmpty() && !parser.isSet(options.text)) {
        if (!parser.optionNames().isEmpty())
            return terminal::usage(Events::tr("Name a source; \"lwb events\" lists them."));
        listSources();
        return Succeeded;
    }

    engine::SystemClock clock;
    engine::RandomIds ids;
    engine::EventSurroundings surroundings{clock, ids};
    surroundings.region = QString::fromUtf16(engine::DefaultRegion);
    surroundings.account = QString::fromUtf16(engine::AccountId);
    if (parser.isSet(options.function))
        surroundings.function = parser.value(options.function);

    QByteArray event;
    if (parser.isSet(options.text)) {
        const auto text = readEvent(parser.value(options.text));
        const auto json =
            text ? engine::importText(QString::fromUtf8(*text)) : engine::Result<QByteArray>(text);
        if (!json) {
            terminal::error(json.error());
            return UsageError;
        }
        event = *json;
    } else {
        const engine::EventSource *source = engine::eventSource(names.value(0));
        if (!source)
            return terminal::usage(Events::tr("There is no source \"%1\"; \"lwb events\" lists "
                                              "them.")
                                       .arg(names.value(0)));
        const engine::EventVariant *variant =
            names.size() > 1 ? source->variant(names[1]) : &source->variants.front();
        if (!variant) {
            QStringList all;
            for (const engine::EventVariant &each : source->variants)
                all << each.name;
            return terminal::usage(Events::tr("%1 has no variant \"%2\"; there are: %3.")
                                       .arg(source->name, names[1], all.join(u", ")));
        }
        if (parser.isSet(options.curl) && !variant->field(QStringLiteral("method")))
            return terminal::usage(Events::tr("--curl goes with an HTTP source."));
        if (parser.isSet(options.fields)) {
            listFields(*variant, surroundings);
            return Succeeded;
        }
        const auto values = readValues(parser, options, *variant);
        if (!values)
            return UsageError;
        event = engine::makeEvent(*variant, *values, surroundings);
    }
    for (const QString &wrap : parser.values(options.wrap)) {
        const auto wrapped = engine::wrapEvent(event, wrap, surroundings);
        if (!wrapped) {
            terminal::error(wrapped.error());
            return UsageError;
        }
        event = *wrapped;
    }
    if (parser.isSet(options.save))
        return save(workspace, parser.value(options.function), parser.value(options.save), event);
    terminal::out(event);
    return Succeeded;
}

} // namespace app
