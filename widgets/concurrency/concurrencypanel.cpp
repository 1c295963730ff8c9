// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/concurrency/concurrencypanel.h"

#include <QComboBox>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <set>
#include <utility>

#include "widgets/common/emptystate.h"
#include "widgets/common/readingtable.h"
#include "widgets/common/theme.h"
#include "widgets/concurrency/activitytable.h"
#include "widgets/concurrency/timelinelegend.h"
#include "widgets/concurrency/timelineview.h"

namespace widgets {
namespace {

constexpr auto ShowEvery = std::chrono::milliseconds(50);
constexpr auto FillEvery = std::chrono::milliseconds(500); // nobody reads a table faster

QToolButton *textButton(const QString &text, const char *name, const QString &toolTip,
                        QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QLatin1StringView(name));
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

ConcurrencyPanel::ConcurrencyPanel(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_views(new QStackedWidget(this))
    , m_timeline(new TimelineView(this))
    , m_table(new ActivityTable(this))
    , m_tableView(new QTableView(this))
    , m_empty(new EmptyState(Icon::Environment, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    makeToolBar();
    makeTable();
    m_timeline->setObjectName(QStringLiteral("timeline"));
    m_timeline->setLog(&m_log);
    m_views->addWidget(m_timeline);
    m_views->addWidget(m_tableView);
    m_empty->setObjectName(QStringLiteral("concurrencyEmpty"));
    auto *content = new QWidget(this);
    auto *box = new QVBoxLayout(content);
    box->setContentsMargins(Related, 0, Related, InControl);
    box->setSpacing(InControl);
    box->addWidget(m_views, 1);
    box->addWidget(new TimelineLegend(content));
    m_stack->addWidget(content);
    m_stack->addWidget(m_empty);
    layout->addWidget(m_stack, 1);

    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_log.isEmpty())
            emit invokeRequested();
        else
            setFunction({});
    });
    connect(m_timeline, &TimelineView::recordSelected, this, &ConcurrencyPanel::recordSelected);
    connect(m_timeline, &TimelineView::recordActivated, this, &ConcurrencyPanel::recordActivated);
    connect(m_timeline, &TimelineView::windowChanged, this,
            [this] { m_follow->setChecked(m_timeline->isFollowing()); });
    m_pause.setSingleShot(true);
    m_pause.setInterval(ShowEvery);
    connect(&m_pause, &QTimer::timeout, this, &ConcurrencyPanel::takeWaiting);
    m_tablePause.setSingleShot(true);
    m_tablePause.setInterval(FillEvery);
    connect(&m_tablePause, &QTimer::timeout, this, &ConcurrencyPanel::fillTable);
    setCurrentFunction({});
    updateAll();
}

void ConcurrencyPanel::makeToolBar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Related, InControl, Related, InControl);
    bar->setSpacing(Related);
    m_function = new QComboBox(this);
    m_function->setObjectName(QStringLiteral("concurrencyFunction"));
    m_function->setAccessibleName(tr("Show only environments of this function"));
    m_function->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_function->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    m_function->addItem(tr("All functions"));
    m_cold = textButton(tr("Force cold"), "forceCold", {}, this);
    m_retire = textButton(tr("Retire"), "retire", {}, this);
    m_follow = textButton(tr("Follow"), "timelineFollow",
                          tr("The newest 30 seconds, and what comes (F)"), this);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_all = textButton(tr("Show all"), "timelineAll",
                       tr("Undo zooming and panning (0, or double click)"), this);
    m_asTable = textButton(tr("Show as table"), "concurrencyAsTable",
                           tr("The same blocks and throttles as a table"), this);
    m_asTable->setCheckable(true);
    bar->addWidget(m_function);
    bar->addWidget(m_cold);
    bar->addWidget(m_retire);
    bar->addStretch();
    for (QWidget *button : {m_follow, m_all, m_asTable})
        bar->addWidget(button);
    static_cast<QVBoxLayout *>(layout())->addLayout(bar);

    connect(m_function, &QComboBox::activated, this, [this](int index) {
        setFunction(index == 0 ? QString() : m_function->itemText(index));
    });
    connect(m_cold, &QToolButton::clicked, this, &ConcurrencyPanel::coldRequested);
    connect(m_retire, &QToolButton::clicked, this, [this] { emit retireRequested(m_current); });
    connect(m_all, &QToolButton::clicked, m_timeline, &TimelineView::showAll);
    connect(m_follow, &QToolButton::clicked, this, [this](bool on) {
        if (on)
            m_timeline->follow();
        else
            m_timeline->setWindow(m_timeline->window());
    });
    connect(m_asTable, &QToolButton::toggled, this, [this](bool on) {
        fillTable();
        m_views->setCurrentIndex(on ? 1 : 0);
        m_all->setEnabled(!on);
        m_follow->setEnabled(!on);
    });
}

void ConcurrencyPanel::makeTable()
{
    setUpForReading(*m_tableView, "concurrencyTable", tr("What each environment did"));
    setUniformRows(*m_tableView);
    m_tableView->setModel(m_table);
    m_tableView->horizontalHeader()->setStretchLastSection(true);
    m_tableView->setSortingEnabled(true);
    m_tableView->sortByColumn(ActivityTable::TimeColumn, Qt::DescendingOrder);
    const int digit = QFontMetrics(fixedFont()).horizontalAdvance(QLatin1Char('0'));
    m_tableView->setColumnWidth(ActivityTable::TimeColumn, 16 * digit);
    m_tableView->setColumnWidth(ActivityTable::StateColumn, 14 * digit);
    m_tableView->setColumnWidth(ActivityTable::DurationColumn, 12 * digit);
    m_tableView->setColumnWidth(ActivityTable::FunctionColumn, 20 * digit);
    m_tableView->setColumnWidth(ActivityTable::EnvironmentColumn, 40 * digit);

    const auto idOf = [this](const QModelIndex &index) { return m_table->requestId(index.row()); };
    connect(m_tableView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, idOf](const QModelIndex &current) {
                if (m_silent || !current.isValid() || idOf(current).isEmpty())
                    return;
                m_timeline->setSelected(idOf(current));
                emit recordSelected(idOf(current));
            });
    const auto activate = [this, idOf](const QModelIndex &index) {
        if (index.isValid() && !idOf(index).isEmpty())
            emit recordActivated(idOf(index));
    };
    connect(m_tableView, &QAbstractItemView::doubleClicked, this, activate);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *open = new QShortcut(QKeySequence(key), m_tableView);
        open->setContext(Qt::WidgetShortcut);
        connect(open, &QShortcut::activated, this,
                [this, activate] { activate(m_tableView->currentIndex()); });
    }
}

void ConcurrencyPanel::append(const engine::EnvironmentActivities &events)
{
    m_waiting.insert(m_waiting.end(), events.begin(), events.end());
    if (!m_pause.isActive())
        takeWaiting();
}

void ConcurrencyPanel::takeWaiting()
{
    if (m_waiting.empty())
        return;
    m_pause.start();
    m_log.add(std::exchange(m_waiting, {}));
    updateAll();
}

void ConcurrencyPanel::clear()
{
    m_waiting.clear();
    m_log.clear();
    m_timeline->follow();
    m_tablePause.stop();
    updateAll();
}

void ConcurrencyPanel::setFunction(const QString &name)
{
    if (name == m_functionName)
        return;
    m_functionName = name;
    m_tablePause.stop(); // what the user asked for is shown at once
    updateAll();
    emit functionChanged(name);
}

void ConcurrencyPanel::setCurrentFunction(const QString &name)
{
    m_current = name;
    for (QToolButton *button : {m_cold, m_retire})
        button->setEnabled(!name.isEmpty());
    m_cold->setToolTip(name.isEmpty() ? tr("Choose a function")
                                      : tr("Invoke %1 in a new environment").arg(name));
    m_retire->setToolTip(name.isEmpty() ? tr("Choose a function")
                                        : tr("End the idle environments of %1").arg(name));
}

void ConcurrencyPanel::setLimit(int limit)
{
    m_timeline->setLimit(limit);
}

void ConcurrencyPanel::setSelected(const QString &requestId)
{
    m_timeline->setSelected(requestId);
    const QScopedValueRollback silent(m_silent, true);
    const int row = m_table->rowOfRequest(requestId);
    if (row < 0)
        m_tableView->selectionModel()->clear();
    else
        m_tableView->setCurrentIndex(m_table->index(row, 0));
}

void ConcurrencyPanel::updateAll()
{
    updateFunctions();
    const bool shows =
        m_functionName.isEmpty() ? !m_log.isEmpty() : m_log.functions().contains(m_functionName);
    if (m_log.isEmpty())
        m_empty->setTexts(tr("No environments yet"),
                          tr("Each one becomes a lane here: when it boots, initialises, serves "
                             "requests and waits."),
                          tr("Invoke"));
    else
        m_empty->setTexts(tr("No environments of %1").arg(m_functionName),
                          tr("Other functions of this workspace have some."), tr("Show all"));
    m_stack->setCurrentIndex(shows ? 0 : 1);
    m_asTable->setEnabled(shows);
    m_all->setEnabled(shows && !m_asTable->isChecked());
    m_follow->setEnabled(shows && !m_asTable->isChecked());
    m_timeline->setFunction(m_functionName);
    m_tableStale = true;
    if (!m_tablePause.isActive())
        fillTable();
}

// Tens of thousands of rows are sorted only where they can be seen.
void ConcurrencyPanel::fillTable()
{
    if (!m_tableStale || !m_asTable->isChecked())
        return;
    m_tableStale = false;
    m_tablePause.start();
    const QScopedValueRollback silent(m_silent, true);
    m_table->setLog(m_log, m_functionName);
    setSelected(m_timeline->selected());
}

void ConcurrencyPanel::updateFunctions()
{
    std::set<QString> names = m_log.functions();
    if (!m_functionName.isEmpty())
        names.insert(m_functionName);
    const QStringList wanted(names.begin(), names.end());
    QStringList shown;
    for (int i = 1; i < m_function->count(); ++i)
        shown << m_function->itemText(i);
    if (wanted != shown) {
        while (m_function->count() > 1)
            m_function->removeItem(1);
        m_function->addItems(wanted);
    }
    m_function->setCurrentIndex(
        m_functionName.isEmpty() ? 0 : m_function->findText(m_functionName, Qt::MatchExactly));
}

} // namespace widgets
