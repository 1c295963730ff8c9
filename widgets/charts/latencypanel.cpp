// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/latencypanel.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>

#include <algorithm>

#include "engine/insight/distribution.h"
#include "widgets/charts/latencychart.h"
#include "widgets/charts/latencytable.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/format.h"
#include "widgets/common/marks.h"
#include "widgets/common/readingtable.h"
#include "widgets/common/theme.h"

namespace widgets {
namespace {

enum SummaryColumn { AllStarts, ColdStarts, WarmStarts, SummaryColumns };

QToolButton *textButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setText(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

LatencyPanel::LatencyPanel(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_views(new QStackedWidget(this))
    , m_chart(new LatencyChart(this))
    , m_table(new LatencyTable(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_tableView(new QTableView(this))
    , m_side(new QWidget(this))
    , m_summary(new QTableWidget(7, SummaryColumns, m_side))
    , m_note(new QLabel(m_side))
    , m_empty(new EmptyState(Icon::Response, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildToolBar();
    buildTable();
    buildSummary();

    m_chart->setObjectName(QStringLiteral("latencyChart"));
    m_views->addWidget(m_chart);
    m_views->addWidget(m_tableView);
    auto *content = new QWidget(this);
    m_content = new QBoxLayout(QBoxLayout::LeftToRight, content);
    m_content->setContentsMargins(Related, 0, Related, Related);
    m_content->setSpacing(BetweenGroups);
    m_content->addWidget(m_views, 1);
    m_content->addWidget(m_side);
    m_empty->setObjectName(QStringLiteral("latencyEmpty"));
    m_stack->addWidget(content);
    m_stack->addWidget(m_empty);
    layout->addWidget(m_stack, 1);

    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_points.empty())
            emit invokeRequested();
        else
            setFunction({});
    });
    connect(m_chart, &LatencyChart::recordSelected, this, [this](const QString &id) {
        setSelected(id);
        emit recordSelected(id);
    });
    connect(m_chart, &LatencyChart::recordActivated, this, &LatencyPanel::recordActivated);
    applyTheme();
    updateAll();
}

void LatencyPanel::buildToolBar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Related, InControl, Related, InControl);
    bar->setSpacing(Related);

    m_function = new QComboBox(this);
    m_function->setObjectName(QStringLiteral("latencyFunction"));
    m_function->setAccessibleName(tr("Show only invocations of this function"));
    m_function->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_function->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    m_function->addItem(tr("All functions"));
    m_measureBox = new QComboBox(this);
    m_measureBox->setObjectName(QStringLiteral("latencyMeasure"));
    m_measureBox->setAccessibleName(tr("What is measured"));
    for (const LatencyMeasure each : AllMeasures)
        m_measureBox->addItem(measureText(each), int(each));
    m_asTable = textButton(tr("Show as table"), QStringLiteral("latencyAsTable"), this);
    m_asTable->setCheckable(true);
    m_asTable->setToolTip(tr("The same points as a table"));
    m_reset = textButton(tr("Show all"), QStringLiteral("latencyReset"), this);
    m_reset->setToolTip(tr("Undo zooming and panning (0, or double click)"));
    m_export = textButton(tr("Export"), QStringLiteral("latencyExport"), this);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setToolTip(tr("Save the chart as a picture or its points as CSV"));
    auto *menu = new QMenu(m_export);
    connect(menu->addAction(tr("Picture (PNG)…")), &QAction::triggered, this,
            [this] { emit exportRequested(QStringLiteral("latency.png"), png()); });
    connect(menu->addAction(tr("Drawing (SVG)…")), &QAction::triggered, this,
            [this] { emit exportRequested(QStringLiteral("latency.svg"), svg()); });
    connect(menu->addAction(tr("Points (CSV)…")), &QAction::triggered, this,
            [this] { emit exportRequested(QStringLiteral("latency.csv"), csv()); });
    m_export->setMenu(menu);

    bar->addWidget(m_function);
    bar->addWidget(m_measureBox);
    bar->addStretch();
    for (QWidget *button : {m_reset, m_asTable, m_export})
        bar->addWidget(button);
    static_cast<QVBoxLayout *>(layout())->addLayout(bar);

    connect(m_function, &QComboBox::activated, this, [this](int index) {
        setFunction(index == 0 ? QString() : m_function->itemText(index));
    });
    connect(m_measureBox, &QComboBox::activated, this, [this](int index) {
        setMeasure(LatencyMeasure(m_measureBox->itemData(index).toInt()));
    });
    connect(m_asTable, &QToolButton::toggled, this, [this](bool on) {
        fillTable();
        setSelected(m_selected);
        m_views->setCurrentIndex(on ? 1 : 0);
        m_reset->setEnabled(!on);
    });
    connect(m_reset, &QToolButton::clicked, m_chart, &LatencyChart::resetView);
}

void LatencyPanel::buildTable()
{
    m_sorted->setSourceModel(m_table);
    m_sorted->setSortRole(LatencyTable::SortRole);
    setUpForReading(*m_tableView, "latencyTable", tr("Latency of each invocation"));
    setUniformRows(*m_tableView);
    m_tableView->setModel(m_sorted);
    m_tableView->horizontalHeader()->setStretchLastSection(true);
    m_tableView->setSortingEnabled(true);
    m_tableView->sortByColumn(LatencyTable::TimeColumn, Qt::DescendingOrder);
    const int digit = QFontMetrics(fixedFont()).horizontalAdvance(QLatin1Char('0'));
    m_tableView->setColumnWidth(LatencyTable::TimeColumn, 24 * digit);
    m_tableView->setColumnWidth(LatencyTable::KindColumn, 14 * digit);
    m_tableView->setColumnWidth(LatencyTable::ValueColumn, 16 * digit);
    m_tableView->setColumnWidth(LatencyTable::FunctionColumn, 20 * digit);

    const auto idOf = [this](const QModelIndex &index) {
        return m_table->requestId(m_sorted->mapToSource(index).row());
    };
    connect(m_tableView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, idOf](const QModelIndex &current) {
                if (m_silent || !current.isValid())
                    return;
                m_selected = idOf(current);
                m_chart->setSelected(m_selected);
                emit recordSelected(m_selected);
            });
    connect(m_tableView, &QAbstractItemView::doubleClicked, this,
            [this, idOf](const QModelIndex &index) { emit recordActivated(idOf(index)); });
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *open = new QShortcut(QKeySequence(key), m_tableView);
        open->setContext(Qt::WidgetShortcut);
        connect(open, &QShortcut::activated, this, [this, idOf] {
            if (m_tableView->currentIndex().isValid())
                emit recordActivated(idOf(m_tableView->currentIndex()));
        });
    }
}

void LatencyPanel::buildSummary()
{
    m_summary->setObjectName(QStringLiteral("latencySummary"));
    m_summary->setAccessibleName(tr("Percentiles of cold and warm starts"));
    m_summary->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_summary->setSelectionMode(QAbstractItemView::ContiguousSelection);
    m_summary->setTabKeyNavigation(false);
    m_summary->setShowGrid(false);
    m_summary->setProperty("flat", true);
    m_summary->setFrameShape(QFrame::NoFrame);
    m_summary->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_summary->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_summary->setHorizontalHeaderLabels(
        {tr("All"), tr("Cold", "start of an environment"), tr("Warm", "start of an environment")});
    m_summary->horizontalHeaderItem(ColdStarts)->setIcon(markIcon(Token::Cold));
    m_summary->horizontalHeaderItem(WarmStarts)->setIcon(markIcon(Token::Warm));
    m_summary->setVerticalHeaderLabels({tr("Count"), tr("Min"), QStringLiteral("p50"),
                                        QStringLiteral("p90"), QStringLiteral("p95"),
                                        QStringLiteral("p99"), tr("Max")});
    // The rows are lower than the application's headers would allow.
    m_summary->verticalHeader()->setStyleSheet(
        QStringLiteral("QHeaderView::section { padding: 0 8px; border: none; }"));
    m_summary->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_summary->horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_summary->horizontalHeader()->setHighlightSections(false);
    m_summary->verticalHeader()->setHighlightSections(false);
    m_summary->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    for (int row = 0; row < m_summary->rowCount(); ++row)
        for (int column = 0; column < m_summary->columnCount(); ++column) {
            auto *item = new QTableWidgetItem; // owned by the table
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_summary->setItem(row, column, item);
        }
    m_note->setText(tr("Failed invocations count, throttled ones never ran and do not. Nearest "
                       "rank: each figure is one that was measured."));
    m_note->setWordWrap(true);
    auto *side = new QVBoxLayout(m_side);
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(InControl);
    side->addWidget(m_summary);
    side->addWidget(m_note);
    side->addStretch();
}

void LatencyPanel::append(const std::vector<engine::InvocationRecord> &records)
{
    if (records.empty())
        return;
    for (const engine::InvocationRecord &record : records)
        m_points.push_back(latencyPointOf(record));
    if (m_points.size() > Capacity)
        m_points.erase(m_points.begin(),
                       m_points.begin() + std::ptrdiff_t(m_points.size() - Capacity));
    scheduleUpdate();
}

void LatencyPanel::clear()
{
    m_points.clear();
    m_functionName.clear();
    m_selected.clear();
    updateAll();
    m_chart->resetView();
}

void LatencyPanel::setFunction(const QString &name)
{
    if (name == m_functionName)
        return;
    m_functionName = name;
    updateAll();
    m_chart->resetView();
}

void LatencyPanel::setMeasure(LatencyMeasure measure)
{
    m_measure = measure;
    m_measureBox->setCurrentIndex(m_measureBox->findData(int(measure)));
    updateAll();
    m_chart->resetView();
}

void LatencyPanel::setSelected(const QString &requestId)
{
    m_selected = requestId;
    m_chart->setSelected(requestId);
    const QScopedValueRollback silent(m_silent, true);
    const int row = m_table->rowOfRequest(requestId);
    if (row < 0) {
        m_tableView->selectionModel()->clear();
        return;
    }
    m_tableView->setCurrentIndex(m_sorted->mapFromSource(m_table->index(row, 0)));
}

void LatencyPanel::scheduleUpdate()
{
    if (m_updateScheduled)
        return;
    m_updateScheduled = true;
    QMetaObject::invokeMethod(this, &LatencyPanel::updateAll, Qt::QueuedConnection);
}

void LatencyPanel::updateAll()
{
    m_updateScheduled = false;
    updateFunctions();
    const std::vector<LatencyPoint> points = shownPoints();
    if (m_points.empty())
        m_empty->setTexts(
            tr("No invocations yet"),
            tr("Each one becomes a point here: cold starts and warm runs, over time."),
            tr("Invoke"));
    else
        m_empty->setTexts(tr("No invocations of %1").arg(m_functionName),
                          tr("Other functions of this workspace have some."), tr("Show all"));
    m_stack->setCurrentIndex(points.empty() ? 1 : 0);
    m_measureBox->setEnabled(!points.empty());
    m_asTable->setEnabled(!points.empty());
    m_export->setEnabled(!points.empty());
    m_reset->setEnabled(!points.empty() && !m_asTable->isChecked());

    updateSummary(points);
    m_chart->setPoints(points, m_measure);
    m_tableStale = true;
    fillTable();
    setSelected(m_selected);
}

// Sorting ten thousand rows takes half a second: only where they can be seen.
void LatencyPanel::fillTable()
{
    if (!m_tableStale || !m_asTable->isChecked())
        return;
    m_tableStale = false;
    const QScopedValueRollback silent(m_silent, true);
    m_table->setPoints(m_chart->points(), m_measure);
}

void LatencyPanel::updateFunctions()
{
    QStringList names;
    for (const LatencyPoint &point : m_points)
        if (names.isEmpty() || names.constLast() != point.functionName)
            if (!names.contains(point.functionName))
                names << point.functionName;
    if (!m_functionName.isEmpty() && !names.contains(m_functionName))
        names << m_functionName;
    names.sort();
    QStringList shown;
    for (int i = 1; i < m_function->count(); ++i)
        shown << m_function->itemText(i);
    if (names != shown) {
        while (m_function->count() > 1)
            m_function->removeItem(1);
        m_function->addItems(names);
    }
    m_function->setCurrentIndex(
        m_functionName.isEmpty() ? 0 : m_function->findText(m_functionName, Qt::MatchExactly));
}

std::vector<LatencyPoint> LatencyPanel::shownPoints() const
{
    std::vector<LatencyPoint> points;
    points.reserve(m_points.size());
    for (const LatencyPoint &point : m_points)
        if (m_functionName.isEmpty() || point.functionName == m_functionName)
            points.push_back(point);
    return points;
}

void LatencyPanel::updateSummary(const std::vector<LatencyPoint> &points)
{
    std::array<std::vector<engine::Nanoseconds>, SummaryColumns> values;
    for (const LatencyPoint &point : points) {
        if (!point.ran())
            continue;
        const engine::Nanoseconds value = point.value(m_measure);
        values[AllStarts].push_back(value);
        values[engine::isCold(point.start) ? ColdStarts : WarmStarts].push_back(value);
    }
    for (int column = 0; column < SummaryColumns; ++column) {
        const engine::Distribution summary =
            engine::distributionOf(std::move(values[std::size_t(column)]));
        const engine::Nanoseconds figures[] = {summary.min, summary.p50, summary.p90,
                                               summary.p95, summary.p99, summary.max};
        m_summary->item(0, column)->setText(QLocale().toString(summary.count));
        for (int row = 1; row < m_summary->rowCount(); ++row)
            m_summary->item(row, column)
                ->setText(summary.count == 0 ? QStringLiteral("–")
                                             : formatDuration(figures[row - 1]));
    }
}

QByteArray LatencyPanel::csv() const
{
    return latencyCsv(m_chart->points());
}

QByteArray LatencyPanel::svg() const
{
    return m_chart->svg();
}

QByteArray LatencyPanel::png() const
{
    return m_chart->png();
}

void LatencyPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Beside the chart where there is width for it, else below.
    const bool wide = width() >= m_summary->minimumWidth() * 2 + Related;
    m_content->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_side->setMaximumWidth(wide ? m_summary->minimumWidth() : QWIDGETSIZE_MAX);
}

void LatencyPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange
        || event->type() == QEvent::StyleChange)
        applyTheme();
}

void LatencyPanel::applyTheme()
{
    const QFont numbers = fixedFont();
    m_summary->setFont(numbers);
    m_note->setFont(scaledFont(0.9));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, color(Token::Muted, schemeOf(this)));
    m_note->setPalette(muted);
    const int rowHeight = QFontMetrics(numbers).height() + 2;
    m_summary->verticalHeader()->setMinimumSectionSize(rowHeight);
    m_summary->verticalHeader()->setDefaultSectionSize(rowHeight);
    const int digit = QFontMetrics(numbers).horizontalAdvance(QLatin1Char('0'));
    m_summary->setMinimumWidth(digit * 44);
    m_summary->setFixedHeight(m_summary->verticalHeader()->length()
                              + m_summary->horizontalHeader()->sizeHint().height() + InControl);
}

} // namespace widgets
