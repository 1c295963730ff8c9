// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimeapi/telemetrysubscription.h"

#include <nlohmann/json.hpp>

#include <QUrl>

#include <cstdint>

#include "engine/core/json.h"

namespace engine {
namespace {

using Json = nlohmann::json;

constexpr int RuntimeApiPort = 9001; // Lambda's own in every sandbox
constexpr qsizetype LongestUri = 2048;

class Reader
{
public:
    Reader(TelemetrySubscription::Api api, const Json &json)
        : m_json(json)
    {
        m_read.api = api;
    }

    std::variant<TelemetrySubscription, TelemetryRefusal> read()
    {
        readVersion();
        readTypes();
        readBuffering();
        readDestination();
        if (!m_wrong.isEmpty())
            return TelemetryRefusal{m_wrong.join("; ")};
        return m_read;
    }

private:
    [[nodiscard]] static const Json *member(const Json *object, const char *name)
    {
        if (!object || !object->is_object())
            return nullptr;
        const auto it = object->find(name);
        return it == object->end() ? nullptr : &*it;
    }
    [[nodiscard]] static QString text(const Json *value)
    {
        return value && value->is_string() ? QString::fromStdString(value->get<std::string>())
                                           : QString();
    }

    void readVersion()
    {
        static const QStringList telemetry{QStringLiteral("2022-07-01"),
                                           QStringLiteral("2022-12-13"),
                                           QStringLiteral("2025-01-29")};
        static const QStringList logs{QStringLiteral("2020-08-15"), QStringLiteral("2021-03-18")};
        const bool isLogs = m_read.api == TelemetrySubscription::Api::Logs;
        const Json *version = member(&m_json, "schemaVersion");
        if (!version && isLogs) { // the first version of the Logs API knew none
            m_read.schemaVersion = logs.front();
            return;
        }
        m_read.schemaVersion = text(version);
        if (!(isLogs ? logs : telemetry).contains(m_read.schemaVersion))
            m_wrong << "schemaVersion should be one of "
                           + (isLogs ? logs : telemetry).join(u", ").toLatin1();
    }

    void readTypes()
    {
        static const QStringList known{QStringLiteral("platform"), QStringLiteral("function"),
                                       QStringLiteral("extension")};
        const Json *types = member(&m_json, "types");
        if (!types || !types->is_array() || types->empty()) {
            m_wrong << "types should not be empty";
            return;
        }
        for (const Json &each : *types) {
            const QString type = text(&each);
            if (!known.contains(type)) {
                m_wrong << "types should be of platform, function, extension";
                return;
            }
            if (!m_read.types.contains(type))
                m_read.types << type;
        }
    }

    void readNumber(const Json *buffering, const char *name, std::int64_t low, std::int64_t high,
                    std::int64_t *target)
    {
        const Json *value = member(buffering, name);
        if (!value)
            return;
        // A number past 64 bits is read as one with a fraction: not an integer either way.
        const bool isInteger = value->is_number_integer() || value->is_number_unsigned();
        const auto number = isInteger ? value->get<std::int64_t>() : std::int64_t{-1};
        if (number < low || number > high)
            m_wrong << QByteArray(name) + " should be between " + QByteArray::number(qint64{low})
                           + " and " + QByteArray::number(qint64{high});
        else
            *target = number;
    }

    void readBuffering()
    {
        const Json *buffering = member(&m_json, "buffering");
        if (!buffering)
            return;
        if (!buffering->is_object()) {
            m_wrong << "buffering should be an object";
            return;
        }
        TelemetryBuffer::Limits &limits = m_read.buffering;
        std::int64_t milliseconds = limits.timeout.count();
        readNumber(buffering, "maxItems", 1'000, 10'000, &limits.maxItems);
        readNumber(buffering, "maxBytes", 262'144, 1'048'576, &limits.maxBytes);
        readNumber(buffering, "timeoutMs", 25, 30'000, &milliseconds);
        limits.timeout = Milliseconds(milliseconds);
    }

    void readDestination()
    {
        const Json *destination = member(&m_json, "destination");
        const QString protocol = text(member(destination, "protocol"));
        if (protocol == u"HTTP") {
            m_read.protocol = TelemetrySubscription::Protocol::Http;
            readUri(text(member(destination, "URI")));
        } else if (protocol == u"TCP") {
            m_read.protocol = TelemetrySubscription::Protocol::Tcp;
            std::int64_t port = 0;
            readNumber(destination, "port", 1, 65'535, &port);
            takePort(static_cast<int>(port));
        } else {
            m_wrong << "destination protocol should be HTTP or TCP";
        }
    }

    void readUri(const QString &text)
    {
        if (text.isEmpty() || text.size() > LongestUri) {
            m_wrong << "URI is not provided";
            return;
        }
        const QUrl url(text, QUrl::StrictMode);
        const QString host = url.host();
        if (!url.isValid() || url.scheme() != u"http"
            || (host != u"sandbox.localdomain" && host != u"sandbox")) {
            m_wrong << "URI should be http://sandbox.localdomain:PORT/PATH";
            return;
        }
        takePort(url.port(0));
        m_read.host = host.toLatin1() + ':' + QByteArray::number(url.port(0));
        QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
        if (url.hasQuery())
            path += '?' + url.query(QUrl::FullyEncoded).toLatin1();
        if (path.startsWith('/'))
            m_read.path = path;
        else if (!path.isEmpty())
            m_read.path = '/' + path;
    }

    void takePort(int port)
    {
        if (port <= 0)
            m_wrong << (m_read.protocol == TelemetrySubscription::Protocol::Http
                            ? "URI port is not provided"
                            : "port is not provided");
        else if (port == RuntimeApiPort)
            m_wrong << "port 9001 is reserved";
        else
            m_read.port = static_cast<quint16>(port);
    }

    const Json &m_json;
    TelemetrySubscription m_read;
    QByteArrayList m_wrong;
};

} // namespace

std::variant<TelemetrySubscription, TelemetryRefusal> readTelemetrySubscription(
    TelemetrySubscription::Api api, const QByteArray &body)
{
    // What is nested too deep must not reach the parser.
    const Json json = checkJson(body) ? Json::parse(body.begin(), body.end(), nullptr, false)
                                      : Json(Json::value_t::discarded);
    if (!json.is_object())
        return TelemetryRefusal{"failed to parse JSON"};
    return Reader(api, json).read();
}

} // namespace engine
