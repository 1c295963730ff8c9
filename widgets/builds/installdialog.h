// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "engine/core/messages.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace widgets {

class BusyBar;
class MessageLine;

// An installation under way: what it is, what the tool prints, how it ended. Escape and the button
// cancel it first, and close when it is over. Not modal.
//
// Object names: "installTitle", "installOutput", "installButton", "installMessage".
class InstallDialog : public QDialog
{
    Q_OBJECT

public:
    explicit InstallDialog(QWidget *parent = nullptr);

    void begin(const QString &title);
    void appendOutput(const QByteArray &text);
    void succeed(const QString &sentence);
    void fail(const engine::Explanation &why);
    [[nodiscard]] bool isRunning() const { return m_running; }

public slots:
    void reject() override;

signals:
    void cancelRequested();

private:
    void end();

    QLabel *m_title = nullptr;
    QPlainTextEdit *m_output = nullptr;
    QPushButton *m_button = nullptr;
    BusyBar *m_busy = nullptr;
    MessageLine *m_message = nullptr;
    bool m_running = false;
};

} // namespace widgets
