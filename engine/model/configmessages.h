// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/messages.h"
#include "engine/model/functionconfig.h"

namespace engine {

// What the form shows beside the field: the rule that is broken and what would keep it.
[[nodiscard]] Explanation explain(const ConfigError &error);

// The service's own text for the same mistake, as CreateFunction answers it; not translated.
[[nodiscard]] QString serviceText(const ConfigError &error, const FunctionConfig &config);

// The service's text for a reservation below what the function's versions have provisioned.
[[nodiscard]] QString belowProvisionedText(int reserved, int provisioned);

} // namespace engine
