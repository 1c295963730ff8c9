// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/logbuffer.h"

namespace engine {

void LogBuffer::append(const QByteArray &text)
{
    if (text.isEmpty())
        return;
    m_total += text.size();
    m_last = text.back();
    const qsizetype room = HeadBytes - m_head.size();
    m_head += text.left(room);
    if (text.size() <= room)
        return;
    m_tail += text.mid(qMax<qsizetype>(room, 0));
    if (m_tail.size() > 2 * TailBytes) // seldom, so that appending stays cheap
        m_tail = m_tail.right(TailBytes);
}

QByteArray LogBuffer::text() const
{
    const QByteArray tail = m_tail.right(TailBytes);
    const qint64 left = m_total - m_head.size() - tail.size();
    if (left == 0)
        return m_head + tail;
    return m_head + "\n[... " + QByteArray::number(left) + " bytes left out ...]\n" + tail;
}

} // namespace engine
