// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/events/eventmaker.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

#include <algorithm>

#include "engine/core/json.h"
#include "engine/events/eventexpansion.h"
#include "engine/events/httpparts.h"

namespace engine {
namespace {

using Json = nlohmann::ordered_json;
using Kind = EventMistake::Kind;
using Type = EventField::Type;

// The texts of a field: what was chosen, else the default.
QStringList textsOf(const EventField &field, const EventValues &values, const QString &defaultValue)
{
    const auto chosen = values.find(field.name);
    if (chosen != values.end())
        return chosen->second;
    return {defaultValue};
}

void checkField(const EventField &field, const QStringList &texts,
                std::vector<EventMistake> &mistakes)
{
    const auto say = [&](Kind kind, const QString &detail = {}, int line = 0, int column = 0) {
        mistakes.push_back({field.name, kind, detail, line, column});
    };
    const bool list = field.type == Type::List;
    if (texts.size() > (list ? field.most : 1))
        return say(Kind::TooMany, QString::number(list ? field.most : 1));
    const QString text = texts.value(0);
    if (list ? texts.isEmpty() : text.isEmpty()) {
        if (!field.optional)
            say(Kind::Missing);
        return;
    }
    if (!field.pattern.isEmpty()
        && !QRegularExpression(QRegularExpression::anchoredPattern(field.pattern))
                .match(text)
                .hasMatch())
        say(Kind::Malformed, text);
    switch (field.type) {
    case Type::Number: {
        bool isNumber = false;
        const qint64 number = text.toLongLong(&isNumber);
        if (!isNumber)
            say(Kind::NotANumber, text);
        else if (number < field.min)
            say(Kind::TooSmall, QString::number(field.min));
        else if (number > field.max)
            say(Kind::TooLarge, QString::number(field.max));
        break;
    }
    case Type::Choice:
        if (!field.choices.contains(text))
            say(Kind::NotAChoice, text);
        break;
    case Type::Flag:
        if (text != u"true" && text != u"false")
            say(Kind::NotAChoice, text);
        break;
    case Type::Json:
        if (const auto checked = checkJson(text.toUtf8()); !checked)
            say(Kind::NotJson, checked.error().detail, checked.error().line,
                checked.error().column);
        break;
    case Type::Headers: {
        const QStringList lines = text.split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i)
            if (!lines[i].trimmed().isEmpty() && headerLines(lines[i]).empty()) {
                say(Kind::Malformed, lines[i], static_cast<int>(i) + 1, 1);
                break;
            }
        break;
    }
    case Type::Text:
    case Type::Body:
    case Type::List:
        break;
    }
}

// As the document's JSON values.
QByteArray jsonOf(const EventField &field, const QStringList &texts)
{
    switch (field.type) {
    case Type::Number: // "+5" and "007" are numbers too, but no JSON
        return texts.value(0).isEmpty() ? QByteArray("\"\"")
                                        : QByteArray::number(texts.value(0).toLongLong());
    case Type::Flag:
        return texts.value(0).toUtf8();
    case Type::List: {
        Json list = Json::array();
        for (const QString &each : texts)
            list.push_back(each.toStdString());
        return QByteArray::fromStdString(list.dump());
    }
    default:
        return jsonString(texts.value(0));
    }
}

QString textIn(const EventScope &scope, const char *name)
{
    const auto found = scope.find(QLatin1StringView(name));
    if (found == scope.end())
        return {};
    const Json value = Json::parse(found->second.toStdString());
    return value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
}

// What a front adds to the headers that the client sent.
std::vector<HeaderLine> frontHeaders(const Json &http, const EventScope &scope, const QString &host,
                                     qsizetype bodySize, const EventSurroundings &surroundings)
{
    std::vector<HeaderLine> lines = headerLines(textIn(scope, "headers"));
    const auto add = [&lines](const QString &name, const QString &value) {
        const bool there = std::any_of(lines.begin(), lines.end(), [&](const HeaderLine &each) {
            return each.name.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (!there)
            lines.push_back({name, value});
    };
    if (const auto fixed = http.find("headers"); fixed != http.end()) {
        const QByteArray text =
            expandEvent(QByteArray::fromStdString(fixed->dump()), scope, surroundings.ids);
        for (const HeaderLine &each : headerLines(
                 QString::fromStdString(Json::parse(text.toStdString()).get<std::string>())))
            add(each.name, each.value);
    }
    if (!http.value("bare", false)) {
        add(QStringLiteral("Accept"), QStringLiteral("*/*"));
        add(QStringLiteral("User-Agent"), QStringLiteral("curl/8.5.0"));
    }
    if (bodySize > 0)
        add(QStringLiteral("Content-Length"), QString::number(bodySize));
    if (http.value("url", false)) {
        add(QStringLiteral("X-Amzn-Tls-Cipher-Suite"), QStringLiteral("TLS_AES_128_GCM_SHA256"));
        add(QStringLiteral("X-Amzn-Tls-Version"), QStringLiteral("TLSv1.3"));
    }
    add(QStringLiteral("Host"), host);
    add(QStringLiteral("X-Amzn-Trace-Id"),
        QStringLiteral("Root=1-%1-%2")
            .arg(surroundings.clock.wallMs() / 1000, 8, 16, QChar(u'0'))
            .arg(surroundings.ids.hex(24)));
    add(QStringLiteral("X-Forwarded-For"), QStringLiteral("198.51.100.7"));
    add(QStringLiteral("X-Forwarded-Port"), QString::fromStdString(http.value("port", "443")));
    add(QStringLiteral("X-Forwarded-Proto"), QString::fromStdString(http.value("proto", "https")));
    return lines;
}

void addHttp(const QByteArray &httpText, EventScope &scope, const EventSurroundings &surroundings)
{
    const Json http = Json::parse(httpText.toStdString());
    const QByteArray host =
        expandEvent(QByteArray::fromStdString(http.at("host").dump()), scope, surroundings.ids);
    scope[QStringLiteral("host")] = host;
    HttpParts parts;
    parts.method = textIn(scope, "method");
    parts.path = textIn(scope, "path");
    parts.query = textIn(scope, "query");
    parts.route = textIn(scope, "route");
    parts.body = textIn(scope, "body").toUtf8();
    const auto binary = scope.find(QStringLiteral("binary"));
    parts.binary = binary != scope.end() && binary->second == "true";
    parts.headers =
        frontHeaders(http, scope, textIn(scope, "host"), parts.body.size(), surroundings);
    scope.merge(httpValues(parts));
}

} // namespace

QString defaultOf(const EventField &field, const EventSurroundings &surroundings)
{
    QString text = field.defaultValue;
    text.replace(QStringLiteral("${region}"), surroundings.region);
    text.replace(QStringLiteral("${account}"), surroundings.account);
    text.replace(QStringLiteral("${function}"), surroundings.function);
    return text;
}

std::vector<EventMistake> checkValues(const EventVariant &variant, const EventValues &values)
{
    std::vector<EventMistake> mistakes;
    for (const auto &[name, texts] : values)
        if (!variant.field(name))
            mistakes.push_back({name, Kind::UnknownField});
    QString path;
    QString route;
    for (const EventField &field : variant.fields) {
        const auto chosen = values.find(field.name);
        if (chosen != values.end())
            checkField(field, chosen->second, mistakes);
        const QString text = textsOf(field, values, field.defaultValue).value(0);
        if (field.name == u"path")
            path = text;
        else if (field.name == u"route")
            route = text;
    }
    const bool both =
        variant.field(QStringLiteral("path")) && variant.field(QStringLiteral("route"));
    if (both && mistakes.empty() && !matchesRoute(path, route))
        mistakes.push_back({QStringLiteral("route"), Kind::OtherRoute, path});
    return mistakes;
}

QByteArray makeEvent(const EventVariant &variant, const EventValues &values,
                     const EventSurroundings &surroundings)
{
    EventScope scope;
    addTimes(scope, surroundings.clock);
    scope[QStringLiteral("region")] = jsonString(surroundings.region);
    scope[QStringLiteral("account")] = jsonString(surroundings.account);
    scope[QStringLiteral("function")] = jsonString(surroundings.function);
    for (const EventField &field : variant.fields)
        scope[field.name] = jsonOf(field, textsOf(field, values, defaultOf(field, surroundings)));
    for (const auto &[name, document] : variant.constants)
        scope[name] = expandEvent(document, scope, surroundings.ids);
    if (!variant.http.isEmpty())
        addHttp(variant.http, scope, surroundings);
    return indentJson(expandEvent(variant.document, scope, surroundings.ids)) + '\n';
}

const std::vector<EventWrap> &eventWraps()
{
    const auto text = [](const char *words) { return QString::fromLatin1(words); };
    static const std::vector<EventWrap> wraps{
        {text("sqs"), text("Message of an SQS queue"), text("sqs"), text("standard"), text("body")},
        {text("sns"), text("Notification of an SNS topic"), text("sns"), text("notification"),
         text("message")},
        {text("sns-sqs"), text("SNS notification in an SQS queue"), text("sqs"), text("from-sns"),
         text("message")},
        {text("http"), text("Body of an HTTP API request (2.0)"), text("api-gateway-http"),
         text("v2"), text("body")},
        {text("rest"), text("Body of a REST API request (1.0)"), text("api-gateway-rest"),
         text("proxy"), text("body")},
        {text("url"), text("Body of a function URL request"), text("function-url"), text("public"),
         text("body")},
        {text("eventbridge"), text("Detail of an EventBridge event"), text("eventbridge"),
         text("event"), text("detail")},
    };
    return wraps;
}

Result<QByteArray> wrapEvent(const QByteArray &payload, const QString &wrap,
                             const EventSurroundings &surroundings)
{
    const auto &all = eventWraps();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto &each) { return each.name == wrap; });
    if (found == all.end())
        return Error{Error::Code::Unsupported, wrap};
    const EventVariant &variant = *eventSource(found->source)->variant(found->variant);
    // Without blanks, as a program would send it; a text that is no JSON stays as it is.
    const auto checked = checkJson(payload);
    if (!checked && variant.field(found->field)->type == Type::Json) {
        Error error = checked.error();
        error.code = Error::Code::PayloadNotJson;
        return error;
    }
    const QString text = QString::fromUtf8(checked ? compactJson(payload) : payload);
    return makeEvent(variant, {{found->field, {text}}}, surroundings);
}

} // namespace engine
