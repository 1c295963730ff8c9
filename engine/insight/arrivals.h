// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "engine/core/units.h"

namespace engine {

// How the requests of a load run arrive. All but AtOnce are open: a request comes at its time,
// whether or not the ones before it have been answered, as the world's requests do.
struct ArrivalPlan
{
    enum class Kind {
        AtOnce,   // closed: so many are under way all the time, each answer sets off the next
                  // (a throttle after a pause)
        Constant, // `rate` a second, evenly
        Ramp,     // from `rate` to `peak` a second, evenly growing over the duration
        Poisson,  // `rate` a second on average, each by chance and independent of the others
        Spikes,   // `rate` a second, and `peak` for `spikeLength` at the end of each `spikeEvery`
        Replay,   // at the times of `offsets`
    };

    Kind kind = Kind::AtOnce;
    int concurrency = 1; // AtOnce; 1 to 1,000
    double rate = 1;     // above 0 (Ramp and Spikes: from 0), at most MaxRate
    double peak = 1;
    Nanoseconds spikeEvery{0};
    Nanoseconds spikeLength{0};       // shorter than spikeEvery
    std::vector<Nanoseconds> offsets; // from the start, ascending
    std::uint64_t seed = 1;           // Poisson: equal seeds give equal arrivals

    Nanoseconds duration{0}; // no request comes at or after it; 0: no limit (Ramp: needs one)
    std::int64_t count = 0;  // no more requests than this; 0: no limit

    static constexpr double MaxRate = 10'000;
    static constexpr int MaxConcurrency = 1'000;

    [[nodiscard]] bool isClosed() const { return kind == Kind::AtOnce; }
    // Whether it makes sense, and ends.
    [[nodiscard]] bool isValid() const;
    // "50/s for 10 s", as `lwb load` and stored runs name it; not translated.
    [[nodiscard]] QString describe() const;
};

// When the next request is to come, of an open plan; pure.
class ArrivalSchedule
{
public:
    explicit ArrivalSchedule(ArrivalPlan plan); // valid and not closed

    // From the start; ascending. Nothing when there are no more.
    [[nodiscard]] std::optional<Nanoseconds> next();

private:
    [[nodiscard]] std::optional<Nanoseconds> evenly();
    [[nodiscard]] double arrivedBy(double seconds) const; // of Spikes

    ArrivalPlan m_plan;
    std::int64_t m_made = 0;
    double m_seconds = 0; // of the last one, by chance
    Nanoseconds m_last{0};
    std::mt19937_64 m_random;
};

} // namespace engine
