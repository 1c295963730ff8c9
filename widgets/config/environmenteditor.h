// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/config/environmentmodel.h"

class QLabel;
class QTableView;
class QToolButton;

namespace widgets {

class MessageLine;

// The grid of a function's environment variables with its 4 KB budget.
//
// Object names: "environmentTable", "addVariable", "duplicateVariable", "removeVariable",
// "pasteVariables", "hideValues", "environmentBudget" (text), "environmentMessage".
class EnvironmentEditor : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentEditor(QWidget *parent = nullptr);

    void setVariables(const std::vector<engine::EnvironmentVariable> &variables);
    [[nodiscard]] std::vector<engine::EnvironmentVariable> variables() const;
    void setIntrinsics(const std::map<QString, QString> &byKey);
    [[nodiscard]] EnvironmentModel *model() const { return m_model; }

public slots:
    // Takes over the clipboard's KEY=VALUE lines.
    void paste();
    // The selected rows, else all, as KEY=VALUE lines.
    void copy() const;

signals:
    void edited(); // by the user

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void add();
    void duplicate();
    void remove();
    void updateState();
    [[nodiscard]] std::vector<int> selectedRows() const;

    class Bar;

    EnvironmentModel *m_model = nullptr;
    QTableView *m_view = nullptr;
    QToolButton *m_duplicate = nullptr;
    QToolButton *m_remove = nullptr;
    QToolButton *m_hide = nullptr;
    QLabel *m_budget = nullptr;
    Bar *m_bar = nullptr;
    MessageLine *m_message = nullptr;
};

} // namespace widgets
