// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "engine/insight/tuning.h"

namespace engine {

enum class Strategy { Cost, Speed, Balanced };

// The output of the open tool's state machine for this strategy: power, cost, duration (ms),
// stateMachine with the address of its chart, and stats. Sizes without a good warm call are left
// out, as there. `{}` with a reason when no size can be named. executionCost is 0: there is no
// state machine here.
[[nodiscard]] QByteArray powerTuningJson(const TuningResult &result, Strategy strategy);

// All that was measured, one object, as "lwb tune --json" prints it; new keys come at the end.
// Durations in milliseconds, money in US dollars.
[[nodiscard]] QByteArray tuningJson(const TuningResult &result);

} // namespace engine
