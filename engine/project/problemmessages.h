// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/messages.h"
#include "engine/project/workspace.h"

namespace engine {

// "template.yaml, line 12, column 9, hello, MemorySize: "abc" can't be used here."
[[nodiscard]] Explanation explain(const TemplateProblem &problem);
// The same without the place, for where the place is shown otherwise.
[[nodiscard]] QString problemText(const TemplateProblem &problem);

} // namespace engine
