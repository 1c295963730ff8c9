// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/runtimes/runtimecatalog.h"

namespace engine {

// The Python (3.9 and later) and Node.js (18 and later) programs in these folders: Python first,
// newest first, of equal versions those under /usr first. Shims and other scripts are left out.
// Runs a program, to ask for its version, only where neither folder nor name tells all of it.
[[nodiscard]] std::vector<Interpreter> findInterpreters(const RuntimeCatalog::Places &places);

} // namespace engine
