// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/events/gzip.h"

#include <QtEndian>

#include <array>

namespace engine {
namespace {

quint32 crc32(const QByteArray &data)
{
    static const std::array<quint32, 256> table = [] {
        std::array<quint32, 256> made{};
        for (quint32 i = 0; i < 256; ++i) {
            quint32 value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = (value & 1U) ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
            made[i] = value;
        }
        return made;
    }();
    quint32 crc = 0xFFFFFFFFU;
    for (const char byte : data)
        crc = table[(crc ^ static_cast<quint8>(byte)) & 0xFFU] ^ (crc >> 8U);
    return ~crc;
}

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

} // namespace

QByteArray gzipped(const QByteArray &data)
{
    // qCompress() gives a length (4 bytes), then zlib's format: 2 bytes, the stream, 4 bytes.
    constexpr qsizetype Head = 6;
    constexpr qsizetype Tail = 4;
    static const QByteArray nothing("\x03\x00", 2); // which qCompress() has no stream for
    const QByteArray zlib = qCompress(data, 9);
    static const QByteArray header("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff", 10);
    const QByteArray stream = data.isEmpty() ? nothing : zlib.mid(Head, zlib.size() - Head - Tail);
    return header + stream + littleEndian(crc32(data))
           + littleEndian(static_cast<quint32>(data.size()));
}

} // namespace engine
