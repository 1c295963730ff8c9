// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/config/functiontreemodel.h"

class QMenu;
class QStackedWidget;
class QTreeView;

namespace widgets {

class EmptyState;

// The functions of a workspace and what belongs to them. It only asks: whoever owns the files
// does what the signals say and comes back with new lists.
//
// Object names: "functionTree" (the view; typing finds a line), "functionListEmpty".
class FunctionList : public QWidget
{
    Q_OBJECT

public:
    explicit FunctionList(QWidget *parent = nullptr);

    void setWorkspace(const engine::Workspace &workspace);
    void setFiles(const QString &function, const QStringList &relativePaths);
    void setEvents(const QString &function, const QStringList &names);
    [[nodiscard]] QStringList files(const QString &function) const;
    [[nodiscard]] QStringList events(const QString &function) const;
    void setStatus(const engine::EngineStatus &status);

    // The function whose line, or one of whose lines, is current; empty when there is none.
    [[nodiscard]] QString currentFunction() const;
    void setCurrentFunction(const QString &logicalId); // emits nothing
    [[nodiscard]] FunctionTreeModel *model() const { return m_model; }

    // What the context menu holds for one line; the caller owns it.
    [[nodiscard]] QMenu *makeMenu(const FunctionTreeItem &item);

signals:
    void functionSelected(const QString &logicalId);
    void fileActivated(const QString &function, const QString &relativePath);
    void eventActivated(const QString &function, const QString &name);
    void triggerActivated(const QString &function, const QString &id);
    void templateRequested(const QString &function); // show it in the template

    void invokeRequested(const QString &function);
    void newFileRequested(const QString &function);
    void renameFileRequested(const QString &function, const QString &relativePath);
    void deleteFileRequested(const QString &function, const QString &relativePath);
    void openFolderRequested(const QString &function);
    void newEventRequested(const QString &function);
    void renameEventRequested(const QString &function, const QString &name);
    void deleteEventRequested(const QString &function, const QString &name);
    void newFunctionRequested(); // the empty state's button too

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void activate(const QModelIndex &index);
    void rename(const FunctionTreeItem &item);
    void remove(const FunctionTreeItem &item);

    FunctionTreeModel *m_model = nullptr;
    QStackedWidget *m_pages = nullptr;
    QTreeView *m_view = nullptr;
    EmptyState *m_empty = nullptr;
    QString m_current;
    bool m_updating = false;
};

} // namespace widgets
