// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paneldocks.h"

#include <QDockWidget>
#include <QMainWindow>

namespace app {
namespace {

void focusInto(QWidget *panel)
{
    const auto takesFocus = [](const QWidget *widget) {
        return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus);
    };
    if (QWidget *proxy = panel->focusProxy(); proxy && takesFocus(proxy))
        return proxy->setFocus(Qt::ShortcutFocusReason);
    for (QWidget *next = panel->nextInFocusChain(); next != panel;
         next = next->nextInFocusChain()) {
        if (panel->isAncestorOf(next) && takesFocus(next))
            return next->setFocus(Qt::ShortcutFocusReason);
    }
    panel->setFocus(Qt::ShortcutFocusReason); // nothing to use yet, but to be read out
}

} // namespace

PanelDocks::PanelDocks(QMainWindow &window)
    : QObject(&window)
    , m_window(window)
{
    window.setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowTabbedDocks
                          | QMainWindow::AllowNestedDocks | QMainWindow::GroupedDragging);
    window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    window.setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
}

void PanelDocks::add(const char *name, const QString &title, QWidget *content)
{
    auto *dock = new QDockWidget(title, &m_window);
    dock->setObjectName(QLatin1StringView(name));
    dock->setWidget(content);
    m_docks.append(dock);
    constexpr Qt::DockWidgetArea First[] = {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea};
    m_window.addDockWidget(
        m_docks.size() <= 2 ? First[m_docks.size() - 1] : Qt::BottomDockWidgetArea, dock);
    // A change of the layout is over before this looks at it.
    const auto update = [this] {
        QMetaObject::invokeMethod(this, &PanelDocks::updateTitleBars, Qt::QueuedConnection);
    };
    connect(dock, &QDockWidget::dockLocationChanged, this, update);
    connect(dock, &QDockWidget::topLevelChanged, this, update);
    connect(dock, &QDockWidget::visibilityChanged, this, update);
}

// A dock behind tabs has its title on its tab; a second one below it would only take room. The tab
// can be dragged as the title could.
void PanelDocks::updateTitleBars()
{
    for (QDockWidget *dock : m_docks) {
        const bool tabbed = !dock->isFloating() && !m_window.tabifiedDockWidgets(dock).isEmpty();
        if (tabbed == (dock->titleBarWidget() != nullptr))
            continue;
        QWidget *old = dock->titleBarWidget();
        dock->setTitleBarWidget(tabbed ? new QWidget(dock) : nullptr);
        delete old;
    }
}

void PanelDocks::resetLayout()
{
    QDockWidget *functions = m_docks[0];
    QDockWidget *form = m_docks[1];
    QDockWidget *event = m_docks[2];
    QDockWidget *response = m_docks[3];
    for (QDockWidget *dock : m_docks) {
        dock->setFloating(false);
        dock->show();
    }
    m_window.addDockWidget(Qt::LeftDockWidgetArea, functions);
    m_window.addDockWidget(Qt::RightDockWidgetArea, form);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, event);
    m_window.splitDockWidget(event, response, Qt::Horizontal);
    for (int i = 4; i < m_docks.size(); ++i)
        m_window.tabifyDockWidget(m_docks[i - 1], m_docks[i]);
    response->raise();
    const int width = m_window.width();
    const int height = m_window.height();
    m_window.resizeDocks({functions, form}, {width / 6, width * 28 / 100}, Qt::Horizontal);
    m_window.resizeDocks({event, response}, {width * 3 / 10, width * 7 / 10}, Qt::Horizontal);
    m_window.resizeDocks({event, response}, {height * 4 / 10, height * 4 / 10}, Qt::Vertical);
}

void PanelDocks::raise(const QString &name)
{
    for (QDockWidget *dock : m_docks) {
        if (dock->objectName() == name) {
            dock->show();
            dock->raise();
        }
    }
}

void PanelDocks::focus(QDockWidget *dock)
{
    dock->show();
    dock->raise();
    focusInto(dock->widget());
}

} // namespace app
