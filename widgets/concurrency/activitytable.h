// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "engine/insight/concurrencylog.h"

namespace widgets {

// What the timeline shows as a table: a row for each block of each lane and for each request that
// was turned away, in order of time.
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
    static constexpr int SortRole = Qt::UserRole; // nanoseconds or text

    explicit ActivityTable(QObject *parent = nullptr);

    // Of one function; with an empty name, of all.
    void setLog(const engine::ConcurrencyLog &log, const QString &function);
    [[nodiscard]] QString requestId(int row) const; // empty for what belongs to none
    [[nodiscard]] int rowOfRequest(const QString &requestId) const; // the first; -1: not here

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

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

    std::vector<Row> m_rows;
};

} // namespace widgets
