// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/core/units.h"

namespace widgets {

// In the unit that fits, three significant digits: "84 µs", "3.2 ms" as "3.20 ms", "1.04 s".
[[nodiscard]] QString formatDuration(engine::Nanoseconds duration);
// "312 B", "4.1 kB" (1,000 bytes), "6.3 MB".
[[nodiscard]] QString formatBytes(qint64 bytes);
// "$0.0000004375", at least two decimals and as many as tell something; never rounded to zero.
[[nodiscard]] QString formatMoney(engine::Money money);
// What Money's own texts say, "1234.50", in the user's notation: "$1,234.50". Digit by digit, no
// detour over binary fractions.
[[nodiscard]] QString formatDollars(const QString &amount);

} // namespace widgets
