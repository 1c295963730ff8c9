// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/units.h"

namespace engine {
namespace {

constexpr int Decimals = 13;

QString digitsOf(Money::Ticks value)
{
    QString digits;
    do {
        digits.prepend(QChar(u'0' + static_cast<int>(value % 10)));
        value /= 10;
    } while (value != 0);
    return digits;
}

} // namespace

Megabytes megabytesHolding(std::int64_t bytes)
{
    constexpr std::int64_t Megabyte = 1024 * 1024;
    return {static_cast<int>((bytes + Megabyte - 1) / Megabyte)};
}

bool Money::parse(const QString &text, Money *money)
{
    const QString trimmed = text.trimmed();
    const bool negative = trimmed.startsWith(u'-');
    const QString number = negative ? trimmed.mid(1) : trimmed;
    const qsizetype point = number.indexOf(u'.');
    const QString whole = point < 0 ? number : number.left(point);
    const QString fraction = point < 0 ? QString() : number.mid(point + 1);
    if (whole.isEmpty() || whole.size() > 18 || fraction.size() > Decimals
        || (point >= 0 && fraction.isEmpty()))
        return false;
    Ticks ticks = 0;
    for (const QChar c : QString(whole + fraction.leftJustified(Decimals, u'0'))) {
        if (c < u'0' || c > u'9')
            return false;
        ticks = ticks * 10 + (c.unicode() - u'0');
    }
    *money = Money(negative ? -ticks : ticks);
    return true;
}

double Money::toDouble() const
{
    return static_cast<double>(m_ticks) / static_cast<double>(TicksPerDollar);
}

QString Money::toString(int decimals) const
{
    Ticks unit = 1;
    for (int i = decimals; i < Decimals; ++i)
        unit *= 10;
    const bool negative = m_ticks < 0;
    const Ticks rounded = ((negative ? -m_ticks : m_ticks) + unit / 2) / unit;
    QString digits = digitsOf(rounded).rightJustified(decimals + 1, u'0');
    if (decimals > 0)
        digits.insert(digits.size() - decimals, u'.');
    return negative && rounded != 0 ? u'-' + digits : digits;
}

QString Money::toExactString() const
{
    QString text = toString(Decimals);
    while (text.endsWith(u'0') && text.at(text.size() - 4) != u'.'
           && text.at(text.size() - 3) != u'.')
        text.chop(1);
    if (text.endsWith(u'0') && text.at(text.size() - 4) == u'.')
        text.chop(1);
    return text;
}

} // namespace engine
