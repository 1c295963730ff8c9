// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

struct archive;

namespace testsupport {

// Writes archives as nobody should: any name, any mode, any link.
class ArchiveMaker
{
public:
    enum class Format { Zip, TarGz };

    ArchiveMaker(const QString &path, Format format);
    ~ArchiveMaker();
    Q_DISABLE_COPY_MOVE(ArchiveMaker)

    ArchiveMaker &file(const char *name, const QByteArray &content, unsigned mode = 0644);
    ArchiveMaker &zeros(const char *name, qint64 size);
    ArchiveMaker &folder(const char *name, unsigned mode = 0755);
    ArchiveMaker &link(const char *name, const char *target);
    ArchiveMaker &hardLink(const char *name, const char *target); // tar only
    ArchiveMaker &device(const char *name);                       // tar only
    void close();

private:
    archive *m_archive;
};

} // namespace testsupport
