// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

#include "engine/core/units.h"

namespace engine {

// Where every part of the engine gets its time. now() never goes back; it has no meaning of its
// own, only differences do. wallMs() is what people and the Runtime API see.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Nanoseconds now() const = 0;
    [[nodiscard]] virtual qint64 wallMs() const = 0; // milliseconds since 1970, UTC
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Nanoseconds now() const override; // CLOCK_MONOTONIC
    [[nodiscard]] qint64 wallMs() const override;
};

} // namespace engine
