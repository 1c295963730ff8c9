// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "engine/core/result.h"

namespace engine {

enum class AnonymousFiles { Allowed, Denied };

// The system calls that code in a sandbox may not make, as the BPF program that bwrap loads.
// Denied calls fail (EPERM, or ENOSYS where libraries then take another way); nothing is killed.
// Anonymous files (memfd, System V shared memory) are to be denied where memory is measured by
// looking at processes: such memory belongs to none.
[[nodiscard]] Result<QByteArray> buildSeccompFilter(AnonymousFiles anonymousFiles);

} // namespace engine
