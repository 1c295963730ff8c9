// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace widgets {

// UTF-8 bytes as UTF-16 text, with the way back. The editor counts bytes, everything of Qt counts
// UTF-16 units. A byte that belongs to no valid sequence becomes one U+FFFD, so the map is total
// for any bytes.
class Utf8Line
{
public:
    Utf8Line() = default;
    explicit Utf8Line(QByteArrayView bytes) { decode(bytes); }

    void decode(QByteArrayView bytes); // takes the place of what was there

    [[nodiscard]] const QString &text() const { return m_text; }
    // The byte at which a UTF-16 unit begins; for text().size() the number of bytes.
    [[nodiscard]] int byteAt(int unit) const
    {
        return m_byteAt.empty() ? unit : m_byteAt[static_cast<size_t>(unit)];
    }
    [[nodiscard]] bool isValid() const { return m_valid; }

private:
    QString m_text;
    std::vector<int> m_byteAt; // empty for ASCII
    bool m_valid = true;
};

} // namespace widgets
