// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/clock.h"

namespace engine {

Nanoseconds SystemClock::now() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

qint64 SystemClock::wallMs() const
{
    return std::chrono::duration_cast<Milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace engine
