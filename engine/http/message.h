// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>
#include <vector>

namespace engine::http {

using Header = std::pair<QByteArray, QByteArray>; // name as sent, value without outer blanks

// The first header of that name, compared without regard to case; null when there is none.
[[nodiscard]] inline const QByteArray *find(const std::vector<Header> &headers, QByteArrayView name)
{
    for (const Header &header : headers) {
        if (header.first.compare(name, Qt::CaseInsensitive) == 0)
            return &header.second;
    }
    return nullptr;
}

// Request line and headers of one request.
struct RequestHead
{
    QByteArray method;
    QByteArray target; // path and query, as sent
    std::vector<Header> headers;

    [[nodiscard]] QByteArray header(QByteArrayView name) const
    {
        const QByteArray *value = find(headers, name);
        return value ? *value : QByteArray();
    }
};

struct Response
{
    int status = 200;
    std::vector<Header> headers = {}; // Content-Length is added
    QByteArray body = {};
};

} // namespace engine::http
