// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QTimer>
#include <QTimer>

#include <functional>

#include "engine/events/eventmaker.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace widgets {

class EventForm;
class MessageLine;

// A sample event: source, form, and the JSON that comes of it beside. Not modal.
//
// Object names: "eventSearch", "eventSources" (tree), "eventVariant", "eventForm", "eventWrap",
// "eventPreview", "previewSize", "eventName", "newEventMessage", "insertEvent", "saveNewEvent".
class NewEventDialog : public QDialog
{
    Q_OBJECT

public:
    // What events name; called for each event that is shown, so that its time is that of now.
    using Surroundings = std::function<engine::EventSurroundings()>;

    explicit NewEventDialog(Surroundings surroundings, QWidget *parent = nullptr);

    // Names that are taken: saving under one of them is refused.
    void setTakenNames(const QStringList &names);
    [[nodiscard]] QByteArray event() const { return m_event; } // empty while a field is wrong

signals:
    void insertRequested(const QByteArray &event);
    void saveRequested(const QString &name, const QByteArray &event);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fillSources();
    void filterSources(const QString &words);
    void showSource();
    void showVariant();
    void edited();
    void refresh();
    void updateButtons();
    [[nodiscard]] QString nameProblem() const;
    [[nodiscard]] const engine::EventVariant *variant() const;

    Surroundings m_surroundings;
    const engine::EventSource *m_source = nullptr; // null: an empty event
    QByteArray m_event;
    QStringList m_taken;
    bool m_named = false; // by the user
    QTimer m_pause;

    QLineEdit *m_search = nullptr;
    QTreeWidget *m_sources = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_hint = nullptr; // while no source is chosen
    QComboBox *m_variants = nullptr;
    EventForm *m_form = nullptr;
    QComboBox *m_wrap = nullptr;
    QPlainTextEdit *m_preview = nullptr;
    QLabel *m_size = nullptr;
    QLineEdit *m_name = nullptr;
    MessageLine *m_message = nullptr;
    QPushButton *m_insert = nullptr;
    QPushButton *m_save = nullptr;
};

// From this many characters on a text is made into an event only after a pause in typing, and no
// more of an event is shown.
inline constexpr int LargeEventText = 64 * 1024;
[[nodiscard]] QString eventPreview(const QByteArray &event);

// "1,234 of 6,291,556 bytes", and what it is too large for.
[[nodiscard]] QString eventSizeText(qsizetype bytes);

} // namespace widgets
