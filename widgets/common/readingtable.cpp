// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/readingtable.h"

#include <QHeaderView>
#include <QTableView>

#include "widgets/common/theme.h"

namespace widgets {

void setUpForReading(QTableView &table, const char *objectName, const QString &accessibleName)
{
    table.setObjectName(QLatin1StringView(objectName));
    table.setAccessibleName(accessibleName);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setShowGrid(false);
    table.setAlternatingRowColors(true);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    table.verticalHeader()->hide();
    table.horizontalHeader()->setHighlightSections(false);
}

void setUniformRows(QTableView &table)
{
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + Related);
}

} // namespace widgets
