// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "engine/core/units.h"
#include "engine/insight/arrivals.h"

namespace app {

// "10s", "500ms", "2m", "1h", or seconds without a unit; above 0, at most a day.
[[nodiscard]] std::optional<engine::Nanoseconds> parseDuration(const QString &text);
// "1:100"
[[nodiscard]] bool parseRamp(const QString &text, engine::ArrivalPlan *plan);
// "5:200,1s/10s": 5 a second, and 200 a second for the last second of each ten.
[[nodiscard]] bool parseSpikes(const QString &text, engine::ArrivalPlan *plan);

} // namespace app
