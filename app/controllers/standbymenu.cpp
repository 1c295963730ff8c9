// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/standbymenu.h"

#include <QActionGroup>
#include <QLocale>

namespace app {

StandbyMenu::StandbyMenu(int environments, QWidget *parent)
    : QMenu(tr("&Standby environments"), parent)
    , m_choices(new QActionGroup(this))
{
    setObjectName(QStringLiteral("standbyMenu"));
    setToolTipsVisible(true);
    for (const int count : {0, 1, 2, 5, 10}) {
        QAction *action = addAction(count == 0 ? tr("None: every cold start shows the whole of it")
                                               : QLocale().toString(count));
        action->setCheckable(true);
        action->setChecked(count == environments);
        action->setActionGroup(m_choices);
        action->setStatusTip(tr("Environments of a function in use that have booted and not loaded "
                                "its code: a cold start then takes its own init and little else."));
        connect(action, &QAction::triggered, this, [this, count] { emit chosen(count); });
    }
}

} // namespace app
