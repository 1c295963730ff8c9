// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/invocationmodel.h"

#include <QDateTime>
#include <QFont>
#include <QLocale>

#include <algorithm>
#include <cmath>

#include "widgets/common/format.h"
#include "widgets/common/marks.h"

namespace widgets {
namespace {

constexpr qsizetype MaxSharedTexts = 10'000;

// Numbers that a column compares and SortRole hands out; text columns are not here.
qint64 number(const InvocationRow &row, int column)
{
    switch (column) {
    case InvocationModel::TimeColumn:
        return row.startedAtMs;
    case InvocationModel::StartColumn:
        return static_cast<qint64>(row.start);
    case InvocationModel::StatusColumn:
        return static_cast<qint64>(row.outcome);
    case InvocationModel::DurationColumn:
        return row.duration.count();
    case InvocationModel::BilledColumn:
        return row.billed.count();
    case InvocationModel::InitColumn:
        return row.initDuration.count();
    case InvocationModel::MemoryUsedColumn:
        return row.maxMemoryUsedMB;
    case InvocationModel::MemorySizeColumn:
        return row.memorySize.value;
    case InvocationModel::CpuColumn:
        return row.cpu.count();
    case InvocationModel::WallColumn:
        return row.wall.count();
    case InvocationModel::OverheadColumn:
        return row.overhead.count();
    case InvocationModel::RequestBytesColumn:
        return row.requestBytes;
    case InvocationModel::ResponseBytesColumn:
        return row.responseBytes;
    default:
        Q_UNREACHABLE();
    }
}

const QString *text(const InvocationRow &row, int column)
{
    switch (column) {
    case InvocationModel::FunctionColumn:
        return &row.functionName;
    case InvocationModel::TriggerColumn:
        return &row.trigger;
    case InvocationModel::RequestIdColumn:
        return &row.requestId;
    case InvocationModel::EnvironmentColumn:
        return &row.environmentId;
    default:
        return nullptr;
    }
}

bool isMeasured(int column)
{
    switch (column) {
    case InvocationModel::FunctionColumn:
    case InvocationModel::StartColumn:
    case InvocationModel::StatusColumn:
    case InvocationModel::TriggerColumn:
    case InvocationModel::RequestIdColumn:
    case InvocationModel::EnvironmentColumn:
    case InvocationModel::TimeColumn:
        return false;
    default:
        return true;
    }
}

QString durationOrNone(engine::Nanoseconds duration)
{
    return duration.count() < 0 ? QString() : formatDuration(duration);
}

} // namespace

InvocationModel::InvocationModel(CostOf costOf, QObject *parent, int capacity)
    : QAbstractTableModel(parent)
    , m_costOf(std::move(costOf))
    , m_capacity(capacity)
{
    Q_ASSERT(m_costOf);
    Q_ASSERT(m_capacity > 0);
}

void InvocationModel::append(const std::vector<engine::InvocationRecord> &records)
{
    if (records.empty())
        return;
    const auto capacity = static_cast<std::size_t>(m_capacity);
    const std::size_t taken = std::min(records.size(), capacity);
    const std::size_t total = m_rows.size() + taken;
    if (total > capacity) {
        const std::size_t excess = total - capacity;
        beginRemoveRows({}, 0, static_cast<int>(excess) - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(excess));
        endRemoveRows();
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(taken) - 1);
    for (auto record = records.end() - static_cast<std::ptrdiff_t>(taken); record != records.end();
         ++record) {
        InvocationRow row = rowOf(*record, m_costOf(*record));
        row.sequence = m_nextSequence++;
        row.functionName = shared(row.functionName);
        row.trigger = shared(row.trigger);
        row.environmentId = shared(row.environmentId);
        row.errorType = shared(row.errorType);
        row.errorMessage = shared(row.errorMessage);
        m_rows.push_back(std::move(row));
    }
    endInsertRows();
}

void InvocationModel::clear()
{
    if (m_rows.empty())
        return;
    beginResetModel();
    m_rows.clear();
    m_rows.shrink_to_fit();
    m_texts.clear();
    endResetModel();
}

// Thousands of rows name the same function, trigger and environment: one string serves them all.
QString InvocationModel::shared(const QString &text)
{
    if (m_texts.size() >= MaxSharedTexts) // environments and messages come and go
        m_texts.clear();
    return *m_texts.insert(text);
}

int InvocationModel::rowOfRequest(const QString &requestId) const
{
    // The newest are asked for most.
    const auto found = std::find_if(m_rows.rbegin(), m_rows.rend(), [&](const InvocationRow &row) {
        return row.requestId == requestId;
    });
    return found == m_rows.rend() ? -1 : static_cast<int>(m_rows.rend() - found) - 1;
}

bool InvocationModel::lessThan(int left, int right, int column) const
{
    const InvocationRow &a = row(left);
    const InvocationRow &b = row(right);
    if (const QString *name = text(a, column)) {
        const QString *other = text(b, column);
        if (name->constData() != other->constData()) // shared() makes equal names one string
            if (const int order = name->compare(*other, Qt::CaseInsensitive); order != 0)
                return order < 0;
    } else if (column == CostColumn) {
        if (a.cost != b.cost)
            return a.cost < b.cost;
    } else {
        const qint64 value = number(a, column);
        const qint64 other = number(b, column);
        if (value != other)
            return value < other;
    }
    return a.sequence < b.sequence;
}

int InvocationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int InvocationModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant InvocationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const InvocationRow &entry = row(index.row());
    const int column = index.column();

    switch (role) {
    case Qt::DisplayRole:
        return display(entry, column);
    case SortRole:
        return sortValue(entry, column);
    case Qt::ToolTipRole:
        return toolTip(entry, column);
    case Qt::AccessibleTextRole: {
        // An empty cell would be read as nothing at all.
        const QString shown = display(entry, column);
        return shown.isEmpty() ? tr("not measured") : shown;
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (isMeasured(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
        if (isMeasured(column) || column == TimeColumn || column == RequestIdColumn
            || column == EnvironmentColumn)
            return fixedFont();
        return {};
    case Qt::DecorationRole: {
        std::optional<Token> token;
        if (column == StartColumn)
            token = startToken(entry.start);
        else if (column == StatusColumn)
            token = outcomeToken(entry.outcome);
        return token ? QVariant::fromValue(markIcon(*token)) : QVariant();
    }
    default:
        return {};
    }
}

QString InvocationModel::display(const InvocationRow &row, int column) const
{
    const QLocale locale;
    switch (column) {
    case TimeColumn:
        return timeText(row.startedAtMs);
    case StartColumn:
        return startText(row.start);
    case StatusColumn:
        return outcomeText(row.outcome);
    case DurationColumn:
        return row.start == engine::StartKind::None ? QString() : formatDuration(row.duration);
    case BilledColumn:
        return row.start == engine::StartKind::None ? QString()
                                                    : locale.toString(qint64(row.billed.count()));
    case InitColumn:
        return durationOrNone(row.initDuration);
    case MemoryUsedColumn:
        return row.maxMemoryUsedMB < 0 ? QString() : locale.toString(row.maxMemoryUsedMB);
    case MemorySizeColumn:
        return locale.toString(row.memorySize.value);
    case CpuColumn:
        return durationOrNone(row.cpu);
    case WallColumn:
        return formatDuration(row.wall);
    case OverheadColumn:
        return formatDuration(row.overhead);
    case CostColumn:
        return formatMoney(row.cost);
    case RequestBytesColumn:
        return formatBytes(row.requestBytes);
    case ResponseBytesColumn:
        return formatBytes(row.responseBytes);
    default:
        return *text(row, column);
    }
}

QString InvocationModel::toolTip(const InvocationRow &row, int column) const
{
    const QLocale locale;
    if (column == StatusColumn && row.failed()) {
        // An error message is the function's own text: it must not be read as HTML.
        const QString message =
            row.errorMessage.isEmpty() ? outcomeText(row.outcome) : row.errorMessage;
        const QString whole =
            row.errorType.isEmpty()
                ? message
                : tr("%1: %2", "error type and message").arg(row.errorType, message);
        return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(whole.toHtmlEscaped());
    }
    switch (column) {
    case TimeColumn:
        return QDateTime::fromMSecsSinceEpoch(row.startedAtMs).toString(Qt::ISODateWithMs);
    case DurationColumn:
    case InitColumn:
    case CpuColumn:
    case WallColumn:
    case OverheadColumn: {
        const qint64 ns = number(row, column);
        if (ns < 0)
            return tr("Not measured");
        return tr("%1 ms").arg(locale.toString(static_cast<double>(ns) / 1e6, 'f', 6));
    }
    case BilledColumn:
        return tr("%1 ms").arg(locale.toString(qint64(row.billed.count())));
    case MemoryUsedColumn:
        return row.maxMemoryUsedMB < 0 ? tr("Not measured")
                                       : tr("%1 of %2 MB")
                                             .arg(locale.toString(row.maxMemoryUsedMB),
                                                  locale.toString(row.memorySize.value));
    case MemorySizeColumn:
        return tr("%1 MB").arg(locale.toString(row.memorySize.value));
    case CostColumn:
        return formatDollars(row.cost.toExactString());
    case RequestBytesColumn:
    case ResponseBytesColumn:
        return tr("%1 bytes").arg(locale.toString(number(row, column)));
    default:
        return display(row, column).toHtmlEscaped();
    }
}

QVariant InvocationModel::sortValue(const InvocationRow &row, int column) const
{
    if (const QString *value = text(row, column))
        return *value;
    if (column == CostColumn)
        return row.cost.toDouble();
    return number(row, column);
}

QVariant InvocationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (isMeasured(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case BilledColumn:
            return tr("Duration rounded up to whole milliseconds; with init on a cold start");
        case InitColumn:
            return tr("Time to start the runtime and run the code outside the handler");
        case WallColumn:
            return tr("From the request to its outcome, as a caller sees it");
        case OverheadColumn:
            return tr("Wall time less the time the handler had the event; on a cold start it holds "
                      "sandbox, boot and init");
        case CpuColumn:
            return tr("CPU time of this invocation, with init on a cold start");
        case CostColumn:
            return tr("What this invocation would have cost on AWS");
        default:
            break;
        }
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case FunctionColumn:
        return tr("Function");
    case StartColumn:
        return tr("Start", "cold or warm");
    case StatusColumn:
        return tr("Status");
    case DurationColumn:
        return tr("Duration");
    case BilledColumn:
        return tr("Billed (ms)");
    case InitColumn:
        return tr("Init");
    case MemoryUsedColumn:
        return tr("Used (MB)", "memory");
    case MemorySizeColumn:
        return tr("Memory (MB)");
    case CpuColumn:
        return tr("CPU time");
    case WallColumn:
        return tr("Wall");
    case OverheadColumn:
        return tr("Overhead");
    case CostColumn:
        return tr("Cost");
    case RequestBytesColumn:
        return tr("Request", "size");
    case ResponseBytesColumn:
        return tr("Response", "size");
    case TriggerColumn:
        return tr("Trigger");
    case RequestIdColumn:
        return tr("Request ID");
    case EnvironmentColumn:
        return tr("Environment");
    default:
        return {};
    }
}

} // namespace widgets
