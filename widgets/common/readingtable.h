// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QTableView;

namespace widgets {

// A table to read in, as all of ours are: whole rows are chosen, nothing is edited, Tab leaves it.
void setUpForReading(QTableView &table, const char *objectName, const QString &accessibleName);

// One height for all rows: asking each of 100,000 for its own would take seconds.
void setUniformRows(QTableView &table);

} // namespace widgets
