// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/utf8line.h"

#include <algorithm>

namespace widgets {
namespace {

// The length in bytes of the sequence at the start of `bytes` and its character; 0 if it is not
// valid (overlong forms, surrogates and what lies past U+10FFFF included).
int decodeOne(QByteArrayView bytes, char32_t *character)
{
    const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char first = byte(0);
    const int length = first < 0x80           ? 1
                       : (first >> 5) == 0x6  ? 2
                       : (first >> 4) == 0xe  ? 3
                       : (first >> 3) == 0x1e ? 4
                                              : 0;
    if (length == 0 || length > bytes.size())
        return 0;
    char32_t value = length == 1 ? first : first & (0x7fu >> length);
    for (int i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
        value = (value << 6) | (byte(i) & 0x3fu);
    }
    constexpr char32_t Smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < Smallest[length] || value > 0x10ffff || QChar::isSurrogate(value))
        return 0;
    *character = value;
    return length;
}

} // namespace

void Utf8Line::decode(QByteArrayView bytes)
{
    m_byteAt.clear();
    m_valid = true;
    const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(bytes.begin(), bytes.end(), isAscii)) {
        m_text = QString::fromLatin1(bytes.data(), bytes.size());
        return;
    }
    m_text.clear();
    m_text.reserve(bytes.size());
    const auto put = [this](char16_t unit, qsizetype at) {
        m_text.append(QChar(unit));
        m_byteAt.push_back(static_cast<int>(at));
    };
    for (qsizetype i = 0; i < bytes.size();) {
        char32_t character = 0;
        const int length = decodeOne(bytes.sliced(i), &character);
        if (length == 0) {
            m_valid = false;
            put(QChar::ReplacementCharacter, i);
            ++i;
            continue;
        }
        if (QChar::requiresSurrogates(character)) {
            put(QChar::highSurrogate(character), i);
            put(QChar::lowSurrogate(character), i);
        } else {
            put(static_cast<char16_t>(character), i);
        }
        i += length;
    }
    m_byteAt.push_back(static_cast<int>(bytes.size()));
}

} // namespace widgets
