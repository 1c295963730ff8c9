// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/invocationrow.h"

#include <QDateTime>
#include <QLocale>

#include "widgets/common/marks.h"

namespace widgets {
namespace {

struct History
{
    Q_DECLARE_TR_FUNCTIONS(widgets::History)
};

} // namespace

InvocationRow rowOf(const engine::InvocationRecord &record, engine::Money cost)
{
    const std::optional<engine::Megabytes> used = record.maxMemoryUsed();
    return InvocationRow{
        .startedAtMs = record.startedAtMs,
        .requestId = record.requestId,
        .functionName = record.functionName,
        .trigger = record.trigger,
        .environmentId = record.environmentId,
        .errorType = record.errorType,
        .errorMessage = record.errorMessage,
        .start = record.start,
        .outcome = record.outcome,
        .duration = record.duration,
        .wall = record.wall,
        .overhead = record.overhead,
        .cpu = record.cpu,
        .initDuration = record.initDuration.value_or(engine::Nanoseconds{-1}),
        .billed = record.billed,
        .memorySize = record.memorySize,
        .maxMemoryUsedMB = used ? used->value : -1,
        .requestBytes = record.requestBytes,
        .responseBytes = record.responseBytes,
        .cost = cost,
    };
}

QString startText(engine::StartKind start)
{
    return start == engine::StartKind::None ? History::tr("Did not run") : markOf(start).word;
}

QString outcomeText(engine::Outcome outcome)
{
    return markOf(outcome).word;
}

std::optional<Token> startToken(engine::StartKind start)
{
    return start == engine::StartKind::None ? std::nullopt : std::optional(markOf(start).token);
}

std::optional<Token> outcomeToken(engine::Outcome outcome)
{
    return outcome == engine::Outcome::Success ? std::nullopt
                                               : std::optional(markOf(outcome).token);
}

QString timeText(qint64 msSinceEpoch)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(msSinceEpoch);
    const QLocale locale;
    return History::tr("%1 %2", "date and time of day")
        .arg(locale.toString(time.date(), QLocale::ShortFormat),
             time.time().toString(QStringLiteral("HH:mm:ss")) + locale.decimalPoint()
                 + time.time().toString(QStringLiteral("zzz")));
}

} // namespace widgets
