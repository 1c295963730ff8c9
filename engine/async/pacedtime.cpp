// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/async/pacedtime.h"

namespace engine {

Milliseconds PacedTime::passed(qint64 since, qint64 now) const
{
    const qint64 slow = qMax(qint64{0}, qMin(now, beganMs) - since);
    const qint64 quick = qMax(qint64{0}, now - qMax(since, beganMs));
    return Milliseconds(slow + quick * speed);
}

qint64 PacedTime::after(qint64 since, Milliseconds delay) const
{
    const qint64 slow = qMax(qint64{0}, beganMs - since);
    if (delay.count() <= slow)
        return since + delay.count();
    // rounded up: never before its time
    return since + slow + (delay.count() - slow + speed - 1) / speed;
}

} // namespace engine
