// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cost/plancard.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QResizeEvent>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableWidget>

#include <algorithm>

#include "engine/pricing/azuremessages.h"
#include "widgets/common/readingtable.h"
#include "widgets/common/theme.h"
#include "widgets/cost/costformat.h"
#include "widgets/cost/planform.h"

namespace widgets {
namespace {

using engine::CostAxis;
using engine::CostLine;
using engine::Offer;

enum Column { Where, Requests, Duration, Other, Total, Fits, Columns };
enum View { Offers, Kinds, AsTable };

constexpr int PauseMs = 200; // between two reckonings while calls come in

engine::Money amountOf(const engine::Cost &cost, CostLine::Kind kind)
{
    for (const CostLine &line : cost.lines) {
        if (line.kind == kind)
            return line.amount;
    }
    return {};
}

QTableWidget *makeTable(const char *name, const QString &accessibleName, QWidget *parent)
{
    auto *table = new QTableWidget(parent);
    setUpForReading(*table, name, accessibleName);
    table->setStyleSheet(QStringLiteral("QTableView::item { padding: 2px 8px; }"));
    return table;
}

QTableWidgetItem *numberItem(const QString &text)
{
    auto *item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    item->setFont(fixedFont());
    return item;
}

double shownValue(CostAxis axis, std::int64_t value)
{
    return axis == CostAxis::Duration ? static_cast<double>(value) / 1e6
                                      : static_cast<double>(value);
}

std::int64_t ownValue(const engine::MonthPlan &month, CostAxis axis)
{
    switch (axis) {
    case CostAxis::Requests:
        return month.requests;
    case CostAxis::Memory:
        return month.memory.value;
    case CostAxis::Duration:
        return month.duration.count();
    }
    Q_UNREACHABLE();
}

} // namespace

PlanCard::PlanCard(QWidget *parent)
    : QWidget(parent)
    , m_prices(engine::shippedPrices())
    , m_azure(engine::shippedAzurePrices())
    , m_form(new PlanForm(this))
    , m_table(makeTable("offers", tr("Estimated cost of the month, by place"), this))
    , m_detail(makeFormulaLabel(this))
    , m_breakEven(makeMutedLabel(this))
    , m_axis(new QComboBox(this))
    , m_view(new QComboBox(this))
    , m_pages(new QStackedWidget(this))
    , m_chart(new PlanChart(this))
    , m_points(makeTable("curvePoints", tr("The curves as a table"), this))
    , m_source(makeMutedLabel(this))
{
    m_table->setColumnCount(Columns);
    m_table->setHorizontalHeaderLabels({tr("Where"), tr("Requests"), tr("Duration"), tr("Other"),
                                        tr("≈ a month"), tr("Would it fit?")});
    for (const int column : {Requests, Duration, Other, Total})
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignTrailing
                                                                | Qt::AlignVCenter);
    m_table->horizontalHeaderItem(Where)->setTextAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_table->horizontalHeaderItem(Fits)->setTextAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_detail->setObjectName(QStringLiteral("offerDetail"));
    m_detail->setAccessibleName(tr("How the selected offer is reckoned"));
    m_detail->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_detail->setMinimumHeight(m_detail->fontMetrics().lineSpacing() * 5);
    m_breakEven->setObjectName(QStringLiteral("breakEven"));
    m_source->setTextInteractionFlags(Qt::TextSelectableByMouse);

    m_axis->setObjectName(QStringLiteral("costAxis"));
    m_axis->setAccessibleName(tr("Drawn against"));
    for (const CostAxis axis : {CostAxis::Requests, CostAxis::Memory, CostAxis::Duration})
        m_axis->addItem(axisName(axis), static_cast<int>(axis));
    m_view->setObjectName(QStringLiteral("costView"));
    m_view->setAccessibleName(tr("Shown as"));
    m_view->addItem(tr("A line for each place"), Offers);
    m_view->addItem(tr("AWS, stacked by kind"), Kinds);
    m_view->addItem(tr("Table"), AsTable);
    m_pages->addWidget(m_chart);
    m_pages->addWidget(m_points);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(Related);
    choices->addWidget(m_axis);
    choices->addWidget(m_view);
    choices->addStretch();

    auto *offers = new QVBoxLayout;
    offers->setSpacing(Related);
    offers->addWidget(m_table);
    offers->addWidget(m_detail);
    offers->addWidget(m_breakEven);
    offers->addWidget(m_source);
    offers->addStretch();
    auto *drawing = new QVBoxLayout;
    drawing->setSpacing(Related);
    drawing->addLayout(choices);
    drawing->addWidget(m_pages, 1);
    m_results = new QVBoxLayout;
    m_results->setSpacing(BetweenGroups);
    m_results->addLayout(offers, 3);
    m_results->addLayout(drawing, 2);
    m_halves = new QHBoxLayout(this);
    m_halves->setContentsMargins(BetweenGroups, BetweenGroups, BetweenGroups, BetweenGroups);
    m_halves->setSpacing(PageEdge);
    m_halves->addWidget(m_form);
    m_halves->addLayout(m_results, 1);

    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_stale)
            reckonSoon();
    });
    connect(m_form, &PlanForm::changed, this, &PlanCard::reckon);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &PlanCard::showDetail);
    connect(m_axis, &QComboBox::currentIndexChanged, this, &PlanCard::showCurves);
    connect(m_view, &QComboBox::currentIndexChanged, this, &PlanCard::showCurves);
    setPrices(m_prices, m_azure);
}

void PlanCard::setPrices(const engine::PriceTable &prices, const engine::AzurePrices &azure)
{
    m_prices = prices;
    m_azure = azure;
    m_source->setText(
        tr("AWS: prices of %1 as of %2. Azure: prices of %3 as of %4. %5 One execution at a time "
           "on an instance is assumed; the same duration everywhere, which nobody has measured.")
            .arg(prices.region, prices.asOf, azure.region, azure.asOf, azure.note));
    reckonSoon();
}

void PlanCard::setFunction(const engine::FunctionConfig &config, bool answersHttp)
{
    if (m_config == config && m_answersHttp == answersHttp)
        return;
    m_config = config;
    m_answersHttp = answersHttp;
    m_form->setConfigured(config.memory, config.ephemeralStorage);
    m_pause.stop(); // another function is shown at once
    reckonSoon();
}

void PlanCard::setSample(const std::vector<engine::InvocationRecord> &records)
{
    m_used.reset();
    for (const engine::InvocationRecord &record : records) {
        if (record.maxMemoryUsed())
            m_used = std::max(m_used.value_or(engine::Megabytes{0}), *record.maxMemoryUsed());
    }
    m_form->setMeasured(engine::planOf(records, m_config.memory));
    reckonSoon();
}

engine::Comparison PlanCard::comparison() const
{
    engine::MonthPlan month = m_form->plan();
    month.architecture = m_config.architecture;
    return {month, m_config, m_used, m_answersHttp, m_form->freeTier()};
}

void PlanCard::reckonSoon()
{
    m_stale = true;
    if (!isVisible() || m_pause.isActive())
        return;
    reckon();
    m_pause.start();
}

void PlanCard::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        reckon();
}

void PlanCard::reckon()
{
    m_stale = false;
    m_offers = engine::compareOffers(comparison(), m_prices, m_azure);
    showOffers();
    showCurves();
    const engine::MonthPlan month = comparison().month;
    const auto percent = [](double share) { return QLocale().toString(share * 100, 'f', 0); };
    m_breakEven->setText(
        tr("A provisioned environment is cheaper than none once it is busy %1 % of its time.")
            .arg(percent(engine::provisionedBreakEven(month.architecture, m_prices))));
    if (month.provisioned.environments > 0 && month.provisioned.perDay.count() > 0) {
        const double busy = static_cast<double>(month.provisioned.requests)
                            * static_cast<double>(month.duration.count()) / 1e9;
        const double ready = static_cast<double>(month.provisioned.environments)
                             * static_cast<double>(month.provisioned.perDay.count())
                             * month.provisioned.days;
        m_breakEven->setText(m_breakEven->text() + u' '
                             + tr("In this month: ≈ %1 %.").arg(percent(busy / ready)));
    }
}

void PlanCard::showOffers()
{
    const int selected = std::max(m_table->currentRow(), 0);
    const QSignalBlocker blocker(m_table);
    m_table->setRowCount(static_cast<int>(m_offers.size()));
    const Offer *cheapest = nullptr;
    for (const Offer &offer : m_offers) {
        if (offer.fits() && (!cheapest || offer.cost.total < cheapest->cost.total))
            cheapest = &offer;
    }
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const Offer &offer = m_offers[static_cast<std::size_t>(row)];
        const engine::Money requests = amountOf(offer.cost, CostLine::Kind::Requests);
        const engine::Money duration = amountOf(offer.cost, CostLine::Kind::Duration);
        const QString fits = !offer.fits()           ? tr("no")
                             : offer.misfits.empty() ? tr("yes")
                                                     : tr("with changes");
        m_table->setItem(row, Where, new QTableWidgetItem(offer.name));
        m_table->setItem(row, Requests, numberItem(formatPrice(requests)));
        m_table->setItem(row, Duration, numberItem(formatPrice(duration)));
        m_table->setItem(row, Other,
                         numberItem(formatPrice(offer.cost.total - requests - duration)));
        QTableWidgetItem *total = numberItem(formatPrice(offer.cost.total));
        QFont bold = total->font();
        bold.setWeight(QFont::DemiBold);
        total->setFont(bold);
        m_table->setItem(row, Total, total);
        m_table->setItem(
            row, Fits,
            new QTableWidgetItem(&offer == cheapest ? tr("%1, cheapest").arg(fits) : fits));
    }
    m_table->resizeColumnsToContents();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->resizeRowsToContents();
    // Where the columns don't fit, the bar below them must not hide the last row.
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
                            + m_table->verticalHeader()->length() + 2 * m_table->frameWidth()
                            + m_table->horizontalScrollBar()->sizeHint().height());
    m_table->selectRow(selected);
    showDetail();
}

void PlanCard::showDetail()
{
    const int row = m_table->currentRow();
    if (row < 0 || row >= static_cast<int>(m_offers.size())) {
        m_detail->clear();
        return;
    }
    const Offer &offer = m_offers[static_cast<std::size_t>(row)];
    QStringList lines;
    for (const CostLine &line : offer.cost.lines) {
        if (line.amount != engine::Money() || line.kind == CostLine::Kind::Requests
            || line.kind == CostLine::Kind::Duration)
            lines += tr("%1: %2", "line of a bill, its formula")
                         .arg(costKindName(line.kind),
                              formatFormula(QStringLiteral("%1 = $%2")
                                                .arg(line.formula, line.amount.toExactString())));
    }
    for (const engine::AzureMisfit &misfit : offer.misfits)
        lines += (misfit.blocking ? tr("Does not fit: %1") : tr("Note: %1"))
                     .arg(engine::misfitText(misfit, *offer.azure));
    m_detail->setText(lines.join(u'\n'));
}

PlanCurves PlanCard::curves() const
{
    PlanCurves curves;
    const engine::Comparison now = comparison();
    curves.axis = static_cast<CostAxis>(m_axis->currentData().toInt());
    curves.kind = m_view->currentData().toInt() == Kinds ? PlanCurves::Kind::Stacked
                                                         : PlanCurves::Kind::Lines;
    curves.now = shownValue(curves.axis, ownValue(now.month, curves.axis));
    const bool stacked = curves.kind == PlanCurves::Kind::Stacked;
    // AWS comes first, on both architectures; stacked is the function's own.
    const std::size_t own = m_config.architecture == engine::Architecture::Arm64 ? 1 : 0;
    if (stacked) {
        for (const CostLine &line : m_offers[own].cost.lines)
            curves.curves.push_back({costKindName(line.kind), {}});
    } else {
        for (const Offer &offer : m_offers)
            curves.curves.push_back({offer.name, {}});
    }
    for (const std::int64_t value : engine::axisValues(now.month, curves.axis)) {
        engine::Comparison there = now;
        there.month = engine::withValue(now.month, curves.axis, value);
        const std::vector<engine::Cost> costs = engine::compareCosts(there, m_prices, m_azure);
        curves.values.push_back(shownValue(curves.axis, value));
        for (std::size_t i = 0; i < curves.curves.size(); ++i)
            curves.curves[i].dollars.push_back(stacked ? costs[own].lines[i].amount.toDouble()
                                                       : costs[i].total.toDouble());
    }
    return curves;
}

void PlanCard::showCurves()
{
    const PlanCurves shown = curves();
    const bool asTable = m_view->currentData().toInt() == AsTable;
    m_pages->setCurrentIndex(asTable ? 1 : 0);
    if (!asTable) {
        m_chart->setCurves(shown);
        return;
    }
    QStringList headers{axisName(shown.axis)};
    for (const PlanCurves::Curve &curve : shown.curves)
        headers += curve.name;
    m_points->setColumnCount(static_cast<int>(headers.size()));
    m_points->setHorizontalHeaderLabels(headers);
    m_points->setRowCount(static_cast<int>(shown.values.size()));
    for (int row = 0; row < m_points->rowCount(); ++row) {
        const auto index = static_cast<std::size_t>(row);
        const double value = shown.values[index];
        m_points->setItem(
            row, 0,
            numberItem(QLocale().toString(value, 'f', shown.axis == CostAxis::Duration ? 2 : 0)));
        for (std::size_t i = 0; i < shown.curves.size(); ++i)
            m_points->setItem(
                row, static_cast<int>(i) + 1,
                numberItem(QLocale().toString(shown.curves[i].dollars[index], 'f', 2)));
    }
    m_points->resizeColumnsToContents();
}

void PlanCard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    constexpr int CharactersOfBoth = 110;
    const bool isWide = width() >= fontMetrics().averageCharWidth() * CharactersOfBoth;
    m_halves->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    constexpr int CharactersOfAll = 190;
    const bool isVeryWide = width() >= fontMetrics().averageCharWidth() * CharactersOfAll;
    m_results->setDirection(isVeryWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace widgets
