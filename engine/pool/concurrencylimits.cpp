// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pool/concurrencylimits.h"

#include <algorithm>

#include "engine/model/limits.h"

namespace engine {

void ConcurrencyLimits::setProvisioned(const QString &function, int environments)
{
    m_functions[function].provisioned = environments;
}

std::optional<QString> ConcurrencyLimits::take(const QString &function)
{
    Function &of = m_functions[function];
    if (const int *reserved = reservedOf(function)) {
        if (of.onDemand >= *reserved - of.provisioned)
            return QStringLiteral("ReservedFunctionConcurrentInvocationLimitExceeded");
    } else if (m_onDemand - reservedOnDemand() >= unreserved()) {
        return QStringLiteral("ConcurrentInvocationLimitExceeded");
    }
    ++of.onDemand;
    ++m_onDemand;
    return std::nullopt;
}

void ConcurrencyLimits::release(const QString &function)
{
    --m_functions[function].onDemand;
    --m_onDemand;
}

std::optional<QString> ConcurrencyLimits::admit(const QString &function, Nanoseconds now)
{
    const int *reserved = reservedOf(function);
    const double perSecond =
        double(limits::RequestsPerConcurrency) * (reserved ? *reserved : m_account);
    if (m_functions[function].requests.take(perSecond, perSecond, now))
        return std::nullopt;
    return reserved ? QStringLiteral("ReservedFunctionInvocationRateLimitExceeded")
                    : QStringLiteral("FunctionInvocationRateLimitExceeded");
}

bool ConcurrencyLimits::grow(const QString &function, Nanoseconds now)
{
    return m_functions[function].environments.take(limits::ScalingBurst, limits::ScalingPerSecond,
                                                   now);
}

int ConcurrencyLimits::unreserved() const
{
    int places = m_account;
    for (const auto &[function, reserved] : m_reserved)
        places -= reserved;
    for (const auto &[name, function] : m_functions) {
        if (!reservedOf(name))
            places -= function.provisioned;
    }
    return std::max(places, 0);
}

// Counted anew instead of kept: a reservation may come or go while requests run.
int ConcurrencyLimits::reservedOnDemand() const
{
    int places = 0;
    for (const auto &[function, reserved] : m_reserved) {
        const auto it = m_functions.find(function);
        places += it == m_functions.end() ? 0 : it->second.onDemand;
    }
    return places;
}

const int *ConcurrencyLimits::reservedOf(const QString &function) const
{
    const auto it = m_reserved.find(function);
    return it == m_reserved.end() ? nullptr : &it->second;
}

bool ConcurrencyLimits::Bucket::take(double capacity, double perSecond, Nanoseconds now)
{
    if (filledAt < Nanoseconds{0}) {
        level = capacity;
    } else if (now > filledAt) { // a clock that went back gives nothing
        const double seconds = std::chrono::duration<double>(now - filledAt).count();
        level = std::min(capacity, level + seconds * perSecond);
    }
    filledAt = std::max(filledAt, now);
    // A part that is lost in adding up must not cost a whole request.
    constexpr double Rounding = 1e-6;
    if (level < 1 - Rounding)
        return false;
    level -= 1;
    return true;
}

} // namespace engine
