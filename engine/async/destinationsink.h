// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/async/destinationmessage.h"
#include "engine/core/result.h"

namespace engine {

// A service of this machine that takes messages: a local queue, topic, bucket or bus. Without one
// for a target its messages are kept in the queue's own store.
class DestinationSink
{
public:
    virtual ~DestinationSink() = default;
    [[nodiscard]] virtual bool takes(const QString &targetArn) const = 0;
    // At least once: after a crash the same message (by its number) may come again. Must not wait.
    // An Error is final, as a missing permission is on AWS; its detail is kept with the message.
    virtual Result<void> deliver(const DestinationMessage &message) = 0;
};

} // namespace engine
