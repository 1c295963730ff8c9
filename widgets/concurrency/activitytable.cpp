// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/concurrency/activitytable.h"

#include <algorithm>

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
    endResetModel();
}

QString ActivityTable::requestId(int row) const
{
    return m_rows[static_cast<std::size_t>(row)].requestId;
}

int ActivityTable::rowOfRequest(const QString &requestId) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&requestId](const Row &row) {
        return row.requestId == requestId;
    });
    return it == m_rows.end() || requestId.isEmpty() ? -1 : static_cast<int>(it - m_rows.begin());
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
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        if (role == SortRole)
            return qint64{row.at.count()};
        return clockText(row.wallMs, std::chrono::milliseconds(1));
    case StateColumn:
        return activityWord(row.state);
    case DurationColumn:
        if (role == SortRole)
            return qint64{row.duration.count()};
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
