// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

#include "engine/core/result.h"

namespace engine {

// A word of a shell's command line, quotes taken off.
struct ShellWord
{
    QString text;
    int line = 0;   // where it begins, from 1
    int column = 0; // from 1, in characters

    bool operator==(const ShellWord &) const = default;
};

// Splits as a POSIX shell does, with bash's $'...' (browsers copy requests with it) and a backslash
// at a line's end. Nothing is run or replaced: variables and `commands` stay text. Ends at the
// first newline, ';', '|' or '&' outside of quotes. Fails with BadSyntax at a quote that is not
// closed.
[[nodiscard]] Result<std::vector<ShellWord>> shellWords(const QString &text);

} // namespace engine
