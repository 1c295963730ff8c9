// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace engine {

// An installation of Java; one without a compiler is called a JRE.
struct JavaToolchain
{
    QString version; // "17.0.9"
    QString root;    // holds bin/, links resolved
    bool hasCompiler = true;

    bool operator==(const JavaToolchain &) const = default;
};

// Those that the `java` and `javac` programs of the bin folders belong to, and those installed in
// the version folders ("/usr/lib/jvm"); newest first, each once. Reads their files "release", runs
// nothing.
[[nodiscard]] std::vector<JavaToolchain> findJavaToolchains(const QStringList &binFolders,
                                                            const QStringList &versionFolders);

} // namespace engine
