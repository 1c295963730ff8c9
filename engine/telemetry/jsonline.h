// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>

namespace engine {

// A JSON object on one line: key, value, key, value; members in the order in which they were added.
class JsonLine
{
public:
    // `value` is JSON already.
    void add(const char *key, const QByteArray &value)
    {
        m_text += m_text.isEmpty() ? "{\"" : ",\"";
        m_text += key;
        m_text += "\":" + value;
    }
    void add(const char *key, std::int64_t value) { add(key, QByteArray::number(qint64{value})); }
    [[nodiscard]] QByteArray finished() const
    {
        return m_text.isEmpty() ? QByteArray("{}") : m_text + '}';
    }

private:
    QByteArray m_text;
};

} // namespace engine
