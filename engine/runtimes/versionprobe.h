// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace engine {

// What each program prints when called with --version, in the same order; empty for one that
// can't be run or has not answered within 2 seconds. All run at the same time, without any of this
// process's environment. Blocks, usually for a few milliseconds.
[[nodiscard]] QStringList probeVersions(const QStringList &programs);

} // namespace engine
