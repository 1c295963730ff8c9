// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <deque>

namespace widgets {

// A stream of log text that never takes more than its cap: the first megabyte and the last four
// are kept, what lies between is counted and dropped.
class LogBuffer
{
public:
    static constexpr qint64 HeadBytes = 1024 * 1024;
    static constexpr qint64 TailBytes = 4 * 1024 * 1024;

    void append(const QByteArray &bytes);

    [[nodiscard]] const QByteArray &head() const { return m_head; }
    [[nodiscard]] qint64 cutBytes() const { return m_cut; } // between head and tail
    [[nodiscard]] QByteArray tail() const;                  // begins with a whole line if it can
    [[nodiscard]] qint64 totalBytes() const { return m_total; }
    [[nodiscard]] qint64 keptBytes() const { return m_head.size() + m_tailSize; }

    // The text from a position in the stream on; the position must not lie in what was cut.
    [[nodiscard]] QByteArray from(qint64 position) const;

private:
    QByteArray m_head;
    std::deque<QByteArray> m_tail;
    qint64 m_tailSize = 0;
    qint64 m_cut = 0;
    qint64 m_total = 0;
};

} // namespace widgets
