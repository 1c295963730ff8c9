// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "engine/async/asyncevent.h"
#include "engine/async/destinationmessage.h"
#include "engine/async/retrypolicy.h"
#include "engine/model/functionconfig.h"

namespace engine {

// What the last attempt's caller would have seen.
struct AttemptResponse
{
    int statusCode = 200;
    QString executedVersion;    // "$LATEST" or a number
    QString functionError = {}; // "Unhandled", or empty
    QByteArray payload;
};

// How an event ended.
struct EventEnd
{
    EventCondition condition = EventCondition::Success;
    int invokeCount = 0;
    QString functionArn; // qualified
    // Nothing when the function did not run in the last attempt.
    std::optional<AttemptResponse> response = {};
    qint64 endedAtMs = 0;
};

// The documents that a target gets. Exact: "Retaining records of asynchronous invocations" and
// "Dead-letter queues"; the order of members is that of recorded ones.
enum class RecordPayloads { With, Without }; // requestPayload and responsePayload
[[nodiscard]] QByteArray destinationRecord(const AsyncEvent &event, const EventEnd &end,
                                           RecordPayloads payloads = RecordPayloads::With);

// All messages of an event's end, in the order: dead letter, destination. `uuid` names the object
// of a bucket and the event of a bus. What a target could never take (a FIFO queue, a text past
// its limit) is Failed already.
[[nodiscard]] std::vector<DestinationMessage> messagesFor(const AsyncEvent &event,
                                                          const EventEnd &end,
                                                          const AsyncConfig &config,
                                                          const QString &uuid);

} // namespace engine
