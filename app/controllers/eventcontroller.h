// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFuture>
#include <QObject>
#include <QPointer>

#include <functional>
#include <map>

#include "engine/core/clock.h"
#include "engine/core/ids.h"
#include "engine/core/result.h"
#include "engine/events/eventmaker.h"

namespace widgets {
class EventEditor;
class NewEventDialog;
class FunctionList;
} // namespace widgets

namespace app {

class WorkspaceController;

// The saved events of the workspace's functions: plain files, read and written off the UI thread.
// What is typed for one function is still there when the user comes back to it.
class EventController : public QObject
{
    Q_OBJECT

public:
    // All must outlive this.
    EventController(WorkspaceController &workspace, widgets::EventEditor &editor,
                    widgets::FunctionList &list, QObject *parent = nullptr);

    // Writes the shown event if it has a name and unsaved edits. Always finishes.
    [[nodiscard]] QFuture<engine::Result<void>> saveIfNamed();
    void choose(const QString &function, const QString &name);
    [[nodiscard]] bool hasUnsaved() const;
    // An event is being read: what the editor shows is not what was chosen yet.
    [[nodiscard]] bool isLoading() const { return m_loading; }

signals:
    void loadingChanged();
    void failed(const engine::Error &error);

private:
    struct Draft // what is in the editor while another function is shown
    {
        QString name;
        QByteArray payload;
        bool dirty = false;
    };

    void showNewDialog();
    void showPasteDialog();
    void wrap(const QString &form);
    // The function that is shown, and what else events name.
    [[nodiscard]] engine::EventSurroundings surroundings();
    // A new event of this name with this text; calls `done`, if there is one, when it is saved.
    void createWith(const QString &name, const QByteArray &payload,
                    const std::function<void()> &done);
    void showFunction();
    void listAll();
    void load(const QString &name);
    void setLoading(bool loading);
    void save(const QString &name, const QByteArray &payload);
    void askName(const QString &title, const QString &proposal,
                 void (EventController::*then)(const QString &, const QString &),
                 const QString &old);
    void create(const QString &old, const QString &name);
    void rename(const QString &old, const QString &name);
    void remove(const QString &name);
    [[nodiscard]] QString functionName() const;
    [[nodiscard]] QStringList names(const QString &function) const;
    [[nodiscard]] QString pathOf(const QString &name) const;

    WorkspaceController &m_workspace;
    widgets::EventEditor &m_editor;
    widgets::FunctionList &m_list;
    engine::SystemClock m_clock;
    engine::RandomIds m_ids;
    QString m_function; // logical id that the editor shows
    std::map<QString, Draft> m_drafts;
    int m_generation = 0;
    int m_listing = 0;
    bool m_loading = false;
    QPointer<QWidget> m_newDialog; // one at a time
    QPointer<QWidget> m_pasteDialog;
};

} // namespace app
