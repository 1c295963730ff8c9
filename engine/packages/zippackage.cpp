// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/packages/zippackage.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>
#include <memory>
#include <vector>

#include "engine/core/uniquefd.h"
#include "engine/model/limits.h"
#include "engine/packages/filetree.h"
#include "engine/packages/utf8locale.h"
#include "engine/project/codewatch.h"
#include "engine/project/paths.h"

namespace engine {
namespace {

constexpr int MostLeftOut = 20;

struct WriteFree
{
    void operator()(archive *writer) const { archive_write_free(writer); }
};
struct EntryFree
{
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

class Packing
{
public:
    Packing(const QString &folder, int fd);
    Result<void> add(const filetree::Entry &entry);
    Result<void> finish();

private:
    Result<void> addFile(const filetree::Entry &entry);
    Result<void> addLink(const filetree::Entry &entry);
    Result<void> header(const QByteArray &name);
    [[nodiscard]] Error unwritable() const;
    [[nodiscard]] Error unreadable(const QByteArray &path) const;

    const Utf8Locale m_locale;
    const QString m_folder;
    const QByteArray m_root;
    std::unique_ptr<archive, WriteFree> m_writer;
    std::unique_ptr<archive_entry, EntryFree> m_entry;
    std::vector<char> m_buffer;
};

Packing::Packing(const QString &folder, int fd)
    : m_folder(folder)
    , m_root(QFile::encodeName(folder) + '/')
    , m_writer(archive_write_new())
    , m_entry(archive_entry_new())
    , m_buffer(256 * 1024)
{
    archive_write_set_format_zip(m_writer.get());
    archive_write_set_options(m_writer.get(), "zip:compression=deflate,zip:compression-level=9,"
                                              "zip:hdrcharset=UTF-8");
    archive_write_set_bytes_in_last_block(m_writer.get(), 1);
    archive_write_open_fd(m_writer.get(), fd);
}

Result<void> Packing::add(const filetree::Entry &entry)
{
    archive_entry_clear(m_entry.get());
    switch (entry.kind) {
    case filetree::Entry::Kind::Folder:
        archive_entry_set_filetype(m_entry.get(), AE_IFDIR);
        archive_entry_set_perm(m_entry.get(), 0755);
        return header(entry.path + '/');
    case filetree::Entry::Kind::Link:
        return addLink(entry);
    case filetree::Entry::Kind::File:
        return addFile(entry);
    case filetree::Entry::Kind::Other:
        break;
    }
    return {};
}

// No times: the format then has 1980-01-01, whatever the time zone is.
Result<void> Packing::header(const QByteArray &name)
{
    archive_entry_set_pathname(m_entry.get(), name.constData());
    if (archive_write_header(m_writer.get(), m_entry.get()) != ARCHIVE_OK)
        return unwritable();
    return {};
}

Result<void> Packing::addLink(const filetree::Entry &entry)
{
    QByteArray target(PATH_MAX, '\0');
    const ssize_t size = ::readlink((m_root + entry.path).constData(), target.data(),
                                    static_cast<std::size_t>(target.size()));
    if (size < 0)
        return unreadable(entry.path);
    target.truncate(size);
    const QString link = QFile::decodeName(m_root + entry.path);
    const bool absolute = target.startsWith('/');
    const QString real = QFileInfo(link).dir().absoluteFilePath(QFile::decodeName(target));
    if (absolute || !paths::isWithin(m_folder, real))
        return Error{Error::Code::Unsupported,
                     QStringLiteral("a link that leads out of the code folder: %1 -> %2")
                         .arg(QFile::decodeName(entry.path), QFile::decodeName(target)),
                     link};
    archive_entry_set_filetype(m_entry.get(), AE_IFLNK);
    archive_entry_set_perm(m_entry.get(), 0777);
    archive_entry_set_symlink(m_entry.get(), target.constData());
    return header(entry.path);
}

Result<void> Packing::addFile(const filetree::Entry &entry)
{
    const UniqueFd in(::open((m_root + entry.path).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat info = {};
    if (!in || ::fstat(in.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return unreadable(entry.path);
    archive_entry_set_filetype(m_entry.get(), AE_IFREG);
    archive_entry_set_perm(m_entry.get(), entry.executable ? 0755 : 0644);
    archive_entry_set_size(m_entry.get(), info.st_size);
    if (const auto begun = header(entry.path); !begun)
        return begun;
    // exactly as much as was announced, should the file change meanwhile
    for (off_t left = info.st_size; left > 0;) {
        const std::size_t piece =
            static_cast<std::size_t>(std::min<off_t>(left, static_cast<off_t>(m_buffer.size())));
        const ssize_t got = ::read(in.get(), m_buffer.data(), piece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return unreadable(entry.path);
        if (archive_write_data(m_writer.get(), m_buffer.data(), static_cast<std::size_t>(got)) < 0)
            return unwritable();
        left -= got;
    }
    return {};
}

Result<void> Packing::finish()
{
    if (archive_write_close(m_writer.get()) != ARCHIVE_OK)
        return unwritable();
    return {};
}

Error Packing::unwritable() const
{
    const char *reason = archive_error_string(m_writer.get());
    return {Error::Code::NotWritable,
            reason ? QString::fromLocal8Bit(reason) : QStringLiteral("the archive"), m_folder};
}

Error Packing::unreadable(const QByteArray &path) const
{
    return {Error::Code::NotReadable, QString::fromLocal8Bit(std::strerror(errno)),
            QFile::decodeName(m_root + path)};
}

} // namespace

ZipPackage::Verdict ZipPackage::verdict() const
{
    if (unzippedBytes > limits::UnzippedBytes)
        return Verdict::TooLarge;
    return zippedBytes > limits::ZippedBytes ? Verdict::OnlyFromS3 : Verdict::Uploadable;
}

Result<ZipPackage> writeZipPackage(const QString &folder, const QString &file)
{
    const QString root = QFileInfo(folder).canonicalFilePath();
    if (root.isEmpty())
        return Error{Error::Code::NotFound, QString(), folder};
    const QFileInfo target(file);
    QTemporaryFile out(target.absolutePath() + QStringLiteral("/.lwb-package-XXXXXX"));
    if (!out.open())
        return Error{Error::Code::NotWritable, out.errorString(), target.absolutePath()};
    const QString itself = target.canonicalFilePath();
    const QString half = QFileInfo(out.fileName()).canonicalFilePath();

    ZipPackage package;
    package.file = target.absoluteFilePath();
    Packing packing(root, out.handle());
    Result<void> outcome;
    const auto walked = filetree::walk(root, [&](const filetree::Entry &entry) {
        if (!outcome)
            return false;
        const QString path = root + u'/' + QFile::decodeName(entry.path);
        if (path == half || path == itself)
            return false;
        const QByteArray name = entry.path.mid(entry.path.lastIndexOf('/') + 1);
        if (CodeWatch::isIgnored(name)) {
            if (package.leftOut.size() < MostLeftOut)
                package.leftOut.append(QFile::decodeName(entry.path));
            return false;
        }
        outcome = packing.add(entry);
        package.unzippedBytes += entry.size;
        if (entry.kind == filetree::Entry::Kind::File || entry.kind == filetree::Entry::Kind::Link)
            ++package.files;
        return outcome.has_value();
    });
    if (!outcome)
        return outcome.error();
    if (!walked)
        return walked.error();
    if (const auto finished = packing.finish(); !finished)
        return finished.error();
    package.zippedBytes = QFileInfo(out.fileName()).size();
    ::fchmod(out.handle(), 0644);
    ::fsync(out.handle());
    if (::rename(QFile::encodeName(out.fileName()).constData(),
                 QFile::encodeName(package.file).constData())
        != 0)
        return Error{Error::Code::NotWritable, QString::fromLocal8Bit(std::strerror(errno)),
                     package.file};
    out.setAutoRemove(false);
    return package;
}

} // namespace engine
