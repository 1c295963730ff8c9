// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

#include "engine/pricing/offers.h"
#include "widgets/cost/planchart.h"

class QBoxLayout;
class QComboBox;
class QLabel;
class QStackedWidget;
class QTableWidget;

namespace widgets {

class PlanForm;

// A month that is planned: its figures, what it costs on AWS and on Azure Functions with the
// reckoning of each, and how that changes with requests, memory and duration. Estimates, all of it.
class PlanCard : public QWidget
{
    Q_OBJECT

public:
    explicit PlanCard(QWidget *parent = nullptr);

    void setPrices(const engine::PriceTable &prices, const engine::AzurePrices &azure);
    // The function that is planned, and what was measured of it.
    void setFunction(const engine::FunctionConfig &config, bool answersHttp);
    void setSample(const std::vector<engine::InvocationRecord> &records);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    // When it is seen, and at most some times a second.
    void reckonSoon();
    void reckon();
    void showOffers();
    void showDetail();
    void showCurves();
    [[nodiscard]] engine::Comparison comparison() const;
    [[nodiscard]] PlanCurves curves() const;

    engine::PriceTable m_prices;
    engine::AzurePrices m_azure;
    engine::FunctionConfig m_config;
    bool m_answersHttp = false;
    std::optional<engine::Megabytes> m_used;
    std::vector<engine::Offer> m_offers;
    bool m_stale = false; // what is shown is not what is known
    QTimer m_pause;

    QBoxLayout *m_halves = nullptr;
    QBoxLayout *m_results = nullptr; // offers and curves
    PlanForm *m_form = nullptr;
    QTableWidget *m_table = nullptr;
    QLabel *m_detail = nullptr;
    QLabel *m_breakEven = nullptr;
    QComboBox *m_axis = nullptr;
    QComboBox *m_view = nullptr;
    QStackedWidget *m_pages = nullptr;
    PlanChart *m_chart = nullptr;
    QTableWidget *m_points = nullptr;
    QLabel *m_source = nullptr;
};

} // namespace widgets
