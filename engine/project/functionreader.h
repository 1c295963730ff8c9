// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>

#include "engine/project/templatetree.h"
#include "engine/project/workspace.h"

namespace engine {

// Code that stands in the template itself.
struct InlineCode
{
    QString fileName; // as Lambda names it: "index.py", "index.js"
    QString text;

    bool operator==(const InlineCode &) const = default;
};

// A workspace as read, with what openWorkspace() has yet to write.
struct TemplateContents
{
    Workspace workspace;
    std::map<QString, InlineCode> inlineCode; // by logical id
};

[[nodiscard]] TemplateContents readContents(const QString &folder, const QString &templateFile,
                                            const QByteArray &text,
                                            const std::map<QString, QString> &parameterOverrides);

// Is this resource a function that can be run here?
[[nodiscard]] bool isFunctionResource(const TemplateNode *resource);

// Writes the inline code of a workspace to the folders that its functions name, each only when it
// changed. What can't be written becomes a CodeMissing problem.
void writeInlineCode(TemplateContents &contents);

} // namespace engine
