// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "engine/core/messages.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace widgets {

// One thing that went wrong, told where it happened: mark, sentence, remedy, and a button that
// copies both. Hidden while it has nothing to say. The label is named "messageText", the buttons
// "copyMessage" and "messageAction".
class MessageLine : public QFrame
{
    Q_OBJECT

public:
    enum class Severity { Error, Warning, Information };

    explicit MessageLine(QWidget *parent = nullptr);

    void setError(const engine::Error &error);
    void setMessage(const engine::Explanation &message, Severity severity = Severity::Error);
    // A button that does something about it; with every new message it is gone again.
    void setAction(const QString &text);
    void clear();
    // Sentence and remedy as they would be copied; empty while hidden.
    [[nodiscard]] QString text() const;

signals:
    void actionTriggered();

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateColors();

    Severity m_severity = Severity::Error;
    QLabel *m_mark = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_action = nullptr;
    QToolButton *m_copy = nullptr;
};

} // namespace widgets
