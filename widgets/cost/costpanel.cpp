// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cost/costpanel.h"

#include <QBoxLayout>
#include <QDate>
#include <QLabel>
#include <QLocale>
#include <QResizeEvent>
#include <QScrollArea>
#include <QTabWidget>

#include "widgets/common/theme.h"
#include "widgets/cost/callcostcard.h"
#include "widgets/cost/costformat.h"
#include "widgets/cost/monthcostcard.h"
#include "widgets/cost/plancard.h"

namespace widgets {
namespace {

engine::InvocationRecord withoutPayloads(engine::InvocationRecord record)
{
    record.requestPayload.clear();
    record.responsePayload.clear();
    record.log.clear();
    return record;
}

QScrollArea *makeArea()
{
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus); // the fields inside take it
    return area;
}

} // namespace

CostPanel::CostPanel(QWidget *parent)
    : QWidget(parent)
    , m_prices(engine::shippedPrices())
    , m_planArea(makeArea())
{
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("costTabs"));
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(tr("Views of the cost"));
    QScrollArea *measured = makeArea();
    measured->setWidget(makeMeasured());
    tabs->addTab(measured, tr("As measured"));
    tabs->addTab(m_planArea, tr("What if, and Azure"));
    connect(tabs, &QTabWidget::currentChanged, this, [this, tabs] {
        if (tabs->currentWidget() == m_planArea && !m_plan)
            makePlan();
    });
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(tabs);

    connect(m_month, &MonthCostCard::requestsChanged, this, &CostPanel::requestsPerMonthChanged);
    setPrices(m_prices);
}

QWidget *CostPanel::makeMeasured()
{
    auto *content = new QWidget;
    m_call = new CallCostCard(content);
    m_month = new MonthCostCard(content);
    m_source = makeMutedLabel(content);
    m_source->setObjectName(QStringLiteral("priceSource"));
    m_source->setTextInteractionFlags(Qt::TextSelectableByMouse);

    m_cards = new QBoxLayout(QBoxLayout::LeftToRight);
    m_cards->setSpacing(BetweenGroups);
    m_cards->addWidget(m_call, 1);
    m_cards->addWidget(m_month, 1);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(BetweenGroups, BetweenGroups, BetweenGroups, BetweenGroups);
    layout->setSpacing(Related);
    layout->addLayout(m_cards);
    layout->addWidget(m_source);
    layout->addStretch();
    return content;
}

void CostPanel::makePlan()
{
    m_plan = new PlanCard;
    m_plan->setPrices(m_prices, engine::shippedAzurePrices());
    m_plan->setFunction(m_config, m_answersHttp);
    m_plan->setSample(m_records);
    m_planArea->setWidget(m_plan);
    m_plan->show(); // its area is visible already
}

void CostPanel::setPrices(const engine::PriceTable &prices)
{
    m_prices = prices;
    m_call->setCall(m_record, m_prices);
    m_month->setSample(m_records, m_prices);
    if (m_plan)
        m_plan->setPrices(m_prices, engine::shippedAzurePrices());
    showSource();
}

void CostPanel::setRecord(const std::optional<engine::InvocationRecord> &record)
{
    m_record.reset();
    if (record)
        m_record = withoutPayloads(*record);
    m_call->setCall(m_record, m_prices);
}

void CostPanel::setRecords(const std::vector<engine::InvocationRecord> &records)
{
    m_records.clear();
    m_records.reserve(records.size());
    for (const engine::InvocationRecord &record : records)
        m_records.push_back(withoutPayloads(record));
    m_month->setSample(m_records, m_prices);
    if (m_plan)
        m_plan->setSample(m_records);
}

void CostPanel::setFunction(const engine::FunctionConfig &config, bool answersHttp)
{
    m_config = config;
    m_answersHttp = answersHttp;
    if (!m_plan)
        return;
    m_plan->setFunction(config, answersHttp);
    m_plan->setSample(m_records); // which of them count depends on the memory
}

void CostPanel::setRequestsPerMonth(qint64 requests)
{
    m_month->setRequests(requests);
}

qint64 CostPanel::requestsPerMonth() const
{
    return m_month->requests();
}

void CostPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Side by side when both have room for a formula; measured in text, so it follows the font.
    constexpr int CharactersOfBoth = 120;
    const bool isWide = width() >= fontMetrics().averageCharWidth() * CharactersOfBoth;
    m_cards->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void CostPanel::showSource()
{
    const QDate date = QDate::fromString(m_prices.asOf, Qt::ISODate);
    const QString asOf =
        date.isValid() ? QLocale().toString(date, QLocale::ShortFormat) : m_prices.asOf;
    m_source->setText(
        tr("Prices of %1 in US dollars as of %2. Source: %3. Not included: data transfer, "
           "CloudWatch Logs, X-Ray, API Gateway and other services. Running locally costs nothing.")
            .arg(m_prices.region, asOf, m_prices.source));
}

} // namespace widgets
