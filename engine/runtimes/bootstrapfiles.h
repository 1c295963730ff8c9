// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/core/result.h"
#include "engine/runtimes/runtimecatalog.h"

namespace engine {

// Unpacks the bootstraps into a folder below `root` that is named after their content, unless it
// is there, and returns that folder; it has one folder a language ("python", "node"), readable to
// every user. Other processes may do the same at the same time: all see none or the whole of it.
// Fails with NotWritable.
[[nodiscard]] Result<QString> unpackBootstraps(const QString &root);

// Has the interpreter compile its bootstrap ahead, unless that was done: it saves a quarter of each
// cold start. Runs in the background, and a failure costs nothing but that time.
void compileBootstrap(const Interpreter &python, const QString &bootstraps);

} // namespace engine
