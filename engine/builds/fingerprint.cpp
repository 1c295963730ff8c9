// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/fingerprint.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QFile>

#include <sys/stat.h>

#include "engine/project/codewatch.h"

namespace engine {
namespace {

constexpr qint64 LargestHashed = 16 * 1024 * 1024;

void addFile(QCryptographicHash &hash, const QString &path, const QString &name)
{
    struct stat info = {};
    if (::lstat(QFile::encodeName(path).constData(), &info) != 0)
        return;
    QByteArray facts;
    QDataStream out(&facts, QIODevice::WriteOnly);
    out << name << quint32{info.st_mode};
    if (S_ISLNK(info.st_mode)) {
        out << QFile::symLinkTarget(path);
    } else if (S_ISREG(info.st_mode)) {
        QFile file(path);
        if (info.st_size <= LargestHashed && file.open(QIODevice::ReadOnly))
            out << QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
        else
            out << qint64{info.st_size} << qint64{info.st_mtim.tv_sec}
                << qint64{info.st_mtim.tv_nsec};
    }
    hash.addData(facts);
}

void addFolder(QCryptographicHash &hash, const QDir &root, const QString &inside,
               const QStringList &ignored)
{
    const QDir folder(root.filePath(inside));
    const QStringList names = folder.entryList(
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &name : names) {
        const QString relative = inside.isEmpty() ? name : inside + u'/' + name;
        if (CodeWatch::isIgnored(QFile::encodeName(name)) || ignored.contains(relative))
            continue;
        const QString path = folder.filePath(name);
        addFile(hash, path, relative);
        const QFileInfo info(path);
        if (info.isDir() && !info.isSymLink())
            addFolder(hash, root, relative, ignored);
    }
}

} // namespace

QString fingerprintOf(const BuildPlan &plan, const QString &folder, const QString &hidden)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray facts;
    QDataStream out(&facts, QIODevice::WriteOnly);
    constexpr int Format = 1;
    out << Format << plan.tool << plan.command.argv << plan.result;
    for (const EnvironmentVariable &variable : plan.command.environment)
        out << variable.key << variable.value;
    for (const SandboxSpec::Mount &mount : plan.command.mounts)
        out << mount.source << mount.target;
    hash.addData(facts);

    QStringList ignored = plan.ignored;
    if (!hidden.isEmpty())
        ignored << hidden;
    addFolder(hash, QDir(folder), {}, ignored);
    for (const QString &outside : plan.outside)
        addFolder(hash, QDir(outside), {}, {});
    for (const QString &file : plan.decisive)
        addFile(hash, QDir(folder).filePath(file), file);
    return QString::fromLatin1(hash.result().toHex().left(32));
}

} // namespace engine
