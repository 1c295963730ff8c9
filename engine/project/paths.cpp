// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/paths.h"

#include <QDir>
#include <QFileInfo>

namespace engine::paths {

bool isWithin(const QString &folder, const QString &path)
{
    const QString root = QFileInfo(folder).canonicalFilePath();
    QString probe = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    QString real = QFileInfo(probe).canonicalFilePath();
    while (real.isEmpty()) {
        if (QFileInfo(probe).isSymLink()) // one that leads nowhere could lead anywhere later
            return false;
        const QString parent = QFileInfo(probe).path();
        if (parent == probe)
            return false;
        probe = parent;
        real = QFileInfo(probe).canonicalFilePath();
    }
    return !root.isEmpty()
           && (real == root || real.startsWith(root.endsWith(u'/') ? root : root + u'/'));
}

QString privateFolder(const QString &workspace)
{
    return QDir(workspace).filePath(QStringLiteral(".lambda-workbench"));
}

QString asFileName(const QString &name)
{
    constexpr int Longest = 100;
    QString out;
    for (const QChar c : name.trimmed()) {
        if (c == u'/' || c == u'\\' || c.category() == QChar::Other_Control)
            out += u'-';
        else if (!(out.isEmpty() && (c == u'.' || c.isSpace())))
            out += c;
    }
    out.truncate(Longest);
    return out.trimmed();
}

} // namespace engine::paths
