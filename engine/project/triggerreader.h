// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/project/templateresolver.h"
#include "engine/project/workspace.h"

namespace engine {

// The entries of a SAM function's Events; an expression without a value is shown as written.
[[nodiscard]] std::vector<TriggerSummary> readTriggers(const TemplateTree &tree,
                                                       TemplateResolver &resolver,
                                                       const TemplateNode *events);

} // namespace engine
