// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "engine/builds/buildproblem.h"

namespace widgets {

// A compiler's problems, in its order.
class BuildProblemModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { MessageColumn, PlaceColumn, ColumnCount };

    explicit BuildProblemModel(QObject *parent = nullptr);

    void setProblems(std::vector<engine::BuildProblem> problems);
    [[nodiscard]] const engine::BuildProblem &problem(int row) const
    {
        return m_problems[static_cast<std::size_t>(row)];
    }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<engine::BuildProblem> m_problems;
};

} // namespace widgets
