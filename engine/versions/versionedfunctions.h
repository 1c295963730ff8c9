// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/project/functionsource.h"
#include "engine/versions/versionstore.h"

namespace engine {

// The functions of a workspace by name, and their versions and aliases by name and qualifier, in
// all the forms that Invoke takes. Without a qualifier, or with "$LATEST", it is the function as it
// stands now.
class VersionedFunctions final : public FunctionSource
{
public:
    // None is owned. `chance` gives numbers from 0 to below 1, for aliases that share calls.
    VersionedFunctions(FunctionSource &latest, const VersionStore &store,
                       std::function<double()> chance);

    // Of an alias, the version that this call goes to. An alias that the template publishes to
    // (AutoPublishAlias) is UnknownFunction as long as nothing was published.
    [[nodiscard]] Result<Function> function(const QString &idOrName) override;

private:
    FunctionSource &m_latest;
    const VersionStore &m_store;
    std::function<double()> m_chance;
};

} // namespace engine
