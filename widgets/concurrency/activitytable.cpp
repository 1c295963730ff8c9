// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/concurrency/activitytable.h"

#include <algorithm>
#include <numeric>

#include "widgets/common/format.h"
#include "widgets/common/marks.h"
#include "widgets/common/theme.h"
#include "widgets/concurrency/activitywords.h"
#include "widgets/concurrency/timewindow.h"

namespace widgets {

using engine::ConcurrencyLog;
using engine::Nanoseconds;

ActivityTable::ActivityTable(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ActivityTable::setLog(const ConcurrencyLog &log, const QString &function)
{
    beginResetModel();
    m_rows.clear();
    for (const auto &[id, lane] : log.lanes()) {
        if (!function.isEmpty() && lane.function != function)
            continue;
        for (const ConcurrencyLog::Block &block : lane.blocks)
            m_rows.push_back(
                {block.begin, log.wallMsAt(block.begin), block.state,
                 block.end == ConcurrencyLog::Open ? Nanoseconds{-1} : block.end - block.begin,
                 lane.function, lane.environmentId, block.requestId});
    }
    for (const ConcurrencyLog::Throttle &throttle : log.throttles()) {
        if (function.isEmpty() || throttle.function == function)
            m_rows.push_back({throttle.at, log.wallMsAt(throttle.at),
                              ConcurrencyLog::State::Throttled, Nanoseconds{-1}, throttle.function,
                              throttle.reason, throttle.requestId});
    }
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [](const Row &a, const Row &b) { return a.at < b.at; });
    if (m_column != TimeColumn || m_order != Qt::AscendingOrder)
        arrange(inOrder());
    endResetModel();
}

bool ActivityTable::isBefore(const Row &a, const Row &b) const
{
    switch (m_column) {
    case StateColumn:
        return a.state < b.state;
    case DurationColumn:
        return a.duration < b.duration;
    case FunctionColumn:
        return a.function < b.function;
    case EnvironmentColumn:
        return a.environment < b.environment;
    case RequestColumn:
        return a.requestId < b.requestId;
    default:
        return a.at < b.at;
    }
}

std::vector<std::size_t> ActivityTable::inOrder() const
{
    std::vector<std::size_t> places(m_rows.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::stable_sort(places.begin(), places.end(), [this](std::size_t a, std::size_t b) {
        return m_order == Qt::AscendingOrder ? isBefore(m_rows[a], m_rows[b])
                                             : isBefore(m_rows[b], m_rows[a]);
    });
    return places;
}

void ActivityTable::arrange(const std::vector<std::size_t> &places)
{
    std::vector<Row> rows;
    rows.reserve(m_rows.size());
    for (const std::size_t place : places)
        rows.push_back(std::move(m_rows[place]));
    m_rows = std::move(rows);
}

void ActivityTable::sort(int column, Qt::SortOrder order)
{
    m_column = column;
    m_order = order;
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const std::vector<std::size_t> places = inOrder();
    arrange(places);
    std::vector<int> now(places.size());
    for (std::size_t row = 0; row < places.size(); ++row)
        now[places[row]] = static_cast<int>(row);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &each : before)
        after.append(index(now[static_cast<std::size_t>(each.row())], each.column()));
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

QString ActivityTable::requestId(int row) const
{
    return m_rows[static_cast<std::size_t>(row)].requestId;
}

int ActivityTable::rowOfRequest(const QString &requestId) const
{
    if (requestId.isEmpty())
        return -1;
    auto first = m_rows.end();
    for (auto it = m_rows.begin(); it != m_rows.end(); ++it) {
        if (it->requestId == requestId && (first == m_rows.end() || it->at < first->at))
            first = it;
    }
    return first == m_rows.end() ? -1 : static_cast<int>(first - m_rows.begin());
}

int ActivityTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ActivityTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ActivityTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DecorationRole && index.column() == StateColumn)
        return markIcon(activityToken(row.state));
    if (role == Qt::FontRole)
        return index.column() == FunctionColumn || index.column() == StateColumn
                   ? QVariant()
                   : QVariant(fixedFont());
    if (role == Qt::TextAlignmentRole && index.column() == DurationColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return clockText(row.wallMs, std::chrono::milliseconds(1));
    case StateColumn:
        return activityWord(row.state);
    case DurationColumn:
        return row.duration < Nanoseconds{0} ? QStringLiteral("–") : formatDuration(row.duration);
    case FunctionColumn:
        return row.function;
    case EnvironmentColumn:
        return row.environment;
    case RequestColumn:
        return row.requestId;
    default:
        return {};
    }
}

QVariant ActivityTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == DurationColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Began");
    case StateColumn:
        return tr("What");
    case DurationColumn:
        return tr("Duration");
    case FunctionColumn:
        return tr("Function");
    case EnvironmentColumn:
        return tr("Environment, or reason");
    case RequestColumn:
        return tr("Request");
    default:
        return {};
    }
}

} // namespace widgets
