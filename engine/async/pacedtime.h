// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include "engine/core/units.h"

namespace engine {

// Time that passes `speed` times as quickly as the clock's since the moment at which somebody began
// to work a queue off: delays of minutes and ages of hours can be watched. What passed before that
// moment passed at the clock's pace, so that an event of yesterday is not older than yesterday.
struct PacedTime
{
    static constexpr int MaxSpeed = 3'600;

    qint64 beganMs = 0; // milliseconds since 1970, as all moments here
    int speed = 1;      // 1 to MaxSpeed

    // What has passed from `since` to `now`; never negative, whatever was done to the clock.
    [[nodiscard]] Milliseconds passed(qint64 since, qint64 now) const;
    // The first moment at which `delay` has passed since then.
    [[nodiscard]] qint64 after(qint64 since, Milliseconds delay) const;
};

} // namespace engine
