// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace widgets {

struct CommentMarks
{
    QString line;       // "#"; preferred
    QString blockBegin; // "<!--"; used around each line where there is no line mark
    QString blockEnd;

    [[nodiscard]] bool isEmpty() const { return line.isEmpty() && blockBegin.isEmpty(); }
};

// Comments the lines out, or in when each of them that is not blank is one. The mark stands at the
// smallest indent, so that what follows stays aligned. Blank lines stay as they are.
[[nodiscard]] QStringList toggleComments(const QStringList &lines, const CommentMarks &marks);

} // namespace widgets
