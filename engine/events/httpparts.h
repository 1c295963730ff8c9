// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <map>
#include <vector>

namespace engine {

struct HeaderLine
{
    QString name; // as it was written
    QString value;

    bool operator==(const HeaderLine &) const = default;
};

// "Name: value" lines; blank ones and those without a name or colon are left out.
[[nodiscard]] std::vector<HeaderLine> headerLines(const QString &text);

// One HTTP request as it reaches an API, a function URL or a load balancer.
struct HttpParts
{
    QString method;
    QString path;  // encoded, as sent
    QString query; // encoded, without '?'
    QString route; // "/orders/{id}", "/{proxy+}"; empty: none
    std::vector<HeaderLine> headers;
    QByteArray body;
    bool binary = false; // the API's binaryMediaTypes say so (REST)
};

// What the events of the different fronts make of a request, as JSON texts by name: "v1.headers",
// "v2.cookies", "alb.query", ... See "From raw HTTP to event" in AWS's documentation of each.
[[nodiscard]] std::map<QString, QByteArray> httpValues(const HttpParts &request);

// Does the path go to this route, which may hold {name} and {name+}?
[[nodiscard]] bool matchesRoute(const QString &path, const QString &route);

} // namespace engine
