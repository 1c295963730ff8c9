// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace widgets {
class FunctionConfigForm;
}

namespace app {

class WorkspaceController;

// Tells the form which layers the template declares, how large they are unpacked and what is wrong
// with them. Looks anew whenever the template changes or another function is shown.
class LayerController : public QObject
{
    Q_OBJECT

public:
    // Both must outlive this.
    LayerController(WorkspaceController &workspace, widgets::FunctionConfigForm &form,
                    QObject *parent = nullptr);

private:
    void look();

    WorkspaceController &m_workspace;
    widgets::FunctionConfigForm &m_form;
    bool m_looking = false;
    bool m_again = false;
};

} // namespace app
