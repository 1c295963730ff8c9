// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace engine::paths {

// Does `path`, links resolved, lie in `folder` or is it the folder? What does not exist yet is
// judged by the nearest parent that does.
[[nodiscard]] bool isWithin(const QString &folder, const QString &path);

// `name` as one part of a path: no separators, control characters or leading dots, at most 100
// characters; empty when nothing is left.
[[nodiscard]] QString asFileName(const QString &name);

} // namespace engine::paths
