// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

class QActionGroup;

namespace app {

// How many environments of each function in use boot ahead of requests; see Scheduler::Limits.
class StandbyMenu : public QMenu
{
    Q_OBJECT

public:
    explicit StandbyMenu(int environments, QWidget *parent = nullptr);

signals:
    void chosen(int environments);

private:
    QActionGroup *m_choices;
};

} // namespace app
