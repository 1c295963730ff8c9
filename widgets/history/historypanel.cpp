// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/historypanel.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

#include "widgets/common/emptystate.h"
#include "widgets/common/readingtable.h"
#include "widgets/common/theme.h"
#include "widgets/history/invocationmodel.h"

namespace widgets {
namespace {

struct ColumnDefault
{
    InvocationModel::Column column;
    int characters; // width in digits of the fixed font
    bool shown;
};

constexpr std::array ColumnDefaults{
    ColumnDefault{InvocationModel::TimeColumn, 26, true},
    ColumnDefault{InvocationModel::FunctionColumn, 16, true},
    ColumnDefault{InvocationModel::StartColumn, 10, true},
    ColumnDefault{InvocationModel::StatusColumn, 18, true},
    ColumnDefault{InvocationModel::DurationColumn, 10, true},
    ColumnDefault{InvocationModel::BilledColumn, 12, true},
    ColumnDefault{InvocationModel::InitColumn, 10, true},
    ColumnDefault{InvocationModel::MemoryUsedColumn, 11, true},
    ColumnDefault{InvocationModel::MemorySizeColumn, 13, true},
    ColumnDefault{InvocationModel::CpuColumn, 11, false},
    ColumnDefault{InvocationModel::WallColumn, 10, true},
    ColumnDefault{InvocationModel::OverheadColumn, 11, false},
    ColumnDefault{InvocationModel::CostColumn, 17, true},
    ColumnDefault{InvocationModel::RequestBytesColumn, 11, false},
    ColumnDefault{InvocationModel::ResponseBytesColumn, 11, false},
    ColumnDefault{InvocationModel::TriggerColumn, 10, true},
    ColumnDefault{InvocationModel::RequestIdColumn, 38, false},
    ColumnDefault{InvocationModel::EnvironmentColumn, 52, false},
};
static_assert(ColumnDefaults.size() == InvocationModel::ColumnCount);

// A field of tab-separated text can't hold what separates fields and lines.
QString field(QString text)
{
    return text.replace(QLatin1Char('\t'), QLatin1Char(' '))
        .replace(QLatin1Char('\n'), QLatin1Char(' '));
}

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

HistoryPanel::HistoryPanel(InvocationModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new HistoryFilter(model, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(Icon::Logs, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildToolBar();
    layout->addWidget(m_stack, 1);
    buildTable();
    m_empty->setObjectName(QStringLiteral("historyEmpty"));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);

    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_model.rowCount() == 0)
            emit invokeRequested();
        else
            clearFilter();
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onRowsInserted(first, last); });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        while (m_function->count() > 1)
            m_function->removeItem(1);
        m_filter->setFunction({});
    });
    connect(m_filter, &QAbstractItemModel::rowsAboutToBeInserted, this,
            &HistoryPanel::rememberPlace);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &HistoryPanel::restorePlace);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &HistoryPanel::updateState);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &HistoryPanel::updateState);
    connect(m_filter, &QAbstractItemModel::layoutChanged, this, &HistoryPanel::updateState);

    if (m_model.rowCount() > 0)
        onRowsInserted(0, m_model.rowCount() - 1);
    updateState();
}

void HistoryPanel::buildToolBar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Related, InControl, Related, InControl);
    bar->setSpacing(Related);

    m_text = new QLineEdit(this);
    m_text->setObjectName(QStringLiteral("historyText"));
    m_text->setPlaceholderText(tr("Find name, request ID, error"));
    m_text->setAccessibleName(tr("Show only records with these words"));
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    m_text->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
    m_function = new QComboBox(this);
    m_function->setObjectName(QStringLiteral("historyFunction"));
    m_function->setAccessibleName(tr("Show only records of this function"));
    m_function->addItem(tr("All functions"));
    m_function->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_function->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("historyKind"));
    m_kind->setAccessibleName(tr("Show only records that ended like this"));
    using Kind = HistoryFilter::Kind;
    m_kind->addItem(tr("Every outcome"), QVariant::fromValue(int(Kind::All)));
    m_kind->addItem(tr("Succeeded"), QVariant::fromValue(int(Kind::Succeeded)));
    m_kind->addItem(tr("Failed"), QVariant::fromValue(int(Kind::Failed)));
    m_kind->addItem(tr("Throttled"), QVariant::fromValue(int(Kind::Throttled)));
    m_kind->addItem(tr("Cold starts"), QVariant::fromValue(int(Kind::ColdStarts)));
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("historyCount"));
    m_rerun = textButton(tr("Run again"), QStringLiteral("historyRerun"), this);
    m_rerun->setToolTip(tr("Invoke the function once more with the same event (Ctrl+R)"));
    m_copy = textButton(tr("Copy"), QStringLiteral("historyCopy"), this);
    m_copy->setToolTip(
        tr("Copy the selected rows as text (%1)")
            .arg(QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText)));
    m_columns = textButton(tr("Columns"), QStringLiteral("historyColumns"), this);
    m_columns->setPopupMode(QToolButton::InstantPopup);
    m_columns->setToolTip(tr("Show and hide columns"));
    auto *menu = new QMenu(m_columns);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillColumnMenu(menu); });
    m_columns->setMenu(menu);
    m_clear = textButton(tr("Clear…"), QStringLiteral("historyClear"), this);
    m_clear->setToolTip(tr("Forget all records of this workspace"));

    bar->addWidget(m_text, 2);
    bar->addWidget(m_function);
    bar->addWidget(m_kind);
    bar->addWidget(m_count);
    bar->addStretch(1);
    for (QWidget *button : {m_rerun, m_copy, m_columns, m_clear})
        bar->addWidget(button);
    static_cast<QVBoxLayout *>(layout())->addLayout(bar);

    connect(m_text, &QLineEdit::textChanged, m_filter, &HistoryFilter::setText);
    connect(m_function, &QComboBox::activated, this, [this](int index) {
        m_filter->setFunction(index == 0 ? QString() : m_function->itemText(index));
        updateState();
    });
    connect(m_kind, &QComboBox::activated, this, [this](int index) {
        m_filter->setKind(HistoryFilter::Kind(m_kind->itemData(index).toInt()));
        updateState();
    });
    connect(m_text, &QLineEdit::textChanged, this, &HistoryPanel::updateState);
    connect(m_clear, &QToolButton::clicked, this, &HistoryPanel::clearRequested);
    connect(m_copy, &QToolButton::clicked, this, &HistoryPanel::copy);
    connect(m_rerun, &QToolButton::clicked, this, [this] {
        if (const QString id = selected(); !id.isEmpty())
            emit rerunRequested(id);
    });
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        m_text->setFocus(Qt::ShortcutFocusReason);
        m_text->selectAll();
    });
    m_text->installEventFilter(this);
}

void HistoryPanel::buildTable()
{
    setUpForReading(*m_table, "historyTable", tr("Invocations"));
    setUniformRows(*m_table);
    m_table->setModel(m_filter);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->installEventFilter(this);

    QHeaderView *columns = m_table->horizontalHeader();
    columns->setSectionsMovable(true);
    columns->setHighlightSections(false);
    columns->setSectionResizeMode(QHeaderView::Interactive);
    columns->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setSortingEnabled(true);
    resetColumns();

    connect(columns, &QWidget::customContextMenuRequested, this, [this, columns](const QPoint &at) {
        QMenu menu(this);
        fillColumnMenu(&menu);
        menu.exec(columns->mapToGlobal(at));
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, &HistoryPanel::showTableMenu);
    connect(m_table, &QAbstractItemView::doubleClicked, this,
            [this](const QModelIndex &index) { emit recordActivated(requestOf(index)); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                m_rerun->setEnabled(current.isValid());
                if (!m_silent && current.isValid())
                    emit recordSelected(requestOf(current));
            });
}

void HistoryPanel::resetColumns()
{
    QHeaderView *header = m_table->horizontalHeader();
    const int digit = QFontMetrics(fixedFont()).horizontalAdvance(QLatin1Char('0'));
    for (const ColumnDefault &entry : ColumnDefaults) {
        header->moveSection(header->visualIndex(entry.column), entry.column);
        m_table->setColumnHidden(entry.column, !entry.shown);
        const QString title =
            m_model.headerData(entry.column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int titleWidth = header->fontMetrics().horizontalAdvance(title) + 4 * Related;
        m_table->setColumnWidth(entry.column,
                                std::max(entry.characters * digit + Related, titleWidth));
    }
    m_table->sortByColumn(InvocationModel::TimeColumn, Qt::DescendingOrder);
}

void HistoryPanel::fillColumnMenu(QMenu *menu)
{
    menu->clear();
    QHeaderView *header = m_table->horizontalHeader();
    const int shown = header->count() - header->hiddenSectionCount();
    for (int column = 0; column < InvocationModel::ColumnCount; ++column) {
        const bool hidden = m_table->isColumnHidden(column);
        QAction *action =
            menu->addAction(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!hidden);
        action->setEnabled(hidden || shown > 1); // a table without columns has no header to click
        connect(action, &QAction::toggled, m_table,
                [this, column](bool on) { m_table->setColumnHidden(column, !on); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Reset columns")), &QAction::triggered, this,
            &HistoryPanel::resetColumns);
}

void HistoryPanel::showTableMenu(const QPoint &position)
{
    const QString id = selected();
    if (id.isEmpty())
        return;
    QMenu menu(this);
    connect(menu.addAction(tr("Open")), &QAction::triggered, this,
            [this, id] { emit recordActivated(id); });
    connect(menu.addAction(tr("Run again")), &QAction::triggered, this,
            [this, id] { emit rerunRequested(id); });
    menu.addSeparator();
    connect(menu.addAction(tr("Copy")), &QAction::triggered, this, &HistoryPanel::copy);
    connect(menu.addAction(tr("Copy request ID")), &QAction::triggered, this,
            [id] { QGuiApplication::clipboard()->setText(id); });
    menu.addSeparator();
    connect(menu.addAction(tr("Clear…")), &QAction::triggered, this, &HistoryPanel::clearRequested);
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

void HistoryPanel::setSelected(const QString &requestId)
{
    if (requestId == selected())
        return;
    const QScopedValueRollback silent(m_silent, true);
    const int row = m_model.rowOfRequest(requestId);
    const QModelIndex index =
        row < 0 ? QModelIndex() : m_filter->mapFromSource(m_model.index(row, 0));
    if (!index.isValid()) {
        m_table->selectionModel()->clear();
        m_rerun->setEnabled(false);
        return;
    }
    // Of the visible columns, so that the view does not scroll sideways.
    const int column = m_table->horizontalHeader()->logicalIndexAt(1);
    m_table->setCurrentIndex(index.siblingAtColumn(std::max(column, 0)));
}

QString HistoryPanel::selected() const
{
    return requestOf(m_table->selectionModel()->currentIndex());
}

QString HistoryPanel::requestOf(const QModelIndex &index) const
{
    return index.isValid() ? m_model.row(m_filter->sourceRow(index)).requestId : QString();
}

QString HistoryPanel::asText() const
{
    const QHeaderView *header = m_table->horizontalHeader();
    std::vector<int> columns;
    for (int visual = 0; visual < header->count(); ++visual)
        if (const int column = header->logicalIndex(visual); !header->isSectionHidden(column))
            columns.push_back(column);
    std::vector<int> rows;
    const QModelIndexList selection = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : selection)
        rows.push_back(index.row());
    if (rows.empty())
        for (int row = 0; row < m_filter->rowCount(); ++row)
            rows.push_back(row);
    std::sort(rows.begin(), rows.end());

    QString text;
    const auto addLine = [&text, &columns](auto cell) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0)
                text += QLatin1Char('\t');
            text += field(cell(columns[i]));
        }
        text += QLatin1Char('\n');
    };
    addLine([this](int column) {
        return m_filter->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    });
    for (const int row : rows)
        addLine([this, row](int column) {
            return m_filter->index(row, column).data(Qt::DisplayRole).toString();
        });
    return text;
}

QByteArray HistoryPanel::saveState() const
{
    return m_table->horizontalHeader()->saveState();
}

bool HistoryPanel::restoreState(const QByteArray &state)
{
    QHeaderView *header = m_table->horizontalHeader();
    const QByteArray before = header->saveState();
    // A state of a version with other columns, or none that can be seen, would lose columns.
    if (header->restoreState(state) && header->count() == InvocationModel::ColumnCount
        && header->hiddenSectionCount() < header->count())
        return true;
    header->restoreState(before);
    return false;
}

void HistoryPanel::onRowsInserted(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QString &name = m_model.row(row).functionName;
        if (row > first && name == m_model.row(row - 1).functionName)
            continue;
        int at = 1;
        while (at < m_function->count() && m_function->itemText(at) < name)
            ++at;
        if (at == m_function->count() || m_function->itemText(at) != name)
            m_function->insertItem(at, name);
    }
    updateState();
}

void HistoryPanel::updateState()
{
    const int all = m_model.rowCount();
    const int shown = m_filter->rowCount();
    const QLocale locale;
    m_count->setText(all == 0       ? QString()
                     : shown == all ? tr("Records: %1").arg(locale.toString(all))
                                    : tr("%1 of %2", "shown records of all records")
                                          .arg(locale.toString(shown), locale.toString(all)));
    if (all == 0)
        m_empty->setTexts(tr("No invocations yet"),
                          tr("Every run is kept here with its start, duration, memory and cost."),
                          tr("Invoke"));
    else
        m_empty->setTexts(tr("No record matches"), tr("Other words or another outcome may."),
                          tr("Show all"));
    QWidget *page = shown == 0 ? static_cast<QWidget *>(m_empty) : m_table;
    if (m_stack->currentWidget() != page)
        m_stack->setCurrentWidget(page);
    m_copy->setEnabled(shown > 0);
    m_clear->setEnabled(all > 0);
    m_rerun->setEnabled(m_table->selectionModel()->currentIndex().isValid());
}

// A table that nobody sees is not laid out to keep its place: that takes long with many rows.
// Behind another tab it counts as visible for Qt.
bool HistoryPanel::tableIsSeen() const
{
    return m_table->isVisible() && !m_table->visibleRegion().isEmpty();
}

void HistoryPanel::rememberPlace()
{
    const QScrollBar *bar = m_table->verticalScrollBar();
    m_followsTop = bar->value() == bar->minimum();
    m_followsBottom = bar->value() == bar->maximum() && !m_followsTop;
    m_topRow = tableIsSeen() ? m_table->indexAt(QPoint(1, 1)) : QModelIndex();
}

void HistoryPanel::restorePlace()
{
    if (!tableIsSeen())
        return;
    if (m_followsBottom)
        m_table->scrollToBottom();
    else if (!m_followsTop && m_topRow.isValid())
        m_table->scrollTo(m_topRow, QAbstractItemView::PositionAtTop);
    m_topRow = QModelIndex();
}

void HistoryPanel::copy()
{
    QGuiApplication::clipboard()->setText(asText());
}

void HistoryPanel::clearFilter()
{
    m_text->clear();
    m_function->setCurrentIndex(0);
    m_kind->setCurrentIndex(0);
    m_filter->setFunction({});
    m_filter->setKind(HistoryFilter::Kind::All);
    updateState();
    m_table->setFocus();
}

bool HistoryPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_text) {
        if (key->key() == Qt::Key_Escape && !m_text->text().isEmpty()) {
            m_text->clear();
            return true;
        }
        if (key->key() == Qt::Key_Down) {
            m_table->setFocus();
            if (!m_table->currentIndex().isValid() && m_filter->rowCount() > 0)
                m_table->selectRow(0);
            return true;
        }
        return QWidget::eventFilter(watched, event);
    }
    if (key->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (key->modifiers() == Qt::NoModifier || key->modifiers() == Qt::KeypadModifier) {
            if (const QString id = selected(); !id.isEmpty())
                emit recordActivated(id);
            return true;
        }
        break; // Ctrl+Return invokes, wherever the focus is
    case Qt::Key_R:
        if (key->modifiers() == Qt::ControlModifier) {
            if (const QString id = selected(); !id.isEmpty())
                emit rerunRequested(id);
            return true;
        }
        break;
    case Qt::Key_Delete:
        if (m_model.rowCount() > 0)
            emit clearRequested();
        return true;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace widgets
