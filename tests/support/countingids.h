// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/ids.h"

namespace testsupport {

// 00000000-0000-4000-8000-000000000001, ...2, ...
class CountingIds final : public engine::IdSource
{
public:
    [[nodiscard]] QString uuid() override
    {
        return QStringLiteral("00000000-0000-4000-8000-%1").arg(++m_uuids, 12, 16, QChar(u'0'));
    }
    [[nodiscard]] QString hex(int digits) override
    {
        return QStringLiteral("%1").arg(++m_hexes, digits, 16, QChar(u'0'));
    }

private:
    int m_uuids = 0;
    int m_hexes = 0;
};

} // namespace testsupport
