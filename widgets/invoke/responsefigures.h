// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/telemetry/invocationrecord.h"

namespace widgets {

// The line above a response, as rich text: what the invocation took. `cost` may be empty.
[[nodiscard]] QString responseFigures(const engine::InvocationRecord &record, const QString &cost,
                                      qint64 bytes);
// The same while the response is being streamed.
[[nodiscard]] QString streamFigures(const engine::ResponseStream &stream);
// What is to be known about a streamed response: that it is not shown whole, or that only streaming
// callers get it. Empty when there is nothing.
[[nodiscard]] QString streamNote(const engine::InvocationRecord &record);

} // namespace widgets
