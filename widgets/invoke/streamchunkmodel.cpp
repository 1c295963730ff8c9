// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/invoke/streamchunkmodel.h"

#include <QLocale>

#include <algorithm>

#include "widgets/common/format.h"
#include "widgets/common/theme.h"

namespace widgets {

StreamChunkModel::StreamChunkModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void StreamChunkModel::setChunks(const std::vector<engine::StreamChunk> &chunks)
{
    // Only the last one of those that were there can have grown, unless neighbours were joined.
    const std::size_t known = m_chunks.size();
    const bool grown = known > 0 && known <= chunks.size()
                       && std::equal(m_chunks.begin(), m_chunks.end() - 1, chunks.begin())
                       && m_chunks.back().offset == chunks[known - 1].offset;
    if (!grown) {
        beginResetModel();
        m_chunks = chunks;
        endResetModel();
        return;
    }
    const int last = static_cast<int>(known) - 1;
    if (m_chunks.back() != chunks[known - 1]) {
        m_chunks.back() = chunks[known - 1];
        emit dataChanged(index(last, 0), index(last, ColumnCount - 1));
    }
    if (known == chunks.size())
        return;
    beginInsertRows({}, last + 1, static_cast<int>(chunks.size()) - 1);
    m_chunks.insert(m_chunks.end(), chunks.begin() + last + 1, chunks.end());
    endInsertRows();
}

int StreamChunkModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_chunks.size());
}

int StreamChunkModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StreamChunkModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const engine::StreamChunk &chunk = m_chunks[static_cast<std::size_t>(index.row())];
    const auto number = [&chunk](int column) -> qlonglong {
        switch (column) {
        case OffsetColumn:
            return chunk.offset;
        case BytesColumn:
            return chunk.bytes;
        case ArrivalsColumn:
            return chunk.arrivals;
        default:
            return chunk.first.count();
        }
    };
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() != TimeColumn)
            return QLocale().toString(number(index.column()));
        if (chunk.arrivals > 1)
            return tr("%1 – %2", "from and to, of several arrivals")
                .arg(formatDuration(chunk.first), formatDuration(chunk.last));
        return formatDuration(chunk.first);
    case SortRole:
        return number(index.column());
    case Qt::FontRole:
        return fixedFont();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
    default:
        return {};
    }
}

QVariant StreamChunkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
    if (role == Qt::ToolTipRole)
        return section == TimeColumn ? tr("Since the event was delivered")
               : section == ArrivalsColumn
                   ? tr("More than one: of a stream of many parts neighbours are put together")
                   : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case OffsetColumn:
        return tr("Offset", "of a chunk in a response, in bytes");
    case BytesColumn:
        return tr("Bytes");
    case ArrivalsColumn:
        return tr("Chunks");
    default:
        return {};
    }
}

} // namespace widgets
