// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "engine/core/result.h"
#include "widgets/events/neweventdialog.h"

namespace widgets {

// A curl command, a line of a log or escaped JSON, pasted; beside it the event that it gives. Not
// modal.
//
// Object names: "pasteText", "pasteTarget" (what front a curl command is for), "pastePreview",
// "pasteMessage", "insertPasted".
class PasteEventDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PasteEventDialog(NewEventDialog::Surroundings surroundings, QWidget *parent = nullptr);

    void setText(const QString &text); // as if it had been pasted

signals:
    void insertRequested(const QByteArray &event);

private:
    void refresh();
    [[nodiscard]] engine::Result<QByteArray> converted() const;

    NewEventDialog::Surroundings m_surroundings;
    QByteArray m_event;
    QTimer m_pause;
    QPlainTextEdit *m_text = nullptr;
    QComboBox *m_target = nullptr;
    QPlainTextEdit *m_preview = nullptr;
    QLabel *m_size = nullptr;
    MessageLine *m_message = nullptr;
    QPushButton *m_insert = nullptr;
};

} // namespace widgets
