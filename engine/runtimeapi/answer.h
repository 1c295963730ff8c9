// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace engine {

// What a runtime says to an invocation (or of its own init), taken whole. Of a stream to a
// streaming caller the payload is empty: it was passed on as it came.
struct RuntimeAnswer
{
    enum class Kind {
        Response,
        Error, // the handler, or init, reported an error; payload is its object, unchanged
        // The response passed the limit; payload is the service's error object. Of a stream to a
        // streaming caller what came up to the limit was passed on.
        TooLarge,
        BadMode,   // unknown response mode; empty payload
        Truncated, // the connection broke in the middle of a response
    };

    Kind kind = Kind::Response;
    QByteArray payload;
    QByteArray contentType;
    QString errorType; // as telemetry names it; empty for Response
    // The error object that follows a stream which failed on its way.
    QByteArray streamError = {};
};

// The type by which telemetry and the REPORT line know an error: what the runtime's header says
// if it has the form "Runtime.Xyz" or "Function.Xyz", else a generic one (Runtime Interface
// Emulator, fatalerror).
[[nodiscard]] QString telemetryErrorType(const QByteArray &header);

} // namespace engine
