// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "engine/telemetry/responsestream.h"

namespace widgets {

// When the parts of a streamed response came.
class StreamChunkModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, OffsetColumn, BytesColumn, ArrivalsColumn, ColumnCount };
    static constexpr int SortRole = Qt::UserRole; // nanoseconds or numbers

    explicit StreamChunkModel(QObject *parent = nullptr);

    // A stream that has grown adds rows; selection and place stay.
    void setChunks(const std::vector<engine::StreamChunk> &chunks);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<engine::StreamChunk> m_chunks;
};

} // namespace widgets
