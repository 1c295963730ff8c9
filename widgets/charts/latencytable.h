// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "widgets/charts/latencypoint.h"

namespace widgets {

// The chart's points as a table, in the chart's order of time.
class LatencyTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        KindColumn,
        ValueColumn,
        FunctionColumn,
        RequestIdColumn,
        ColumnCount
    };
    static constexpr int SortRole = Qt::UserRole; // milliseconds, nanoseconds or text

    explicit LatencyTable(QObject *parent = nullptr);

    void setPoints(std::vector<LatencyPoint> points, LatencyMeasure measure);
    [[nodiscard]] QString requestId(int row) const
    {
        return m_points[static_cast<std::size_t>(row)].requestId;
    }
    [[nodiscard]] int rowOfRequest(const QString &requestId) const; // -1: not here

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<LatencyPoint> m_points;
    LatencyMeasure m_measure = LatencyMeasure::Duration;
};

// The same points with all measures as comma-separated values (RFC 4180), in nanoseconds and
// UTC, never localized. Text that a spreadsheet would run as a formula gets an apostrophe.
[[nodiscard]] QByteArray latencyCsv(const std::vector<LatencyPoint> &points);

} // namespace widgets
