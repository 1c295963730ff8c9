// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tuning/tuningpanel.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "engine/insight/tuningjson.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/format.h"
#include "widgets/common/messageline.h"
#include "widgets/common/readingtable.h"
#include "widgets/common/theme.h"
#include "widgets/tuning/tuningchart.h"

namespace widgets {
namespace {

using engine::Megabytes;
using engine::TuningResult;
using engine::TuningRow;

enum Column {
    MemoryColumn,
    MeanColumn,
    P95Column,
    BilledColumn,
    ColdColumn,
    X86Column,
    ArmColumn,
    ErrorsColumn,
    ColumnCount
};

QString presetsText()
{
    QStringList list;
    for (const Megabytes size : engine::tuningPresets())
        list.append(QString::number(size.value));
    return list.join(QStringLiteral(", "));
}

QLabel *buddyLabel(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

} // namespace

TuningPanel::TuningPanel(QWidget *parent)
    : QWidget(parent)
    , m_message(new MessageLine(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(Icon::Settings, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    makeToolBar();
    m_message->setObjectName(QStringLiteral("tuningMessage"));
    m_message->clear();
    layout->addWidget(m_message);
    m_empty->setObjectName(QStringLiteral("tuningEmpty"));
    m_stack->addWidget(m_empty);
    makeResult();
    layout->addWidget(m_stack, 1);
    connect(m_empty, &EmptyState::actionTriggered, this, &TuningPanel::run);
    applyTheme();
    updateState();
}

void TuningPanel::makeToolBar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Related, InControl, Related, InControl);
    bar->setSpacing(Related);
    m_sizes = new QLineEdit(presetsText(), this);
    m_sizes->setObjectName(QStringLiteral("tuningSizes"));
    m_sizes->setToolTip(tr("128 to 10,240 MB, with commas between; 1,769 MB is one vCPU"));
    m_sizes->setMinimumWidth(fontMetrics().averageCharWidth() * 12);
    m_times = new QSpinBox(this);
    m_times->setObjectName(QStringLiteral("tuningTimes"));
    m_times->setRange(1, engine::MaxTuningRepetitions);
    m_times->setValue(engine::TuningPlan().repetitions);
    m_times->setToolTip(tr("Warm calls of each size; a cold one comes before them"));
    m_weight = new QSpinBox(this);
    m_weight->setObjectName(QStringLiteral("tuningWeight"));
    m_weight->setRange(0, 100);
    m_weight->setSingleStep(10);
    m_weight->setSuffix(tr(" %"));
    m_weight->setValue(qRound(engine::TuningPlan().weight * 100));
    m_weight->setToolTip(
        tr("Of the cost in the balanced choice: 0 % is speed only, 100 % cost only"));
    m_run = new QPushButton(tr("Meas&ure"), this);
    m_run->setObjectName(QStringLiteral("tuningRun"));
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(QStringLiteral("tuningCancel"));
    m_cancel->setToolTip(tr("What was measured is kept"));
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("tuningProgress"));
    m_progress->setAccessibleName(tr("Calls made"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(fontMetrics().averageCharWidth() * 8);
    m_status = new QLabel(this);
    bar->addWidget(buddyLabel(tr("Si&zes in MB:"), m_sizes, this));
    bar->addWidget(m_sizes, 1);
    bar->addWidget(buddyLabel(tr("Ru&ns:"), m_times, this));
    bar->addWidget(m_times);
    bar->addWidget(buddyLabel(tr("Wei&ght of cost:"), m_weight, this));
    bar->addWidget(m_weight);
    bar->addWidget(m_run);
    bar->addWidget(m_cancel);
    bar->addWidget(m_progress);
    bar->addWidget(m_status);
    static_cast<QVBoxLayout *>(layout())->addLayout(bar);

    connect(m_run, &QPushButton::clicked, this, &TuningPanel::run);
    connect(m_sizes, &QLineEdit::returnPressed, this, &TuningPanel::run);
    connect(m_sizes, &QLineEdit::textChanged, this, &TuningPanel::updateState);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_cancel->hasFocus())
            m_weight->setFocus(); // all else is disabled, and the focus should stay here
        m_cancel->setEnabled(false);
        m_status->setText(tr("Ending …"));
        emit cancelRequested();
    });
    connect(m_weight, &QSpinBox::valueChanged, this, [this] {
        // What was measured is judged anew.
        m_result.weight = weight();
        engine::choose(m_result);
        m_chart->setResult(m_result);
        fillTable();
        fillChoices();
    });
}

void TuningPanel::makeResult()
{
    auto *page = new QWidget(this);
    auto *box = new QVBoxLayout(page);
    box->setContentsMargins(Related, 0, Related, Related);
    box->setSpacing(InControl);
    m_chart = new TuningChart(page);
    m_chart->setObjectName(QStringLiteral("tuningChart"));
    m_table = new QTableWidget(0, ColumnCount, page);
    setUpForReading(*m_table, "tuningTable", tr("What each size came to"));
    m_table->setHorizontalHeaderLabels({tr("MB"), tr("Mean"), QStringLiteral("p95"), tr("Billed"),
                                        tr("Cold", "start of an environment"),
                                        tr("1M on x86_64", "a million calls"),
                                        tr("1M on arm64", "a million calls"), tr("Errors")});
    for (int column = 0; column < ErrorsColumn; ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->horizontalHeaderItem(ErrorsColumn)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeaderItem(MeanColumn)
        ->setToolTip(tr("Without the fastest and the slowest fifth of the warm calls"));
    m_table->horizontalHeaderItem(X86Column)->setToolTip(
        tr("What the durations of a million warm calls cost"));
    m_table->horizontalHeaderItem(ArmColumn)->setToolTip(
        tr("The price on arm64 of the durations that were measured here"));
    m_table->horizontalHeader()->setStretchLastSection(true);

    auto *splitter = new QSplitter(Qt::Horizontal, page);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_chart);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 1);
    box->addWidget(splitter, 1);

    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(Related);
    m_choice = new QComboBox(page);
    m_choice->setObjectName(QStringLiteral("tuningChoice"));
    m_choice->setAccessibleName(tr("Size to apply"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_apply = new QPushButton(tr("Apply"), page);
    m_apply->setObjectName(QStringLiteral("tuningApply"));
    m_apply->setToolTip(tr("Sets the function's memory; Undo takes it back"));
    m_export = new QToolButton(page);
    m_export->setObjectName(QStringLiteral("tuningExport"));
    m_export->setText(tr("Export"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setAutoRaise(true);
    m_export->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(m_export);
    connect(menu->addAction(tr("AWS Lambda Power Tuning (JSON)…")), &QAction::triggered, this,
            [this] {
                emit exportRequested(QStringLiteral("power-tuning.json"),
                                     engine::powerTuningJson(m_result, engine::Strategy::Balanced));
            });
    connect(menu->addAction(tr("All that was measured (JSON)…")), &QAction::triggered, this,
            [this] {
                emit exportRequested(QStringLiteral("tuning.json"), engine::tuningJson(m_result));
            });
    connect(menu->addAction(tr("Picture (PNG)…")), &QAction::triggered, this,
            [this] { emit exportRequested(QStringLiteral("tuning.png"), m_chart->png()); });
    m_export->setMenu(menu);
    m_note = new QLabel(page);
    m_note->setObjectName(QStringLiteral("tuningNote"));
    m_note->setWordWrap(true);
    bottom->addWidget(m_note, 1);
    bottom->addWidget(m_choice);
    bottom->addWidget(m_apply);
    bottom->addWidget(m_export);
    box->addLayout(bottom);
    m_stack->addWidget(page);
    connect(m_apply, &QPushButton::clicked, this, [this] { emit applyRequested(chosen()); });
    connect(m_choice, &QComboBox::currentIndexChanged, this, &TuningPanel::updateState);
}

void TuningPanel::run()
{
    const auto sizes = engine::parseSizes(m_sizes->text());
    if (m_busy || !sizes || m_functionName.isEmpty())
        return;
    engine::TuningPlan plan;
    plan.sizes = *sizes;
    plan.repetitions = m_times->value();
    plan.weight = weight();
    emit runRequested(plan);
}

void TuningPanel::setFunction(const QString &name)
{
    if (name == m_functionName)
        return;
    m_functionName = name;
    m_result = {};
    m_message->clear();
    updateState();
}

void TuningPanel::setMemory(Megabytes memory)
{
    m_memory = memory;
    updateState();
}

void TuningPanel::setBusy(int plannedCalls)
{
    m_busy = true;
    m_message->clear();
    m_progress->setRange(0, plannedCalls);
    m_progress->setValue(0);
    m_cancel->setEnabled(true);
    m_status->clear();
    if (const auto sizes = engine::parseSizes(m_sizes->text()))
        m_status->setText(tr("%1 MB").arg(QLocale().toString(sizes->front().value)));
    // Else the focus leaves with the button, to whatever comes next in the window.
    const QWidget *focused = focusWidget();
    const bool here = focused && focused->hasFocus();
    m_cancel->setVisible(true);
    if (here)
        m_cancel->setFocus();
    updateState();
}

void TuningPanel::setIdle()
{
    const bool here = m_cancel->hasFocus();
    m_busy = false;
    updateState();
    if (here && m_run->isEnabled())
        m_run->setFocus();
}

void TuningPanel::setProgress(int calls, int planned, Megabytes memory)
{
    m_progress->setRange(0, planned);
    m_progress->setValue(calls);
    if (m_cancel->isEnabled())
        m_status->setText(tr("%1 MB").arg(QLocale().toString(memory.value)));
}

void TuningPanel::setResult(const TuningResult &result)
{
    m_result = result;
    m_result.weight = weight();
    engine::choose(m_result);
    m_chart->setResult(m_result);
    fillTable();
    fillChoices();
    setIdle();
}

void TuningPanel::setError(const engine::Error &error)
{
    m_message->setError(error);
    setIdle();
}

void TuningPanel::fillTable()
{
    m_table->setRowCount(static_cast<int>(m_result.rows.size()));
    const auto none = QStringLiteral("–");
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const TuningRow &row = m_result.rows[static_cast<std::size_t>(i)];
        const bool measured = row.duration.count > 0;
        QStringList errors;
        for (const auto &[kind, count] : row.errorKinds)
            errors.append(QStringLiteral("%1 × %2").arg(count).arg(kind));
        const QString cells[] = {
            QLocale().toString(row.memory.value),
            measured ? formatDuration(row.mean) : none,
            measured ? formatDuration(row.duration.p95) : none,
            measured ? tr("%1 ms").arg(QLocale().toString(row.meanBilledMs, 'f', 1)) : none,
            row.cold.count > 0 ? formatDuration(row.cold.p50) : none,
            measured ? QStringLiteral("≈ ") + formatMoney(row.cost[0] * CallsPriced) : none,
            measured ? QStringLiteral("≈ ") + formatMoney(row.cost[1] * CallsPriced) : none,
            errors.isEmpty() ? none : errors.join(QStringLiteral(", "))};
        for (int column = 0; column < ColumnCount; ++column) {
            auto *item = new QTableWidgetItem(cells[column]); // owned by the table
            item->setFont(fixedFont());
            item->setTextAlignment(column == ErrorsColumn ? Qt::AlignLeft | Qt::AlignVCenter
                                                          : Qt::AlignRight | Qt::AlignVCenter);
            if (column == ErrorsColumn && !row.lastError.isEmpty())
                item->setToolTip(QStringLiteral("<p style='white-space:pre-wrap'>%1</p>")
                                     .arg(row.lastError.toHtmlEscaped()));
            m_table->setItem(i, column, item);
        }
    }
    m_table->resizeColumnsToContents();
    for (int column = 0; column < ColumnCount; ++column)
        m_table->setColumnWidth(column, m_table->columnWidth(column) + Related);
    fitTable();
}

// The table has room for what is in it, as long as as much is left for the chart.
void TuningPanel::fitTable()
{
    constexpr int MostPercent = 55;
    const int wanted = m_table->horizontalHeader()->length() + 2 * m_table->frameWidth();
    const int left = width() - m_chart->minimumSizeHint().width() - 4 * Related;
    m_table->setMinimumWidth(m_table->rowCount() == 0
                                 ? 0
                                 : qMax(0, qMin(left, qMin(wanted, width() * MostPercent / 100))));
}

void TuningPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTable();
}

void TuningPanel::fillChoices()
{
    m_choice->clear();
    const auto add = [this](const QString &text, std::optional<std::size_t> row) {
        if (!row)
            return;
        const int memory = m_result.rows[*row].memory.value;
        m_choice->addItem(text.arg(QLocale().toString(memory)), memory);
    };
    add(tr("Balanced: %1 MB"), m_result.balanced);
    add(tr("Cheapest: %1 MB"), m_result.cheapest);
    add(tr("Fastest: %1 MB"), m_result.fastest);
}

double TuningPanel::weight() const
{
    return m_weight->value() / 100.0;
}

Megabytes TuningPanel::chosen() const
{
    return {m_choice->currentData().toInt()};
}

void TuningPanel::updateState()
{
    const bool hasFunction = !m_functionName.isEmpty();
    const bool sizes = engine::parseSizes(m_sizes->text()).has_value();
    m_run->setEnabled(hasFunction && sizes && !m_busy);
    m_run->setToolTip(!hasFunction ? tr("Choose a function")
                      : !sizes     ? tr("Sizes are 128 to 10,240 MB, with commas between")
                                   : tr("Calls %1 at each size").arg(m_functionName));
    for (QWidget *field : std::initializer_list<QWidget *>{m_sizes, m_times})
        field->setEnabled(!m_busy);
    // One in the place of the other: together they would make the panel wider than it is.
    m_run->setVisible(!m_busy);
    m_cancel->setVisible(m_busy);
    m_progress->setVisible(m_busy);
    if (!m_busy)
        m_status->setText(sizes ? QString() : tr("128 to 10,240 MB"));
    const bool shows = !m_result.rows.empty();
    m_stack->setCurrentIndex(shows ? 1 : 0);
    if (m_busy)
        m_empty->setTexts(tr("Measuring %1 …").arg(m_functionName),
                          tr("Each size gets a cold call and then the warm ones."));
    else
        m_empty->setTexts(
            hasFunction ? tr("How much memory for %1?").arg(m_functionName) : tr("Power tuning"),
            tr("The current event is sent at several memory sizes; more memory is more CPU. The "
               "cheapest, the fastest and a balanced size are named."),
            hasFunction ? tr("Measure") : QString());
    m_apply->setEnabled(!m_busy && m_choice->count() > 0 && chosen() != m_memory);
    m_choice->setEnabled(m_choice->count() > 0);
    QString note = tr("Estimates: measured on this computer with the CPU share of each size, "
                      "without the fee per request and the free tier.");
    if (shows && !m_result.cheapest)
        note = tr("No size had good calls only, so none is recommended.") + u' ' + note;
    if (shows && !m_result.complete)
        note = tr("Ended early.") + u' ' + note;
    if (shows && m_result.fullMachine.value > 0
        && m_result.rows.back().memory > m_result.fullMachine)
        note += u' '
                + tr("From %1 MB on this computer has no more CPU to give.")
                      .arg(QLocale().toString(m_result.fullMachine.value));
    m_note->setText(note);
}

void TuningPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        applyTheme();
}

void TuningPanel::applyTheme()
{
    if (!m_note)
        return;
    m_note->setFont(scaledFont(0.9));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, color(Token::Muted, schemeOf(this)));
    m_note->setPalette(muted);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + Related);
}

} // namespace widgets
