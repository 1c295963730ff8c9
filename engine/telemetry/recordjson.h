// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "engine/core/units.h"
#include "engine/telemetry/invocationrecord.h"

namespace engine {

// The caller's side of an invocation, which a record does not hold.
struct RecordAnswer
{
    int statusCode = 200;       // 200, 202, 429, ...
    QString functionError = {}; // "Unhandled", or empty
    QByteArray payload = {};    // exact bytes
};

// One JSON object on one line, without a newline, as "lwb invoke --json" prints it; the keys are a
// promise to scripts: new ones come at the end, none goes. Times are in milliseconds with all their
// digits, what was not measured is null. "payload" is the answer's own JSON text less the blanks
// between its tokens (digits, key order and equal keys stay), or, if it is no JSON, a JSON string.
// "status" is outcomeName(). "costUsd" is a number, printed from the exact amount.
[[nodiscard]] QByteArray recordJson(const InvocationRecord &record, const RecordAnswer &answer,
                                    Money cost);

} // namespace engine
