// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/bootstrapfiles.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

static void initBootstrapResource()
{
    Q_INIT_RESOURCE(bootstraps); // a static library's resources are not found without it
    Q_INIT_RESOURCE(bootstraps_java);
}

namespace engine {
namespace {

using Files = QMap<QString, QByteArray>; // relative path, content

constexpr auto FilePermissions = QFileDevice::ReadOwner | QFileDevice::WriteOwner
                                 | QFileDevice::ReadGroup | QFileDevice::ReadOther;
constexpr auto FolderPermissions =
    FilePermissions | QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;

struct Packed
{
    Files files;
    QString hash;
};

const Packed &packed()
{
    static const Packed all = [] {
        initBootstrapResource();
        Packed read;
        const QDir root(QStringLiteral(":/lambda-workbench/bootstraps"));
        QDirIterator walk(root.path(), QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            if (file.open(QIODevice::ReadOnly))
                read.files.insert(root.relativeFilePath(file.fileName()), file.readAll());
        }
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (auto it = read.files.cbegin(); it != read.files.cend(); ++it) {
            hash.addData(it.key().toUtf8() + '\0' + QByteArray::number(it.value().size()) + '\0');
            hash.addData(it.value());
        }
        read.hash = QString::fromLatin1(hash.result().toHex().left(16));
        return read;
    }();
    return all;
}

bool makeFolder(const QString &path)
{
    return (QFileInfo(path).isDir() || QDir().mkpath(path))
           && QFile::setPermissions(path, FolderPermissions);
}

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush()
           && file.setPermissions(FilePermissions);
}

} // namespace

Result<QString> unpackBootstraps(const QString &root)
{
    const QString target = QDir(root).filePath(packed().hash);
    if (QFileInfo(target).isDir())
        return target;
    const Error failed{Error::Code::NotWritable, QStringLiteral("can't unpack the runtimes"), root};
    if (!makeFolder(root))
        return failed;
    QTemporaryDir folder(QDir(root).filePath(QStringLiteral(".unpacking-XXXXXX")));
    if (!folder.isValid() || !makeFolder(folder.path()))
        return failed;
    for (auto it = packed().files.cbegin(); it != packed().files.cend(); ++it) {
        const QString path = folder.filePath(it.key());
        if (!makeFolder(QFileInfo(path).path()) || !writeFile(path, it.value()))
            return failed;
    }
    // For what is made at first use.
    if (!makeFolder(folder.filePath(QStringLiteral("python/__pycache__")))
        || !makeFolder(folder.filePath(QStringLiteral("java/archives")))
        || !makeFolder(folder.filePath(QStringLiteral("dotnet/compiled"))))
        return failed;
    if (QDir().rename(folder.path(), target)) {
        folder.setAutoRemove(false);
        return target;
    }
    // Somebody else was first; what lies there has the same content.
    if (QFileInfo(target).isDir())
        return target;
    return failed;
}

void compileBootstrap(const Interpreter &python, const QString &bootstraps)
{
    const QString folder = bootstraps + QStringLiteral("/python");
    const QString minor = python.version.section(u'.', 1, 1);
    const QString compiled =
        folder + QStringLiteral("/__pycache__/bootstrap.cpython-3%1.pyc").arg(minor);
    if (QFileInfo::exists(compiled) || !QFileInfo(folder).isWritable())
        return;

    QProcessEnvironment environment;
    if (!python.prefix.isEmpty())
        environment.insert(QStringLiteral("LD_LIBRARY_PATH"),
                           python.prefix + QStringLiteral("/lib"));
    // Unchecked: the folder is named after the content, so what is compiled can't be stale.
    const QString code = QStringLiteral(
        "import os, sys, py_compile\n"
        "os.umask(0o022)\n"
        "for name in sorted(os.listdir(sys.argv[1]), reverse=True):\n"
        "    if name.endswith('.py') and name != 'start.py':\n"
        "        py_compile.compile(os.path.join(sys.argv[1], name), dfile='/var/runtime/' + "
        "name,\n"
        "            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)\n");
    QProcess process;
    process.setProgram(python.program);
    process.setArguments(
        {QStringLiteral("-I"), QStringLiteral("-S"), QStringLiteral("-c"), code, folder});
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(QStringLiteral("/"));
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.startDetached();
}

} // namespace engine
