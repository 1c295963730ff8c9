// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/buildstore.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "engine/project/paths.h"

namespace engine {
namespace {

constexpr qsizetype KeptBuilds = 5; // environments may still run older ones
constexpr qint64 Abandoned = 24 * 3600;
const QLatin1StringView ScratchPrefix(".building-");

Error systemError(const QString &path)
{
    return {Error::Code::NotWritable, QString::fromLocal8Bit(std::strerror(errno)), path};
}

} // namespace

void removeTree(const QString &folder)
{
    namespace fs = std::filesystem;
    const fs::path root(QFile::encodeName(folder).toStdString());
    std::error_code error;
    for (fs::recursive_directory_iterator
             it(root, fs::directory_options::skip_permission_denied, error),
         end;
         !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (it->is_directory(ignored) && !it->is_symlink(ignored))
            fs::permissions(it->path(), fs::perms::owner_all, fs::perm_options::add, ignored);
    }
    fs::remove_all(root, error);
}

BuildStore::Scratch::Scratch(QString folder)
    : m_folder(std::move(folder))
{
}

BuildStore::Scratch::~Scratch()
{
    removeTree(m_folder);
}

QString BuildStore::Scratch::output() const
{
    return m_folder + QStringLiteral("/out");
}

QString BuildStore::Scratch::work() const
{
    return m_folder + QStringLiteral("/work");
}

BuildStore::BuildStore(QString workspace)
    : m_workspace(std::move(workspace))
{
}

QString BuildStore::folderOf(const QString &function) const
{
    return paths::privateFolder(m_workspace) + QStringLiteral("/cache/builds/")
           + paths::asFileName(function);
}

QString BuildStore::cacheFolder(const QString &name) const
{
    return paths::privateFolder(m_workspace) + QStringLiteral("/cache/tools/") + name;
}

QString BuildStore::find(const QString &function, const QString &fingerprint) const
{
    const QString folder = folderOf(function) + u'/' + fingerprint;
    const QFileInfo info(folder);
    return info.isDir() && !info.isSymLink() ? folder : QString();
}

Result<std::unique_ptr<BuildStore::Scratch>> BuildStore::begin(const QString &function) const
{
    const QString folder = folderOf(function);
    if (!paths::isWithin(m_workspace, folder)
        || !paths::isWithin(m_workspace, cacheFolder(QStringLiteral("x"))))
        return Error{Error::Code::NotWritable, QStringLiteral("a link leads out of the workspace"),
                     folder};
    if (!QDir().mkpath(folder))
        return systemError(folder);
    QByteArray name = QFile::encodeName(folder + u'/' + ScratchPrefix) + "XXXXXX";
    if (!::mkdtemp(name.data()))
        return systemError(folder);
    auto scratch = std::make_unique<Scratch>(QFile::decodeName(name));
    // Entered by whoever the sandbox runs as; what is in it has owners of its own.
    if (::chmod(name.constData(), 0755) != 0)
        return systemError(folder);
    return scratch;
}

Result<QString> BuildStore::keep(const Scratch &scratch, const QString &function,
                                 const QString &fingerprint) const
{
    const QString target = folderOf(function) + u'/' + fingerprint;
    if (::rename(QFile::encodeName(scratch.output()).constData(),
                 QFile::encodeName(target).constData())
            == 0
        || !find(function, fingerprint).isEmpty()) // another process was first, with the same
        return target;
    return systemError(target);
}

void BuildStore::prune(const QString &function, const QString &fingerprint) const
{
    const QDir folder(folderOf(function));
    qsizetype kept = 0;
    for (const QFileInfo &info : folder.entryInfoList(
             QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Time)) {
        if (info.fileName().startsWith(ScratchPrefix)) {
            if (info.lastModified().secsTo(QDateTime::currentDateTime()) > Abandoned)
                removeTree(info.filePath());
        } else if (info.fileName() != fingerprint && ++kept >= KeptBuilds) {
            removeTree(info.filePath());
        }
    }
}

} // namespace engine
