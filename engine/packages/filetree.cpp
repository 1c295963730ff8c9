// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/packages/filetree.h"

#include <QFile>

#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>
#include <vector>

#include "engine/core/uniquefd.h"

namespace engine::filetree {
namespace {

Error systemError(Error::Code code, const QByteArray &path)
{
    return {code, QString::fromLocal8Bit(std::strerror(errno)), QFile::decodeName(path)};
}

Entry::Kind kindOf(mode_t mode)
{
    return S_ISREG(mode)   ? Entry::Kind::File
           : S_ISDIR(mode) ? Entry::Kind::Folder
           : S_ISLNK(mode) ? Entry::Kind::Link
                           : Entry::Kind::Other;
}

Result<void> walkFolder(const QByteArray &root, const QByteArray &relative,
                        const std::function<bool(const Entry &)> &visit)
{
    const QByteArray folder = relative.isEmpty() ? root : root + '/' + relative;
    DIR *dir = ::opendir(folder.constData());
    if (!dir) {
        if (relative.isEmpty() || errno != ENOENT)
            return systemError(errno == ENOENT ? Error::Code::NotFound : Error::Code::NotReadable,
                               folder);
        return {};
    }
    std::vector<QByteArray> names;
    while (const dirent *entry = ::readdir(dir)) {
        const QByteArray name(entry->d_name);
        if (name != "." && name != "..")
            names.push_back(name);
    }
    ::closedir(dir);
    std::sort(names.begin(), names.end());
    for (const QByteArray &name : names) {
        Entry entry;
        entry.path = relative.isEmpty() ? name : relative + '/' + name;
        struct stat info = {};
        if (::lstat((root + '/' + entry.path).constData(), &info) != 0)
            continue;
        entry.kind = kindOf(info.st_mode);
        entry.size = entry.kind == Entry::Kind::File ? std::int64_t{info.st_size} : 0;
        entry.executable = entry.kind == Entry::Kind::File && (info.st_mode & S_IXUSR) != 0;
        if (visit(entry) && entry.kind == Entry::Kind::Folder)
            if (const auto walked = walkFolder(root, entry.path, visit); !walked)
                return walked;
    }
    return {};
}

Result<void> copyFile(const QByteArray &from, const QByteArray &to)
{
    const UniqueFd in(::open(from.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    struct stat info = {};
    if (!in || ::fstat(in.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return systemError(Error::Code::NotReadable, from);
    const UniqueFd out(
        ::open(to.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!out)
        return systemError(Error::Code::NotWritable, to);
    if (::ioctl(out.get(), FICLONE, in.get()) != 0) {
        for (;;) {
            constexpr std::size_t Most = 1 << 30;
            const ssize_t done = ::sendfile(out.get(), in.get(), nullptr, Most);
            if (done == 0)
                break;
            if (done < 0 && errno != EINTR)
                return systemError(Error::Code::NotWritable, to);
        }
    }
    if (::fchmod(out.get(), (info.st_mode & 0755) | 0600) != 0)
        return systemError(Error::Code::NotWritable, to);
    return {};
}

// Makes room for an entry: what is there goes, but for a folder where a folder is to be.
void clear(const QByteArray &path, Entry::Kind wanted)
{
    struct stat info = {};
    if (::lstat(path.constData(), &info) != 0)
        return;
    if (S_ISDIR(info.st_mode)) {
        if (wanted != Entry::Kind::Folder)
            remove(QFile::decodeName(path));
    } else {
        ::unlink(path.constData());
    }
}

Result<void> put(const QByteArray &source, const QByteArray &target, const Entry &entry,
                 Copying copying)
{
    clear(target, entry.kind);
    switch (entry.kind) {
    case Entry::Kind::Folder:
        if (::mkdir(target.constData(), 0755) != 0 && errno != EEXIST)
            return systemError(Error::Code::NotWritable, target);
        ::chmod(target.constData(), 0755);
        return {};
    case Entry::Kind::Link: {
        QByteArray text(PATH_MAX, '\0');
        const ssize_t size =
            ::readlink(source.constData(), text.data(), static_cast<std::size_t>(text.size()));
        if (size < 0)
            return systemError(Error::Code::NotReadable, source);
        text.truncate(size);
        if (::symlink(text.constData(), target.constData()) != 0)
            return systemError(Error::Code::NotWritable, target);
        return {};
    }
    case Entry::Kind::File:
        if (copying == Copying::HardLinks
            && ::linkat(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), 0) == 0)
            return {};
        return copyFile(source, target);
    case Entry::Kind::Other:
        break;
    }
    return {}; // a socket or pipe is nothing that a layer could hold
}

} // namespace

Result<void> walk(const QString &folder, const std::function<bool(const Entry &)> &visit)
{
    return walkFolder(QFile::encodeName(folder), {}, visit);
}

Result<std::int64_t> sizeOf(const QString &folder)
{
    std::int64_t bytes = 0;
    const auto walked = walk(folder, [&bytes](const Entry &entry) {
        bytes += entry.size;
        return true;
    });
    if (!walked)
        return walked.error();
    return bytes;
}

Result<void> overlay(const QString &from, const QString &to, Copying copying,
                     const std::atomic<bool> &cancelled)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    Result<void> outcome;
    const auto walked = walk(from, [&](const Entry &entry) {
        if (outcome && cancelled)
            outcome = Error{Error::Code::Cancelled, QString(), from};
        if (outcome)
            outcome = put(source + '/' + entry.path, target + '/' + entry.path, entry, copying);
        return outcome.has_value();
    });
    return outcome ? walked : outcome;
}

void remove(const QString &folder)
{
    std::error_code ignored;
    const std::filesystem::path path(QFile::encodeName(folder).toStdString());
    std::filesystem::remove_all(path, ignored);
    if (!ignored)
        return;
    // a folder without write permission keeps what is in it
    static_cast<void>(walk(folder, [&folder](const Entry &entry) {
        if (entry.kind == Entry::Kind::Folder)
            ::chmod((QFile::encodeName(folder) + '/' + entry.path).constData(), 0700);
        return true;
    }));
    std::filesystem::remove_all(path, ignored);
}

} // namespace engine::filetree
