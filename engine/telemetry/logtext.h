// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "engine/telemetry/invocationrecord.h"

// The platform's log lines in text format, to the byte as CloudWatch shows them: fields separated
// by tabs, each line ended by a newline. Never translated. Source: runtime-api.md section 7 and
// "Lambda execution environment lifecycle".
namespace engine::logtext {

[[nodiscard]] QByteArray initStart(const QString &versionName, const QString &versionArn);
[[nodiscard]] QByteArray start(const QString &requestId, const QString &version);
[[nodiscard]] QByteArray end(const QString &requestId);
// Duration, Billed Duration, Memory Size, Max Memory Used, Init Duration, and when it failed Status
// ("timeout", else "error" with Error Type). An unmeasured Max Memory Used is left out. A tab
// follows the last field too.
[[nodiscard]] QByteArray report(const InvocationRecord &record);

enum class InitPhase { Init, Invoke };
// Only written for an init that failed. `errorType` is empty on a timeout.
[[nodiscard]] QByteArray initReport(Nanoseconds duration, InitPhase phase, const QString &status,
                                    const QString &errorType);

// "EXTENSION", then Name, State, Events; Error Type when there is one.
[[nodiscard]] QByteArray extension(const QString &name, const QString &state,
                                   const QStringList &events, const QString &errorType);
// "TELEMETRY" or "LOGS" by `api` ("telemetrySubscription", "logsSubscription"), then Name, State,
// Types.
[[nodiscard]] QByteArray subscription(const QByteArray &api, const QString &name,
                                      const QString &state, const QStringList &types);

// "3.01 ms": two decimals, half up, as REPORT has them.
[[nodiscard]] QByteArray milliseconds(Nanoseconds duration);

// What X-Amz-Log-Result has (before base64): the last 4,096 bytes of the part that begins at the
// START line (or platform.start's), cut between bytes, not characters. INIT_START and what init
// wrote are not in it.
[[nodiscard]] QByteArray tail(const QByteArray &log);

} // namespace engine::logtext
