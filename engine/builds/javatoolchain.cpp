// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/javatoolchain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QVersionNumber>

#include <algorithm>

namespace engine {

std::vector<JavaToolchain> findJavaToolchains(const QStringList &binFolders,
                                              const QStringList &versionFolders)
{
    QStringList candidates;
    for (const QString &folder : binFolders) {
        for (const char *name : {"java", "javac"}) {
            const QString program =
                QFileInfo(folder + u'/' + QLatin1StringView(name)).canonicalFilePath();
            const QString end = QStringLiteral("/bin/") + QLatin1StringView(name);
            if (program.endsWith(end))
                candidates << program.chopped(end.size());
        }
    }
    for (const QString &folder : versionFolders) {
        for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            candidates << QFileInfo(folder + u'/' + name).canonicalFilePath();
    }
    candidates.removeDuplicates();

    static const QRegularExpression line(QStringLiteral("^JAVA_VERSION=\"?([\\d.]+)"),
                                         QRegularExpression::MultilineOption);
    constexpr qint64 MoreThanEnough = 64 * 1024;
    std::vector<JavaToolchain> found;
    for (const QString &root : candidates) {
        QFile file(root + QStringLiteral("/release"));
        if (root.isEmpty() || !QFileInfo(root + QStringLiteral("/bin/java")).isExecutable()
            || !file.open(QIODevice::ReadOnly))
            continue;
        const auto match = line.match(QString::fromUtf8(file.read(MoreThanEnough)));
        if (match.hasMatch())
            found.push_back({match.captured(1), root,
                             QFileInfo(root + QStringLiteral("/bin/javac")).isExecutable()});
    }
    // What lies below /usr needs no mount, so of two equal ones it comes first.
    std::stable_sort(found.begin(), found.end(), [](const JavaToolchain &a, const auto &b) {
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
