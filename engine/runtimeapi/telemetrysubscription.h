// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <variant>

#include "engine/telemetry/telemetrybuffer.h"

namespace engine {

// What an extension wants to be told, and where: a PUT to /2022-07-01/telemetry or, in its older
// form, to /2020-08-15/logs.
struct TelemetrySubscription
{
    enum class Api { Telemetry, Logs };
    enum class Protocol { Http, Tcp };

    Api api = Api::Telemetry;
    QString schemaVersion;
    QStringList types; // of "platform", "function", "extension", as sent, each once
    TelemetryBuffer::Limits buffering;
    Protocol protocol = Protocol::Http;
    quint16 port = 0;
    QByteArray host; // as the URI has it, for the Host header
    QByteArray path = "/";

    bool operator==(const TelemetrySubscription &) const = default;
};

// What is wrong with it, all at once; the texts that AWS has published are its own.
struct TelemetryRefusal
{
    QByteArray message;
};

// Pure. Ranges: runtime-api section 4 (the published JSON schema).
[[nodiscard]] std::variant<TelemetrySubscription, TelemetryRefusal> readTelemetrySubscription(
    TelemetrySubscription::Api api, const QByteArray &body);

} // namespace engine
