// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

#include "engine/pricing/monthplan.h"

class QCheckBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace widgets {

class CountEdit;

// The fields of a planned month. They start with what was measured; what was typed stays until
// "As measured" takes it back.
class PlanForm : public QWidget
{
    Q_OBJECT

public:
    explicit PlanForm(QWidget *parent = nullptr);

    // Of the function; they stand for what was not measured yet. Emits nothing, as the next one.
    void setConfigured(engine::Megabytes memory, engine::Megabytes storage);
    // Nothing: no call was measured with the memory that is configured.
    void setMeasured(const std::optional<engine::MeasuredPlan> &measured);
    [[nodiscard]] engine::MonthPlan plan() const;
    [[nodiscard]] engine::FreeTier freeTier() const;

signals:
    void changed(); // by the user

private:
    void show(const engine::MonthPlan &plan);
    void updateBasis();
    void onEdited();
    template <typename Spin>
    Spin *addField(QGridLayout *grid, const char *name, const QString &text, double least,
                   double most, const QString &unit, const QString &tip);

    engine::MonthPlan m_configured;
    std::optional<engine::MeasuredPlan> m_measured;
    bool m_edited = false;
    bool m_showing = false;

    CountEdit *m_requests = nullptr;
    QDoubleSpinBox *m_duration = nullptr;
    QDoubleSpinBox *m_cold = nullptr;
    QDoubleSpinBox *m_init = nullptr;
    QSpinBox *m_memory = nullptr;
    QSpinBox *m_storage = nullptr;
    QSpinBox *m_eventSize = nullptr;
    QSpinBox *m_provisioned = nullptr;
    QDoubleSpinBox *m_hours = nullptr;
    QDoubleSpinBox *m_share = nullptr;
    QCheckBox *m_free = nullptr;
    QLabel *m_basis = nullptr;
    QPushButton *m_reset = nullptr;
};

} // namespace widgets
