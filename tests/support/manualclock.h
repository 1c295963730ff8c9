// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/clock.h"

namespace testsupport {

// Stands still until the test moves it.
class ManualClock final : public engine::Clock
{
public:
    [[nodiscard]] engine::Nanoseconds now() const override { return m_now; }
    [[nodiscard]] qint64 wallMs() const override
    {
        return m_startMs + std::chrono::duration_cast<engine::Milliseconds>(m_now).count();
    }
    void advance(engine::Nanoseconds by) { m_now += by; }
    void setWallMs(qint64 ms) { m_startMs = ms; }

private:
    engine::Nanoseconds m_now{0};
    qint64 m_startMs = 1'767'225'600'000; // 2026-01-01T00:00:00Z
};

} // namespace testsupport
