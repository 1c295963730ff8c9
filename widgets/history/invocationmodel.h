// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QSet>

#include <deque>
#include <functional>
#include <vector>

#include "widgets/history/invocationrow.h"

namespace widgets {

// The newest records of a workspace, oldest first, one row each. Keeps no payloads. Past its
// capacity the oldest rows go.
class InvocationModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        FunctionColumn,
        StartColumn,
        StatusColumn,
        DurationColumn,
        BilledColumn,
        InitColumn,
        MemoryUsedColumn,
        MemorySizeColumn,
        CpuColumn,
        WallColumn,
        OverheadColumn,
        CostColumn,
        RequestBytesColumn,
        ResponseBytesColumn,
        TriggerColumn,
        RequestIdColumn,
        EnvironmentColumn,
        ColumnCount,
    };
    // The raw value: a number (nanoseconds, bytes, MB, milliseconds since 1970; -1 where nothing
    // was measured) or text. What DisplayRole shows is rounded and localized.
    static constexpr int SortRole = Qt::UserRole;
    static constexpr int DefaultCapacity = 100'000;

    using CostOf = std::function<engine::Money(const engine::InvocationRecord &)>;

    // `costOf` is asked once for each record, when it comes.
    explicit InvocationModel(CostOf costOf, QObject *parent = nullptr,
                             int capacity = DefaultCapacity);

    // In order of arrival. One insertion for the whole burst, and at most one removal before it.
    void append(const std::vector<engine::InvocationRecord> &records);
    void clear();

    [[nodiscard]] const InvocationRow &row(int index) const
    {
        return m_rows[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] int rowOfRequest(const QString &requestId) const; // -1: not here
    // Two rows by a column's raw values; equal ones by order of arrival.
    [[nodiscard]] bool lessThan(int left, int right, int column) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString shared(const QString &text);
    [[nodiscard]] QString display(const InvocationRow &row, int column) const;
    [[nodiscard]] QString toolTip(const InvocationRow &row, int column) const;
    [[nodiscard]] QVariant sortValue(const InvocationRow &row, int column) const;

    CostOf m_costOf;
    int m_capacity;
    quint64 m_nextSequence = 0;
    std::deque<InvocationRow> m_rows;
    QSet<QString> m_texts; // names that repeat are held once
};

} // namespace widgets
