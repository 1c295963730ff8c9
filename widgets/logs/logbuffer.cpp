// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/logbuffer.h"

#include <algorithm>

namespace widgets {
namespace {

constexpr qsizetype ChunkSize = 64 * 1024; // what is dropped at a time

} // namespace

void LogBuffer::append(const QByteArray &bytes)
{
    m_total += bytes.size();
    qsizetype at = 0;
    if (m_tailSize == 0 && m_cut == 0 && m_head.size() < HeadBytes) {
        at = std::min<qsizetype>(bytes.size(), HeadBytes - m_head.size());
        m_head += bytes.first(at);
    }
    while (at < bytes.size()) {
        if (m_tail.empty() || m_tail.back().size() >= ChunkSize)
            m_tail.emplace_back();
        QByteArray &chunk = m_tail.back();
        const qsizetype part = std::min(bytes.size() - at, ChunkSize - chunk.size());
        chunk += bytes.sliced(at, part);
        m_tailSize += part;
        at += part;
        while (m_tailSize > TailBytes) {
            m_cut += m_tail.front().size();
            m_tailSize -= m_tail.front().size();
            m_tail.pop_front();
        }
    }
}

QByteArray LogBuffer::tail() const
{
    QByteArray text;
    text.reserve(m_tailSize);
    for (const QByteArray &chunk : m_tail)
        text += chunk;
    if (m_cut == 0)
        return text;
    const qsizetype newLine = text.indexOf('\n');
    return newLine < 0 || newLine > ChunkSize ? text : text.sliced(newLine + 1);
}

QByteArray LogBuffer::from(qint64 position) const
{
    QByteArray text = position < m_head.size() ? m_head.sliced(position) : QByteArray();
    qint64 at = m_head.size() + m_cut;
    for (const QByteArray &chunk : m_tail) {
        if (position <= at)
            text += chunk;
        else if (position < at + chunk.size())
            text += chunk.sliced(position - at);
        at += chunk.size();
    }
    return text;
}

} // namespace widgets
