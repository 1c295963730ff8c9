// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/packages/archivemaker.h"

#include <QFile>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>

namespace testsupport {
namespace {

void put(archive *archive, const char *name, unsigned type, unsigned mode, qint64 size,
         const char *link, bool hard, const QByteArray *content)
{
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, type);
    archive_entry_set_perm(entry, static_cast<__LA_MODE_T>(mode));
    archive_entry_set_size(entry, size);
    if (link && hard)
        archive_entry_set_hardlink(entry, link);
    else if (link)
        archive_entry_set_symlink(entry, link);
    if (type == AE_IFCHR)
        archive_entry_set_rdev(entry, 0x103);
    if (archive_write_header(archive, entry) != ARCHIVE_OK)
        qFatal("can't write %s: %s", name, archive_error_string(archive));
    static const QByteArray zeros(1 << 20, '\0');
    for (qint64 at = 0; at < size;) {
        const QByteArray &from = content ? *content : zeros;
        const qint64 piece = std::min<qint64>(size - at, from.size());
        archive_write_data(archive, from.constData(), static_cast<size_t>(piece));
        at += piece;
    }
    archive_entry_free(entry);
}

} // namespace

ArchiveMaker::ArchiveMaker(const QString &path, Format format)
    : m_archive(archive_write_new())
{
    if (format == Format::Zip) {
        archive_write_set_format_zip(m_archive);
    } else {
        archive_write_set_format_pax_restricted(m_archive);
        archive_write_add_filter_gzip(m_archive);
    }
    if (archive_write_open_filename(m_archive, QFile::encodeName(path).constData()) != ARCHIVE_OK)
        qFatal("can't write %s", qPrintable(path));
}

ArchiveMaker::~ArchiveMaker()
{
    close();
}

void ArchiveMaker::close()
{
    if (m_archive)
        archive_write_free(m_archive);
    m_archive = nullptr;
}

ArchiveMaker &ArchiveMaker::file(const char *name, const QByteArray &content, unsigned mode)
{
    put(m_archive, name, AE_IFREG, mode, content.size(), nullptr, false, &content);
    return *this;
}

ArchiveMaker &ArchiveMaker::zeros(const char *name, qint64 size)
{
    put(m_archive, name, AE_IFREG, 0644, size, nullptr, false, nullptr);
    return *this;
}

ArchiveMaker &ArchiveMaker::folder(const char *name, unsigned mode)
{
    put(m_archive, name, AE_IFDIR, mode, 0, nullptr, false, nullptr);
    return *this;
}

ArchiveMaker &ArchiveMaker::link(const char *name, const char *target)
{
    put(m_archive, name, AE_IFLNK, 0777, 0, target, false, nullptr);
    return *this;
}

ArchiveMaker &ArchiveMaker::hardLink(const char *name, const char *target)
{
    put(m_archive, name, AE_IFREG, 0644, 0, target, true, nullptr);
    return *this;
}

ArchiveMaker &ArchiveMaker::device(const char *name)
{
    put(m_archive, name, AE_IFCHR, 0644, 0, nullptr, false, nullptr);
    return *this;
}

} // namespace testsupport
