// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <map>
#include <optional>

#include "engine/pricing/pricing.h"

class QLabel;
class QStackedWidget;

namespace widgets {

// What one call would cost: the sum, and each line with its amount and formula.
class CallCostCard : public QFrame
{
    Q_OBJECT

public:
    explicit CallCostCard(QWidget *parent = nullptr);

    // Nothing: says what will be here.
    void setCall(const std::optional<engine::InvocationRecord> &record,
                 const engine::PriceTable &prices);

private:
    struct Row
    {
        QLabel *kind = nullptr;
        QLabel *amount = nullptr;
        QLabel *formula = nullptr;
    };

    QWidget *makeLines();

    QStackedWidget *m_pages = nullptr;
    QWidget *m_lines = nullptr;
    QLabel *m_empty = nullptr;
    QLabel *m_total = nullptr;
    QLabel *m_call = nullptr;
    std::map<engine::CostLine::Kind, Row> m_rows;
};

} // namespace widgets
