// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <optional>

#include "engine/core/units.h"

namespace engine {

// How many requests may run at once and how fast that may grow, as Lambda counts it ("Understanding
// Lambda function scaling", "Configuring reserved concurrency"). Pure counting: no clock but the
// times it is given.
//
// A function with reserved concurrency R has R for itself, taken out of the account's limit, and
// can't have more. Provisioned environments are taken out of R, or, without one, out of what the
// functions share. A request that runs in a provisioned environment is not counted again here.
class ConcurrencyLimits
{
public:
    explicit ConcurrencyLimits(int accountConcurrency)
        : m_account(accountConcurrency)
    {
    }

    void setReserved(std::map<QString, int> byFunction) { m_reserved = std::move(byFunction); }
    // Of all versions of the function together; 0: none.
    void setProvisioned(const QString &function, int environments);

    // Takes a place for one more request outside provisioned environments. When there is none:
    // the throttle's Reason as the service names it, and nothing is taken.
    [[nodiscard]] std::optional<QString> take(const QString &function);
    void release(const QString &function);
    // Synchronous requests per second: ten times the concurrency that the function could have.
    // The Reason when it is passed.
    [[nodiscard]] std::optional<QString> admit(const QString &function, Nanoseconds now);
    // New environments of a function: 1,000 at once, refilled by 100 a second. False beyond.
    [[nodiscard]] bool grow(const QString &function, Nanoseconds now);

    [[nodiscard]] int onDemand() const { return m_onDemand; } // places taken, of all functions
    // Places that functions without a reservation have together.
    [[nodiscard]] int unreserved() const;

private:
    // Holds at most `capacity`, is full at first, and fills up by `perSecond`.
    struct Bucket
    {
        double level = 0;
        Nanoseconds filledAt{-1};

        bool take(double capacity, double perSecond, Nanoseconds now);
    };
    struct Function
    {
        int onDemand = 0;
        int provisioned = 0;
        Bucket requests;
        Bucket environments;
    };

    [[nodiscard]] const int *reservedOf(const QString &function) const;
    [[nodiscard]] int reservedOnDemand() const; // places taken by functions with a reservation

    int m_account;
    std::map<QString, int> m_reserved;
    std::map<QString, Function> m_functions;
    int m_onDemand = 0;
};

} // namespace engine
