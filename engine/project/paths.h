// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace engine::paths {

// Does `path`, links resolved, lie in `folder` or is it the folder? What does not exist yet is
// judged by the nearest parent that does.
[[nodiscard]] bool isWithin(const QString &folder, const QString &path);

// What the workbench keeps of a workspace on this machine: history, caches. Code must not see it.
[[nodiscard]] QString privateFolder(const QString &workspace);

// `name` as one part of a path: no separators, control characters or leading dots, at most 100
// characters; empty when nothing is left.
[[nodiscard]] QString asFileName(const QString &name);

} // namespace engine::paths
