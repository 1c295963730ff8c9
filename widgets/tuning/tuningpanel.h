// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/core/result.h"
#include "engine/insight/tuning.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTableWidget;
class QToolButton;

namespace widgets {

class EmptyState;
class MessageLine;
class TuningChart;

// Power tuning of the current function: sizes, repetitions, a run, and what came of it as a chart
// and a table. It only asks; the owner measures.
// Object names: "tuningSizes", "tuningTimes", "tuningWeight", "tuningRun", "tuningCancel",
// "tuningProgress", "tuningChart", "tuningTable", "tuningChoice", "tuningApply", "tuningExport",
// "tuningNote", "tuningMessage", "tuningEmpty".
class TuningPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TuningPanel(QWidget *parent = nullptr);

    // Of another function the result of the last one goes. Empty: none.
    void setFunction(const QString &name);
    [[nodiscard]] QString function() const { return m_functionName; }
    void setMemory(engine::Megabytes memory); // as it is configured
    void setBusy(int plannedCalls);
    void setProgress(int calls, int planned, engine::Megabytes memory);
    void setResult(const engine::TuningResult &result);
    void setError(const engine::Error &error);

signals:
    // functionName and payload are not filled in.
    void runRequested(const engine::TuningPlan &plan);
    void cancelRequested();
    void applyRequested(engine::Megabytes memory);
    void exportRequested(const QString &fileName, const QByteArray &content);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeToolBar();
    void makeResult();
    void run();
    void setIdle();
    void fillTable();
    void fitTable();
    void fillChoices();
    void updateState();
    void applyTheme();
    [[nodiscard]] engine::Megabytes chosen() const;
    [[nodiscard]] double weight() const;

    QString m_functionName;
    engine::Megabytes m_memory{0};
    engine::TuningResult m_result;
    bool m_busy = false;

    QLineEdit *m_sizes = nullptr;
    QSpinBox *m_times = nullptr;
    QSpinBox *m_weight = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_cancel = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_status = nullptr;
    MessageLine *m_message = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    TuningChart *m_chart = nullptr;
    QTableWidget *m_table = nullptr;
    QComboBox *m_choice = nullptr;
    QPushButton *m_apply = nullptr;
    QToolButton *m_export = nullptr;
    QLabel *m_note = nullptr;
};

} // namespace widgets
