// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimeapi/extensionapi.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <utility>

#include "engine/core/json.h"

namespace engine {
namespace {

using Json = nlohmann::json;

constexpr char ExtensionPrefix[] = "/2020-01-01/extension/";
constexpr char TelemetryPath[] = "/2022-07-01/telemetry";
constexpr char LogsPath[] = "/2020-08-15/logs";
constexpr char MetadataPath[] = "/2026-01-15/metadata/execution-environment";
constexpr std::size_t MostEvents = 16; // in one registration

QByteArray errorObject(const QByteArray &type, const QByteArray &message)
{
    return "{\"errorMessage\":" + jsonString(QString::fromUtf8(message))
           + ",\"errorType\":" + jsonString(QString::fromLatin1(type)) + "}\n";
}

http::Response refused(const QByteArray &type, const QByteArray &message, int status = 403)
{
    return {status, {{"Content-Type", "application/json"}}, errorObject(type, message)};
}

http::Response refused(const ExtensionSet::Refusal &refusal)
{
    return refused(refusal.type, refusal.message);
}

http::Response pageNotFound()
{
    return {404, {{"Content-Type", "text/plain; charset=utf-8"}}, "404 page not found\n"};
}

// The events of a registration, or why its body can't be taken.
struct Registration
{
    QStringList events;
    QByteArray wrong = {};
};

Registration readRegistration(const QByteArray &body)
{
    const auto checked = checkJson(body);
    if (!checked)
        return {{}, checked.error().detail.toUtf8()};
    const Json json = Json::parse(body.begin(), body.end(), nullptr, false);
    if (!json.is_object())
        return {{}, "json: cannot unmarshal into an object"};
    const auto keys = json.find("configurationKeys");
    if (keys != json.end() && keys->is_array() && !keys->empty())
        return {{}, "configurationKeys are deprecated; use environment variables instead"};
    Registration registration;
    const auto events = json.find("events");
    if (events == json.end() || events->is_null())
        return registration;
    if (!events->is_array() || events->size() > MostEvents)
        return {{}, "json: cannot unmarshal events into a list"};
    for (const Json &event : *events) {
        if (!event.is_string())
            return {{}, "json: cannot unmarshal an event into a string"};
        registration.events << QString::fromStdString(event.get<std::string>());
    }
    return registration;
}

bool mentions(const QByteArray &list, QByteArrayView feature)
{
    for (const QByteArray &each : list.split(',')) {
        if (each.trimmed() == feature)
            return true;
    }
    return false;
}

} // namespace

bool SideRequest::isOne(QByteArrayView path)
{
    return path.startsWith(ExtensionPrefix) || path == QByteArrayView(TelemetryPath)
           || path == QByteArrayView(LogsPath) || path == QByteArrayView(MetadataPath);
}

QByteArray firstZoneId(const QString &region)
{
    const QStringList parts = region.split(u'-');
    if (parts.size() < 3)
        return "use1-az1";
    QString shortened = parts.front();                 // "us", "ap"
    for (qsizetype i = 1; i + 1 < parts.size(); ++i) { // "southeast" is "se", "gov" is "g"
        QString direction = parts[i];
        direction.replace(QStringLiteral("north"), QStringLiteral("n"));
        direction.replace(QStringLiteral("south"), QStringLiteral("s"));
        direction.replace(QStringLiteral("east"), QStringLiteral("e"));
        direction.replace(QStringLiteral("west"), QStringLiteral("w"));
        shortened += direction.size() > 2 ? direction.left(1) : direction;
    }
    return (shortened + parts.back()).toLatin1() + "-az1";
}

ExtensionApi::ExtensionApi(Facts facts, IdSource &ids, ExtensionApiListener &listener)
    : m_facts(std::move(facts))
    , m_ids(ids)
    , m_listener(listener)
{
}

void ExtensionApi::reset(const QStringList &external)
{
    m_set = ExtensionSet(external);
    m_waiting.clear();
    m_event.clear();
    m_subscriptionsOpen = true;
}

void ExtensionApi::invoke(const Event &event)
{
    m_event = "{\"eventType\":\"INVOKE\",\"deadlineMs\":" + QByteArray::number(event.deadlineMs)
              + ",\"requestId\":" + jsonString(event.requestId)
              + ",\"invokedFunctionArn\":" + jsonString(event.functionArn);
    if (!event.traceId.isEmpty())
        m_event += ",\"tracing\":{\"type\":\"X-Amzn-Trace-Id\",\"value\":"
                   + jsonString(QString::fromLatin1(event.traceId)) + '}';
    m_event += '}';
    m_isInvoke = true;
    deliverTo(m_set.beginInvoke());
}

void ExtensionApi::shutDown(const char *reason, qint64 deadlineMs)
{
    m_event = "{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":" + QByteArray::number(deadlineMs)
              + ",\"shutdownReason\":\"" + reason + "\"}";
    m_isInvoke = false;
    deliverTo(m_set.beginShutdown());
}

void ExtensionApi::deliverTo(const std::vector<int> &indices)
{
    for (const int index : indices) {
        const auto waiting = m_waiting.extract(index);
        if (!waiting.empty())
            deliver(index, *waiting.mapped());
    }
}

void ExtensionApi::deliver(int index, http::Connection &connection)
{
    m_set.delivered(index);
    http::Response response{200, {{"Content-Type", "application/json"}}, m_event};
    if (m_isInvoke)
        response.headers.emplace_back("Lambda-Extension-Event-Identifier", m_ids.uuid().toLatin1());
    connection.respond(response);
}

void ExtensionApi::serve(http::Connection &connection, const SideRequest &request)
{
    const QByteArray &method = request.head.method;
    if (request.path == MetadataPath)
        return serveMetadata(connection, request);
    if (!m_facts.enabled)
        return connection.respond(pageNotFound());
    if (method == "PUT" && request.path == TelemetryPath)
        return serveTelemetry(connection, request, TelemetrySubscription::Api::Telemetry);
    if (method == "PUT" && request.path == LogsPath)
        return serveTelemetry(connection, request, TelemetrySubscription::Api::Logs);
    if (request.path.startsWith(ExtensionPrefix)) {
        const QByteArray rest = request.path.mid(qsizetype(sizeof ExtensionPrefix) - 1);
        if (method == "POST" && rest == "register")
            return serveRegister(connection, request);
        if (method == "GET" && rest == "event/next")
            return serveNext(connection, request);
        if (method == "POST" && rest == "init/error")
            return serveError(connection, request, ExtensionSet::Error::Init);
        if (method == "POST" && rest == "exit/error")
            return serveError(connection, request, ExtensionSet::Error::Exit);
    }
    connection.respond(pageNotFound());
}

void ExtensionApi::gone(http::Connection &connection)
{
    std::erase_if(m_waiting, [&](const auto &each) { return each.second == &connection; });
}

void ExtensionApi::serveRegister(http::Connection &connection, const SideRequest &request)
{
    const QString name = QString::fromUtf8(request.head.header("Lambda-Extension-Name"));
    Registration registration;
    if (!name.isEmpty())
        registration = readRegistration(request.body);
    if (!registration.wrong.isEmpty())
        return connection.respond(refused("InvalidRequestFormat", registration.wrong));
    const QByteArray id = m_ids.uuid().toLatin1();
    const ExtensionSet::Answer answer = m_set.registerOne(name, registration.events, id);
    if (answer.refusal)
        return connection.respond(refused(*answer.refusal));
    QByteArray body = "{";
    if (mentions(request.head.header("Lambda-Extension-Accept-Feature"), "accountId"))
        body += "\"accountId\":" + jsonString(m_facts.accountId) + ',';
    body += "\"functionName\":" + jsonString(m_facts.functionName)
            + ",\"functionVersion\":" + jsonString(m_facts.functionVersion)
            + ",\"handler\":" + jsonString(m_facts.handler) + '}';
    connection.respond(
        {200, {{"Content-Type", "application/json"}, {"Lambda-Extension-Identifier", id}}, body});
    m_listener.extensionRegistered();
}

void ExtensionApi::serveNext(http::Connection &connection, const SideRequest &request)
{
    const QByteArray id = request.head.header("Lambda-Extension-Identifier");
    // One whose connection broke while it waited may ask again.
    const ExtensionSet::Answer asking = m_set.find(id);
    if (!asking.refusal) {
        const auto &extension = m_set.all()[static_cast<std::size_t>(asking.index)];
        if (extension.state == ExtensionSet::State::Ready && !m_waiting.contains(asking.index)) {
            m_waiting.emplace(asking.index, &connection);
            return;
        }
    }
    const ExtensionSet::NextAnswer answer = m_set.next(id);
    if (answer.refusal)
        return connection.respond(refused(*answer.refusal));
    if (answer.next == ExtensionSet::Next::Deliver)
        return deliver(answer.index, connection);
    m_waiting[answer.index] = &connection;
    if (answer.next == ExtensionSet::Next::InitMayBeDone)
        m_listener.extensionReady();
    else if (answer.next == ExtensionSet::Next::InvokeMayBeDone)
        m_listener.extensionInvokeDone();
}

void ExtensionApi::serveError(http::Connection &connection, const SideRequest &request,
                              ExtensionSet::Error kind)
{
    const QString type =
        QString::fromUtf8(request.head.header("Lambda-Extension-Function-Error-Type"));
    const ExtensionSet::Answer answer =
        m_set.reportError(request.head.header("Lambda-Extension-Identifier"), kind, type);
    if (answer.refusal)
        return connection.respond(refused(*answer.refusal));
    connection.respond({202, {{"Content-Type", "application/json"}}, "{\"status\":\"OK\"}\n"});
}

void ExtensionApi::serveTelemetry(http::Connection &connection, const SideRequest &request,
                                  TelemetrySubscription::Api api)
{
    const ExtensionSet::Answer who = m_set.find(request.head.header("Lambda-Extension-Identifier"));
    if (who.refusal)
        return connection.respond(refused(*who.refusal));
    if (!m_subscriptionsOpen)
        return connection.respond(
            api == TelemetrySubscription::Api::Telemetry
                ? refused("Telemetry.SubscriptionClosed", "Telemetry API subscription is closed")
                : refused("Logs.SubscriptionClosed", "Logs API subscription is closed already"));
    const auto read = readTelemetrySubscription(api, request.body);
    if (const auto *wrong = std::get_if<TelemetryRefusal>(&read))
        return connection.respond(refused("ValidationError", wrong->message, 400));
    connection.respond({200, {{"Content-Type", "application/json"}}, "\"OK\""});
    m_listener.telemetryWanted(who.index, std::get<TelemetrySubscription>(read));
}

void ExtensionApi::serveMetadata(http::Connection &connection, const SideRequest &request) const
{
    if (m_facts.metadataToken.isEmpty())
        return connection.respond(pageNotFound());
    if (request.head.header("Authorization") != "Bearer " + m_facts.metadataToken)
        return connection.respond({401, {}, {}});
    if (request.head.method != "GET")
        return connection.respond({405, {}, {}});
    connection.respond({200,
                        {{"Content-Type", "application/json"},
                         {"Cache-Control", "private, max-age=43200, immutable"}},
                        "{\"AvailabilityZoneID\":\"" + firstZoneId(m_facts.region) + "\"}"});
}

} // namespace engine
