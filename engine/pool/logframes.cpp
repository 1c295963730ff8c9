// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pool/logframes.h"

#include <QtEndian>

namespace engine {
namespace {

constexpr quint32 Magic = 0xA55A0000;
constexpr quint32 HasTime = 2;                // flag
constexpr quint32 IsModuleTimes = 0x20;       // flag of our bootstraps'; Lambda has none of it
constexpr quint32 Longest = 16 * 1024 * 1024; // a longer one is taken for garbage

QByteArray ended(QByteArray message)
{
    if (!message.endsWith('\n'))
        message += '\n';
    return message;
}

} // namespace

QByteArray LogFrames::take(const QByteArray &bytes, std::vector<QByteArray> *messages)
{
    const auto add = [messages](QByteArray *to, const QByteArray &message) {
        if (messages)
            messages->push_back(message);
        *to += ended(message);
    };
    m_buffer += bytes;
    QByteArray text;
    qsizetype at = 0;
    while (m_buffer.size() - at >= 8) {
        const char *data = m_buffer.constData() + at;
        const quint32 type = qFromBigEndian<quint32>(data);
        const quint32 length = qFromBigEndian<quint32>(data + 4);
        if ((type & 0xFFFF0000) != Magic || length > Longest) {
            add(&text, m_buffer.mid(at));
            at = m_buffer.size();
            break;
        }
        // The oldest form, 0xA55A0001, has no time either: bit 1 tells.
        const qsizetype header = (type & HasTime) ? 16 : 8;
        if (m_buffer.size() - at < header + qsizetype(length))
            break;
        if (type & IsModuleTimes)
            m_moduleTimes = m_buffer.mid(at + header, length);
        else
            add(&text, m_buffer.mid(at + header, length));
        at += header + qsizetype(length);
    }
    m_buffer.remove(0, at);
    return text;
}

QByteArray LogFrames::rest()
{
    const QByteArray left = std::exchange(m_buffer, {});
    return left.isEmpty() ? left : ended(left.mid(qMin<qsizetype>(left.size(), 16)));
}

} // namespace engine
