// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/pool/environmentactivity.h"
#include "widgets/common/theme.h"

namespace widgets {

// "Busy", "Idle", ...; translated.
[[nodiscard]] QString activityWord(engine::EnvironmentActivity::Kind kind);
[[nodiscard]] Token activityToken(engine::EnvironmentActivity::Kind kind);

} // namespace widgets
