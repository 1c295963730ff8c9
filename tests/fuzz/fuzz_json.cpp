// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "engine/core/json.h"

// NOLINTNEXTLINE: libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (!engine::checkJson(text))
        return 0;
    const QByteArray indented = engine::indentJson(text);
    const QByteArray compact = engine::compactJson(text);
    if (!engine::checkJson(indented) || engine::compactJson(indented) != compact
        || engine::indentJson(compact) != indented)
        std::abort();
    return 0;
}
