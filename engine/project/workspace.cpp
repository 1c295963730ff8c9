// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/workspace.h"

#include <QDir>
#include <QFileInfo>

#include "engine/core/atomicfile.h"
#include "engine/project/functionreader.h"
#include "engine/project/samconfig.h"

namespace engine {

const WorkspaceFunction *Workspace::function(const QString &idOrName) const
{
    for (const WorkspaceFunction &each : functions)
        if (each.logicalId == idOrName)
            return &each;
    for (const WorkspaceFunction &each : functions)
        if (each.config.name == idOrName)
            return &each;
    return nullptr;
}

const WorkspaceLayer *Workspace::layer(const QString &id) const
{
    for (const WorkspaceLayer &each : layers)
        if (each.logicalId == id)
            return &each;
    return nullptr;
}

Result<Workspace> openWorkspace(const QString &folder)
{
    const auto file = templateFileOf(folder);
    if (!file)
        return file.error();
    const auto text = readWhole(QDir(folder).filePath(*file));
    if (!text)
        return text.error();
    const SamConfig config = readSamConfig(folder);
    TemplateContents contents = readContents(folder, *file, *text, config.parameterOverrides);
    if (config.problem)
        contents.workspace.problems.push_back(*config.problem);
    writeInlineCode(contents);
    return std::move(contents.workspace);
}

Workspace readTemplate(const QString &folder, const QString &templateFile, const QByteArray &text,
                       const std::map<QString, QString> &parameterOverrides)
{
    return readContents(folder, templateFile, text, parameterOverrides).workspace;
}

std::map<QString, QString> parameterOverrides(const QString &folder)
{
    return readSamConfig(folder).parameterOverrides;
}

} // namespace engine
