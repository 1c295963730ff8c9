// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/model/function.h"
#include "engine/runtimes/runtimecatalog.h"

namespace engine {

// What AWS_LAMBDA_INITIALIZATION_TYPE tells.
enum class Initialization { OnDemand, ProvisionedConcurrency };

// The whole environment of a runtime's process: the runtime's own variables, over them the
// function's, over them what Lambda sets and nobody may change (runtime-api section 5.1).
[[nodiscard]] std::vector<EnvironmentVariable> environmentVariables(
    const Function &function, const RuntimeLaunch &launch,
    const std::vector<EnvironmentVariable> &extra, const QString &logStream,
    Initialization initialization);

// What an extension's process sees of them (runtime-api section 3).
[[nodiscard]] std::vector<EnvironmentVariable> extensionVariables(
    const std::vector<EnvironmentVariable> &runtimes);

} // namespace engine
