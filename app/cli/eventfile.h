// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "engine/core/result.h"

namespace app {

// The event of --event FILE, exact bytes; "-" is standard input. The Invoker checks it.
[[nodiscard]] engine::Result<QByteArray> readEvent(const QString &path);

} // namespace app
