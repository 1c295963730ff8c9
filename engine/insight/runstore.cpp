// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/insight/runstore.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <utility>

#include "engine/core/atomicfile.h"

namespace engine {
namespace {

const auto Suffix = QStringLiteral(".json");

} // namespace

RunStore::RunStore(QString folder)
    : m_folder(std::move(folder))
{
}

bool RunStore::isName(const QString &name)
{
    static const QRegularExpression allowed(
        QStringLiteral("\\A[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}\\z"));
    return allowed.match(name).hasMatch();
}

Result<QString> RunStore::fileOf(const QString &name) const
{
    if (!isName(name))
        return Error{Error::Code::Refused, QStringLiteral("\"%1\" is no name of a run").arg(name)};
    return QDir(m_folder).filePath(name + Suffix);
}

Result<void> RunStore::save(const LoadResult &run) const
{
    const auto file = fileOf(run.name);
    if (!file)
        return file.error();
    // Workspaces come from other people too: what their links name is not ours to replace.
    for (const QString &path : {*file, m_folder}) {
        if (QFileInfo(path).isSymLink())
            return Error{Error::Code::NotWritable, QStringLiteral("it is a link"), path};
    }
    return writeAtomically(*file, loadResultJson(run));
}

Result<LoadResult> RunStore::load(const QString &name) const
{
    const auto file = fileOf(name);
    if (!file)
        return file.error();
    const auto bytes = readWhole(*file);
    if (!bytes)
        return bytes.error();
    auto run = loadResultFrom(*bytes);
    if (!run) {
        Error error = run.error();
        error.place = *file;
        return error;
    }
    return run;
}

QStringList RunStore::names() const
{
    QStringList names;
    for (const QString &file : QDir(m_folder).entryList({u'*' + Suffix}, QDir::Files, QDir::Name)) {
        const QString name = file.chopped(Suffix.size());
        if (isName(name))
            names.append(name);
    }
    return names;
}

} // namespace engine
