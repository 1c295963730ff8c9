// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace engine {

// What a runtime says to an invocation (or of its own init), taken whole.
struct RuntimeAnswer
{
    enum class Kind {
        Response,
        Error,     // the handler, or init, reported an error; payload is its object, unchanged
        TooLarge,  // the response passed the limit; payload is the service's error object
        BadMode,   // unknown response mode; empty payload
        Truncated, // the connection broke in the middle of a streamed response
    };

    Kind kind = Kind::Response;
    QByteArray payload;
    QByteArray contentType;
    QString errorType; // as telemetry names it; empty for Response
};

// The type by which telemetry and the REPORT line know an error: what the runtime's header says
// if it has the form "Runtime.Xyz" or "Function.Xyz", else a generic one (Runtime Interface
// Emulator, fatalerror).
[[nodiscard]] QString telemetryErrorType(const QByteArray &header);

} // namespace engine
