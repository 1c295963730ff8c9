// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/packages/archive.h"

#include <QByteArrayList>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

#include "engine/core/uniquefd.h"
#include "engine/packages/filetree.h"
#include "engine/packages/utf8locale.h"

namespace engine {
namespace {

// More than deflate can do for real files, when it goes on for this long.
constexpr std::int64_t BombBytes = 32 * 1024 * 1024;
constexpr std::int64_t BombRatio = 900;
constexpr int LongestLink = 4'096;
constexpr std::size_t Piece = 256 * 1024;

struct ReadFree
{
    void operator()(archive *reader) const { archive_read_free(reader); }
};

// The name's parts; nothing when it is not one that stays inside the folder.
std::optional<QByteArrayList> partsOf(const QByteArray &name)
{
    if (name.isEmpty() || name.startsWith('/') || name.contains('\0') || name.contains('\\'))
        return {};
    QByteArrayList parts;
    for (const QByteArray &part : name.split('/')) {
        if (part == "..")
            return {};
        if (part.size() > 255)
            return {};
        if (!part.isEmpty() && part != ".")
            parts.append(part);
    }
    return parts;
}

// Does a link of this text, `depth` folders below the top, stay inside? ".." counts only at its
// start: behind a name, which may be a link itself, it could lead anywhere.
bool staysInside(const QByteArray &target, qsizetype depth, const QByteArray &mountPoint)
{
    if (target.isEmpty() || target.size() > LongestLink)
        return false;
    QByteArray rest = target;
    if (target.startsWith('/')) {
        if (mountPoint.isEmpty() || !target.startsWith(mountPoint + '/'))
            return false;
        rest = target.mid(mountPoint.size() + 1);
        depth = 0;
    }
    bool named = false;
    for (const QByteArray &part : rest.split('/')) {
        if (part == "..") {
            if (named || --depth < 0)
                return false;
        } else if (!part.isEmpty() && part != ".") {
            named = true;
        }
    }
    return true;
}

class Unpacking
{
public:
    Unpacking(const QString &path, const ArchiveLimits &limits, const std::atomic<bool> &cancelled)
        : m_path(path)
        , m_limits(limits)
        , m_cancelled(cancelled)
    {
    }

    Result<ArchiveContents> into(const QByteArray &folder);
    Result<std::int64_t> announced();

private:
    Result<void> open();
    Result<void> entry(archive_entry *entry);
    Result<void> file(archive_entry *entry, const QByteArrayList &parts);
    Result<void> link(const QByteArray &target, const QByteArrayList &parts);
    Result<void> hardLink(const QByteArray &target, const QByteArrayList &parts);
    // The folder that holds the entry, made if need be; never through a link.
    Result<void> enter(const QByteArrayList &folders);
    Result<void> clear(const QByteArray &name); // removes a file of an earlier entry
    Result<void> data(int fd);
    [[nodiscard]] Error bad(const char *what) const;
    [[nodiscard]] Error tooLarge() const;
    [[nodiscard]] Error unwritable() const;
    [[nodiscard]] Error broken(const char *what) const;

    const Utf8Locale m_locale;
    const QString m_path;
    const ArchiveLimits &m_limits;
    const std::atomic<bool> &m_cancelled;
    std::unique_ptr<archive, ReadFree> m_reader;
    UniqueFd m_root;
    UniqueFd m_folder; // the last entry's
    QByteArrayList m_folderParts;
    QByteArray m_name; // of the entry at hand
    std::int64_t m_archiveBytes = 0;
    ArchiveContents m_contents;
    std::array<char, Piece> m_buffer{};
};

Result<void> Unpacking::open()
{
    const QFileInfo info(m_path);
    if (!info.exists())
        return Error{Error::Code::NotFound, QString(), m_path};
    if (!info.isFile())
        return Error{Error::Code::NotReadable, QStringLiteral("not a file"), m_path};
    m_archiveBytes = info.size();
    m_reader.reset(archive_read_new());
    // A zip by its directory at the end, which is what unzip and Lambda go by.
    archive_read_support_format_zip_seekable(m_reader.get());
    archive_read_support_format_tar(m_reader.get());
    archive_read_support_filter_gzip(m_reader.get());
    if (archive_read_open_filename(m_reader.get(), QFile::encodeName(m_path).constData(), 64 * 1024)
        != ARCHIVE_OK)
        return broken("");
    return {};
}

Result<std::int64_t> Unpacking::announced()
{
    if (const auto opened = open(); !opened)
        return opened.error();
    std::int64_t bytes = 0;
    for (archive_entry *entry = nullptr; m_contents.entries < m_limits.entries;
         ++m_contents.entries) {
        const int status = archive_read_next_header(m_reader.get(), &entry);
        if (status == ARCHIVE_EOF)
            break;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return broken("");
        if (archive_entry_filetype(entry) == AE_IFREG && archive_entry_size(entry) > 0)
            bytes += archive_entry_size(entry);
        if (bytes > m_limits.bytes) // enough is known, and a tar.gz may go on without end
            break;
    }
    if (m_contents.entries == 0)
        return bad("there is nothing in it");
    return bytes;
}

Result<ArchiveContents> Unpacking::into(const QByteArray &folder)
{
    m_root.reset(::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!m_root)
        return unwritable();
    if (const auto opened = open(); !opened)
        return opened.error();
    for (;;) {
        if (m_cancelled)
            return Error{Error::Code::Cancelled, QString(), m_path};
        archive_entry *entry = nullptr;
        const int status = archive_read_next_header(m_reader.get(), &entry);
        if (status == ARCHIVE_EOF)
            break;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return broken("");
        if (++m_contents.entries > m_limits.entries)
            return bad("too many entries");
        if (const auto done = this->entry(entry); !done)
            return done.error();
    }
    // an empty folder is no code; a file of anything may pass for an empty tar
    if (m_contents.entries == 0)
        return bad("there is nothing in it");
    return m_contents;
}

Result<void> Unpacking::entry(archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);
    if (!name)
        name = archive_entry_pathname(entry);
    if (!name)
        return bad("an entry without a readable name");
    m_name = name;
    const auto parts = partsOf(m_name);
    if (!parts)
        return bad("the name leads out of the folder");
    if (parts->size() > m_limits.depth)
        return bad("folders are nested too deeply");
    if (const char *target = archive_entry_hardlink(entry))
        return parts->isEmpty() ? bad("the name is no file's") : hardLink(target, *parts);
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR)
        return enter(*parts);
    if (parts->isEmpty() || m_name.endsWith('/'))
        return bad("the name is no file's");
    if (type == AE_IFLNK) {
        const char *target = archive_entry_symlink_utf8(entry);
        if (!target)
            target = archive_entry_symlink(entry);
        return link(target ? target : "", *parts);
    }
    if (type != AE_IFREG && type != 0)
        return bad("a device, pipe or socket");
    return file(entry, *parts);
}

Result<void> Unpacking::enter(const QByteArrayList &folders)
{
    if (m_folder && folders == m_folderParts)
        return {};
    UniqueFd at(::openat(m_root.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (const QByteArray &part : folders) {
        if (::mkdirat(at.get(), part.constData(), 0755) == 0)
            ::fchmodat(at.get(), part.constData(), 0755, 0); // whatever the umask says
        else if (errno != EEXIST)
            return unwritable();
        at.reset(
            ::openat(at.get(), part.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!at) {
            if (errno == ENOTDIR || errno == ELOOP)
                return bad("a file or link stands where a folder belongs");
            return unwritable();
        }
    }
    m_folder = std::move(at);
    m_folderParts = folders;
    return {};
}

Result<void> Unpacking::clear(const QByteArray &name)
{
    if (::unlinkat(m_folder.get(), name.constData(), 0) == 0 || errno == ENOENT)
        return {};
    if (errno == EISDIR || errno == EPERM)
        return bad("a folder stands where a file belongs");
    return unwritable();
}

Result<void> Unpacking::file(archive_entry *entry, const QByteArrayList &parts)
{
    const auto mode = archive_entry_perm(entry);
    if (mode & (S_ISUID | S_ISGID))
        return bad("a file with the set-uid or set-gid bit");
    if (archive_entry_size_is_set(entry)
        && archive_entry_size(entry) > m_limits.bytes - m_contents.bytes)
        return tooLarge();
    if (const auto entered = enter(parts.mid(0, parts.size() - 1)); !entered)
        return entered;
    const QByteArray &name = parts.last();
    if (const auto cleared = clear(name); !cleared)
        return cleared;
    UniqueFd out(::openat(m_folder.get(), name.constData(),
                          O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!out)
        return unwritable();
    if (const auto written = data(out.get()); !written)
        return written;
    // Others' read permission is kept as it is packed: a file without it fails on Lambda too.
    // Zips of Windows have no modes.
    const mode_t packed = mode == 0 ? 0644 : static_cast<mode_t>(mode);
    if (::fchmod(out.get(), (packed & 0755) | 0600) != 0)
        return unwritable();
    return {};
}

Result<void> Unpacking::data(int fd)
{
    for (;;) {
        if (m_cancelled)
            return Error{Error::Code::Cancelled, QString(), m_path};
        const auto got = archive_read_data(m_reader.get(), m_buffer.data(), m_buffer.size());
        if (got == 0)
            return {};
        if (got < 0)
            return broken(m_name.constData());
        m_contents.bytes += got;
        if (m_contents.bytes > m_limits.bytes)
            return tooLarge();
        if (m_contents.bytes > BombBytes && m_contents.bytes / BombRatio > m_archiveBytes)
            return bad("it unpacks to many times its size");
        for (la_ssize_t at = 0; at < got;) {
            const ssize_t done =
                ::write(fd, m_buffer.data() + at, static_cast<std::size_t>(got - at));
            if (done < 0 && errno == EINTR)
                continue;
            if (done < 0)
                return unwritable();
            at += done;
        }
    }
}

Result<void> Unpacking::link(const QByteArray &target, const QByteArrayList &parts)
{
    if (!staysInside(target, parts.size() - 1, QFile::encodeName(m_limits.mountPoint)))
        return bad("a link that leads out of the folder");
    if (const auto entered = enter(parts.mid(0, parts.size() - 1)); !entered)
        return entered;
    if (const auto cleared = clear(parts.last()); !cleared)
        return cleared;
    if (::symlinkat(target.constData(), m_folder.get(), parts.last().constData()) != 0)
        return unwritable();
    return {};
}

// Only to a file that is unpacked already, found without following a link.
Result<void> Unpacking::hardLink(const QByteArray &target, const QByteArrayList &parts)
{
    const auto from = partsOf(target);
    if (!from || from->isEmpty())
        return bad("a link that leads out of the folder");
    if (*from == parts)
        return {};
    if (const auto entered = enter(from->mid(0, from->size() - 1)); !entered)
        return entered;
    const UniqueFd source(::openat(m_folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (const auto entered = enter(parts.mid(0, parts.size() - 1)); !entered)
        return entered;
    if (const auto cleared = clear(parts.last()); !cleared)
        return cleared;
    if (::linkat(source.get(), from->last().constData(), m_folder.get(), parts.last().constData(),
                 0)
        == 0)
        return {};
    if (errno == ENOENT || errno == EPERM)
        return bad("a hard link to nothing");
    return unwritable();
}

Error Unpacking::bad(const char *what) const
{
    QString detail = QString::fromLatin1(what);
    if (!m_name.isEmpty())
        detail += QStringLiteral(": ") + QString::fromUtf8(m_name.left(300));
    return {Error::Code::BadArchive, detail, m_path};
}

Error Unpacking::tooLarge() const
{
    return {Error::Code::PackageTooLarge,
            QStringLiteral("Unzipped size must be smaller than %1 bytes").arg(m_limits.bytes),
            m_path};
}

Error Unpacking::unwritable() const
{
    return {Error::Code::NotWritable, QString::fromLocal8Bit(std::strerror(errno)),
            QString::fromUtf8(m_name)};
}

Error Unpacking::broken(const char *entry) const
{
    const char *reason = archive_error_string(m_reader.get());
    QString detail = reason ? QString::fromLocal8Bit(reason) : QStringLiteral("not an archive");
    if (*entry != '\0')
        detail += QStringLiteral(": ") + QString::fromUtf8(entry);
    return {Error::Code::BadArchive, detail, m_path};
}

} // namespace

Result<std::int64_t> announcedSize(const QString &archive)
{
    const ArchiveLimits limits;
    const std::atomic<bool> cancelled = false;
    return Unpacking(archive, limits, cancelled).announced();
}

Result<ArchiveContents> unpackArchive(const QString &archive, const QString &folder,
                                      const ArchiveLimits &limits,
                                      const std::atomic<bool> &cancelled)
{
    const QFileInfo target(folder);
    if (!QDir().mkpath(target.absolutePath()))
        return Error{Error::Code::NotWritable, QStringLiteral("can't create the folder"),
                     target.absolutePath()};
    if (target.exists() || target.isSymLink())
        return Error{Error::Code::AlreadyExists, QString(), folder};
    const QString half =
        folder + QStringLiteral(".half-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QByteArray halfName = QFile::encodeName(half);
    if (::mkdir(halfName.constData(), 0755) != 0)
        return Error{Error::Code::NotWritable, QString::fromLocal8Bit(std::strerror(errno)), half};
    ::chmod(halfName.constData(), 0755);
    auto contents = Unpacking(archive, limits, cancelled).into(halfName);
    if (contents && ::rename(halfName.constData(), QFile::encodeName(folder).constData()) != 0)
        contents =
            Error{Error::Code::NotWritable, QString::fromLocal8Bit(std::strerror(errno)), folder};
    if (!contents)
        filetree::remove(half);
    return contents;
}

} // namespace engine
