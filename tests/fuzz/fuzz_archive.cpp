// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "engine/packages/archive.h"
#include "engine/packages/filetree.h"

// NOLINTNEXTLINE: libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QTemporaryDir dir(QStringLiteral("/dev/shm/fuzz_archive-XXXXXX"));
    const QString outer = dir.filePath(QStringLiteral("outer"));
    const QString target = outer + QStringLiteral("/target");
    QFile file(dir.filePath(QStringLiteral("archive")));
    if (!file.open(QIODevice::WriteOnly))
        std::abort();
    file.write(reinterpret_cast<const char *>(data), static_cast<qint64>(size));
    file.close();
    engine::ArchiveLimits limits;
    limits.bytes = 4'000'000;
    limits.entries = 100;
    const auto contents = engine::unpackArchive(file.fileName(), target, limits, false);
    // whole or not at all, within the limits, and nothing beside it
    int beside = 0;
    (void)engine::filetree::walk(outer, [&beside](const engine::filetree::Entry &entry) {
        beside += entry.path == "target" ? 0 : 1;
        return false;
    });
    const auto unpacked = engine::filetree::sizeOf(target);
    if (beside != 0 || contents.has_value() != unpacked.has_value()
        || (contents && (contents->bytes > limits.bytes || *unpacked > limits.bytes)))
        std::abort();
    engine::filetree::remove(target);
    return 0;
}
