// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pricing/pricing.h"

#include <algorithm>
#include <utility>

#include "engine/model/limits.h"
#include "engine/pricing/formula.h"

namespace engine {
namespace {

using namespace formula;

constexpr Wide PerGb = Wide{1'024} * 1'024 * 1'024; // bytes
// Of each request; the pricing page reckons with 1,024.
constexpr Wide FreeStreamBytes = 6 * 1'024 * 1'024;

const std::vector<PriceTier> &tiersOf(const PriceTable &prices, Architecture architecture)
{
    return prices.duration[static_cast<int>(architecture)];
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

CostLine streamLine(Wide charged, const QString &reckoning, const PriceTable &prices)
{
    return {CostLine::Kind::Streaming,
            Money::fromTicks(roundedQuotient(charged * prices.streamedPerGb.ticks(), PerGb)),
            QStringLiteral("%1 × %2").arg(reckoning, dollars(prices.streamedPerGb))};
}

// Of one call; nothing when no streaming caller got the response.
Wide streamedBytes(const InvocationRecord &record)
{
    return record.stream && record.stream->caller == CallerMode::Streaming
               ? std::max<Wide>(record.stream->bytes, 0)
               : 0;
}

Wide chargedStream(const InvocationRecord &record)
{
    return std::max<Wide>(streamedBytes(record) - FreeStreamBytes, 0);
}

// "(8,388,608 − 6,291,456) / 1024³ = 0.001953125 GB"
QString reckoningOfStream(const InvocationRecord &record, Wide charged)
{
    const DecimalText sum = decimals(charged, PerGb);
    return QStringLiteral("max(0, %1 − %2 bytes) / 1024³%3%4 GB")
        .arg(grouped(streamedBytes(record)), grouped(FreeStreamBytes), equalsSign(sum), sum.text);
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
    std::vector<CostLine> lines{
        requestLine(billed ? 1 : 0, 0, prices.perMillionRequests),
        {CostLine::Kind::Duration,
         Money::fromTicks(roundedQuotient(use * perGbSecond.ticks(), PerGbSecond)),
         QStringLiteral("%1 × %2").arg(reckoningOfCall(ms, grouped(record.memorySize.value), use),
                                       dollars(perGbSecond))},
        ephemeralLine(storage, reckoningOfCall(ms, storageSize, storage), prices)};
    if (streamedBytes(record) > 0) {
        const Wide charged = billed ? chargedStream(record) : 0;
        lines.push_back(streamLine(charged, reckoningOfStream(record, charged), prices));
    }
    return sumOf(std::move(lines));
}

MonthlyUse project(const std::vector<InvocationRecord> &records, std::int64_t requests)
{
    Wide memory = 0;
    Wide provisioned = 0;
    Wide storage = 0;
    Wide streamed = 0;
    Wide sampled = 0;
    const InvocationRecord *newest = nullptr;
    for (const InvocationRecord &record : records) {
        if (!isBilled(record))
            continue;
        ++sampled;
        (record.start == StartKind::Provisioned ? provisioned : memory) +=
            billedMs(record) * record.memorySize.value;
        storage += billedMs(record) * chargedStorage(record).value;
        streamed += chargedStream(record);
        if (!newest || record.startedAtMs >= newest->startedAtMs)
            newest = &record;
    }
    if (!newest || requests <= 0)
        return {};
    return {requests,
            roundedQuotient(memory * requests, sampled),
            roundedQuotient(storage * requests, sampled),
            newest->architecture,
            roundedQuotient(provisioned * requests, sampled),
            roundedQuotient(streamed * requests, sampled)};
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
    std::vector<CostLine> lines{
        requestLine(use.requests, applies ? prices.freeRequests : 0, prices.perMillionRequests),
        {CostLine::Kind::Duration, durationPrice, durationFormula},
        ephemeralLine(use.ephemeralMegabyteMilliseconds,
                      QStringLiteral("%1 GB-s").arg(storage.text), prices)};
    if (use.streamedBytes > 0) {
        const Wide freeBytes = applies ? prices.freeStreamedGb * PerGb : 0;
        QString reckoning = QStringLiteral("%1 GB").arg(decimals(use.streamedBytes, PerGb).text);
        if (freeBytes > 0)
            reckoning = QStringLiteral("max(0, %1 − %2 free)")
                            .arg(reckoning, grouped(prices.freeStreamedGb));
        lines.push_back(
            streamLine(std::max<Wide>(use.streamedBytes - freeBytes, 0), reckoning, prices));
    }
    return sumOf(std::move(lines));
}

Money pricePerMillisecond(Megabytes memory, Architecture architecture, const PriceTable &prices)
{
    const Money price = tiersOf(prices, architecture).front().perGbSecond;
    return Money::fromTicks(
        roundedQuotient(std::max<Wide>(memory.value, 0) * price.ticks(), PerGbSecond));
}

} // namespace engine
