// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>

#include "engine/project/workspace.h"

// NOLINTNEXTLINE: libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const char16_t *file : {u"template.yaml", u"template.json"})
        (void)engine::readTemplate(QStringLiteral("/nonexistent"), QString::fromUtf16(file), text,
                                   {});
    return 0;
}
