// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "engine/core/result.h"

namespace engine {

// Replaces the file's content so that a crash at any moment leaves either the old or the new one,
// whole and on disk. Keeps the permissions; follows a symbolic link to the file that it names;
// makes missing parent folders. Blocks for as long as the disk needs.
[[nodiscard]] Result<void> writeAtomically(const QString &path, const QByteArray &content);

// The file's bytes. Fails with NotFound, NotReadable (also for what is no ordinary file), or
// PayloadTooLarge past maxBytes.
[[nodiscard]] Result<QByteArray> readWhole(const QString &path, qint64 maxBytes = 64 * 1024 * 1024);

} // namespace engine
