// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <optional>

#include "engine/core/result.h"
#include "engine/project/workspace.h"

namespace engine {

// samconfig.toml, as far as it decides how the template is read.
struct SamConfig
{
    std::map<QString, QString> parameterOverrides;
    std::optional<TemplateProblem> problem; // the file can't be parsed from there on
};

inline constexpr char16_t SamConfigFile[] = u"samconfig.toml";

[[nodiscard]] SamConfig readSamConfig(const QString &folder);

// "template.yaml", "template.yml" or "template.json": the first that is there. Fails with NotFound.
[[nodiscard]] Result<QString> templateFileOf(const QString &folder);

} // namespace engine
