// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspacepaths.h"

#include <QDir>

namespace app {

QString stateFolder(const QString &workspace)
{
    return QDir(workspace).filePath(QStringLiteral(".lambda-workbench/state"));
}

QString historyFile(const QString &workspace)
{
    return QDir(stateFolder(workspace)).filePath(QStringLiteral("history.sqlite"));
}

QString runsFolder(const QString &workspace)
{
    return QDir(stateFolder(workspace)).filePath(QStringLiteral("runs"));
}

} // namespace app
