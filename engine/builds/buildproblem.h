// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <vector>

namespace engine {

// One thing that a compiler found wrong.
struct BuildProblem
{
    enum class Severity { Error, Warning };

    Severity severity = Severity::Error;
    QString file;    // relative to the function's code folder; empty: of no file
    int line = 0;    // from 1; 0: none
    int column = 0;  // from 1, in characters as the compiler counts them; 0: none
    QString message; // may have several lines

    bool operator==(const BuildProblem &) const = default;
};

enum class ProblemFormat {
    Go,      // "./main.go:5:2: undefined: x", "go: ..."
    Javac,   // "/var/task/A.java:3: error: ...", with the line and a caret below
    Esbuild, // "✘ [ERROR] text", then "    file:1:18:"
    Tsc,     // "index.ts(3,5): error TS2304: ..."
    DotNet,  // "/var/task/F.cs(3,5): error CS1002: ; expected [/var/task/x.csproj]"
};

// What a compiler's output says, in its order; each problem once. Text that is no problem is left
// out. At most 1,000.
[[nodiscard]] std::vector<BuildProblem> parseProblems(ProblemFormat format,
                                                      const QByteArray &output);

// The compiler's line for it: "main.go:5:2: undefined: x".
[[nodiscard]] QString problemText(const BuildProblem &problem);

} // namespace engine

Q_DECLARE_METATYPE(engine::BuildProblem)
