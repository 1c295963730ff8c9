// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include "engine/core/units.h"

namespace engine {

// An event that was accepted (202) and is not done with yet.
struct AsyncEvent
{
    qint64 number = 0; // in the queue, in the order of acceptance; 0: not in it
    QString requestId; // the same for every attempt
    QString functionName;
    QByteArray payload; // exact bytes
    QByteArray clientContext;
    QByteArray traceHeader; // X-Amzn-Trace-Id with which each attempt is made
    qint64 acceptedAtMs = 0;

    bool running = false;    // an attempt is under way; else it waits
    qint64 waitsSinceMs = 0; // milliseconds since 1970
    Milliseconds delay{0};   // it waits for so long, at the service's own pace
    int invokeCount = 0;     // attempts in which the function ran
    int backoffs = 0;        // throttles and system errors in a row
    int lastStatus = 0;      // of the last attempt: 200 after a function error, 429, 500; 0: none
    QString lastError = {};  // one line for lists, and the dead letter's text

    bool operator==(const AsyncEvent &) const = default;
};

struct QueueCounts
{
    int waiting = 0;
    int running = 0;

    bool operator==(const QueueCounts &) const = default;
};

} // namespace engine

Q_DECLARE_METATYPE(engine::AsyncEvent)
Q_DECLARE_METATYPE(engine::QueueCounts)
