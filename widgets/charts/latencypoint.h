// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>

#include "engine/core/units.h"
#include "engine/telemetry/invocationrecord.h"
#include "widgets/common/theme.h"

namespace widgets {

enum class LatencyMeasure {
    Duration,        // the handler's, as REPORT has it
    InitAndDuration, // with the init of a cold start
    Wall,            // as the caller sees it
};
inline constexpr std::array AllMeasures{LatencyMeasure::Duration, LatencyMeasure::InitAndDuration,
                                        LatencyMeasure::Wall};
[[nodiscard]] QString measureText(LatencyMeasure measure);

// How a point is drawn. What failed is an error, however its environment started.
enum class PointKind { Warm, Cold, Standby, Error, Throttle };
inline constexpr std::array AllPointKinds{PointKind::Warm, PointKind::Cold, PointKind::Standby,
                                          PointKind::Error, PointKind::Throttle};
[[nodiscard]] Token tokenOf(PointKind kind);
[[nodiscard]] QString pointKindText(PointKind kind); // "Cold", "Warm", ...

// What the chart keeps of a record.
struct LatencyPoint
{
    qint64 startedAtMs = 0;
    QString requestId;
    QString functionName;
    QString problem; // one line; empty on success
    engine::StartKind start = engine::StartKind::None;
    engine::Outcome outcome = engine::Outcome::Success;
    engine::Nanoseconds duration{0};
    engine::Nanoseconds init{0};
    engine::Nanoseconds wall{0};

    [[nodiscard]] PointKind kind() const;
    // Nothing ran, so there is no duration; it may still have a wall time.
    [[nodiscard]] bool ran() const { return start != engine::StartKind::None; }
    // 0 for what did not run, whatever the measure.
    [[nodiscard]] engine::Nanoseconds value(LatencyMeasure measure) const;
};

[[nodiscard]] LatencyPoint latencyPointOf(const engine::InvocationRecord &record);

// All of a point on some lines, for the tooltip and for screen readers.
[[nodiscard]] QString describe(const LatencyPoint &point, LatencyMeasure measure);

} // namespace widgets
