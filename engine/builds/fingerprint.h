// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/builds/buildplan.h"

namespace engine {

// Names what comes out when this plan is carried out on the folder as it is now: the same plan,
// tool and contents give the same name, whatever the files' times (a checkout changes those). Files
// of more than 16 MB are judged by size and time. 32 hexadecimal digits. Reads files, so it is
// called on a thread of the pool.
[[nodiscard]] QString fingerprintOf(const BuildPlan &plan, const QString &folder,
                                    const QString &hidden);

} // namespace engine
