// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/core/result.h"
#include "engine/model/function.h"

namespace engine {

// Who knows the functions that can be run.
class FunctionSource
{
public:
    virtual ~FunctionSource() = default;
    // The function as it stands now, by name or logical id; its revision differs from that of an
    // earlier answer exactly when code or configuration on disk changed in between. Cheap enough
    // for every invoke. Fails with UnknownFunction, InvalidConfiguration (place: the name; detail:
    // the first error's sentence), CodeMissing, BadTemplate, BadSyntax.
    [[nodiscard]] virtual Result<Function> function(const QString &idOrName) = 0;
};

} // namespace engine
