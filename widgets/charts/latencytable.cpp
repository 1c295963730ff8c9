// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/latencytable.h"

#include <QDateTime>

#include <algorithm>

#include "widgets/common/format.h"
#include "widgets/common/marks.h"
#include "widgets/history/invocationrow.h"

namespace widgets {
namespace {

QByteArray csvField(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front()))
        text.prepend(QLatin1Char('\''));
    const bool quoted = std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        return c == QLatin1Char('"') || c == QLatin1Char(',') || c == QLatin1Char('\n')
               || c == QLatin1Char('\r');
    });
    if (!quoted)
        return text.toUtf8();
    text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return '"' + text.toUtf8() + '"';
}

} // namespace

LatencyTable::LatencyTable(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void LatencyTable::setPoints(std::vector<LatencyPoint> points, LatencyMeasure measure)
{
    beginResetModel();
    m_points = std::move(points);
    m_measure = measure;
    endResetModel();
}

int LatencyTable::rowOfRequest(const QString &requestId) const
{
    const auto found =
        std::find_if(m_points.begin(), m_points.end(), [&requestId](const LatencyPoint &point) {
            return point.requestId == requestId;
        });
    return found == m_points.end() ? -1 : static_cast<int>(found - m_points.begin());
}

int LatencyTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_points.size());
}

int LatencyTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LatencyTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LatencyPoint &point = m_points[static_cast<std::size_t>(index.row())];
    const engine::Nanoseconds value = point.value(m_measure);
    const int column = index.column();

    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (column) {
        case TimeColumn:
            return timeText(point.startedAtMs);
        case KindColumn:
            return pointKindText(point.kind());
        case ValueColumn:
            return point.ran() ? formatDuration(value) : startText(point.start);
        case FunctionColumn:
            return point.functionName;
        default:
            return point.requestId;
        }
    case SortRole:
        switch (column) {
        case TimeColumn:
            return point.startedAtMs;
        case KindColumn:
            return static_cast<int>(point.kind());
        case ValueColumn:
            return qint64(point.ran() ? value.count() : -1);
        case FunctionColumn:
            return point.functionName;
        default:
            return point.requestId;
        }
    case Qt::DecorationRole:
        return column == KindColumn ? QVariant::fromValue(markIcon(tokenOf(point.kind())))
                                    : QVariant();
    case Qt::ToolTipRole:
        return QStringLiteral("<p style='white-space:pre'>%1</p>")
            .arg(describe(point, m_measure).toHtmlEscaped());
    case Qt::FontRole:
        return column == KindColumn || column == FunctionColumn ? QVariant() : fixedFont();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (column == ValueColumn ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant LatencyTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (section == ValueColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case KindColumn:
        return tr("Kind", "cold, warm, error or throttled");
    case ValueColumn:
        return measureText(m_measure);
    case FunctionColumn:
        return tr("Function");
    case RequestIdColumn:
        return tr("Request ID");
    default:
        return {};
    }
}

QByteArray latencyCsv(const std::vector<LatencyPoint> &points)
{
    QByteArray csv("startedAt,function,requestId,start,outcome,durationNs,initNs,wallNs\r\n");
    for (const LatencyPoint &point : points) {
        const QString fields[] = {
            QDateTime::fromMSecsSinceEpoch(point.startedAtMs, Qt::UTC).toString(Qt::ISODateWithMs),
            point.functionName,
            point.requestId,
            engine::startKindName(point.start),
            engine::outcomeName(point.outcome),
            QString::number(point.duration.count()),
            QString::number(point.init.count()),
            QString::number(point.wall.count())};
        bool first = true;
        for (const QString &field : fields) {
            if (!first)
                csv += ',';
            first = false;
            csv += csvField(field);
        }
        csv += "\r\n";
    }
    return csv;
}

} // namespace widgets
