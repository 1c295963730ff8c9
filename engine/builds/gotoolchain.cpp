// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/gotoolchain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QVersionNumber>

#include <algorithm>

namespace engine {

std::vector<GoToolchain> findGoToolchains(const QStringList &binFolders, const QStringList &roots)
{
    QStringList candidates;
    for (const QString &folder : binFolders) {
        const QString program = QFileInfo(folder + QStringLiteral("/go")).canonicalFilePath();
        if (program.endsWith(QLatin1StringView("/bin/go")))
            candidates << program.chopped(7);
    }
    for (const QString &root : roots)
        candidates << QFileInfo(root).canonicalFilePath();
    candidates.removeDuplicates();

    std::vector<GoToolchain> found;
    for (const QString &root : candidates) {
        QFile file(root + QStringLiteral("/VERSION"));
        if (root.isEmpty() || !QFileInfo(root + QStringLiteral("/bin/go")).isExecutable()
            || !file.open(QIODevice::ReadOnly))
            continue;
        const QString text = QString::fromUtf8(file.readLine(128)).trimmed();
        if (text.startsWith(QLatin1StringView("go")) && text.size() > 2 && text[2].isDigit())
            found.push_back({text.mid(2), root});
    }
    // What lies below /usr needs no mount, so of two equal ones it comes first.
    std::stable_sort(found.begin(), found.end(), [](const GoToolchain &a, const GoToolchain &b) {
        const auto versionA = QVersionNumber::fromString(a.version);
        const auto versionB = QVersionNumber::fromString(b.version);
        if (versionA != versionB)
            return versionA > versionB;
        return a.root.startsWith(QLatin1StringView("/usr/"))
               && !b.root.startsWith(QLatin1StringView("/usr/"));
    });
    return found;
}

} // namespace engine
