// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/latencypoint.h"

#include <QCoreApplication>
#include <QStringList>

#include "widgets/common/format.h"
#include "widgets/history/invocationrow.h"

namespace widgets {
namespace {

struct Latency
{
    Q_DECLARE_TR_FUNCTIONS(widgets::Latency)
};

} // namespace

QString measureText(LatencyMeasure measure)
{
    switch (measure) {
    case LatencyMeasure::Duration:
        return Latency::tr("Duration");
    case LatencyMeasure::InitAndDuration:
        return Latency::tr("Init + duration");
    case LatencyMeasure::Wall:
        return Latency::tr("Wall time");
    }
    Q_UNREACHABLE();
}

Token tokenOf(PointKind kind)
{
    switch (kind) {
    case PointKind::Warm:
        return Token::Warm;
    case PointKind::Cold:
        return Token::Cold;
    case PointKind::Standby:
        return Token::Standby;
    case PointKind::Error:
        return Token::Error;
    case PointKind::Throttle:
        return Token::Throttle;
    }
    Q_UNREACHABLE();
}

QString pointKindText(PointKind kind)
{
    switch (kind) {
    case PointKind::Warm:
        return Latency::tr("Warm", "start of an environment");
    case PointKind::Cold:
        return Latency::tr("Cold", "start of an environment");
    case PointKind::Standby:
        return Latency::tr("Standby", "start of an environment");
    case PointKind::Error:
        return Latency::tr("Error");
    case PointKind::Throttle:
        return Latency::tr("Throttled");
    }
    Q_UNREACHABLE();
}

PointKind LatencyPoint::kind() const
{
    if (outcome == engine::Outcome::Throttled)
        return PointKind::Throttle;
    if (outcome != engine::Outcome::Success)
        return PointKind::Error;
    if (start == engine::StartKind::Standby)
        return PointKind::Standby;
    return start == engine::StartKind::Cold ? PointKind::Cold : PointKind::Warm;
}

engine::Nanoseconds LatencyPoint::value(LatencyMeasure measure) const
{
    if (!ran())
        return engine::Nanoseconds{0};
    switch (measure) {
    case LatencyMeasure::Duration:
        return duration;
    case LatencyMeasure::InitAndDuration:
        return init + duration;
    case LatencyMeasure::Wall:
        return wall;
    }
    Q_UNREACHABLE();
}

LatencyPoint latencyPointOf(const engine::InvocationRecord &record)
{
    return {.startedAtMs = record.startedAtMs,
            .requestId = record.requestId,
            .functionName = record.functionName,
            .problem = record.errorMessage.isEmpty() ? record.errorType : record.errorMessage,
            .start = record.start,
            .outcome = record.outcome,
            .duration = record.duration,
            .init = record.initDuration.value_or(engine::Nanoseconds{0}),
            .wall = record.wall};
}

QString describe(const LatencyPoint &point, LatencyMeasure measure)
{
    QStringList lines;
    lines << (point.ran() ? Latency::tr("%1: %2", "measure and value")
                                .arg(measureText(measure), formatDuration(point.value(measure)))
                          : Latency::tr("Did not run"));
    if (point.ran() && measure == LatencyMeasure::InitAndDuration && point.init.count() > 0)
        lines << Latency::tr("%1 init, %2 duration")
                     .arg(formatDuration(point.init), formatDuration(point.duration));
    QStringList facts{point.functionName};
    if (point.ran())
        facts << startText(point.start);
    facts << outcomeText(point.outcome);
    lines << facts.join(QStringLiteral(" · "));
    if (!point.problem.isEmpty()) {
        constexpr int Longest = 120; // a tooltip, not a log
        lines << (point.problem.size() > Longest ? point.problem.left(Longest - 1) + QChar(0x2026)
                                                 : point.problem);
    }
    lines << timeText(point.startedAtMs);
    return lines.join(QLatin1Char('\n'));
}

} // namespace widgets
