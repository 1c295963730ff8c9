// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "engine/project/workspace.h"

namespace engine {

// What a CodeUri or ContentUri comes to on this machine.
struct LocalContent
{
    QString path; // absolute, a folder or an archive; kept when nothing is there
    bool isArchive = false;
    // CodeMissing, or Unsupported for what is elsewhere or must not be shown to code: then there
    // is no path.
    std::optional<TemplateProblem::Kind> problem = {};
    QString detail = {};
};

// Folders, and files named *.zip, *.jar, *.tar, *.tar.gz or *.tgz, of the workspace only: a
// template from elsewhere must not show the rest of this machine to its code.
[[nodiscard]] LocalContent localContent(const QString &workspace, const QString &uri);

} // namespace engine
