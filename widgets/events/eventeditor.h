// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <optional>

#include "engine/core/result.h"

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace widgets {

class ElidedLabel;
class EventText;
class JsonChecker;
class MessageLine;
class TextLoader;

// The event that is sent, and the function's saved events to choose from. It reads and writes no
// file: the owner answers the signals with setEvents() and setPayload().
//
// Object names: "savedEvents" (combo), "newEvent", "renameEvent", "duplicateEvent", "deleteEvent",
// "saveEvent", "formatEvent", "eventTools" (with the menu "wrapMenu" and the action "pasteEvent"),
// "eventText", "eventMessage", "eventSize", "eventDirty", "eventVariables".
class EventEditor : public QWidget
{
    Q_OBJECT

public:
    // Text with a longer line is not laid out for editing (Qt would need seconds for every key):
    // its start is shown, it is sent as it is, and Format makes it editable.
    static constexpr qsizetype LongestLine = 64 * 1024;

    explicit EventEditor(QWidget *parent = nullptr);
    ~EventEditor() override;

    // The names to choose from, and which of them is shown; emits nothing. An empty `current`
    // stands for an event that is not saved yet.
    void setEvents(const QStringList &names, const QString &current);
    [[nodiscard]] QString currentName() const { return m_current; }

    // The bytes of the shown event as they are saved; clears the dirty mark. Emits nothing.
    void setPayload(const QByteArray &payload);
    // Exactly what is to be sent: an untouched payload's own bytes, else the edited text.
    [[nodiscard]] QByteArray payload() const;
    [[nodiscard]] bool isDirty() const { return m_dirty; }
    void setSaved(); // what is shown is what is saved
    // Another text for the shown event, as if the user had typed it: one step to undo.
    void insert(const QByteArray &payload);

    // Why this can't be sent; nothing when it can. For large text the last answer of the check.
    [[nodiscard]] const std::optional<engine::Error> &problem() const { return m_problem; }

signals:
    void edited(); // by the user
    void problemChanged();
    void eventChosen(const QString &name); // another saved event; the owner brings its payload
    void newRequested();
    void pasteRequested();                   // from another form
    void wrapRequested(const QString &wrap); // see engine::eventWraps()
    void renameRequested(const QString &name);
    void duplicateRequested(const QString &name);
    void deleteRequested(const QString &name);
    // `name` is empty for an event that was never saved.
    void saveRequested(const QString &name, const QByteArray &payload);

public slots:
    void format();
    void save();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showPayload(const QByteArray &payload);
    void onTextChanged();
    void check();
    void onChecked(const engine::Result<void> &result);
    void showProblem();
    void showPlace();
    void showVariables();
    void makeTools();
    void updateState();
    void setDirty(bool dirty);
    void replaceByUser(const QByteArray &payload);

    QString m_current;
    QByteArray m_bytes; // valid while m_textIsBytes: what the text stands for
    bool m_textIsBytes = true;
    bool m_held = false; // only the start of m_bytes is shown, read-only
    bool m_dirty = false;
    bool m_loading = false;
    bool m_formatting = false;
    std::optional<engine::Error> m_problem;
    QTimer m_pause;

    QComboBox *m_events = nullptr;
    QToolButton *m_new = nullptr;
    QToolButton *m_rename = nullptr;
    QToolButton *m_duplicate = nullptr;
    QToolButton *m_delete = nullptr;
    QToolButton *m_save = nullptr;
    QToolButton *m_format = nullptr;
    QToolButton *m_tools = nullptr;
    EventText *m_text = nullptr;
    MessageLine *m_message = nullptr;
    QLabel *m_size = nullptr;
    QLabel *m_dirtyMark = nullptr;
    ElidedLabel *m_variables = nullptr;
    JsonChecker *m_checker = nullptr;
    TextLoader *m_loader = nullptr;
};

} // namespace widgets
