// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/logrequestmodel.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

#include "widgets/common/badge.h"
#include "widgets/common/format.h"

namespace widgets {
namespace {

const QString EnvironmentsPrefix = QStringLiteral("environments:"); // no request id begins so

} // namespace

QString LogRequestModel::environmentsId(const QString &functionName)
{
    return EnvironmentsPrefix + functionName;
}

LogRequestModel::LogRequestModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

LogRequestModel::Request &LogRequestModel::request(const QString &functionName,
                                                   const QString &requestId, qint64 atMs)
{
    const int row = rowOf(requestId);
    if (row >= 0)
        return m_requests[static_cast<std::size_t>(row) - 1];
    const bool first = m_requests.empty();
    beginInsertRows({}, first ? 0 : 1, 1);
    m_requests.push_front({requestId, functionName, atMs, {}, {}, {}});
    endInsertRows();
    return m_requests.front();
}

void LogRequestModel::append(const QString &functionName, const QString &requestId,
                             const QByteArray &text, qint64 nowMs)
{
    Request &one = request(functionName, requestId, nowMs);
    m_bytes -= one.log.keptBytes();
    one.log.append(text);
    m_bytes += one.log.keptBytes();
    m_all.append(text);
    dropOldest();
}

void LogRequestModel::finish(const engine::InvocationRecord &record)
{
    Request &one = request(record.functionName, record.requestId, record.startedAtMs);
    one.outcome = record.outcome;
    one.duration = record.duration;
    one.startedAtMs = record.startedAtMs;
    if (one.log.totalBytes() == 0 && !record.log.isEmpty())
        append(record.functionName, record.requestId, record.log, record.startedAtMs);
    if (const int row = rowOf(record.requestId); row >= 0)
        emit dataChanged(index(row), index(row));
    dropOldest();
}

void LogRequestModel::dropOldest()
{
    // The newest one stays whatever its size: it is the one being looked at.
    while (m_requests.size() > 1 && (m_requests.size() > MostRequests || m_bytes > MostBytes)) {
        const int last = static_cast<int>(m_requests.size());
        beginRemoveRows({}, last, last);
        m_bytes -= m_requests.back().log.keptBytes();
        m_requests.pop_back();
        endRemoveRows();
    }
}

void LogRequestModel::clear()
{
    beginResetModel();
    m_requests.clear();
    m_all = {};
    m_bytes = 0;
    endResetModel();
}

const LogBuffer *LogRequestModel::log(const QString &requestId) const
{
    if (requestId.isEmpty())
        return &m_all;
    const int row = rowOf(requestId);
    return row < 0 ? nullptr : &m_requests[static_cast<std::size_t>(row) - 1].log;
}

int LogRequestModel::rowOf(const QString &requestId) const
{
    if (requestId.isEmpty())
        return m_requests.empty() ? -1 : 0;
    // Text arrives for the newest requests, so this is found at once.
    const auto found = std::find_if(m_requests.begin(), m_requests.end(),
                                    [&](const Request &one) { return one.id == requestId; });
    return found == m_requests.end() ? -1 : static_cast<int>(found - m_requests.begin()) + 1;
}

int LogRequestModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || m_requests.empty())
        return 0;
    return static_cast<int>(m_requests.size()) + 1;
}

QVariant LogRequestModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.row() == 0) {
        if (role == RequestRole)
            return QString();
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole
                   ? QVariant(tr("All requests"))
                   : QVariant();
    }
    const Request &one = m_requests[static_cast<std::size_t>(index.row()) - 1];
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(one.startedAtMs);
    const QString clock = QLocale().toString(time.time(), QStringLiteral("HH:mm:ss"));
    const bool isEnvironments = one.id.startsWith(EnvironmentsPrefix);
    switch (role) {
    case RequestRole:
        return one.id;
    case FunctionRole:
        return one.function;
    case TimeRole:
        return time;
    case OutcomeRole:
        return one.outcome ? QVariant(static_cast<int>(*one.outcome)) : QVariant();
    case DurationRole:
        return one.outcome ? formatDuration(one.duration) : QString();
    case Qt::DisplayRole:
        return isEnvironments ? tr("%1  %2, last words", "time, function; of its environments")
                                    .arg(clock, one.function)
                              : tr("%1  %2", "time, function").arg(clock, one.function);
    case Qt::ToolTipRole:
        if (isEnvironments)
            return tr("What environments of %1 printed while they were ended, after their last "
                      "request")
                .arg(one.function);
        return tr("%1\nRequest %2").arg(one.function, one.id);
    case Qt::AccessibleTextRole:
        if (isEnvironments)
            return tr("Last words of the environments of %1").arg(one.function);
        return tr("%1, %2, %3", "function, time, how it ended")
            .arg(one.function, clock, one.outcome ? markOf(*one.outcome).word : tr("running"));
    default:
        return {};
    }
}

} // namespace widgets
