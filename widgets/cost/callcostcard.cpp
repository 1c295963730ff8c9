// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cost/callcostcard.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/common/theme.h"
#include "widgets/cost/costformat.h"

namespace widgets {
namespace {

QString describe(const engine::InvocationRecord &record)
{
    const QString name = record.functionName;
    const QString architecture = engine::architectureName(record.architecture);
    const QString memory = QLocale().toString(record.memorySize.value);
    const QString billed = QLocale().toString(qlonglong{record.billed.count()});
    switch (record.outcome) {
    case engine::Outcome::Throttled:
        return CallCostCard::tr("%1 was throttled. Throttled calls are not charged.").arg(name);
    case engine::Outcome::Failed:
        return CallCostCard::tr("%1 could not be run, so there is nothing to charge.").arg(name);
    default:
        break;
    }
    if (!engine::isBilled(record))
        return CallCostCard::tr("%1 was cancelled before it ran, so there is nothing to charge.")
            .arg(name);
    if (record.initDuration)
        return CallCostCard::tr("%1 · %2 MB · %3 · billed %4 ms, start-up included")
            .arg(name, memory, architecture, billed);
    return CallCostCard::tr("%1 · %2 MB · %3 · billed %4 ms")
        .arg(name, memory, architecture, billed);
}

} // namespace

CallCostCard::CallCostCard(QWidget *parent)
    : QFrame(parent)
    , m_pages(new QStackedWidget(this))
    , m_empty(makeMutedLabel(this))
{
    m_lines = makeLines();
    setProperty("card", true);
    auto *title = new QLabel(tr("This call"), this);
    title->setFont(scaledFont(1.25, QFont::DemiBold));

    m_empty->setObjectName(QStringLiteral("callEmpty"));
    m_empty->setText(tr("Invoke the function, or select a call in the history or the latency "
                        "chart: what it would cost on AWS is shown here, with the formula of "
                        "each amount."));
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_lines);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(BetweenGroups, BetweenGroups, BetweenGroups, BetweenGroups);
    layout->setSpacing(Related);
    layout->addWidget(title);
    layout->addWidget(m_pages);
    layout->addStretch();
}

QWidget *CallCostCard::makeLines()
{
    auto *page = new QWidget(this);
    m_total = new QLabel(page);
    m_total->setObjectName(QStringLiteral("callTotal"));
    m_total->setFont(scaledFont(1.6, QFont::DemiBold));
    m_total->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_call = makeMutedLabel(page);
    m_call->setObjectName(QStringLiteral("callDescription"));

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(BetweenGroups);
    grid->setVerticalSpacing(InControl);
    grid->setColumnStretch(0, 1);
    for (const auto kind :
         {engine::CostLine::Kind::Requests, engine::CostLine::Kind::Duration,
          engine::CostLine::Kind::EphemeralStorage, engine::CostLine::Kind::Streaming}) {
        const int row = grid->rowCount();
        const QString number = QString::number(static_cast<int>(kind));
        Row labels{new QLabel(costKindName(kind), page), new QLabel(page), makeFormulaLabel(page)};
        labels.amount->setObjectName(QStringLiteral("callAmount") + number);
        labels.amount->setFont(fixedFont());
        labels.amount->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
        labels.formula->setObjectName(QStringLiteral("callFormula") + number);
        labels.formula->setAccessibleName(tr("Formula of: %1").arg(costKindName(kind)));
        grid->addWidget(labels.kind, row, 0);
        grid->addWidget(labels.amount, row, 1);
        grid->addWidget(labels.formula, row + 1, 0, 1, 2);
        grid->setRowMinimumHeight(row + 2, InControl);
        m_rows[kind] = labels;
    }

    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(InControl);
    layout->addWidget(m_total);
    layout->addWidget(m_call);
    layout->addSpacing(Related);
    layout->addLayout(grid);
    layout->addStretch();
    return page;
}

void CallCostCard::setCall(const std::optional<engine::InvocationRecord> &record,
                           const engine::PriceTable &prices)
{
    m_pages->setCurrentWidget(record ? m_lines : m_empty);
    if (!record)
        return;
    const engine::Cost cost = engine::costOf(*record, prices);
    m_total->setText(formatExactPrice(cost.total));
    m_total->setAccessibleName(tr("Cost of this call: %1").arg(formatExactPrice(cost.total)));
    m_call->setText(describe(*record));
    const Row &streaming = m_rows.at(engine::CostLine::Kind::Streaming);
    const bool streams = cost.lines.back().kind == engine::CostLine::Kind::Streaming;
    for (QLabel *label : {streaming.kind, streaming.amount, streaming.formula})
        label->setVisible(streams); // most calls don't
    for (const engine::CostLine &line : cost.lines) {
        const Row &row = m_rows.at(line.kind);
        row.amount->setText(formatExactPrice(line.amount));
        row.amount->setAccessibleName(
            tr("%1: %2", "line of a bill, amount")
                .arg(costKindName(line.kind), formatExactPrice(line.amount)));
        row.formula->setText(formatFormula(line.formula));
    }
}

} // namespace widgets
