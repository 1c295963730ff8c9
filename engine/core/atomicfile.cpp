// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/atomicfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace engine {

Result<void> writeAtomically(const QString &path, const QByteArray &content)
{
    const QFileInfo info(path);
    const QString target = info.isSymLink() ? info.symLinkTarget() : path;
    const QFileInfo targetInfo(target);
    if (!QDir().mkpath(targetInfo.absolutePath()))
        return Error{Error::Code::NotWritable, QStringLiteral("can't create the folder"),
                     targetInfo.absolutePath()};
    const bool existed = targetInfo.exists();
    const QFileDevice::Permissions permissions = targetInfo.permissions();
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly))
        return Error{Error::Code::NotWritable, file.errorString(), path};
    if (existed)
        file.setPermissions(permissions);
    if (file.write(content) != content.size() || !file.commit())
        return Error{Error::Code::NotWritable, file.errorString(), path};
    return {};
}

Result<QByteArray> readWhole(const QString &path, qint64 maxBytes)
{
    QFile file(path);
    if (!file.exists())
        return Error{Error::Code::NotFound, QString(), path};
    // Opening a pipe would wait for its writer, and devices need not end.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return Error{Error::Code::NotReadable, file.errorString(), path};
    const QByteArray content = file.read(maxBytes + 1);
    if (content.size() > maxBytes)
        return Error{Error::Code::PayloadTooLarge, QString::number(maxBytes), path};
    return content;
}

} // namespace engine
