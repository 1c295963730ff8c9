// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "engine/http/connection.h"

namespace engine {

// A request to one of the APIs beside the runtime's own, read whole.
struct SideRequest
{
    static constexpr qsizetype BodyBytes = 256 * 1024; // of a longer body only this much is kept

    http::RequestHead head;
    QByteArray path; // without its query
    QByteArray body;
    bool cut = false; // the body was longer

    // The Extensions, Telemetry, Logs and metadata APIs' prefixes.
    [[nodiscard]] static bool isOne(QByteArrayView path);
};

// Who answers them. Each request is answered with respond() on its connection, at once or later,
// unless gone() comes first.
class SideRequestHandler
{
public:
    virtual ~SideRequestHandler() = default;
    virtual void serve(http::Connection &connection, const SideRequest &request) = 0;
    virtual void gone(http::Connection &connection) = 0;
};

} // namespace engine
