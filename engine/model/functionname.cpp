// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/functionname.h"

#include <QStringList>

namespace engine {

FunctionName FunctionName::parse(const QString &text)
{
    QStringList parts = text.split(u':');
    if (parts.size() >= 7 && parts[0] == u"arn" && parts[2] == u"lambda" && parts[5] == u"function")
        parts = parts.mid(6);
    else if (parts.size() >= 3 && parts[1] == u"function")
        parts = parts.mid(2);
    if (parts.size() > 2)
        return {text, {}}; // no name of a function; whoever looks it up says so
    return {parts[0], parts.value(1)};
}

} // namespace engine
