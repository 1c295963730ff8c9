// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/hostuser.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace engine {
namespace {

mode_t modeOf(const QString &path)
{
    struct stat info = {};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode : 0;
}

bool isReadable(mode_t mode)
{
    const mode_t needed = S_ISDIR(mode) ? S_IROTH | S_IXOTH : S_IROTH;
    return (mode & needed) == needed;
}

qint64 ownerOf(const QString &path)
{
    struct stat info = {};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? qint64{info.st_uid} : -1;
}

QByteArray setting(const char *path)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

} // namespace

bool reachableByAnybody(const QString &path)
{
    for (QString parent = QDir(path).canonicalPath(); parent.size() > 1;) {
        parent = parent.left(std::max<qsizetype>(parent.lastIndexOf(u'/'), 1));
        if (!(modeOf(parent) & S_IXOTH))
            return false;
    }
    return true;
}

bool readableByAnybody(const QString &path)
{
    const QString real = QDir(path).canonicalPath();
    if (real.isEmpty())
        return isReadable(modeOf(path));
    if (!reachableByAnybody(real))
        return false;
    const mode_t mode = modeOf(real);
    if (!isReadable(mode))
        return false;
    const QStringList entries =
        QDir(real).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System);
    return std::all_of(entries.begin(), entries.end(), [&](const QString &entry) {
        const mode_t inner = modeOf(real + u'/' + entry);
        return inner == 0 || isReadable(inner); // a link into nothing is no obstacle
    });
}

bool ordinaryUsersMayMakeNamespaces()
{
    return setting("/proc/sys/kernel/unprivileged_userns_clone") != "0"
           && setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") != "1"
           && setting("/proc/sys/user/max_user_namespaces") != "0";
}

HostUser hostUserFor(const SandboxSpec &spec)
{
    if (::geteuid() != 0 || !ordinaryUsersMayMakeNamespaces())
        return {};
    const bool usable =
        std::all_of(spec.mounts.begin(), spec.mounts.end(), [](const SandboxSpec::Mount &mount) {
            return mount.access == SandboxSpec::Access::Writable
                       ? reachableByAnybody(mount.source)
                             && ownerOf(mount.source) == UnprivilegedHostId
                       : readableByAnybody(mount.source);
        });
    return usable ? HostUser{UnprivilegedHostId, UnprivilegedHostId} : HostUser{};
}

} // namespace engine
