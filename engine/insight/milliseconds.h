// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/units.h"

namespace engine {

[[nodiscard]] inline double inMilliseconds(Nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

[[nodiscard]] inline double inSeconds(Nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace engine
