// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/invocationrow.h"

#include <QDateTime>
#include <QLocale>

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
    switch (start) {
    case engine::StartKind::Cold:
        return History::tr("Cold", "start of an environment");
    case engine::StartKind::Warm:
        return History::tr("Warm", "start of an environment");
    case engine::StartKind::None:
        return History::tr("Did not run");
    }
    Q_UNREACHABLE();
}

QString outcomeText(engine::Outcome outcome)
{
    switch (outcome) {
    case engine::Outcome::Success:
        return History::tr("Success");
    case engine::Outcome::FunctionError:
        return History::tr("Function error");
    case engine::Outcome::Timeout:
        return History::tr("Timeout");
    case engine::Outcome::Exited:
        return History::tr("Runtime exited");
    case engine::Outcome::OutOfMemory:
        return History::tr("Out of memory");
    case engine::Outcome::InitFailed:
        return History::tr("Init failed");
    case engine::Outcome::ResponseTooLarge:
        return History::tr("Response too large");
    case engine::Outcome::Throttled:
        return History::tr("Throttled");
    case engine::Outcome::Failed:
        return History::tr("Could not run");
    case engine::Outcome::Cancelled:
        return History::tr("Cancelled");
    }
    Q_UNREACHABLE();
}

std::optional<Token> startToken(engine::StartKind start)
{
    switch (start) {
    case engine::StartKind::Cold:
        return Token::Cold;
    case engine::StartKind::Warm:
        return Token::Warm;
    case engine::StartKind::None:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

std::optional<Token> outcomeToken(engine::Outcome outcome)
{
    switch (outcome) {
    case engine::Outcome::Success:
        return std::nullopt;
    case engine::Outcome::Throttled:
        return Token::Throttle;
    case engine::Outcome::Cancelled:
        return Token::Frozen;
    default:
        return Token::Error;
    }
}

QString timeText(qint64 msSinceEpoch)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(msSinceEpoch);
    return History::tr("%1 %2", "date and time of day")
        .arg(QLocale().toString(time.date(), QLocale::ShortFormat),
             time.time().toString(QStringLiteral("HH:mm:ss.zzz")));
}

} // namespace widgets
