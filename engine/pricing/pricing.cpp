// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pricing/pricing.h"

#include <algorithm>

#include "engine/model/limits.h"

namespace engine {
namespace {

using Wide = __int128;

// Use is summed in megabyte-milliseconds, prices are per gigabyte-second.
constexpr Wide PerGbSecond = 1'024 * 1'000;
constexpr Wide Million = 1'000'000;

Wide roundedQuotient(Wide dividend, Wide divisor) // half up; neither is negative
{
    return (dividend + divisor / 2) / divisor;
}

const std::vector<PriceTier> &tiersOf(const PriceTable &prices, Architecture architecture)
{
    return prices.duration[static_cast<int>(architecture)];
}

QString grouped(Wide number)
{
    QString digits = Money::fromTicks(number * Money::TicksPerDollar).toString(0);
    for (qsizetype i = digits.size() - 3; i > 0; i -= 3)
        digits.insert(i, QLatin1Char(','));
    return digits;
}

struct DecimalText
{
    QString text;
    bool isExact = true;
};

// "540,000", "0.01425". A fraction of a GB-second has at most 13 decimals. They are all shown while
// they tell something; beside whole GB-seconds six are enough.
DecimalText gbSeconds(Wide megabyteMilliseconds)
{
    constexpr Wide Scale = 10'000'000'000'000;
    constexpr Wide ShortScale = 1'000'000;
    static_assert(Scale % PerGbSecond == 0);
    DecimalText decimal;
    Wide scale = Scale;
    Wide scaled = megabyteMilliseconds * (Scale / PerGbSecond);
    if (megabyteMilliseconds >= PerGbSecond) {
        scale = ShortScale;
        scaled = roundedQuotient(megabyteMilliseconds * ShortScale, PerGbSecond);
        decimal.isExact = scaled * PerGbSecond == megabyteMilliseconds * ShortScale;
    }
    QString fraction = Money::fromTicks(scaled % scale * (Scale / scale)).toString(13).mid(2);
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    decimal.text = grouped(scaled / scale);
    if (!fraction.isEmpty())
        decimal.text += QLatin1Char('.') + fraction;
    return decimal;
}

QString dollars(Money price)
{
    return QLatin1Char('$') + price.toExactString();
}

QString equalsSign(const DecimalText &decimal)
{
    return decimal.isExact ? QStringLiteral(" = ") : QStringLiteral(" ≈ ");
}

CostLine requestLine(Wide requests, Wide free, const PriceTable &prices)
{
    const Wide charged = std::max<Wide>(requests - free, 0);
    QString count = grouped(requests);
    if (free > 0)
        count = (requests < free ? QStringLiteral("max(0, %1 − %2 free)")
                                 : QStringLiteral("(%1 − %2 free)"))
                    .arg(count, grouped(free));
    return {CostLine::Kind::Requests,
            Money::fromTicks(roundedQuotient(charged * prices.perMillionRequests.ticks(), Million)),
            QStringLiteral("%1 × %2 / 1,000,000").arg(count, dollars(prices.perMillionRequests))};
}

struct Priced
{
    Money amount;
    QString terms; // "6,000,000,000 GB-s × $0.0000166667 + …"
};

// Fills one tier after the other; rounds once, at the end.
Priced tiered(Wide use, const std::vector<PriceTier> &tiers)
{
    Wide sum = 0;
    Wide from = 0;
    QStringList terms;
    for (const PriceTier &tier : tiers) {
        const Wide to = tier.upToGbSeconds < 0 ? use : tier.upToGbSeconds * PerGbSecond;
        const Wide width = std::min(use, to) - from;
        if (width <= 0 && from > 0)
            break;
        sum += width * tier.perGbSecond.ticks();
        terms +=
            QStringLiteral("%1 GB-s × %2").arg(gbSeconds(width).text, dollars(tier.perGbSecond));
        from += width;
        if (from >= use)
            break;
    }
    return {Money::fromTicks(roundedQuotient(sum, PerGbSecond)),
            terms.join(QLatin1StringView(" + "))};
}

CostLine ephemeralLine(Wide use, const QString &reckoning, const PriceTable &prices)
{
    return {
        CostLine::Kind::EphemeralStorage,
        Money::fromTicks(roundedQuotient(use * prices.ephemeralPerGbSecond.ticks(), PerGbSecond)),
        QStringLiteral("%1 × %2").arg(reckoning, dollars(prices.ephemeralPerGbSecond))};
}

// "114 ms / 1000 × 128 MB / 1024 = 0.01425 GB-s"
QString reckoningOfCall(Wide ms, const QString &megabytes, Wide use)
{
    const DecimalText sum = gbSeconds(use);
    return QStringLiteral("%1 ms / 1000 × %2 MB / 1024%3%4 GB-s")
        .arg(grouped(ms), megabytes, equalsSign(sum), sum.text);
}

Cost sumOf(std::vector<CostLine> lines)
{
    Cost cost{std::move(lines), {}};
    for (const CostLine &line : cost.lines)
        cost.total += line.amount;
    return cost;
}

Money provisionedPrice(const PriceTable &prices, Architecture architecture)
{
    return prices.provisionedDuration[static_cast<int>(architecture)];
}

Megabytes chargedStorage(const InvocationRecord &record)
{
    return {std::max(record.ephemeralStorage.value - limits::EphemeralStorageMin.value, 0)};
}

Wide billedMs(const InvocationRecord &record)
{
    return std::max<Wide>(record.billed.count(), 0);
}

} // namespace

bool isBilled(const InvocationRecord &record)
{
    switch (record.outcome) {
    case Outcome::Throttled:
    case Outcome::Failed:
        return false;
    case Outcome::Cancelled:
        return record.start != StartKind::None && record.billed.count() > 0;
    default:
        return record.start != StartKind::None;
    }
}

Cost costOf(const InvocationRecord &record, const PriceTable &prices)
{
    const bool billed = isBilled(record);
    const Wide ms = billed ? billedMs(record) : 0;
    const Wide use = ms * record.memorySize.value;
    const Wide storage = ms * chargedStorage(record).value;
    // Only the first tier: which one a call falls into depends on the rest of the month.
    const Money perGbSecond = record.start == StartKind::Provisioned
                                  ? provisionedPrice(prices, record.architecture)
                                  : tiersOf(prices, record.architecture).front().perGbSecond;
    const QString storageSize = QStringLiteral("(%1 − %2)")
                                    .arg(grouped(record.ephemeralStorage.value),
                                         grouped(limits::EphemeralStorageMin.value));
    return sumOf(
        {requestLine(billed ? 1 : 0, 0, prices),
         {CostLine::Kind::Duration,
          Money::fromTicks(roundedQuotient(use * perGbSecond.ticks(), PerGbSecond)),
          QStringLiteral("%1 × %2").arg(reckoningOfCall(ms, grouped(record.memorySize.value), use),
                                        dollars(perGbSecond))},
         ephemeralLine(storage, reckoningOfCall(ms, storageSize, storage), prices)});
}

MonthlyUse project(const std::vector<InvocationRecord> &records, std::int64_t requests)
{
    Wide memory = 0;
    Wide provisioned = 0;
    Wide storage = 0;
    Wide sampled = 0;
    const InvocationRecord *newest = nullptr;
    for (const InvocationRecord &record : records) {
        if (!isBilled(record))
            continue;
        ++sampled;
        (record.start == StartKind::Provisioned ? provisioned : memory) +=
            billedMs(record) * record.memorySize.value;
        storage += billedMs(record) * chargedStorage(record).value;
        if (!newest || record.startedAtMs >= newest->startedAtMs)
            newest = &record;
    }
    if (!newest || requests <= 0)
        return {};
    return {requests, roundedQuotient(memory * requests, sampled),
            roundedQuotient(storage * requests, sampled), newest->architecture,
            roundedQuotient(provisioned * requests, sampled)};
}

Cost monthlyCost(const MonthlyUse &use, const PriceTable &prices, FreeTier freeTier)
{
    const bool applies = freeTier == FreeTier::Apply;
    const Wide freeUse = applies ? prices.freeGbSeconds * PerGbSecond : 0;
    const Wide charged = std::max<Wide>(use.megabyteMilliseconds - freeUse, 0);
    const Priced priced = tiered(charged, tiersOf(prices, use.architecture));
    QString durationFormula = priced.terms;
    if (applies && prices.freeGbSeconds > 0) {
        const DecimalText all = gbSeconds(use.megabyteMilliseconds);
        const QString difference =
            QStringLiteral("%1 − %2 free").arg(all.text, grouped(prices.freeGbSeconds));
        durationFormula = (use.megabyteMilliseconds < freeUse ? QStringLiteral("max(0, %1)%2%3")
                                                              : QStringLiteral("%1%2%3"))
                              .arg(difference, equalsSign(all), priced.terms);
    }
    Money durationPrice = priced.amount;
    if (use.provisionedMegabyteMilliseconds > 0) {
        const Money price = provisionedPrice(prices, use.architecture);
        durationPrice += Money::fromTicks(
            roundedQuotient(use.provisionedMegabyteMilliseconds * price.ticks(), PerGbSecond));
        durationFormula +=
            QStringLiteral(" + %1 GB-s × %2 provisioned")
                .arg(gbSeconds(use.provisionedMegabyteMilliseconds).text, dollars(price));
    }
    const DecimalText storage = gbSeconds(use.ephemeralMegabyteMilliseconds);
    return sumOf({requestLine(use.requests, applies ? prices.freeRequests : 0, prices),
                  {CostLine::Kind::Duration, durationPrice, durationFormula},
                  ephemeralLine(use.ephemeralMegabyteMilliseconds,
                                QStringLiteral("%1 GB-s").arg(storage.text), prices)});
}

Money pricePerMillisecond(Megabytes memory, Architecture architecture, const PriceTable &prices)
{
    const Money price = tiersOf(prices, architecture).front().perGbSecond;
    return Money::fromTicks(
        roundedQuotient(std::max<Wide>(memory.value, 0) * price.ticks(), PerGbSecond));
}

} // namespace engine
