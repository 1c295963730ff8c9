// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QMenuBar;

namespace widgets {
class FunctionList;
} // namespace widgets

namespace app {

class DocumentController;
class WorkspaceController;

// The command palette (Ctrl+Shift+P): every action of the menus, so that none has to be registered
// twice; and going to a function or one of its files by a few letters (Ctrl+P).
class PaletteController : public QObject
{
    Q_OBJECT

public:
    struct Places
    {
        QMenuBar &menus;
        WorkspaceController &workspace;
        DocumentController &documents;
        widgets::FunctionList &functions;
    };
    // All must outlive this.
    PaletteController(Places places, QObject *parent);

    void showCommands();
    void showPlaces();

private:
    Places m_places;
};

} // namespace app
