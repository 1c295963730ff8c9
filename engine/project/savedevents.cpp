// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFileInfo>

#include "engine/project/paths.h"
#include "engine/project/workspace.h"

namespace engine {
namespace {

// events/<function>; empty when the name or a link would lead out of the workspace.
QString eventFolder(const QString &folder, const QString &function)
{
    if (function.isEmpty() || paths::asFileName(function) != function)
        return {};
    const QString path = QDir(folder).absoluteFilePath(QStringLiteral("events/") + function);
    return paths::isWithin(folder, path) ? path : QString();
}

} // namespace

std::vector<SavedEvent> savedEvents(const QString &folder, const QString &function)
{
    std::vector<SavedEvent> events;
    const QString path = eventFolder(folder, function);
    if (path.isEmpty())
        return events;
    const auto files =
        QDir(path).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QFileInfo &file : files)
        if (paths::isWithin(folder, file.absoluteFilePath()))
            events.push_back({file.completeBaseName(), file.absoluteFilePath()});
    return events;
}

QString savedEventName(const QString &name)
{
    QString stem = name.trimmed();
    if (stem.endsWith(u".json", Qt::CaseInsensitive))
        stem.chop(5);
    return paths::asFileName(stem);
}

QString eventFilePath(const QString &folder, const QString &function, const QString &name)
{
    const QString path = eventFolder(folder, function);
    const QString stem = savedEventName(name);
    if (path.isEmpty() || stem.isEmpty())
        return {};
    const QString file = QDir(path).filePath(stem + QStringLiteral(".json"));
    return paths::isWithin(folder, file) ? file : QString();
}

} // namespace engine
