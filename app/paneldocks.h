// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QDockWidget;
class QMainWindow;
class QWidget;

namespace app {

// The panels around the editor: where they are at first, their title bars, how one is brought up.
class PanelDocks : public QObject
{
    Q_OBJECT

public:
    explicit PanelDocks(QMainWindow &window);

    // `name` is the dock's object name: "historyDock". In the order of the View menu; the third is
    // the event's, the fourth and all after it share the place beside it.
    void add(const char *name, const QString &title, QWidget *content);
    [[nodiscard]] const QList<QDockWidget *> &all() const { return m_docks; }
    // Event and response side by side, as in request tools; the views of the past behind the
    // response.
    void resetLayout();
    void raise(const QString &name);
    // Brings it up and the keyboard into it: to what the panel is for, if it says so, else to its
    // first control.
    void focus(QDockWidget *dock);

private:
    void updateTitleBars();

    QMainWindow &m_window;
    QList<QDockWidget *> m_docks;
};

} // namespace app
