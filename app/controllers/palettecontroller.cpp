// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/palettecontroller.h"

#include <QAction>
#include <QDir>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>

#include "app/controllers/documentcontroller.h"
#include "app/controllers/workspacecontroller.h"
#include "widgets/common/commandpalette.h"
#include "widgets/config/functionlist.h"

namespace app {
namespace {

using Entries = std::vector<widgets::CommandPalette::Entry>;

QString withoutMnemonic(QString text)
{
    text.remove(u'&');
    if (text.endsWith(u'…'))
        text.chop(1);
    return text;
}

void collect(const QList<QAction *> &actions, const QString &path, Entries &entries)
{
    for (QAction *action : actions) {
        if (action->isSeparator() || !action->isVisible())
            continue;
        const QString text = path.isEmpty() ? withoutMnemonic(action->text())
                                            : PaletteController::tr("%1: %2", "menu, its action")
                                                  .arg(path, withoutMnemonic(action->text()));
        if (QMenu *menu = action->menu()) {
            emit menu->aboutToShow(); // some fill themselves then
            collect(menu->actions(), text, entries);
            continue;
        }
        if (!action->isEnabled())
            continue;
        QString detail = action->shortcut().toString(QKeySequence::NativeText);
        if (action->isCheckable())
            detail =
                action->isChecked() ? PaletteController::tr("on") : PaletteController::tr("off");
        // A menu may fill itself anew while the palette is there.
        entries.push_back({text, detail, [action = QPointer(action)] {
                               if (action)
                                   action->trigger();
                           }});
    }
}

} // namespace

PaletteController::PaletteController(Places places, QObject *parent)
    : QObject(parent)
    , m_places(places)
{
}

void PaletteController::showCommands()
{
    Entries entries;
    collect(m_places.menus.actions(), {}, entries);
    auto *palette = new widgets::CommandPalette(std::move(entries), m_places.menus.window());
    palette->open(tr("What to do"));
}

void PaletteController::showPlaces()
{
    Entries entries;
    for (const auto &function : m_places.workspace.workspace().functions) {
        const QString id = function.logicalId;
        entries.push_back({function.config.name, tr("function"), [this, id] {
                               m_places.workspace.select(id);
                               if (const auto *chosen = m_places.workspace.current())
                                   m_places.documents.openMainFile(*chosen);
                           }});
        for (const QString &file : m_places.functions.files(id)) {
            const QString path = QDir(function.codePath).filePath(file);
            entries.push_back({QStringLiteral("%1/%2").arg(function.config.name, file), tr("file"),
                               [this, id, path] {
                                   m_places.workspace.select(id);
                                   m_places.documents.open(path);
                               }});
        }
        for (const QString &event : m_places.functions.events(id))
            entries.push_back({QStringLiteral("%1: %2").arg(function.config.name, event),
                               tr("event"), [this, id, event] {
                                   m_places.workspace.select(id);
                                   emit m_places.functions.eventActivated(id, event);
                               }});
    }
    auto *palette = new widgets::CommandPalette(std::move(entries), m_places.menus.window());
    palette->open(tr("Where to go: a function, a file, an event"));
}

} // namespace app
