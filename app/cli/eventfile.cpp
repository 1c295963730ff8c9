// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/eventfile.h"

#include <QFile>

#include <cstdio>

namespace app {

engine::Result<QByteArray> readEvent(const QString &path)
{
    QFile file;
    if (path == QStringLiteral("-")) {
        if (!file.open(stdin, QIODevice::ReadOnly))
            return engine::Error{engine::Error::Code::NotReadable, file.errorString(), path};
    } else {
        file.setFileName(path);
        if (!file.exists())
            return engine::Error{engine::Error::Code::NotFound, {}, path};
        if (!file.open(QIODevice::ReadOnly))
            return engine::Error{engine::Error::Code::NotReadable, file.errorString(), path};
    }
    return file.readAll();
}

} // namespace app
