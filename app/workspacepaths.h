// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace app {

// Where a workspace keeps what is of this machine only; see ARCHITECTURE.md.
[[nodiscard]] QString stateFolder(const QString &workspace);
[[nodiscard]] QString historyFile(const QString &workspace);
[[nodiscard]] QString runsFolder(const QString &workspace); // load runs that were kept

} // namespace app
