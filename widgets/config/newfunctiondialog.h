// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QFuture>

#include <functional>

#include "engine/starters/newfunction.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace widgets {

class MessageLine;

// A function to begin with: what it does, what it is written in, its name, and the files that would
// be written. Writes nothing itself. Not modal.
//
// Object names: "starterList", "starterRuntime", "functionName", "planFiles", "planBlock",
// "newFunctionMessage", "createFunction".
class NewFunctionDialog : public QDialog
{
    Q_OBJECT

public:
    // What would be done; called for every change of the form, once the answer before is there: a
    // large template takes its time, and must not stop anybody from typing.
    using Plan =
        std::function<QFuture<engine::Result<engine::FunctionPlan>>(const engine::FunctionWish &)>;

    explicit NewFunctionDialog(Plan plan, QWidget *parent = nullptr);

    void setBusy(bool busy);                    // files are being written
    void showError(const engine::Error &error); // it could not be done

signals:
    void createRequested(const engine::FunctionPlan &plan);

private:
    void showStarter();
    void edited();
    void refresh();
    void showPlan(const engine::FunctionWish &wished,
                  const engine::Result<engine::FunctionPlan> &plan);
    void updateButton();
    [[nodiscard]] engine::FunctionWish wish() const;

    Plan m_makePlan;
    bool m_planning = false;
    bool m_changed = false;  // since what is being planned was asked for
    bool m_creating = false; // as soon as the plan is there
    bool m_failed = false;   // something is in the way
    bool m_busy = false;

    QListWidget *m_starters = nullptr;
    QComboBox *m_runtimes = nullptr;
    QLineEdit *m_name = nullptr;
    QLabel *m_description = nullptr;
    QPlainTextEdit *m_files = nullptr;
    QPlainTextEdit *m_block = nullptr;
    MessageLine *m_message = nullptr;
    QPushButton *m_create = nullptr;
};

} // namespace widgets
