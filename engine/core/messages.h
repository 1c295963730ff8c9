// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/core/result.h"

namespace engine {

// What a person reads: what is wrong, and what to do about it. Both translated, plain text.
struct Explanation
{
    QString sentence; // "template.yaml, line 12, column 3: a mapping value is not allowed here"
    QString remedy;   // may be empty
};

// What the detail of NotTrusted begins with when it is a network that is asked for; the network
// follows. Else it is the name of an AWS profile, or empty: the code is to be built.
inline const QString NetworkDetail = QStringLiteral("network ");

// The only table of sentences for error codes; lwb and the window both show them.
[[nodiscard]] Explanation explain(const Error &error);

// "file, line 3, column 4", the parts that are known; empty when none is.
[[nodiscard]] QString placeOf(const Error &error);

} // namespace engine
