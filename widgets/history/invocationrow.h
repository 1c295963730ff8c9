// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include <optional>

#include "engine/core/units.h"
#include "engine/telemetry/invocationrecord.h"
#include "widgets/common/theme.h"

namespace widgets {

// What History keeps of a record: everything a list shows, no payload and no log, because
// 100,000 of these are held at a time.
struct InvocationRow
{
    quint64 sequence = 0; // order of arrival; parts records of the same millisecond
    qint64 startedAtMs = 0;
    QString requestId;
    QString functionName;
    QString trigger;
    QString environmentId;
    QString errorType;
    QString errorMessage;
    engine::StartKind start = engine::StartKind::None;
    engine::Outcome outcome = engine::Outcome::Success;
    engine::Nanoseconds duration{0};
    engine::Nanoseconds wall{0};
    engine::Nanoseconds overhead{0};
    engine::Nanoseconds cpu{-1};          // -1: not measured
    engine::Nanoseconds initDuration{-1}; // -1: no init, or one that failed
    engine::Milliseconds billed{0};
    engine::Megabytes memorySize;
    int maxMemoryUsedMB = -1; // -1: not measured
    qint64 requestBytes = 0;
    qint64 responseBytes = 0;
    engine::Money cost;

    [[nodiscard]] bool failed() const { return outcome != engine::Outcome::Success; }
};

[[nodiscard]] InvocationRow rowOf(const engine::InvocationRecord &record, engine::Money cost);

// "Cold", "Warm", "Did not run".
[[nodiscard]] QString startText(engine::StartKind start);
// "Success", "Timeout", ...: a word for every outcome.
[[nodiscard]] QString outcomeText(engine::Outcome outcome);
// The token whose shape and colour stand for it; nothing for a success, which needs no mark.
[[nodiscard]] std::optional<Token> startToken(engine::StartKind start);
[[nodiscard]] std::optional<Token> outcomeToken(engine::Outcome outcome);

// "2026-11-24 16:20:31.042" in the locale's order, with milliseconds.
[[nodiscard]] QString timeText(qint64 msSinceEpoch);

} // namespace widgets
