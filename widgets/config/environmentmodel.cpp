// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/environmentmodel.h"

#include <algorithm>

#include "engine/model/configmessages.h"
#include "widgets/common/icons.h"

namespace widgets {

using engine::EnvironmentVariable;

namespace {

bool isBlank(const EnvironmentVariable &row)
{
    return row.key.isEmpty() && row.value.isEmpty();
}

// The value behind '='. In double quotes \n, \t, \" and \\ are written out; in single ones nothing
// is; without quotes a blank and '#' begin a comment.
QString unquoted(const QString &text)
{
    const QString value = text.trimmed();
    if (value.size() >= 2 && value.startsWith(u'\'') && value.indexOf(u'\'', 1) > 0)
        return value.mid(1, value.indexOf(u'\'', 1) - 1);
    if (value.size() >= 2 && value.startsWith(u'"')) {
        QString out;
        for (qsizetype i = 1; i < value.size(); ++i) {
            if (value[i] == u'"')
                return out;
            if (value[i] != u'\\' || i + 1 == value.size()) {
                out += value[i];
                continue;
            }
            const QChar c = value[++i];
            if (c == u'n')
                out += u'\n';
            else if (c == u't')
                out += u'\t';
            else if (c == u'"' || c == u'\\' || c == u'$')
                out += c;
            else
                out += QStringLiteral("\\") + c;
        }
        return value; // the quote is never closed: it belongs to the value
    }
    const qsizetype comment = value.indexOf(QStringLiteral(" #"));
    return comment < 0 ? value : value.left(comment).trimmed();
}

} // namespace

std::vector<EnvironmentVariable> parseEnvironmentLines(const QString &text)
{
    std::vector<EnvironmentVariable> variables;
    for (QString line : text.split(u'\n')) {
        line = line.trimmed();
        if (line.startsWith(QStringLiteral("export ")))
            line = line.mid(7).trimmed();
        const qsizetype equals = line.indexOf(u'=');
        if (line.startsWith(u'#') || equals <= 0)
            continue;
        variables.push_back({line.left(equals).trimmed(), unquoted(line.mid(equals + 1))});
    }
    return variables;
}

QString environmentLines(const std::vector<EnvironmentVariable> &variables)
{
    QString text;
    for (const EnvironmentVariable &variable : variables) {
        QString value = variable.value;
        const bool plain = value == value.trimmed() && !value.contains(u'\n')
                           && !value.contains(QStringLiteral(" #")) && !value.startsWith(u'"')
                           && !value.startsWith(u'\'');
        if (!plain) {
            value.replace(u'\\', QStringLiteral("\\\\"));
            value.replace(u'"', QStringLiteral("\\\""));
            value.replace(u'\n', QStringLiteral("\\n"));
            value.replace(u'\t', QStringLiteral("\\t"));
            value = u'"' + value + u'"';
        }
        text += variable.key + u'=' + value + u'\n';
    }
    return text;
}

EnvironmentModel::EnvironmentModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void EnvironmentModel::setVariables(const std::vector<EnvironmentVariable> &wanted)
{
    if (wanted == variables())
        return;
    beginResetModel();
    m_rows = wanted;
    m_problems.assign(m_rows.size(), QString());
    endResetModel();
    check();
}

std::vector<EnvironmentVariable> EnvironmentModel::variables() const
{
    std::vector<EnvironmentVariable> filled;
    std::remove_copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(filled), isBlank);
    return filled;
}

void EnvironmentModel::setIntrinsics(const std::map<QString, QString> &byKey)
{
    if (byKey == m_intrinsics)
        return;
    m_intrinsics = byKey;
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int EnvironmentModel::appendBlank()
{
    const int row = rowCount();
    if (row > 0 && isBlank(m_rows.back()))
        return row - 1;
    beginInsertRows({}, row, row);
    m_rows.push_back({});
    m_problems.emplace_back();
    endInsertRows();
    return row;
}

int EnvironmentModel::duplicate(int row)
{
    const int at = row + 1;
    EnvironmentVariable copy = m_rows[static_cast<std::size_t>(row)];
    const auto taken = [this](const QString &key) {
        return std::any_of(m_rows.begin(), m_rows.end(),
                           [&](const EnvironmentVariable &other) { return other.key == key; });
    };
    const QString base = copy.key;
    for (int i = 2; taken(copy.key) && !base.isEmpty(); ++i)
        copy.key = QStringLiteral("%1_%2").arg(base).arg(i);
    beginInsertRows({}, at, at);
    m_rows.insert(m_rows.begin() + at, copy);
    m_problems.insert(m_problems.begin() + at, QString());
    endInsertRows();
    userChanged();
    return at;
}

void EnvironmentModel::remove(std::vector<int> rows)
{
    std::sort(rows.begin(), rows.end(), std::greater<>());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    if (rows.empty())
        return;
    for (const int row : rows) {
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        m_problems.erase(m_problems.begin() + row);
        endRemoveRows();
    }
    userChanged();
}

void EnvironmentModel::merge(const std::vector<EnvironmentVariable> &variables)
{
    if (variables.empty())
        return;
    beginResetModel();
    m_rows = this->variables();
    for (const EnvironmentVariable &variable : variables) {
        const auto same =
            std::find_if(m_rows.begin(), m_rows.end(),
                         [&](const EnvironmentVariable &row) { return row.key == variable.key; });
        if (same == m_rows.end())
            m_rows.push_back(variable);
        else if (!m_intrinsics.contains(variable.key))
            same->value = variable.value;
    }
    m_problems.assign(m_rows.size(), QString());
    endResetModel();
    userChanged();
}

QString EnvironmentModel::firstProblem() const
{
    const auto found = std::find_if(m_problems.begin(), m_problems.end(),
                                    [](const QString &problem) { return !problem.isEmpty(); });
    return found == m_problems.end() ? QString() : *found;
}

void EnvironmentModel::check()
{
    engine::FunctionConfig config;
    config.environment = variables();
    std::map<QString, QString> byKey;
    for (const engine::ConfigError &error : engine::validate(config)) {
        if (error.field != engine::ConfigError::Field::Environment
            || error.kind == engine::ConfigError::Kind::TooLarge)
            continue;
        const engine::Explanation why = engine::explain(error);
        byKey[error.detail] =
            why.remedy.isEmpty() ? why.sentence : why.sentence + u' ' + why.remedy;
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto found = byKey.find(m_rows[i].key);
        m_problems[i] = found == byKey.end() || isBlank(m_rows[i]) ? QString() : found->second;
    }
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void EnvironmentModel::userChanged()
{
    check();
    emit edited();
}

int EnvironmentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EnvironmentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EnvironmentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const EnvironmentVariable &variable = m_rows[row];
    const QString &problem = m_problems[row];
    const auto intrinsic = m_intrinsics.find(variable.key);
    const bool locked = intrinsic != m_intrinsics.end();

    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return index.column() == KeyColumn ? variable.key : variable.value;
    case ProblemRole:
        return problem;
    case LockedRole:
        return locked ? intrinsic->second : QString();
    case Qt::ToolTipRole:
        if (!problem.isEmpty())
            return problem;
        return locked ? QVariant(
                   tr("%1 – edit the parameter in the template.", "an intrinsic function")
                       .arg(intrinsic->second))
                      : QVariant();
    case Qt::DecorationRole:
        if (index.column() == KeyColumn && !problem.isEmpty())
            return icon(Icon::Error);
        return index.column() == ValueColumn && locked ? QVariant(icon(Icon::Lock)) : QVariant();
    case Qt::AccessibleTextRole: {
        const QString text = index.column() == KeyColumn ? variable.key : variable.value;
        return problem.isEmpty() || index.column() != KeyColumn
                   ? text
                   : tr("%1: %2", "a variable and what is wrong with it").arg(text, problem);
    }
    default:
        return {};
    }
}

QVariant EnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == KeyColumn ? tr("Key", "of an environment variable")
                                : tr("Value", "of an environment variable");
}

Qt::ItemFlags EnvironmentModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.data(LockedRole).toString().isEmpty()
               ? flags | Qt::ItemIsEditable
               : flags;
}

bool EnvironmentModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid)
        || !(flags(index) & Qt::ItemIsEditable))
        return false;
    EnvironmentVariable &variable = m_rows[static_cast<std::size_t>(index.row())];
    QString &cell = index.column() == KeyColumn ? variable.key : variable.value;
    if (cell == value.toString())
        return true;
    cell = value.toString();
    emit dataChanged(index, index);
    userChanged();
    return true;
}

} // namespace widgets
