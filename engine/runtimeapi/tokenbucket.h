// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/core/units.h"

namespace engine {

// So many bytes at once, and so many per second after that; full at first. Pure; exact, whatever
// the times at which it is asked.
class TokenBucket
{
public:
    TokenBucket(std::int64_t burst, std::int64_t perSecond, Nanoseconds now)
        : m_burst(burst)
        , m_perSecond(perSecond)
        , m_tokens(burst * Scale)
        , m_asOf(now)
    {
    }

    [[nodiscard]] std::int64_t available(Nanoseconds now)
    {
        // A full bucket needs no more than this, and the product stays in range.
        const std::int64_t passed = std::min(
            (now - m_asOf).count(), (m_burst * Scale - m_tokens + m_perSecond - 1) / m_perSecond);
        m_asOf = now;
        m_tokens = std::min(m_tokens + passed * m_perSecond, m_burst * Scale);
        return m_tokens / Scale;
    }
    // Not more than are available.
    void take(std::int64_t bytes) { m_tokens -= bytes * Scale; }
    // From the last available() on; zero when they are there. Not more than the burst.
    [[nodiscard]] Nanoseconds until(std::int64_t bytes) const
    {
        const std::int64_t missing = std::max<std::int64_t>(bytes * Scale - m_tokens, 0);
        return Nanoseconds((missing + m_perSecond - 1) / m_perSecond);
    }

private:
    static constexpr std::int64_t Scale = 1'000'000'000; // nanoseconds of a second

    std::int64_t m_burst;
    std::int64_t m_perSecond;
    std::int64_t m_tokens; // times Scale
    Nanoseconds m_asOf;
};

} // namespace engine
