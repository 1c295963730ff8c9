// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

#include "engine/project/templateresolver.h"
#include "engine/project/templatetree.h"
#include "engine/project/workspace.h"

namespace engine {

// One entry of a function's Layers.
struct LayerReference
{
    QString reference;                  // as FunctionConfig::layers has it
    const TemplateNode *node = nullptr; // where it stands
};

[[nodiscard]] bool isLayerResource(const TemplateNode *resource);

// What a layer's Properties say, but for its id, place and path. `contentProperty` is ContentUri,
// or Content in CloudFormation's own form.
[[nodiscard]] WorkspaceLayer readLayer(const TemplateTree &tree, TemplateResolver &resolver,
                                       const TemplateNode *properties,
                                       const QString &contentProperty);

// The entries of a Layers property, in order; those that a condition takes out are left out.
[[nodiscard]] std::vector<LayerReference> readLayerReferences(const TemplateTree &tree,
                                                              TemplateResolver &resolver,
                                                              const TemplateNode *layers);

} // namespace engine
