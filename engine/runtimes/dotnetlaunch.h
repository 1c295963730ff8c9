// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "engine/model/function.h"
#include "engine/runtimes/dotnetsearch.h"

namespace engine {

// Whether a function is a class library, "ASSEMBLY::TYPE::METHOD", which our bootstrap runs. Other
// handlers name a program, which brings the runtime client along.
[[nodiscard]] bool isClassLibrary(const QString &handler);

// The folder of the bootstrap as it was compiled on this machine, below the unpacked bootstraps; to
// be mounted at /var/runtime. Where none was made yet, the one that `compiler` will make (see
// builds/runtimemaker.h); empty without a compiler.
[[nodiscard]] QString dotNetBootstrap(const QString &bootstraps, const Interpreter &dotnet,
                                      const std::optional<CSharpCompiler> &compiler);
// Whether that folder is there: it is made as a whole.
[[nodiscard]] bool isMade(const QString &dotNetBootstrap);

// What starts the function on Lambda's `dotnet` host at /var/lang/bin, as Lambda's own start script
// does it: which files of the code folder are used, and with which words and exit status it ends
// where one is missing. `isOtherVersion`: the function was made for an older .NET than will run it.
[[nodiscard]] QStringList dotNetCommand(const Function &function, bool isOtherVersion);

} // namespace engine
