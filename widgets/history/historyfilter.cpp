// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/historyfilter.h"

#include <algorithm>

#include "widgets/history/invocationmodel.h"

namespace widgets {

HistoryFilter::HistoryFilter(InvocationModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSortRole(InvocationModel::SortRole);
    setDynamicSortFilter(true);
    setSourceModel(&model);
}

void HistoryFilter::setFunction(const QString &name)
{
    if (name == m_function)
        return;
    m_function = name;
    invalidateRowsFilter();
}

void HistoryFilter::setKind(Kind kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    invalidateRowsFilter();
}

void HistoryFilter::setText(const QString &text)
{
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    invalidateRowsFilter();
}

bool HistoryFilter::filters() const
{
    return !m_function.isEmpty() || m_kind != Kind::All || !m_words.isEmpty();
}

int HistoryFilter::sourceRow(const QModelIndex &index) const
{
    return mapToSource(index).row();
}

bool HistoryFilter::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const InvocationRow &row = m_model.row(sourceRow);
    if (!m_function.isEmpty() && row.functionName != m_function)
        return false;
    switch (m_kind) {
    case Kind::All:
        break;
    case Kind::Succeeded:
        if (row.failed())
            return false;
        break;
    case Kind::Failed:
        if (!row.failed() || row.outcome == engine::Outcome::Throttled)
            return false;
        break;
    case Kind::Throttled:
        if (row.outcome != engine::Outcome::Throttled)
            return false;
        break;
    case Kind::ColdStarts:
        if (!engine::isCold(row.start))
            return false;
        break;
    }
    return std::all_of(m_words.cbegin(), m_words.cend(), [&row](const QString &word) {
        const auto in = [&word](const QString &text) {
            return text.contains(word, Qt::CaseInsensitive);
        };
        return in(row.functionName) || in(row.requestId) || in(row.errorType)
               || in(row.errorMessage) || in(row.trigger) || in(row.environmentId);
    });
}

bool HistoryFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    return m_model.lessThan(left.row(), right.row(), left.column());
}

} // namespace widgets
