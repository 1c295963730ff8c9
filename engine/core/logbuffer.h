// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace engine {

// What one invocation or command printed. That may be without end; what is kept has its beginning
// and its end, and says in between how much was left out.
class LogBuffer
{
public:
    static constexpr qsizetype HeadBytes = 512 * 1024;
    static constexpr qsizetype TailBytes = 512 * 1024;

    void append(const QByteArray &text);
    [[nodiscard]] QByteArray text() const;
    [[nodiscard]] bool endsLine() const { return m_total == 0 || m_last == '\n'; }

private:
    QByteArray m_head;
    QByteArray m_tail;
    qint64 m_total = 0;
    char m_last = '\n';
};

} // namespace engine
