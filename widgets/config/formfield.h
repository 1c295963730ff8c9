// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/core/messages.h"
#include "engine/project/workspace.h"

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace widgets {

// One setting of a form: its label above, the editor, and below it either what is wrong or a hint.
// At the label's right stands where the value comes from, and a button that takes a change back.
//
// Object names: "message" (below), "origin", "reset", "lock".
class FormField : public QWidget
{
    Q_OBJECT

public:
    // The editor becomes a child; `label` may have a mnemonic, which leads to `focus` (or editor).
    FormField(const QString &label, QWidget *editor, QWidget *parent = nullptr,
              QWidget *focus = nullptr);

    // Sets the editor's "invalid" property, which the style sheet makes a red border of. An empty
    // sentence means that nothing is wrong.
    void setError(const engine::Explanation &error);
    void setHint(const QString &hint);
    void setOrigin(engine::WorkspaceFunction::Origin origin);
    void setChanged(bool changed);
    // The intrinsic function as written; empty unlocks.
    void setLocked(const QString &intrinsic);
    [[nodiscard]] bool isLocked() const { return !m_intrinsic.isEmpty(); }
    [[nodiscard]] QString message() const;

signals:
    void resetRequested();
    void lockActivated(); // the user wants to see the intrinsic

protected:
    void changeEvent(QEvent *event) override;

private:
    void showMessage();

    QString m_error;
    QString m_hint;
    QString m_intrinsic;
    QWidget *m_editor;
    QWidget *m_focus;
    QLabel *m_origin = nullptr;
    QLabel *m_message = nullptr;
    QToolButton *m_reset = nullptr;
    QToolButton *m_lock = nullptr;
};

} // namespace widgets
