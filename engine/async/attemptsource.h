// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>

#include "engine/core/result.h"
#include "engine/invoke/invokerequest.h"
#include "engine/model/function.h"

namespace engine {

// What a queue needs of the engine, and nothing more.
class AttemptSource
{
public:
    virtual ~AttemptSource() = default;
    // As FunctionSource::function().
    [[nodiscard]] virtual Result<Function> function(const QString &name) = 0;
    // As LocalEngine::invoke().
    [[nodiscard]] virtual QFuture<Result<InvokeOutcome>> invoke(const InvokeRequest &request) = 0;
};

} // namespace engine
