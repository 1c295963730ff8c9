// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

#include "engine/pricing/pricing.h"

// Sums of bills, and how they are written down. For the pricing folder only.
namespace engine::formula {

using Wide = __int128;

// Use is summed in megabyte-milliseconds, prices are per gigabyte-second.
constexpr Wide PerGbSecond = 1'024 * 1'000;
constexpr Wide Million = 1'000'000;

[[nodiscard]] Wide roundedQuotient(Wide dividend, Wide divisor); // half up; neither is negative

[[nodiscard]] QString grouped(Wide number); // "540,000"
[[nodiscard]] QString dollars(Money price); // "$0.0000166667"

struct DecimalText
{
    QString text;
    bool isExact = true;
};
// "540,000", "0.01425": so many of these units. All decimals that tell something, at most 13;
// beside a whole number six are enough.
[[nodiscard]] DecimalText decimals(Wide amount, Wide unit);
[[nodiscard]] DecimalText gbSeconds(Wide megabyteMilliseconds);
[[nodiscard]] QString equalsSign(const DecimalText &decimal); // " = " or " ≈ "

struct Priced
{
    Money amount;
    QString terms; // "6,000,000,000 GB-s × $0.0000166667 + …"
};
// Fills one tier after the other; rounds once, at the end.
[[nodiscard]] Priced tiered(Wide megabyteMilliseconds, const std::vector<PriceTier> &tiers);
// All of it at one price.
[[nodiscard]] Priced flat(Wide megabyteMilliseconds, Money perGbSecond);

// `requests` less what is free of them, at a price for a million.
[[nodiscard]] CostLine requestLine(Wide requests, Wide free, Money perMillion);
[[nodiscard]] Cost sumOf(std::vector<CostLine> lines);

} // namespace engine::formula
