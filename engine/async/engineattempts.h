// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/async/attemptsource.h"
#include "engine/invoke/localengine.h"

namespace engine {

// Attempts by the one door.
class EngineAttempts final : public AttemptSource
{
public:
    explicit EngineAttempts(LocalEngine &engine) // must outlive this object
        : m_engine(engine)
    {
    }

    [[nodiscard]] Result<Function> function(const QString &name) override
    {
        return m_engine.function(name);
    }
    [[nodiscard]] QFuture<Result<InvokeOutcome>> invoke(const InvokeRequest &request) override
    {
        return m_engine.invoke(request);
    }

private:
    LocalEngine &m_engine;
};

} // namespace engine
