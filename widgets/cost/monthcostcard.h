// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <optional>
#include <vector>

#include "engine/pricing/pricing.h"

class QAbstractButton;
class QButtonGroup;
class QGridLayout;
class QLabel;

namespace widgets {

class CountEdit;

// A month of calls like the ones of a sample, with and without the free tier. All of it is an
// estimate: each amount carries '≈' and is a button that shows its formula.
class MonthCostCard : public QFrame
{
    Q_OBJECT

public:
    explicit MonthCostCard(QWidget *parent = nullptr);

    void setSample(const std::vector<engine::InvocationRecord> &records,
                   const engine::PriceTable &prices);

    void setRequests(qint64 requests);
    [[nodiscard]] qint64 requests() const;

signals:
    void requestsChanged(qint64 requests);

private:
    // Rows: requests, duration, storage, total, streaming, which stands above the total and is
    // shown only where there is some. Columns: with and without free tier.
    static constexpr int Rows = 5;
    static constexpr int Columns = 2;

    void addGrid(QGridLayout *grid);
    void updateAmounts();
    void showFormula();
    void describeSample();

    std::vector<engine::InvocationRecord> m_sample; // only what is billed, without payloads
    engine::PriceTable m_prices;
    std::optional<engine::Cost> m_costs[Columns]; // none: no sample

    CountEdit *m_requests = nullptr;
    QLabel *m_hint = nullptr;
    QLabel *m_streamingLabel = nullptr;
    QButtonGroup *m_amounts = nullptr; // id: row * Columns + column
    QLabel *m_formulaTitle = nullptr;
    QLabel *m_formula = nullptr;
    QLabel *m_basis = nullptr;
};

} // namespace widgets
