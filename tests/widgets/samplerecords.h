// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cmath>
#include <random>
#include <vector>

#include "engine/telemetry/invocationrecord.h"

// Records as an engine would make them, for tests of views.
namespace samples {

inline constexpr qint64 FirstMs = 1'795'536'000'000; // 2026-11-24 16:00:00 UTC

inline engine::InvocationRecord record(const QString &requestId,
                                       engine::Nanoseconds duration = engine::Milliseconds{2})
{
    engine::InvocationRecord r;
    r.requestId = requestId;
    r.functionName = QStringLiteral("hello");
    r.version = QStringLiteral("$LATEST");
    r.runtime = QStringLiteral("python3.12");
    r.environmentId = QStringLiteral("2026/11/24/[$LATEST]0123456789abcdef0123456789abcdef");
    r.trigger = QStringLiteral("window");
    r.startedAtMs = FirstMs;
    r.start = engine::StartKind::Warm;
    r.duration = duration;
    r.billed = std::chrono::ceil<engine::Milliseconds>(duration);
    r.wall = duration + engine::Nanoseconds{90'000};
    r.overhead = engine::Nanoseconds{90'000};
    r.cpu = duration / 2;
    r.memorySize = {512};
    r.peakMemoryBytes = 41'000'000;
    r.requestBytes = 15;
    r.responseBytes = 312;
    r.phases.handler = duration;
    return r;
}

inline engine::InvocationRecord cold(const QString &requestId, engine::Nanoseconds duration,
                                     engine::Nanoseconds init)
{
    engine::InvocationRecord r = record(requestId, duration);
    r.start = engine::StartKind::Cold;
    r.initDuration = init;
    r.phases.sandbox = engine::Nanoseconds{4'800'000};
    r.phases.boot = init * 2 / 3;
    r.phases.init = init - r.phases.boot;
    r.phases.response = engine::Nanoseconds{38'000};
    r.phases.after = engine::Nanoseconds{61'000};
    r.wall += init + r.phases.sandbox;
    r.overhead += init + r.phases.sandbox;
    r.billed = std::chrono::ceil<engine::Milliseconds>(duration + init);
    return r;
}

inline engine::InvocationRecord failed(const QString &requestId, engine::Outcome outcome,
                                       engine::Nanoseconds duration = engine::Milliseconds{3})
{
    engine::InvocationRecord r = record(requestId, duration);
    r.outcome = outcome;
    r.errorType = QStringLiteral("KeyError");
    r.errorMessage = QStringLiteral("'name' <b>is</b> missing");
    return r;
}

inline engine::InvocationRecord throttled(const QString &requestId)
{
    engine::InvocationRecord r = record(requestId, engine::Nanoseconds{0});
    r.start = engine::StartKind::None;
    r.outcome = engine::Outcome::Throttled;
    r.errorType = QStringLiteral("ConcurrentInvocationLimitExceeded");
    r.environmentId.clear();
    r.peakMemoryBytes = -1;
    r.cpu = engine::Nanoseconds{-1};
    r.billed = {};
    return r;
}

// A day's work of one function: mostly warm, some cold, few errors and throttles; the same in
// every run.
inline std::vector<engine::InvocationRecord> many(int count, qint64 everyMs = 400)
{
    std::mt19937 random(7);
    std::vector<engine::InvocationRecord> all;
    all.reserve(std::size_t(count));
    for (int i = 0; i < count; ++i) {
        const auto uniform = [&random] { return double(random()) / double(random.max()); };
        const double spread = std::exp((uniform() + uniform() + uniform() - 1.5) * 1.1);
        const engine::Nanoseconds duration{qint64(2.1e6 * spread)};
        const double dice = uniform();
        const QString id =
            QStringLiteral("%1-0000-4000-8000-000000000000").arg(i, 8, 16, QLatin1Char('0'));
        engine::InvocationRecord r =
            i % 37 == 0    ? cold(id, duration * 6, engine::Nanoseconds{qint64(9.5e7 * spread)})
            : dice < 0.03  ? failed(id, engine::Outcome::FunctionError, duration)
            : dice < 0.045 ? throttled(id)
                           : record(id, duration);
        if (i % 53 == 5) {
            r.outcome = engine::Outcome::Timeout;
            r.start = engine::StartKind::Warm;
            r.errorType = QStringLiteral("Sandbox.Timedout");
            r.errorMessage = QStringLiteral("Task timed out after 3.00 seconds");
            r.duration = engine::Seconds{3};
            r.billed = engine::Seconds{3};
            r.wall = r.duration + engine::Milliseconds{1};
        }
        if (i % 3 == 1)
            r.functionName = QStringLiteral("orders");
        r.startedAtMs = FirstMs + i * everyMs;
        all.push_back(r);
    }
    return all;
}

} // namespace samples
