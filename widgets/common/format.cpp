// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <utility>

namespace widgets {
namespace {

struct Format
{
    Q_DECLARE_TR_FUNCTIONS(widgets::Format)
};

QString threeDigits(double value)
{
    return QLocale().toString(value, 'f', value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

} // namespace

QString formatDuration(engine::Nanoseconds duration)
{
    const auto ns = static_cast<double>(duration.count());
    if (ns < 999.5)
        return Format::tr("%1 ns").arg(QLocale().toString(ns, 'f', 0));
    if (ns < 999.5e3)
        return Format::tr("%1 µs").arg(threeDigits(ns / 1e3));
    if (ns < 999.5e6)
        return Format::tr("%1 ms").arg(threeDigits(ns / 1e6));
    return Format::tr("%1 s").arg(threeDigits(ns / 1e9));
}

QString formatBytes(qint64 bytes)
{
    if (bytes < 1'000)
        return Format::tr("%1 B").arg(QLocale().toString(bytes));
    if (bytes < 999'500)
        return Format::tr("%1 kB").arg(threeDigits(static_cast<double>(bytes) / 1e3));
    return Format::tr("%1 MB").arg(threeDigits(static_cast<double>(bytes) / 1e6));
}

QString formatMoney(engine::Money money)
{
    // Whole cents from one cent on; below it every digit counts.
    const bool small = money.ticks() < engine::Money::TicksPerDollar / 100
                       && money.ticks() > -engine::Money::TicksPerDollar / 100;
    return formatDollars(small ? money.toExactString() : money.toString(2));
}

QString formatDollars(const QString &amount)
{
    const QLocale locale;
    const bool negative = amount.startsWith(u'-');
    const qsizetype point = amount.indexOf(u'.');
    const qsizetype first = negative ? 1 : 0;
    const QString whole = locale.toString(amount.mid(first, point - first).toLongLong());
    return Format::tr("$%1").arg((negative ? locale.negativeSign() : QString()) + whole
                                 + locale.decimalPoint() + amount.mid(point + 1));
}

} // namespace widgets
