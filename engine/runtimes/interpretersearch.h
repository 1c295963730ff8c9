// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "engine/runtimes/runtimecatalog.h"

namespace engine {

struct InterpreterSearch
{
    // By language, newest first, of equal versions those under /usr first.
    std::vector<Interpreter> interpreters;
    std::vector<Interpreter> tooOld; // found, and older than what the bootstraps can run on
    QStringList folders;             // all that were looked into; what they hold decides the rest
    std::optional<CSharpCompiler> compiler; // for .NET's bootstrap
};

// The Python (3.9 and later), Node.js (18), Ruby (3.0), Java (11) and .NET (6) programs in these
// folders.
// Shims and other scripts are left out, and so is a Java without its file "release". Runs a
// program, to ask for its version, only where neither folder nor name tells all of it.
[[nodiscard]] InterpreterSearch findInterpreters(const RuntimeCatalog::Places &places);

} // namespace engine
