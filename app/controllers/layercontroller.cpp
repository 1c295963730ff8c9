// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/layercontroller.h"

#include <QFileInfo>
#include <QtConcurrentRun>

#include <utility>

#include "app/controllers/workspacecontroller.h"
#include "engine/core/deliver.h"
#include "engine/packages/archive.h"
#include "engine/packages/filetree.h"
#include "engine/runtimes/awsprofiles.h"
#include "widgets/config/functionconfigform.h"
#include "widgets/config/layerseditor.h"

namespace app {
namespace {

using engine::Error;

widgets::LayerChoice choiceOf(const engine::WorkspaceLayer &layer)
{
    widgets::LayerChoice choice{layer.logicalId, layer.contentUri, -1, {}};
    const QString place = layer.path.isEmpty() ? layer.contentUri : layer.path;
    if (layer.path.isEmpty() || !QFileInfo::exists(layer.path)) {
        choice.problem = engine::explain(Error{Error::Code::LayerMissing, layer.logicalId, place});
        return choice;
    }
    const auto size =
        layer.isArchive ? engine::announcedSize(layer.path) : engine::filetree::sizeOf(layer.path);
    if (size)
        choice.bytes = *size;
    else
        choice.problem = engine::explain(size.error());
    return choice;
}

} // namespace

LayerController::LayerController(WorkspaceController &workspace, widgets::FunctionConfigForm &form,
                                 QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_form(form)
{
    form.setProfiles(engine::awsProfiles(engine::awsCredentialsFile()));
    connect(&workspace, &WorkspaceController::changed, this, &LayerController::look);
    connect(&workspace, &WorkspaceController::currentChanged, this, &LayerController::look);
}

void LayerController::look()
{
    if (std::exchange(m_looking, true)) {
        m_again = true;
        return;
    }
    const std::vector<engine::WorkspaceLayer> layers = m_workspace.workspace().layers;
    engine::deliver(QtConcurrent::run([layers] {
                        std::vector<widgets::LayerChoice> choices;
                        for (const engine::WorkspaceLayer &layer : layers)
                            choices.push_back(choiceOf(layer));
                        return choices;
                    }),
                    this, [this](const std::vector<widgets::LayerChoice> &choices) {
                        m_looking = false;
                        m_form.setLayerChoices(choices);
                        if (std::exchange(m_again, false))
                            look();
                    });
}

} // namespace app
