// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "engine/insight/concurrencylog.h"

namespace widgets {

// What the timeline shows as a table: a row for each block of each lane and for each request that
// was turned away; in order of time, until it is sorted. Sorts itself: tens of thousands of rows
// come anew several times a second, too many for a proxy.
class ActivityTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        StateColumn,
        DurationColumn,
        FunctionColumn,
        EnvironmentColumn,
        RequestColumn,
        ColumnCount
    };
    explicit ActivityTable(QObject *parent = nullptr);

    // Of one function; with an empty name, of all.
    void setLog(const engine::ConcurrencyLog &log, const QString &function);
    [[nodiscard]] QString requestId(int row) const; // empty for what belongs to none
    [[nodiscard]] int rowOfRequest(const QString &requestId) const; // its first block; -1: not here

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    struct Row
    {
        engine::Nanoseconds at{0};
        qint64 wallMs = 0;
        engine::ConcurrencyLog::State state = engine::ConcurrencyLog::State::Idle;
        engine::Nanoseconds duration{-1}; // -1: has not ended, or none
        QString function;
        QString environment; // of a throttle: its reason
        QString requestId;
    };

    // The rows in order, by their present places.
    [[nodiscard]] std::vector<std::size_t> inOrder() const;
    [[nodiscard]] bool isBefore(const Row &a, const Row &b) const;
    void arrange(const std::vector<std::size_t> &places);

    std::vector<Row> m_rows;
    int m_column = TimeColumn;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace widgets
