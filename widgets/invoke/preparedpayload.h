// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace widgets {

// What can be read out of a payload, worked out once and off the window's thread when it is large.
struct PreparedPayload
{
    bool isJson = false;
    QByteArray pretty; // indented; the payload itself when it is no JSON
    QByteArray body;   // an API Gateway style answer's "body", indented, when that is JSON text
    // An error object's parts ("errorType", "errorMessage", "stackTrace" or "trace"), as a
    // traceback is printed; empty when it is none.
    QString traceback;
};

[[nodiscard]] PreparedPayload preparePayload(const QByteArray &payload);

} // namespace widgets
