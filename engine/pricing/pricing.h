// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <map>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/units.h"
#include "engine/telemetry/invocationrecord.h"

namespace engine {

// One step of the tiered duration price.
struct PriceTier
{
    std::int64_t upToGbSeconds = -1; // exclusive end of the step, per month; -1: no end
    Money perGbSecond;
};

// Prices of one region, as read from a price file. All in US dollars.
struct PriceTable
{
    QString region;
    QString asOf;   // "2026-09-19"
    QString source; // where the figures come from, one line
    Money perMillionRequests;
    std::vector<PriceTier> duration[2]; // by Architecture
    Money provisionedDuration[2]; // by Architecture; per GB-second, on provisioned environments
    Money provisionedReady[2];    // by Architecture; per GB-second of keeping them ready
    Money snapStartCache;         // per GB-second that a version with SnapStart exists
    Money snapStartRestore;       // per GB of each restore
    Money edgePerMillionRequests; // Lambda@Edge, which has one price everywhere
    Money edgePerGbSecond;
    Money ephemeralPerGbSecond;      // above 512 MB
    Money streamedPerGb;             // beyond the first 6 MB of each request; 1,024 MB are a GB
    std::int64_t freeRequests = 0;   // per month
    std::int64_t freeGbSeconds = 0;  // per month, both architectures together
    std::int64_t freeStreamedGb = 0; // per month
};

// Prices are text with at most 13 decimals, tiers ascend and the last has no end; a region may be
// "sameAs" another one, whose prices hold where it has none. See resources/pricing/prices.json.
// Fails with BadSyntax (place: line and column) or BadTemplate naming what is missing or wrong.
[[nodiscard]] Result<PriceTable> readPrices(const QByteArray &json, const QString &region);
// The table that comes with the program; never fails.
[[nodiscard]] const PriceTable &shippedPrices();

// A line of a bill: what, how much of it, at what price, and the formula with its numbers.
struct CostLine
{
    enum class Kind {
        Requests,
        Duration,
        EphemeralStorage,
        ProvisionedReady, // these three only of a planned month; see monthplan.h
        SnapStartCache,
        SnapStartRestore,
        Streaming,
    };
    Kind kind;
    Money amount;
    // "114 ms / 1000 × 128 MB / 1024 = 0.01425 GB-s × $0.0000166667"; not translated
    QString formula;
};

struct Cost
{
    // In the order of Kind; lines of amount 0 included, but Streaming only where there is some.
    std::vector<CostLine> lines;
    Money total;
};

// Throttled calls, those that the engine could not run, and those cancelled before they started
// cost nothing; all others do, also those that failed.
[[nodiscard]] bool isBilled(const InvocationRecord &record);

// What AWS would bill for exactly this call, without free tier, at the first tier's price; on a
// provisioned environment at its own price, without what keeping that ready costs.
// Every line and the total of a call that is not billed are 0. Streamed are the bytes that a
// streaming caller got; a buffered one pays nothing for them.
[[nodiscard]] Cost costOf(const InvocationRecord &record, const PriceTable &prices);

// A month of the same calls.
struct MonthlyUse
{
    std::int64_t requests = 0;
    // Sums over the month's requests: exact, so that rounding happens once.
    __int128 megabyteMilliseconds = 0;          // billed ms × memory MB
    __int128 ephemeralMegabyteMilliseconds = 0; // billed ms × MB above 512
    Architecture architecture = Architecture::X86_64;
    // The share of calls on provisioned environments, which have neither tiers nor a free tier; not
    // in the sum above. What keeping them ready costs is not in here.
    __int128 provisionedMegabyteMilliseconds = 0;
    __int128 streamedBytes = 0; // beyond the first 6 MB of each request
};
enum class FreeTier { Apply, Ignore };

// The use of `requests` calls (up to 10^12) of the average shape of `records`: billed duration,
// memory, cold share as they are in the records, the architecture of the newest. Records that are
// not billed are left out; none: zero use.
[[nodiscard]] MonthlyUse project(const std::vector<InvocationRecord> &records,
                                 std::int64_t requests);
[[nodiscard]] Cost monthlyCost(const MonthlyUse &use, const PriceTable &prices, FreeTier freeTier);

// Price of one millisecond at this size, for tooltips and the form.
[[nodiscard]] Money pricePerMillisecond(Megabytes memory, Architecture architecture,
                                        const PriceTable &prices);

} // namespace engine
