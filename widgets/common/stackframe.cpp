// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/stackframe.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace widgets {
namespace {

// Nobody's frame stands behind this many characters; a payload on one line may.
constexpr qsizetype LongestLine = 20'000;

} // namespace

std::vector<StackFrame> stackFramesIn(const QString &line)
{
    std::vector<StackFrame> frames;
    if (line.size() > LongestLine || !line.contains(QLatin1StringView("/var/task/")))
        return frames;

    static const QRegularExpression python(
        QStringLiteral("File \\\\?\"(/var/task/[^\"\\\\]+)\\\\?\", line (\\d{1,9})"));
    static const QRegularExpression node(
        QStringLiteral("(file://)?(/var/task/[^\\s():\"]+):(\\d{1,9})(?::\\d+)?"));
    const auto add = [&](const QRegularExpressionMatch &match, const QString &path, int line_) {
        frames.push_back({path, line_, int(match.capturedStart()), int(match.capturedLength())});
    };
    for (auto it = python.globalMatch(line); it.hasNext();) {
        const auto match = it.next();
        add(match, match.captured(1), match.captured(2).toInt());
    }
    for (auto it = node.globalMatch(line); it.hasNext();) {
        const auto match = it.next();
        const QString path = match.captured(2);
        add(match, match.capturedLength(1) > 0 ? QUrl::fromPercentEncoding(path.toUtf8()) : path,
            match.captured(3).toInt());
    }
    std::sort(frames.begin(), frames.end(),
              [](const StackFrame &a, const StackFrame &b) { return a.start < b.start; });
    return frames;
}

} // namespace widgets
