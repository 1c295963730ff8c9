// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/function.h"

namespace engine {

QString Function::arn(const QString &withQualifier) const
{
    const QString base = QStringLiteral("arn:aws:lambda:%1:%2:function:%3")
                             .arg(region, QString::fromUtf16(AccountId), config.name);
    return withQualifier.isEmpty() ? base : base + u':' + withQualifier;
}

} // namespace engine
