// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace widgets {

// A place in the function's own code that a line of text speaks of.
struct StackFrame
{
    QString path;  // as seen inside the sandbox: "/var/task/app.py"
    int line = 0;  // from 1
    int start = 0; // where it stands in the text, in UTF-16 units
    int length = 0;

    bool operator==(const StackFrame &) const = default;
};

// The frames under /var/task in one line, as Python ("File "/var/task/app.py", line 3") and
// Node.js ("at handler (file:///var/task/index.mjs:3:9)") write them, also inside JSON strings.
// Fast when there is none.
[[nodiscard]] std::vector<StackFrame> stackFramesIn(const QString &line);

} // namespace widgets
