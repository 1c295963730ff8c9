// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/ids.h"

#include <QRandomGenerator>
#include <QUuid>

namespace engine {

QString RandomIds::uuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString RandomIds::hex(int digits)
{
    static constexpr char16_t Digits[] = u"0123456789abcdef";
    QString text(digits, u'0');
    for (QChar &c : text)
        c = QChar(Digits[QRandomGenerator::system()->bounded(16)]);
    return text;
}

} // namespace engine
