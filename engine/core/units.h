// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <chrono>
#include <compare>
#include <cstdint>

namespace engine {

using Nanoseconds = std::chrono::nanoseconds;
using Milliseconds = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;

// Lambda's "MB": 1,048,576 bytes.
struct Megabytes
{
    int value = 0;

    [[nodiscard]] constexpr std::int64_t bytes() const { return std::int64_t{value} * 1024 * 1024; }
    auto operator<=>(const Megabytes &) const = default;
};

// The number of whole megabytes that hold `bytes`, rounded up as "Max Memory Used" is.
[[nodiscard]] Megabytes megabytesHolding(std::int64_t bytes);

// An exact amount of US dollars in steps of 10^-13. Large enough for any account's month.
class Money
{
public:
    using Ticks = __int128;
    static constexpr std::int64_t TicksPerDollar = 10'000'000'000'000;

    constexpr Money() = default;
    static constexpr Money fromTicks(Ticks ticks) { return Money(ticks); }
    // Text as price files hold it: "0.0000166667", "1e-7" is not accepted. More than 13 decimals
    // or anything that is no plain decimal number gives false.
    static bool parse(const QString &text, Money *money);

    [[nodiscard]] constexpr Ticks ticks() const { return m_ticks; }
    [[nodiscard]] double toDouble() const; // for charts and axes only, never for sums
    // Plain decimal text, half up at `decimals` (0 to 13): "0.0000004375", "2.73".
    [[nodiscard]] QString toString(int decimals) const;
    // All 13 decimals less trailing zeros, at least two: "0.0000004375", "1.00".
    [[nodiscard]] QString toExactString() const;

    constexpr Money operator+(Money other) const { return Money(m_ticks + other.m_ticks); }
    constexpr Money operator-(Money other) const { return Money(m_ticks - other.m_ticks); }
    constexpr Money &operator+=(Money other)
    {
        m_ticks += other.m_ticks;
        return *this;
    }
    constexpr Money operator*(std::int64_t count) const { return Money(m_ticks * count); }
    constexpr bool operator==(const Money &) const = default;
    constexpr auto operator<=>(const Money &) const = default;

private:
    explicit constexpr Money(Ticks ticks)
        : m_ticks(ticks)
    {
    }

    Ticks m_ticks = 0;
};

} // namespace engine

Q_DECLARE_METATYPE(engine::Money)
Q_DECLARE_METATYPE(engine::Megabytes)
