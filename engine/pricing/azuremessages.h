// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/pricing/azure.h"

namespace engine {

// Translated, one sentence with what could be done: "Runs up to 10 minutes at most; the function's
// timeout is longer."
[[nodiscard]] QString misfitText(const AzureMisfit &misfit, const AzurePlan &plan);

} // namespace engine
