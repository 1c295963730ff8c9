// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cost/monthcostcard.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/common/theme.h"
#include "widgets/cost/costformat.h"
#include "widgets/cost/countedit.h"

namespace widgets {
namespace {

using Kind = engine::CostLine::Kind;

constexpr int TotalRow = 3;
constexpr int StreamingRow = 4;
// By row; the total has none.
constexpr Kind Kinds[] = {
    Kind::Requests, Kind::Duration, Kind::EphemeralStorage, {}, Kind::Streaming};
constexpr qint64 DefaultRequests = 1'000'000;

QString columnName(int column)
{
    return column == 0 ? MonthCostCard::tr("With free tier")
                       : MonthCostCard::tr("Without free tier");
}

QString rowName(int row)
{
    return row == TotalRow ? MonthCostCard::tr("Total", "of a month's bill")
                           : costKindName(Kinds[row]);
}

// Null: this bill has no such line.
const engine::CostLine *lineOf(const engine::Cost &cost, int row)
{
    for (const engine::CostLine &line : cost.lines) {
        if (line.kind == Kinds[row])
            return &line;
    }
    return nullptr;
}

engine::Money amountOf(const engine::Cost &cost, int row)
{
    if (row == TotalRow)
        return cost.total;
    const engine::CostLine *line = lineOf(cost, row);
    return line ? line->amount : engine::Money();
}

QString estimate(engine::Money amount)
{
    return MonthCostCard::tr("≈ %1", "an estimated amount").arg(formatPrice(amount));
}

// Colours by palette roles, so that the sheet holds in both schemes.
QString amountStyle()
{
    return QStringLiteral("QPushButton { border: 1px solid transparent; border-radius: 6px; "
                          "padding: 4px 8px; text-align: right; background: transparent; }"
                          "QPushButton:hover { background: palette(alternate-base); }"
                          "QPushButton:checked { background: palette(alternate-base); "
                          "border-color: palette(mid); }"
                          "QPushButton:focus { border-color: palette(highlight); }"
                          "QPushButton:disabled { color: palette(placeholder-text); }");
}

QFrame *makeLine(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

} // namespace

MonthCostCard::MonthCostCard(QWidget *parent)
    : QFrame(parent)
    , m_requests(new CountEdit(this))
    , m_hint(makeMutedLabel(this))
    , m_amounts(new QButtonGroup(this))
    , m_formulaTitle(makeMutedLabel(this))
    , m_formula(makeFormulaLabel(this))
    , m_basis(makeMutedLabel(this))
{
    setProperty("card", true);
    auto *title = new QLabel(tr("A month of calls like these"), this);
    title->setFont(scaledFont(1.25, QFont::DemiBold));

    m_requests->setObjectName(QStringLiteral("requestsPerMonth"));
    m_requests->setMinimumWidth(m_requests->fontMetrics().averageCharWidth() * 18);
    m_requests->setToolTip(tr("Up and Down change the number in steps"));
    m_hint->setObjectName(QStringLiteral("requestsHint"));
    auto *requestsLabel = new QLabel(tr("&Requests per month:"), this);
    requestsLabel->setBuddy(m_requests);
    auto *requestsRow = new QHBoxLayout;
    requestsRow->setSpacing(Related);
    requestsRow->addWidget(requestsLabel);
    requestsRow->addWidget(m_requests);
    requestsRow->addStretch();

    auto *grid = new QGridLayout;
    addGrid(grid);

    m_formulaTitle->setObjectName(QStringLiteral("formulaTitle"));
    m_formula->setObjectName(QStringLiteral("monthFormula"));
    m_formula->setAccessibleName(tr("Formula of the selected amount"));
    m_formula->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    // Room for a formula of three tiers: choosing another amount moves nothing.
    m_formula->setMinimumHeight(m_formula->fontMetrics().lineSpacing() * 3);
    m_basis->setObjectName(QStringLiteral("basis"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(BetweenGroups, BetweenGroups, BetweenGroups, BetweenGroups);
    layout->setSpacing(Related);
    layout->addWidget(title);
    layout->addLayout(requestsRow);
    layout->addWidget(m_hint);
    layout->addLayout(grid);
    layout->addSpacing(InControl);
    layout->addWidget(m_formulaTitle);
    layout->addWidget(m_formula);
    layout->addWidget(m_basis);
    layout->addStretch();

    connect(m_requests, &CountEdit::valueChanged, this, [this](qint64 requests) {
        updateAmounts();
        emit requestsChanged(requests);
    });
    const auto showHint = [this] {
        m_hint->setForegroundRole(m_requests->isValid() ? QPalette::PlaceholderText
                                                        : QPalette::BrightText);
        m_hint->setText(m_requests->isValid() ? tr("such as 250k or 3M")
                                              : tr("Must be a number up to %1, such as 250k or 3M")
                                                    .arg(QLocale().toString(CountEdit::Most)));
    };
    connect(m_requests, &CountEdit::validityChanged, this, showHint);
    connect(m_amounts, &QButtonGroup::idClicked, this, &MonthCostCard::showFormula);
    showHint();
    m_requests->setValue(DefaultRequests);
    updateAmounts();
    describeSample();
}

void MonthCostCard::addGrid(QGridLayout *grid)
{
    grid->setHorizontalSpacing(Related);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    for (int column = 0; column < Columns; ++column) {
        QLabel *header = makeMutedLabel(this);
        header->setText(columnName(column));
        header->setAlignment(Qt::AlignTrailing | Qt::AlignBottom);
        header->setContentsMargins(0, 0, Related, InControl);
        grid->addWidget(header, 0, column + 1);
    }
    grid->addWidget(makeLine(this), 1, 0, 1, Columns + 1);
    for (int row = 0; row < Rows; ++row) {
        const bool isTotal = row == TotalRow;
        const int gridRow = isTotal ? Rows + 2 : (row == StreamingRow ? TotalRow : row) + 2;
        if (isTotal)
            grid->addWidget(makeLine(this), gridRow - 1, 0, 1, Columns + 1);
        auto *label = new QLabel(rowName(row), this);
        QFont amountFont = fixedFont();
        if (isTotal) {
            label->setFont(scaledFont(1.0, QFont::DemiBold));
            amountFont.setWeight(QFont::DemiBold);
        }
        grid->addWidget(label, gridRow, 0);
        if (row == StreamingRow)
            m_streamingLabel = label;
        for (int column = 0; column < Columns; ++column) {
            auto *amount = new QPushButton(this);
            amount->setObjectName(QStringLiteral("amount%1%2").arg(row).arg(column));
            amount->setCheckable(true);
            amount->setFont(amountFont);
            amount->setStyleSheet(amountStyle());
            amount->setCursor(Qt::PointingHandCursor);
            amount->setToolTip(tr("Show how this is reckoned"));
            m_amounts->addButton(amount, row * Columns + column);
            grid->addWidget(amount, gridRow, column + 1);
        }
    }
    // The group is one stop for Tab, the checked button; Qt sees to it once it has had the focus.
    for (QAbstractButton *amount : m_amounts->buttons())
        amount->setFocusPolicy(Qt::ClickFocus);
    QAbstractButton *total = m_amounts->button(TotalRow * Columns);
    total->setFocusPolicy(Qt::StrongFocus);
    total->setChecked(true);
}

void MonthCostCard::setSample(const std::vector<engine::InvocationRecord> &records,
                              const engine::PriceTable &prices)
{
    m_prices = prices;
    m_sample.clear();
    for (const engine::InvocationRecord &record : records) {
        if (!engine::isBilled(record))
            continue;
        m_sample.push_back(record);
        m_sample.back().requestPayload.clear();
        m_sample.back().responsePayload.clear();
        m_sample.back().log.clear();
        if (m_sample.back().stream)
            m_sample.back().stream->chunks.clear();
    }
    updateAmounts();
    describeSample();
}

void MonthCostCard::setRequests(qint64 requests)
{
    m_requests->setValue(requests);
}

qint64 MonthCostCard::requests() const
{
    return m_requests->value();
}

void MonthCostCard::updateAmounts()
{
    const engine::MonthlyUse use = engine::project(m_sample, m_requests->value());
    const bool streams = use.streamedBytes > 0;
    m_streamingLabel->setVisible(streams);
    for (int column = 0; column < Columns; ++column)
        m_amounts->button(StreamingRow * Columns + column)->setVisible(streams);
    if (!streams && m_amounts->checkedId() / Columns == StreamingRow)
        m_amounts->button(TotalRow * Columns)->setChecked(true);
    for (int column = 0; column < Columns; ++column) {
        m_costs[column].reset();
        if (!m_sample.empty())
            m_costs[column] = engine::monthlyCost(
                use, m_prices, column == 0 ? engine::FreeTier::Apply : engine::FreeTier::Ignore);
        for (int row = 0; row < Rows; ++row) {
            QAbstractButton *amount = m_amounts->button(row * Columns + column);
            const std::optional<engine::Cost> &cost = m_costs[column];
            amount->setEnabled(cost.has_value());
            amount->setText(!cost ? tr("–", "no amount yet") : estimate(amountOf(*cost, row)));
            amount->setAccessibleName(
                tr("%1, %2: %3", "line of a bill, with or without free tier, amount")
                    .arg(rowName(row), columnName(column), amount->text()));
        }
    }
    showFormula();
}

void MonthCostCard::showFormula()
{
    const int id = m_amounts->checkedId();
    const int row = id / Columns;
    const int column = id % Columns;
    const std::optional<engine::Cost> &cost = m_costs[column];
    m_formulaTitle->setText(tr("%1, %2:", "line of a bill, with or without free tier")
                                .arg(rowName(row), columnName(column)));
    if (!cost) {
        m_formulaTitle->setText(tr("Nothing to reckon with yet."));
        m_formula->clear();
        return;
    }
    if (row != TotalRow) {
        if (const engine::CostLine *line = lineOf(*cost, row))
            m_formula->setText(formatFormula(
                QStringLiteral("%1 = $%2").arg(line->formula, line->amount.toExactString())));
        return;
    }
    QStringList terms;
    for (const engine::CostLine &line : cost->lines)
        terms += QLatin1Char('$') + line.amount.toExactString();
    m_formula->setText(
        formatFormula(QStringLiteral("%1 = $%2")
                          .arg(terms.join(QLatin1StringView(" + ")), cost->total.toExactString())));
}

void MonthCostCard::describeSample()
{
    if (m_sample.empty()) {
        m_basis->setText(tr("The projection needs at least one call that ran. Invoke the "
                            "function, and its duration and memory are used here."));
        return;
    }
    qint64 billedMs = 0;
    int cold = 0;
    for (const engine::InvocationRecord &record : m_sample) {
        billedMs += record.billed.count();
        cold += engine::isCold(record.start) ? 1 : 0;
    }
    const auto newest =
        std::max_element(m_sample.begin(), m_sample.end(), [](const auto &a, const auto &b) {
            return a.startedAtMs < b.startedAtMs;
        });
    const bool oneSize = std::all_of(m_sample.begin(), m_sample.end(), [&](const auto &record) {
        return record.memorySize == newest->memorySize;
    });
    const auto count = static_cast<qint64>(m_sample.size());
    const QString average =
        QLocale().toString(static_cast<double>(billedMs) / static_cast<double>(count), 'f', 1);
    const QString memory = oneSize ? tr("%1 MB").arg(QLocale().toString(newest->memorySize.value))
                                   : tr("several memory sizes");
    m_basis->setText(
        tr("Based on %n call(s): %1 ms billed on average, %2, %3, cold starts: %4. The durations "
           "were measured on this computer; on AWS they differ.",
           nullptr, static_cast<int>(count))
            .arg(average, memory, engine::architectureName(newest->architecture),
                 QLocale().toString(cold)));
}

} // namespace widgets
