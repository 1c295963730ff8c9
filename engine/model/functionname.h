// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace engine {

// How a caller may name a function (Invoke, FunctionName): "name", "name:qualifier",
// "000000000000:function:name", "arn:aws:lambda:us-east-1:000000000000:function:name", the last two
// with ":qualifier" too. A qualifier is a version's number, "$LATEST", or an alias.
struct FunctionName
{
    QString name;      // a logical id of the template is taken as a name
    QString qualifier; // empty: none was given

    [[nodiscard]] static FunctionName parse(const QString &text);
    bool operator==(const FunctionName &) const = default;
};

} // namespace engine
