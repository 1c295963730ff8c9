// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/events/httpparts.h"

#include <nlohmann/json.hpp>

#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <optional>

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

struct Pair
{
    QString key;
    QString value;
};

std::vector<Pair> queryPairs(const QString &query)
{
    std::vector<Pair> pairs;
    for (const QString &part : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        pairs.push_back(equals < 0 ? Pair{part, QString()}
                                   : Pair{part.first(equals), part.sliced(equals + 1)});
    }
    return pairs;
}

QString decoded(QString text)
{
    return QUrl::fromPercentEncoding(text.replace(u'+', u' ').toUtf8());
}

std::vector<Pair> decodedPairs(std::vector<Pair> pairs)
{
    for (Pair &each : pairs)
        each = {decoded(each.key), decoded(each.value)};
    return pairs;
}

// The last value of each name, in the names' order.
Json singles(const std::vector<Pair> &pairs)
{
    Json out = Json::object();
    for (const Pair &each : pairs)
        out[each.key.toStdString()] = each.value.toStdString();
    return out;
}

Json lists(const std::vector<Pair> &pairs)
{
    Json out = Json::object();
    for (const Pair &each : pairs)
        out[each.key.toStdString()].push_back(each.value.toStdString());
    return out;
}

Json joined(const std::vector<Pair> &pairs)
{
    Json out = Json::object();
    for (const Pair &each : pairs) {
        Json &value = out[each.key.toStdString()];
        value = value.is_null() ? each.value.toStdString()
                                : value.get<std::string>() + ',' + each.value.toStdString();
    }
    return out;
}

Json nullIfEmpty(Json value)
{
    return value.empty() ? Json(nullptr) : std::move(value);
}

// What the path's parts are called by the route; nothing when the path is another route's.
std::optional<std::vector<Pair>> parametersOf(const QString &path, const QString &route)
{
    QStringList parts = path.split(u'/').mid(1);
    const QStringList names = route.split(u'/').mid(1);
    std::vector<Pair> found;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString &name = names[i];
        const bool variable = name.startsWith(u'{') && name.endsWith(u'}');
        if (variable && name.endsWith(u"+}")) {
            QString rest = parts.mid(i).join(u'/');
            while (rest.endsWith(u'/')) // no part of the greedy parameter
                rest.chop(1);
            if (rest.isEmpty())
                return std::nullopt;
            found.push_back({name.sliced(1, name.size() - 3), rest});
            return found;
        }
        if (i >= parts.size() || (!variable && parts[i] != name)
            || (variable && parts[i].isEmpty()))
            return std::nullopt;
        if (variable)
            found.push_back({name.sliced(1, name.size() - 2), parts[i]});
    }
    if (parts.size() == names.size() + 1 && parts.back().isEmpty())
        parts.removeLast(); // a slash at the end
    return parts.size() == names.size() ? std::optional(found) : std::nullopt;
}

// As HTTP API, function URL and load balancer decide it.
bool isText(const std::vector<Pair> &lowerHeaders)
{
    QString type;
    for (const Pair &each : lowerHeaders) {
        if (each.key == u"content-encoding")
            return false;
        if (each.key == u"content-type")
            type = each.value.section(u';', 0, 0).trimmed().toLower();
    }
    return type.startsWith(u"text/") || type == u"application/json"
           || type == u"application/javascript" || type == u"application/xml"
           || type.endsWith(u"+json") || type.endsWith(u"+xml");
}

class Values
{
public:
    explicit Values(const HttpParts &request)
        : m_request(request)
    {
        for (const HeaderLine &line : request.headers)
            m_headers.push_back({line.name, line.value});
        std::stable_sort(m_headers.begin(), m_headers.end(), [](const Pair &a, const Pair &b) {
            return a.key.compare(b.key, Qt::CaseInsensitive) < 0;
        });
        for (const Pair &each : m_headers)
            m_lower.push_back({each.key.toLower(), each.value});
    }

    std::map<QString, QByteArray> all()
    {
        addHeaders();
        addQuery();
        addPath();
        addBody();
        return std::move(m_values);
    }

private:
    void add(const char *name, const Json &value)
    {
        m_values[QLatin1StringView(name)] = QByteArray::fromStdString(value.dump());
    }

    void addHeaders()
    {
        std::vector<Pair> v1; // names as sent, but for two
        std::vector<Pair> v2; // without cookies
        std::vector<Pair> lower;
        Json cookies = Json::array();
        QString agent;
        for (std::size_t i = 0; i < m_headers.size(); ++i) {
            Pair each = m_headers[i];
            const QString &name = m_lower[i].key;
            if (name == u"user-agent") {
                agent = each.value;
                each.key = QStringLiteral("User-Agent");
            } else if (name == u"authorization") {
                each.key = QStringLiteral("Authorization");
            }
            if (name != u"content-length" && name != u"connection")
                v1.push_back(each);
            if (name != u"connection")
                lower.push_back(m_lower[i]);
            if (name == u"cookie") {
                for (const QString &cookie : each.value.split(u';', Qt::SkipEmptyParts))
                    cookies.push_back(cookie.trimmed().toStdString());
            } else if (name != u"connection") {
                v2.push_back(m_lower[i]);
            }
        }
        add("v1.headers", nullIfEmpty(singles(v1)));
        add("v1.multiHeaders", nullIfEmpty(lists(v1)));
        add("v1.lowerHeaders", nullIfEmpty(singles(lower)));
        add("v1.lowerMultiHeaders", nullIfEmpty(lists(lower)));
        add("v2.headers", joined(v2));
        add("v2.cookies", cookies);
        add("alb.headers", singles(m_lower));
        add("alb.multiHeaders", lists(m_lower));
        add("userAgent", agent.toStdString());
    }

    void addQuery()
    {
        const std::vector<Pair> raw = queryPairs(m_request.query);
        const std::vector<Pair> plain = decodedPairs(raw);
        add("v1.query", nullIfEmpty(singles(plain)));
        add("v1.multiQuery", nullIfEmpty(lists(plain)));
        add("v2.query", nullIfEmpty(joined(plain)));
        add("alb.query", singles(raw));
        add("alb.multiQuery", lists(raw));
    }

    void addPath()
    {
        std::vector<Pair> parameters =
            parametersOf(m_request.path, m_request.route).value_or(std::vector<Pair>());
        add("v1.pathParameters", nullIfEmpty(singles(parameters)));
        for (Pair &each : parameters)
            each.value = QUrl::fromPercentEncoding(each.value.toUtf8());
        add("v2.pathParameters", nullIfEmpty(singles(parameters)));
        const bool none = m_request.route.isEmpty() || m_request.route == u"$default";
        add("routeKey",
            (none ? QStringLiteral("$default") : m_request.method + u' ' + m_request.route)
                .toStdString());
    }

    void addBody()
    {
        const QByteArray &body = m_request.body;
        const bool encode = !body.isEmpty() && !isText(m_lower);
        const auto written = [&body](bool base64) -> Json {
            if (body.isEmpty())
                return nullptr;
            return (base64 ? QString::fromLatin1(body.toBase64()) : QString::fromUtf8(body))
                .toStdString();
        };
        add("v1.body", written(m_request.binary));
        add("v1.isBase64", m_request.binary && !body.isEmpty());
        add("v2.body", written(encode));
        add("v2.isBase64", encode);
        add("alb.body", body.isEmpty() ? Json("") : written(encode));
    }

    const HttpParts &m_request;
    std::vector<Pair> m_headers;
    std::vector<Pair> m_lower; // the same, names in lower case
    std::map<QString, QByteArray> m_values;
};

} // namespace

std::vector<HeaderLine> headerLines(const QString &text)
{
    std::vector<HeaderLine> lines;
    for (const QString &line : text.split(u'\n')) {
        const qsizetype colon = line.indexOf(u':');
        const QString name = line.left(colon).trimmed();
        if (colon > 0 && !name.isEmpty())
            lines.push_back({name, line.sliced(colon + 1).trimmed()});
    }
    return lines;
}

std::map<QString, QByteArray> httpValues(const HttpParts &request)
{
    return Values(request).all();
}

bool matchesRoute(const QString &path, const QString &route)
{
    return route == u"$default" || parametersOf(path, route).has_value();
}

} // namespace engine
