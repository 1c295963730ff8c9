// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "engine/pricing/pricing.h"

class QBoxLayout;
class QLabel;
class QScrollArea;

namespace widgets {

class CallCostCard;
class MonthCostCard;
class PlanCard;

// What calls would cost on AWS: on the first tab one call line by line, beside (or, where it is
// narrow, above) a month's projection, and where the prices come from; on the second a month that
// is planned, there and on Azure Functions. Nothing is billed by running locally.
class CostPanel : public QWidget
{
    Q_OBJECT

public:
    // With the prices that come with the program.
    explicit CostPanel(QWidget *parent = nullptr);

    void setPrices(const engine::PriceTable &prices);
    // The call whose lines are shown; nothing: says what will be here.
    void setRecord(const std::optional<engine::InvocationRecord> &record);
    // The sample a month is projected from, such as all records of the selected function.
    void setRecords(const std::vector<engine::InvocationRecord> &records);
    // The function that is planned; what it asks for decides where it would fit.
    void setFunction(const engine::FunctionConfig &config, bool answersHttp);

    // For settings; 1,000,000 at first.
    void setRequestsPerMonth(qint64 requests);
    [[nodiscard]] qint64 requestsPerMonth() const;

signals:
    void requestsPerMonthChanged(qint64 requests); // by the user or setRequestsPerMonth()

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeMeasured();
    void makePlan();
    void showSource();

    engine::PriceTable m_prices;
    std::optional<engine::InvocationRecord> m_record; // without payloads
    std::vector<engine::InvocationRecord> m_records;  // without payloads
    engine::FunctionConfig m_config;
    bool m_answersHttp = false;

    QBoxLayout *m_cards = nullptr;
    CallCostCard *m_call = nullptr;
    MonthCostCard *m_month = nullptr;
    QScrollArea *m_planArea = nullptr;
    PlanCard *m_plan = nullptr; // made when its tab is first chosen: start-up goes without it
    QLabel *m_source = nullptr;
};

} // namespace widgets
