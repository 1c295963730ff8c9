// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/project/templateresolver.h"
#include "engine/project/workspace.h"

namespace engine {

// The numbers of Metadata's HostPorts, a list or a single one. What is no number is left out and
// comes as `wrong`; whether they are ports that can be had is validate()'s to say.
[[nodiscard]] std::vector<int> readHostPorts(const TemplateValue &value, QString *wrong);

// VpcConfig; what has no value here is shown as written. Nothing when no subnet and no security
// group is named: that is how AWS takes a function out of its VPC.
[[nodiscard]] std::optional<VpcSettings> readVpc(const TemplateTree &tree,
                                                 TemplateResolver &resolver,
                                                 const TemplateNode *own,
                                                 const TemplateNode *global);

} // namespace engine
