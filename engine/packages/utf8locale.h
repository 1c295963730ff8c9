// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <locale.h>

namespace engine {

// libarchive reads and writes names by the thread's locale. With this they are UTF-8 whatever the
// user's is, so that packages have the same bytes and names everywhere.
class Utf8Locale
{
public:
    Utf8Locale()
        : m_utf8(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr))
        , m_before(m_utf8 ? ::uselocale(m_utf8) : nullptr)
    {
    }
    ~Utf8Locale()
    {
        if (!m_utf8)
            return;
        ::uselocale(m_before);
        ::freelocale(m_utf8);
    }
    Q_DISABLE_COPY_MOVE(Utf8Locale)

private:
    locale_t m_utf8;
    locale_t m_before;
};

} // namespace engine
