// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "engine/core/result.h"
#include "engine/core/uniquefd.h"

namespace engine {

// A file without a name that holds `content`, unchangeable, to be read from its beginning.
// Close-on-exec, executable. Internal when the system refuses one.
[[nodiscard]] Result<UniqueFd> makeMemoryFile(const QByteArray &content);

} // namespace engine
