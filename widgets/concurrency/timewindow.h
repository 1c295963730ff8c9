// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

#include "engine/core/units.h"

namespace widgets {

// The part of time that a timeline shows: time to place and back, zoom and pan. No widget.
struct TimeWindow
{
    static constexpr engine::Nanoseconds Shortest{100'000};
    static constexpr engine::Nanoseconds Longest{std::chrono::hours(24)};

    engine::Nanoseconds begin{0};
    engine::Nanoseconds end{std::chrono::seconds(1)}; // after begin

    [[nodiscard]] engine::Nanoseconds span() const { return end - begin; }
    // 0 at begin, `width` at end; outside of them beyond.
    [[nodiscard]] double xOf(engine::Nanoseconds at, double width) const;
    [[nodiscard]] engine::Nanoseconds timeAt(double x, double width) const;
    // A span of `factor` times the present one, within the limits; what is at the share `anchor`
    // (0 to 1) of it stays there.
    [[nodiscard]] TimeWindow zoomed(double factor, double anchor) const;
    [[nodiscard]] TimeWindow moved(engine::Nanoseconds by) const { return {begin + by, end + by}; }

    bool operator==(const TimeWindow &) const = default;
};

// Round moments in the window, at most `most` (2 or more) of them, `step` apart. `offset` is added
// to a moment before it is judged round: what turns the engine's clock into the wall's.
struct TimeTicks
{
    engine::Nanoseconds step{0};
    std::vector<engine::Nanoseconds> at;
};
[[nodiscard]] TimeTicks timeTicks(const TimeWindow &window, int most, engine::Nanoseconds offset);
// "12:03:04", with as many decimals as `step` needs, in local time.
[[nodiscard]] QString clockText(qint64 wallMs, engine::Nanoseconds step);

} // namespace widgets
