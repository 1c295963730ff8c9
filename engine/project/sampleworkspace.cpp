// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include "engine/core/atomicfile.h"
#include "engine/project/samconfig.h"
#include "engine/project/workspace.h"

// A static library's resources are linked only when something names them; the macro wants to be
// outside of any namespace.
static void needSample()
{
    Q_INIT_RESOURCE(sample);
}

namespace engine {
namespace {

const QString Source = QStringLiteral(":/lambda-workbench/sample/");

// Files that a folder may well have already; the owner's stay.
bool isOptional(const QString &file)
{
    return file == u"README.md" || file == u".gitignore";
}

// The template last: without it a folder is no workspace, so a half-written one can be tried again.
QStringList sampleFiles()
{
    QStringList files;
    QDirIterator each(Source, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext())
        files << each.next().mid(Source.size());
    files.sort();
    files.removeAll(QStringLiteral("template.yaml"));
    files << QStringLiteral("template.yaml");
    return files;
}

} // namespace

Result<void> writeSampleWorkspace(const QString &folder)
{
    needSample();
    const QDir dir(folder);
    if (const auto present = templateFileOf(folder))
        return Error{Error::Code::AlreadyExists, *present, dir.filePath(*present)};
    const QStringList files = sampleFiles();
    QStringList missing;
    for (const QString &file : files) {
        const QFileInfo info(dir.filePath(file));
        if (!info.exists() && !info.isSymLink()) {
            missing << file;
            continue;
        }
        if (isOptional(file))
            continue;
        // what an attempt that broke off left behind is no obstacle
        const auto theirs = readWhole(info.filePath());
        const auto ours = readWhole(Source + file);
        if (!theirs || !ours || *theirs != *ours)
            return Error{Error::Code::AlreadyExists, file, info.filePath()};
    }
    for (const QString &file : missing) {
        const auto content = readWhole(Source + file);
        if (!content)
            return content.error();
        const QString target = dir.filePath(file);
        if (auto written = writeAtomically(target, *content); !written)
            return written;
    }
    const QString program = dir.filePath(QStringLiteral("shell/bootstrap"));
    if (!QFile::setPermissions(program, QFile::permissions(program) | QFile::ExeOwner
                                            | QFile::ExeGroup | QFile::ExeOther))
        return Error{Error::Code::NotWritable, QStringLiteral("can't be made executable"), program};
    return {};
}

} // namespace engine
