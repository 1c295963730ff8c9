// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/trust.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

#include <utility>

#include "engine/core/atomicfile.h"

namespace engine {
namespace {

QString realPath(const QString &folder)
{
    const QString real = QFileInfo(folder).canonicalFilePath();
    return real.isEmpty() ? QDir::cleanPath(QFileInfo(folder).absoluteFilePath()) : real;
}

} // namespace

TrustedFolders::TrustedFolders(QString file)
    : m_file(std::move(file))
{
}

QString TrustedFolders::standardFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
           + QStringLiteral("/lambda-workbench/trusted-workspaces");
}

bool TrustedFolders::contains(const QString &folder) const
{
    return all().contains(realPath(folder));
}

QStringList TrustedFolders::all() const
{
    QStringList folders;
    const auto text = readWhole(m_file, 1024 * 1024);
    if (!text)
        return folders;
    for (const QByteArray &line : text->split('\n')) {
        if (line.startsWith('/')) // one a line, percent-encoded: names may hold line breaks
            folders << QUrl::fromPercentEncoding(line);
    }
    return folders;
}

Result<void> TrustedFolders::add(const QString &folder)
{
    if (!QFileInfo(folder).isDir())
        return Error{Error::Code::NotFound, folder, folder};
    QStringList folders = all();
    const QString real = realPath(folder);
    if (folders.contains(real))
        return {};
    return write(folders << real);
}

Result<void> TrustedFolders::remove(const QString &folder)
{
    QStringList folders = all();
    if (folders.removeAll(realPath(folder)) == 0)
        return {};
    return write(folders);
}

Result<void> TrustedFolders::write(const QStringList &folders) const
{
    QByteArray text;
    for (const QString &folder : folders)
        text += QUrl::toPercentEncoding(folder, "/") + '\n';
    return writeAtomically(m_file, text);
}

} // namespace engine
