// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/builds/buildproblemmodel.h"

#include <utility>

#include "widgets/common/marks.h"

namespace widgets {

using engine::BuildProblem;

BuildProblemModel::BuildProblemModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void BuildProblemModel::setProblems(std::vector<BuildProblem> problems)
{
    if (problems == m_problems)
        return;
    beginResetModel();
    m_problems = std::move(problems);
    endResetModel();
}

int BuildProblemModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int BuildProblemModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BuildProblemModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BuildProblem &found = problem(index.row());
    const bool isError = found.severity == BuildProblem::Severity::Error;
    const QString message = found.message.section(u'\n', 0, 0);
    QString place = found.file;
    if (found.line > 0 && !place.isEmpty())
        place += u':' + QString::number(found.line);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == MessageColumn ? message : place;
    case Qt::DecorationRole:
        if (index.column() == MessageColumn)
            return markIcon(isError ? Token::Error : Token::Warm);
        break;
    case Qt::ToolTipRole:
        return engine::problemText(found);
    case Qt::AccessibleTextRole:
        if (index.column() == MessageColumn)
            return isError ? tr("Error: %1").arg(message) : tr("Warning: %1").arg(message);
        break;
    default:
        break;
    }
    return {};
}

QVariant BuildProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == MessageColumn ? tr("Problem") : tr("Place");
}

} // namespace widgets
