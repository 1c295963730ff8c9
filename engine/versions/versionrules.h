// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/versions/versionstore.h"

// What the service allows of aliases and provisioned concurrency (configuration sections 3 and 4,
// scaling-and-async section 1.5). Pure; the answer is the service's text, empty when all is well.
namespace engine::versionrules {

[[nodiscard]] QString aliasError(const QString &functionArn, const FunctionVersions &versions,
                                 const FunctionAlias &alias);
[[nodiscard]] QString provisionedError(const FunctionVersions &versions, const QString &qualifier,
                                       int environments, const VersionStore::Concurrency &account);

// The version that a call of the alias goes to; `chance` is from 0 to below 1.
[[nodiscard]] QString chosenVersion(const FunctionAlias &alias, double chance);

} // namespace engine::versionrules
