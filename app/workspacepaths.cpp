// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspacepaths.h"

#include <QDir>

namespace app {

QString historyFile(const QString &workspace)
{
    return QDir(workspace).filePath(QStringLiteral(".lambda-workbench/state/history.sqlite"));
}

} // namespace app
