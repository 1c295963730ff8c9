// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <cstdint>
#include <functional>

#include "engine/core/result.h"

// Folders taken as wholes. No link in them is ever followed.
namespace engine::filetree {

struct Entry
{
    enum class Kind { File, Folder, Link, Other };

    QByteArray path; // relative, the file system's bytes
    Kind kind = Kind::Other;
    std::int64_t size = 0;
    bool executable = false;
};

// Visits everything below the folder, each folder before what it holds, by the order of bytes in
// their names. `visit` gives false for a folder not to be entered. What vanishes meanwhile is left
// out. Fails with NotFound or NotReadable for the folder itself, NotReadable for one below it.
[[nodiscard]] Result<void> walk(const QString &folder,
                                const std::function<bool(const Entry &)> &visit);

// The bytes of all files in it, as Lambda counts them.
[[nodiscard]] Result<std::int64_t> sizeOf(const QString &folder);

enum class Copying {
    HardLinks, // both are ours and are never changed: a file is linked where that goes
    Contents,  // a file is cloned where the file system can, else copied
};
// Puts all of `from` into `to`, which exists; a file takes the place of one that is there.
[[nodiscard]] Result<void> overlay(const QString &from, const QString &to, Copying copying,
                                   const std::atomic<bool> &cancelled);

// Removes the folder and all in it, write protection or not.
void remove(const QString &folder);

} // namespace engine::filetree
