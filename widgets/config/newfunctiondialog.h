// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>
#include <optional>

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
    // What would be done; called for every change of the form.
    using Plan = std::function<engine::Result<engine::FunctionPlan>(const engine::FunctionWish &)>;

    explicit NewFunctionDialog(Plan plan, QWidget *parent = nullptr);

    void setBusy(bool busy);                    // files are being written
    void showError(const engine::Error &error); // it could not be done

signals:
    void createRequested(const engine::FunctionPlan &plan);

private:
    void showStarter();
    void refresh();
    [[nodiscard]] engine::FunctionWish wish() const;

    Plan m_makePlan;
    std::optional<engine::FunctionPlan> m_plan; // nothing while something is in the way
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
