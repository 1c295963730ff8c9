// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/insight/arrivals.h"

#include <algorithm>
#include <cmath>

#include "engine/insight/milliseconds.h"

namespace engine {
namespace {

using Kind = ArrivalPlan::Kind;

// Of plans that would go on for years: beyond it the nanoseconds do not fit.
constexpr double LastSecond = 1e9;

Nanoseconds nanosecondsOf(double seconds)
{
    return Nanoseconds{std::llround(std::min(seconds, LastSecond) * 1e9)};
}

bool isRate(double rate, double least)
{
    return rate >= least && rate <= ArrivalPlan::MaxRate; // false for what is no number
}

QString secondsText(Nanoseconds time)
{
    return QString::number(inSeconds(time)) + QStringLiteral(" s");
}

} // namespace

bool ArrivalPlan::isValid() const
{
    if (duration < Nanoseconds{0} || count < 0)
        return false;
    const bool ends = duration > Nanoseconds{0} || count > 0;
    constexpr double Least = 1e-6;
    switch (kind) {
    case Kind::AtOnce:
        return ends && concurrency >= 1 && concurrency <= MaxConcurrency;
    case Kind::Constant:
    case Kind::Poisson:
        return ends && isRate(rate, Least);
    case Kind::Ramp:
        return duration > Nanoseconds{0} && isRate(rate, 0) && isRate(peak, 0)
               && std::max(rate, peak) >= Least;
    case Kind::Spikes:
        return ends && isRate(rate, 0) && isRate(peak, Least) && spikeLength > Nanoseconds{0}
               && spikeEvery > spikeLength;
    case Kind::Replay:
        return !offsets.empty() && std::is_sorted(offsets.begin(), offsets.end())
               && offsets.front() >= Nanoseconds{0};
    }
    return false;
}

QString ArrivalPlan::describe() const
{
    QString text;
    switch (kind) {
    case Kind::AtOnce:
        text = QStringLiteral("%1 at once").arg(concurrency);
        break;
    case Kind::Constant:
        text = QStringLiteral("%1/s").arg(rate);
        break;
    case Kind::Ramp:
        text = QStringLiteral("%1/s to %2/s").arg(rate).arg(peak);
        break;
    case Kind::Poisson:
        text = QStringLiteral("%1/s by chance, seed %2").arg(rate).arg(seed);
        break;
    case Kind::Spikes:
        text = QStringLiteral("%1/s, %2/s for %3 of each %4")
                   .arg(rate)
                   .arg(peak)
                   .arg(secondsText(spikeLength), secondsText(spikeEvery));
        break;
    case Kind::Replay:
        text = QStringLiteral("replay of %1").arg(offsets.size());
        break;
    }
    if (count > 0)
        text += QStringLiteral(", %1 requests").arg(count);
    if (duration > Nanoseconds{0})
        text += QStringLiteral(", for %1").arg(secondsText(duration));
    return text;
}

ArrivalSchedule::ArrivalSchedule(ArrivalPlan plan)
    : m_plan(std::move(plan))
    , m_random(m_plan.seed)
{
    Q_ASSERT(m_plan.isValid() && !m_plan.isClosed());
}

// How many have come by then.
double ArrivalSchedule::arrivedBy(double seconds) const
{
    const double every = inSeconds(m_plan.spikeEvery);
    const double length = inSeconds(m_plan.spikeLength);
    const double ofOne = m_plan.rate * (every - length) + m_plan.peak * length;
    const double past = std::floor(seconds / every);
    const double within = seconds - past * every;
    const double calm = std::min(within, every - length);
    return past * ofOne + calm * m_plan.rate + (within - calm) * m_plan.peak;
}

// The moment at which the m_made-th one comes.
std::optional<Nanoseconds> ArrivalSchedule::evenly()
{
    const auto wanted = static_cast<double>(m_made);
    switch (m_plan.kind) {
    case Kind::Constant:
        return nanosecondsOf(wanted / m_plan.rate);
    case Kind::Ramp: {
        // rate × t + (peak − rate) × t² / 2T = wanted
        const double slope = (m_plan.peak - m_plan.rate) / (2 * inSeconds(m_plan.duration));
        const double inner = m_plan.rate * m_plan.rate + 4 * slope * wanted;
        if (m_made == 0)
            return Nanoseconds{0};
        if (inner < 0)
            return std::nullopt; // the falling rate never brings so many
        // Not (sqrt(inner) - rate) / 2 slope: where the rate hardly grows, rounding is all of that.
        return nanosecondsOf(2 * wanted / (m_plan.rate + std::sqrt(inner)));
    }
    case Kind::Spikes: {
        const double every = inSeconds(m_plan.spikeEvery);
        const double length = inSeconds(m_plan.spikeLength);
        const double ofOne = arrivedBy(every);
        const double past = std::floor(wanted / ofOne);
        const double rest = std::max(0.0, wanted - past * ofOne); // rounding may go below
        const double ofCalm = m_plan.rate * (every - length);
        const double within =
            rest < ofCalm ? rest / m_plan.rate : every - length + (rest - ofCalm) / m_plan.peak;
        return nanosecondsOf(past * every + within);
    }
    default:
        return std::nullopt;
    }
}

std::optional<Nanoseconds> ArrivalSchedule::next()
{
    if (m_plan.count > 0 && m_made >= m_plan.count)
        return std::nullopt;
    std::optional<Nanoseconds> at;
    if (m_plan.kind == Kind::Replay) {
        if (m_made < static_cast<std::int64_t>(m_plan.offsets.size()))
            at = m_plan.offsets[static_cast<std::size_t>(m_made)];
    } else if (m_plan.kind == Kind::Poisson) {
        // 53 random bits, above 0 and up to 1; the standard's own distributions differ by library.
        const double chance = (static_cast<double>(m_random() >> 11) + 1) / 9007199254740992.0;
        m_seconds -= std::log(chance) / m_plan.rate;
        at = nanosecondsOf(m_seconds);
    } else {
        at = evenly();
    }
    if (!at || (m_plan.duration > Nanoseconds{0} && *at >= m_plan.duration))
        return std::nullopt;
    ++m_made;
    m_last = std::max(m_last, *at); // spikes years apart: rounding may go back
    return m_last;
}

} // namespace engine
