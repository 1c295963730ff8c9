// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/localcontent.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

#include "engine/project/paths.h"

namespace engine {
namespace {

bool hasArchiveName(const QString &path)
{
    static const std::array<const char *, 5> ends{".zip", ".jar", ".tar", ".tar.gz", ".tgz"};
    return std::any_of(ends.begin(), ends.end(), [&](const char *end) {
        return path.endsWith(QLatin1StringView(end), Qt::CaseInsensitive);
    });
}

LocalContent refused(const QString &why)
{
    return {{}, false, TemplateProblem::Kind::Unsupported, why};
}

} // namespace

LocalContent localContent(const QString &workspace, const QString &uri)
{
    if (uri.contains(u"://"))
        return refused(uri);
    const QString path = QDir::cleanPath(QDir(workspace).filePath(uri));
    const QFileInfo info(path);
    const bool archive = hasArchiveName(path) && !info.isDir();
    if (!paths::isWithin(workspace, path))
        return refused(QStringLiteral("outside the workspace: %1").arg(uri));
    if (!info.exists())
        return {path, archive, TemplateProblem::Kind::CodeMissing, path};
    if (!info.isDir() && !(archive && info.isFile()))
        return refused(uri);
    if (paths::isWithin(paths::privateFolder(workspace), path))
        return refused(QStringLiteral("the workbench's own folder: %1").arg(uri));
    return {path, archive, {}, {}};
}

} // namespace engine
