// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>

#include "engine/pool/logframes.h"

// NOLINTNEXTLINE: libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    // The first byte says in what pieces the rest comes.
    if (size < 2)
        return 0;
    const qsizetype piece = data[0] + 1;
    const QByteArray bytes(reinterpret_cast<const char *>(data + 1),
                           static_cast<qsizetype>(size - 1));
    engine::LogFrames frames;
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        (void)frames.take(bytes.mid(at, piece));
    (void)frames.rest();
    return 0;
}
