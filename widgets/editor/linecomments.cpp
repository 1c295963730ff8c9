// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/linecomments.h"

#include <algorithm>

namespace widgets {
namespace {

qsizetype indentOf(const QString &line)
{
    qsizetype i = 0;
    while (i < line.size() && line[i].isSpace())
        ++i;
    return i;
}

bool isBlank(const QString &line)
{
    return indentOf(line) == line.size();
}

} // namespace

QStringList toggleComments(const QStringList &lines, const CommentMarks &marks)
{
    const bool byBlock = marks.line.isEmpty();
    const QString &begin = byBlock ? marks.blockBegin : marks.line;
    if (begin.isEmpty() || std::all_of(lines.begin(), lines.end(), isBlank))
        return lines;

    const auto isComment = [&](const QString &line) {
        const QString text = line.trimmed();
        return text.startsWith(begin) && (!byBlock || text.endsWith(marks.blockEnd));
    };
    const bool uncomment = std::all_of(lines.begin(), lines.end(), [&](const QString &line) {
        return isBlank(line) || isComment(line);
    });
    qsizetype smallest = -1;
    for (const QString &line : lines) {
        if (!isBlank(line) && (smallest < 0 || indentOf(line) < smallest))
            smallest = indentOf(line);
    }

    QStringList result = lines;
    for (QString &line : result) {
        if (isBlank(line))
            continue;
        if (uncomment) {
            const qsizetype at = indentOf(line);
            line.remove(at, begin.size());
            if (at < line.size() && line[at] == u' ')
                line.remove(at, 1);
            if (byBlock) {
                line.chop(line.size() - line.lastIndexOf(marks.blockEnd));
                if (line.endsWith(u' '))
                    line.chop(1);
            }
        } else {
            line.insert(smallest, begin + u' ');
            if (byBlock)
                line += u' ' + marks.blockEnd;
        }
    }
    return result;
}

} // namespace widgets
