// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pricing/formula.h"

#include <QStringList>

#include <algorithm>

namespace engine::formula {

Wide roundedQuotient(Wide dividend, Wide divisor)
{
    return (dividend + divisor / 2) / divisor;
}

QString grouped(Wide number)
{
    QString digits = Money::fromTicks(number * Money::TicksPerDollar).toString(0);
    for (qsizetype i = digits.size() - 3; i > 0; i -= 3)
        digits.insert(i, QLatin1Char(','));
    return digits;
}

DecimalText decimals(Wide amount, Wide unit)
{
    constexpr Wide Scale = 10'000'000'000'000;
    constexpr Wide ShortScale = 1'000'000;
    DecimalText decimal;
    const Wide scale = amount >= unit ? ShortScale : Scale;
    const Wide scaled = roundedQuotient(amount * scale, unit);
    decimal.isExact = scaled * unit == amount * scale;
    QString fraction = Money::fromTicks(scaled % scale * (Scale / scale)).toString(13).mid(2);
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    decimal.text = grouped(scaled / scale);
    if (!fraction.isEmpty())
        decimal.text += QLatin1Char('.') + fraction;
    return decimal;
}

DecimalText gbSeconds(Wide megabyteMilliseconds)
{
    return decimals(megabyteMilliseconds, PerGbSecond);
}

QString dollars(Money price)
{
    return QLatin1Char('$') + price.toExactString();
}

QString equalsSign(const DecimalText &decimal)
{
    return decimal.isExact ? QStringLiteral(" = ") : QStringLiteral(" ≈ ");
}

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

Priced flat(Wide megabyteMilliseconds, Money perGbSecond)
{
    return tiered(megabyteMilliseconds, {{-1, perGbSecond}});
}

CostLine requestLine(Wide requests, Wide free, Money perMillion)
{
    const Wide charged = std::max<Wide>(requests - free, 0);
    QString count = grouped(requests);
    if (free > 0)
        count = (requests < free ? QStringLiteral("max(0, %1 − %2 free)")
                                 : QStringLiteral("(%1 − %2 free)"))
                    .arg(count, grouped(free));
    return {CostLine::Kind::Requests,
            Money::fromTicks(roundedQuotient(charged * perMillion.ticks(), Million)),
            QStringLiteral("%1 × %2 / 1,000,000").arg(count, dollars(perMillion))};
}

Cost sumOf(std::vector<CostLine> lines)
{
    Cost cost{std::move(lines), {}};
    for (const CostLine &line : cost.lines)
        cost.total += line.amount;
    return cost;
}

} // namespace engine::formula
