// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/packages/packagestore.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUuid>

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cstring>
#include <optional>

#include "engine/core/atomicfile.h"
#include "engine/packages/archive.h"
#include "engine/packages/filetree.h"
#include "engine/project/paths.h"

namespace engine {
namespace {

constexpr int DaysUnused = 30;
constexpr int DaysOfHalves = 1; // what a killed program left behind

// What tells without reading whether a file is the one of last time; empty when it is not there.
QByteArray stampOf(const QString &path)
{
    struct stat info = {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return {};
    const std::array<qint64, 7> facts{
        static_cast<qint64>(info.st_dev),  static_cast<qint64>(info.st_ino),
        static_cast<qint64>(info.st_size), qint64{info.st_mtim.tv_sec},
        qint64{info.st_mtim.tv_nsec},      qint64{info.st_ctim.tv_sec},
        qint64{info.st_ctim.tv_nsec}};
    QByteArray text;
    for (const qint64 fact : facts)
        text += QByteArray::number(fact) + ' ';
    return text;
}

Result<QByteArray> hashOf(const QString &path, const std::atomic<bool> &cancelled)
{
    QFile file(path);
    if (!file.exists())
        return Error{Error::Code::NotFound, QString(), path};
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return Error{Error::Code::NotReadable, file.errorString(), path};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray piece(1024 * 1024, Qt::Uninitialized);
    for (;;) {
        if (cancelled)
            return Error{Error::Code::Cancelled, QString(), path};
        const qint64 got = file.read(piece.data(), piece.size());
        if (got < 0)
            return Error{Error::Code::NotReadable, file.errorString(), path};
        if (got == 0)
            return hash.result().toHex();
        hash.addData(QByteArrayView(piece.constData(), got));
    }
}

// What is known of an archive since it was last unpacked: stamp, hash and unpacked size.
struct Known
{
    QByteArray hash;
    std::int64_t bytes = 0;
};

QString knownFile(const QString &folder, const QString &archive)
{
    const QByteArray name =
        QCryptographicHash::hash(archive.toUtf8(), QCryptographicHash::Sha1).toHex();
    return folder + QStringLiteral("/known-") + QString::fromLatin1(name);
}

std::optional<Known> readKnown(const QString &file, const QByteArray &stamp)
{
    // it may come with a workspace of somebody else's: it is taken only in the form written here
    static const QRegularExpression form(QStringLiteral("^([0-9a-f]{64}) ([0-9]{1,12})$"));
    const auto text = readWhole(file, 1'000);
    if (!text || QFileInfo(file).isSymLink())
        return {};
    const QByteArrayList lines = text->split('\n');
    if (lines.size() < 2 || lines[0] != stamp)
        return {};
    const auto match = form.match(QString::fromLatin1(lines[1]));
    if (!match.hasMatch())
        return {};
    return Known{match.captured(1).toLatin1(), match.captured(2).toLongLong()};
}

} // namespace

PackageStore::PackageStore(QString workspace, QString cache)
    : m_workspace(std::move(workspace))
    , m_cache(std::move(cache))
{
}

Result<QString> PackageStore::folderOf(Kind kind) const
{
    const QString folder =
        m_cache + (kind == Kind::Code ? QStringLiteral("/code") : QStringLiteral("/layers"));
    if (!paths::isWithin(m_workspace, folder))
        return Error{Error::Code::NotWritable, QStringLiteral("a link leads out of the workspace"),
                     folder};
    if (!QDir().mkpath(folder))
        return Error{Error::Code::NotWritable, QStringLiteral("can't create the folder"), folder};
    return folder;
}

bool PackageStore::isThere(const QString &folder)
{
    struct stat info = {};
    return ::lstat(QFile::encodeName(folder).constData(), &info) == 0 && S_ISDIR(info.st_mode);
}

void PackageStore::touch(const QString &folder)
{
    ::utimensat(AT_FDCWD, QFile::encodeName(folder).constData(), nullptr, AT_SYMLINK_NOFOLLOW);
}

void PackageStore::prune(const QString &folder, const QString &except)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDir dir(folder);
    for (const QFileInfo &entry :
         dir.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
        const bool half = entry.fileName().contains(QStringLiteral(".half-"));
        const int days = half ? DaysOfHalves : DaysUnused;
        if (entry.filePath() != except && entry.lastModified().daysTo(now) > days)
            filetree::remove(entry.filePath());
    }
}

Result<PackageStore::Package> PackageStore::unpacked(const QString &archive, Kind kind,
                                                     const std::atomic<bool> &cancelled) const
{
    const auto folder = folderOf(kind);
    if (!folder)
        return folder.error();
    const QString known = knownFile(*folder, archive);
    const QByteArray stamp = stampOf(archive);
    if (const auto before = readKnown(known, stamp)) {
        const QString path = *folder + u'/' + QString::fromLatin1(before->hash);
        if (isThere(path)) {
            touch(path);
            touch(known);
            return Package{path, before->hash, before->bytes};
        }
    }
    const auto hash = hashOf(archive, cancelled);
    if (!hash)
        return hash.error();
    const QString path = *folder + u'/' + QString::fromLatin1(*hash);
    std::int64_t bytes = 0;
    if (isThere(path)) { // unpacked for another file of the same content
        const auto size = filetree::sizeOf(path);
        if (!size)
            return size.error();
        bytes = *size;
        touch(path);
    } else {
        ArchiveLimits limits;
        limits.mountPoint =
            kind == Kind::Code ? QStringLiteral("/var/task") : QStringLiteral("/opt");
        const auto contents = unpackArchive(archive, path, limits, cancelled);
        if (contents)
            bytes = contents->bytes;
        else if (!isThere(path)) // or another thread was quicker
            return contents.error();
        else if (const auto size = filetree::sizeOf(path))
            bytes = *size;
        prune(*folder, path);
    }
    // only if it was the same file all along
    if (stampOf(archive) == stamp)
        static_cast<void>(
            writeAtomically(known, stamp + '\n' + *hash + ' ' + QByteArray::number(qint64{bytes})));
    return Package{path, *hash, bytes};
}

Result<PackageStore::Package> PackageStore::merged(const std::vector<Part> &parts,
                                                   const std::atomic<bool> &cancelled) const
{
    const auto folder = folderOf(Kind::Layer);
    if (!folder)
        return folder.error();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::int64_t bytes = 0;
    for (const Part &part : parts) {
        hash.addData(part.package.id + '\n');
        bytes += part.package.bytes;
    }
    const QByteArray id = hash.result().toHex();
    const QString path = *folder + QStringLiteral("/merged-") + QString::fromLatin1(id);
    if (isThere(path)) {
        touch(path);
        return Package{path, id, bytes};
    }
    const QString half =
        path + QStringLiteral(".half-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!QDir().mkpath(half))
        return Error{Error::Code::NotWritable, QStringLiteral("can't create the folder"), half};
    ::chmod(QFile::encodeName(half).constData(), 0755);
    Result<void> done;
    for (const Part &part : parts) {
        // Linking to the user's own files would change their times, and so look like an edit.
        if (done)
            done = filetree::overlay(part.package.folder, half,
                                     part.content == Part::Content::Stored
                                         ? filetree::Copying::HardLinks
                                         : filetree::Copying::Contents,
                                     cancelled);
    }
    if (done
        && ::rename(QFile::encodeName(half).constData(), QFile::encodeName(path).constData()) != 0
        && !isThere(path))
        done = Error{Error::Code::NotWritable, QString::fromLocal8Bit(std::strerror(errno)), path};
    if (QFileInfo::exists(half))
        filetree::remove(half);
    if (!done)
        return done.error();
    prune(*folder, path);
    return Package{path, id, bytes};
}

} // namespace engine
