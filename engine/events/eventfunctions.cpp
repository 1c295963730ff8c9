// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/events/eventfunctions.h"

#include <nlohmann/json.hpp>

#include <QCryptographicHash>
#include <QUrl>
#include <QtEndian>

#include <functional>
#include <set>

#include "engine/events/httpparts.h"

namespace engine {
namespace {

using Json = nlohmann::ordered_json;
using Scope = std::map<QString, QByteArray>;

QByteArray bytes(const Json &value)
{
    if (value.is_null())
        return {};
    return QByteArray::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

std::vector<HeaderLine> headersIn(const Json &value)
{
    return headerLines(QString::fromUtf8(bytes(value)));
}

Json hashed(const Json &value, QCryptographicHash::Algorithm algorithm)
{
    return QCryptographicHash::hash(bytes(value), algorithm).toHex().toStdString();
}

Json parsed(const Json &value)
{
    const QByteArray text = bytes(value);
    return text.trimmed().isEmpty() ? Json() : Json::parse(text.toStdString());
}

// As S3 does: UTF-8, percent-encoded, a blank is '+', slashes stay.
Json urlKey(const Json &value)
{
    QByteArray key = QUrl::toPercentEncoding(QString::fromUtf8(bytes(value)), "/*", "~");
    return key.replace("%20", "+").toStdString();
}

Json reason(const Json &status)
{
    static const std::map<int, const char *> reasons{{200, "OK"},
                                                     {201, "Created"},
                                                     {204, "No Content"},
                                                     {206, "Partial Content"},
                                                     {301, "Moved Permanently"},
                                                     {302, "Found"},
                                                     {304, "Not Modified"},
                                                     {400, "Bad Request"},
                                                     {401, "Unauthorized"},
                                                     {403, "Forbidden"},
                                                     {404, "Not Found"},
                                                     {429, "Too Many Requests"},
                                                     {500, "Internal Server Error"},
                                                     {502, "Bad Gateway"},
                                                     {503, "Service Unavailable"}};
    const auto found = reasons.find(status.is_number() ? status.get<int>() : 0);
    return found == reasons.end() ? Json("") : Json(found->second);
}

// Is this an attribute value in DynamoDB's own form: {"S": "42"}?
bool isAttributeValue(const Json &value)
{
    static const std::set<std::string> types{"S", "N", "B",  "BOOL", "NULL",
                                             "M", "L", "SS", "NS",   "BS"};
    return value.is_object() && value.size() == 1 && types.contains(value.begin().key());
}

Json attributeValue(const Json &value)
{
    if (value.is_string())
        return {{"S", value}};
    if (value.is_boolean())
        return {{"BOOL", value}};
    if (value.is_number())
        return {{"N", value.dump()}};
    if (value.is_null())
        return {{"NULL", true}};
    if (value.is_array()) {
        Json list = Json::array();
        for (const Json &each : value)
            list.push_back(attributeValue(each));
        return {{"L", list}};
    }
    Json map = Json::object();
    for (const auto &[key, each] : value.items())
        map[key] = attributeValue(each);
    return {{"M", map}};
}

// Plain JSON becomes DynamoDB's form; what is in that form already stays.
Json dynamo(const Json &text)
{
    const Json item = parsed(text);
    if (!item.is_object())
        return Json::object();
    const bool done = !item.empty() && std::all_of(item.begin(), item.end(), [](const Json &v) {
        return isAttributeValue(v);
    });
    if (done)
        return item;
    return attributeValue(item).at("M");
}

Json dynamoKeys(const Json &text, const Scope &scope)
{
    const Json item = dynamo(text);
    Json keys = Json::object();
    const auto names = scope.find(QStringLiteral("keys"));
    if (names == scope.end())
        return keys;
    const QString list = QString::fromUtf8(bytes(Json::parse(names->second.toStdString())));
    for (const QString &name : list.split(u',', Qt::SkipEmptyParts))
        if (const auto found = item.find(name.trimmed().toStdString()); found != item.end())
            keys[found.key()] = found.value();
    return keys;
}

Json snsAttributes(const Json &value)
{
    Json out = Json::object();
    for (const HeaderLine &line : headersIn(value))
        out[line.name.toStdString()] = {{"Type", "String"}, {"Value", line.value.toStdString()}};
    return out;
}

Json sqsAttributes(const Json &value)
{
    Json out = Json::object();
    for (const HeaderLine &line : headersIn(value))
        out[line.name.toStdString()] = {{"stringValue", line.value.toStdString()},
                                        {"stringListValues", Json::array()},
                                        {"binaryListValues", Json::array()},
                                        {"dataType", "String"}};
    return out;
}

// "Calculating the MD5 message digest for message attributes" (SQS Developer Guide): by name, each
// part behind its length, a 1 for text before the value.
Json sqsAttributesMd5(const Json &value)
{
    std::map<QByteArray, QByteArray> sorted;
    for (const HeaderLine &line : headersIn(value))
        sorted[line.name.toUtf8()] = line.value.toUtf8();
    if (sorted.empty())
        return nullptr;
    QByteArray all;
    const auto add = [&all](const QByteArray &part) {
        QByteArray length(4, '\0');
        qToBigEndian(static_cast<quint32>(part.size()), length.data());
        all += length + part;
    };
    for (const auto &[name, text] : sorted) {
        add(name);
        add("String");
        all += '\1';
        add(text);
    }
    return QCryptographicHash::hash(all, QCryptographicHash::Md5).toHex().toStdString();
}

// Bytes are signed: {"traceId": [97, 45, -128]}
Json kafkaHeaders(const Json &value)
{
    Json out = Json::array();
    for (const HeaderLine &line : headersIn(value)) {
        Json signedBytes = Json::array();
        for (const char byte : line.value.toUtf8())
            signedBytes.push_back(static_cast<int>(static_cast<signed char>(byte)));
        out.push_back({{line.name.toStdString(), signedBytes}});
    }
    return out;
}

Json edgeHeaders(const Json &value)
{
    Json out = Json::object();
    for (const HeaderLine &line : headersIn(value))
        out[line.name.toLower().toStdString()].push_back(
            {{"key", line.name.toStdString()}, {"value", line.value.toStdString()}});
    return out;
}

} // namespace

QByteArray applyEventFunction(const QString &name, const QByteArray &value,
                              const std::map<QString, QByteArray> &scope)
{
    using Function = std::function<Json(const Json &)>;
    static const std::map<QString, Function> functions{
        {QStringLiteral("base64"),
         [](const Json &v) { return Json(bytes(v).toBase64().toStdString()); }},
        {QStringLiteral("md5"), [](const Json &v) { return hashed(v, QCryptographicHash::Md5); }},
        {QStringLiteral("sha256"),
         [](const Json &v) { return hashed(v, QCryptographicHash::Sha256); }},
        {QStringLiteral("upper"),
         [](const Json &v) { return Json(bytes(v).toUpper().toStdString()); }},
        {QStringLiteral("bytes"), [](const Json &v) { return Json(bytes(v).size()); }},
        {QStringLiteral("text"), [](const Json &v) { return Json(bytes(v).toStdString()); }},
        {QStringLiteral("null"),
         [](const Json &v) { return bytes(v).isEmpty() ? Json(nullptr) : v; }},
        {QStringLiteral("map"),
         [](const Json &v) { return v.is_null() ? Json(Json::object()) : v; }},
        {QStringLiteral("json"), parsed},
        {QStringLiteral("urlkey"), urlKey},
        {QStringLiteral("reason"), reason},
        {QStringLiteral("dynamo"), dynamo},
        {QStringLiteral("snsAttributes"), snsAttributes},
        {QStringLiteral("sqsAttributes"), sqsAttributes},
        {QStringLiteral("sqsAttributesMd5"), sqsAttributesMd5},
        {QStringLiteral("kafkaHeaders"), kafkaHeaders},
        {QStringLiteral("edgeHeaders"), edgeHeaders}};
    const Json argument = Json::parse(value.toStdString());
    Json result;
    if (name == u"dynamoKeys")
        result = dynamoKeys(argument, scope);
    else if (const auto found = functions.find(name); found != functions.end())
        result = found->second(argument);
    else
        qWarning("a sample event calls %s, which there is not", qPrintable(name));
    return QByteArray::fromStdString(result.dump());
}

} // namespace engine
