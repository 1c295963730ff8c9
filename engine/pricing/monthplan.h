// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/pricing/pricing.h"

namespace engine {

// A month as somebody plans it: typed, or taken from measured calls and changed. A plain value.
struct MonthPlan
{
    static constexpr std::int64_t MostRequests = 1'000'000'000'000;
    static constexpr Nanoseconds LongestCall = Seconds(900);

    std::int64_t requests = 1'000'000; // to MostRequests; those on provisioned environments too
    Nanoseconds duration{0};           // of one call, as REPORT's Duration; to LongestCall
    Nanoseconds init{0};               // Init Duration of a cold one
    int coldPerMillion = 0;            // of the calls that are not on provisioned environments
    Megabytes memory{128};
    Megabytes ephemeralStorage{512};
    Architecture architecture = Architecture::X86_64;
    // Size of one event when the function is called asynchronously, which then counts for several
    // requests past 256 KB; 0: called synchronously.
    int eventKilobytes = 0;

    struct Provisioned
    {
        int environments = 0;      // kept ready; 0: none
        Seconds perDay{0};         // how long each day, up to 24 h; billed in steps of 5 minutes
        int days = 30;             // of the month, 1 to 31
        std::int64_t requests = 0; // how many of the month's requests find one of them free
        bool operator==(const Provisioned &) const = default;
    };
    Provisioned provisioned;

    // Of Python and .NET; for Java it is free.
    struct SnapStart
    {
        Seconds kept{0}; // how long the version exists, billed for at least 3 hours; 0: not used
        std::int64_t restores = 0;
        bool operator==(const SnapStart &) const = default;
    };
    SnapStart snapStart;

    bool edge = false; // Lambda@Edge: its own prices, no free tier, nothing of the above

    bool operator==(const MonthPlan &) const = default;
};

// The average of measured calls as a plan, and how many they were.
struct MeasuredPlan
{
    MonthPlan plan;
    int calls = 0;
};
// Of those `records` that are billed and ran with this memory: durations at another one say nothing
// about it. Durations and the share of cold ones are theirs, storage and architecture the newest
// one's. None: nothing.
[[nodiscard]] std::optional<MeasuredPlan> planOf(const std::vector<InvocationRecord> &records,
                                                 Megabytes memory);

// What AWS would bill: requests, duration and storage always, and each other kind of line that the
// plan has use for. A call is billed in whole milliseconds, rounded up. The start of provisioned
// environments, which is billed too, is not in here.
[[nodiscard]] Cost planCost(const MonthPlan &plan, const PriceTable &prices, FreeTier freeTier);

// How many requests one event of this size counts for (asynchronous invocation).
[[nodiscard]] int requestsOfEvent(int kilobytes);

// The share of time (0 to 1) that a provisioned environment must be busy to be cheaper than the
// same calls without it: ready / (duration − provisioned duration).
[[nodiscard]] double provisionedBreakEven(Architecture architecture, const PriceTable &prices);

} // namespace engine
