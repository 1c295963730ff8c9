// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/indentation.h"

#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <array>

namespace widgets {
namespace {

IndentStyle usualFor(const QString &fileName)
{
    const QFileInfo info(fileName);
    const QString suffix = info.suffix().toLower();
    static const QSet<QString> Tabs{QStringLiteral("go"), QStringLiteral("mk")};
    static const QSet<QString> Two{
        QStringLiteral("js"),   QStringLiteral("mjs"),  QStringLiteral("cjs"), QStringLiteral("ts"),
        QStringLiteral("json"), QStringLiteral("yaml"), QStringLiteral("yml"), QStringLiteral("md"),
        QStringLiteral("html"), QStringLiteral("css"),  QStringLiteral("xml"), QStringLiteral("rb"),
        QStringLiteral("toml")};
    if (Tabs.contains(suffix) || info.fileName() == QLatin1StringView("Makefile"))
        return {true, 4};
    return {false, Two.contains(suffix) ? 2 : 4};
}

} // namespace

IndentStyle indentStyleOf(const QString &fileName, QByteArrayView text)
{
    IndentStyle style = usualFor(fileName);
    constexpr qsizetype Looked = 64 * 1024;
    int tabLines = 0;
    int blankLines = 0;
    std::array<int, 9> steps{}; // how often the indent grew by so many blanks
    int previous = 0;
    qsizetype at = 0;
    const qsizetype end = std::min(text.size(), Looked);
    while (at < end) {
        qsizetype lineEnd = at;
        while (lineEnd < end && text[lineEnd] != '\n')
            ++lineEnd;
        qsizetype first = at;
        while (first < lineEnd && text[first] == ' ')
            ++first;
        const int indent = static_cast<int>(first - at);
        const bool empty = first == lineEnd || text[first] == '\r';
        if (text[at] == '\t') {
            ++tabLines;
        } else if (!empty) {
            blankLines += indent > 0;
            const int step = indent - previous;
            if (step >= 2 && step <= 8)
                ++steps[static_cast<size_t>(step)];
            previous = indent;
        }
        at = lineEnd + 1;
    }
    if (tabLines > blankLines)
        return {true, 4};
    if (blankLines > 0)
        style.tabs = false;
    const auto most = std::max_element(steps.begin(), steps.end());
    if (*most > 0 && !style.tabs)
        style.width = static_cast<int>(most - steps.begin());
    return style;
}

int columnsOf(QStringView line, int tabWidth)
{
    int columns = 0;
    for (const QChar c : line) {
        if (c == u' ')
            ++columns;
        else if (c == u'\t')
            columns += tabWidth - columns % tabWidth;
        else
            break;
    }
    return columns;
}

QString blanksFor(int columns, IndentStyle style)
{
    if (!style.tabs)
        return QString(columns, QLatin1Char(' '));
    return QString(columns / style.width, QLatin1Char('\t'))
           + QString(columns % style.width, QLatin1Char(' '));
}

int indentBehind(QStringView before, IndentStyle style, ColonOpensBlock colon)
{
    const int columns = columnsOf(before, style.width);
    const QStringView text = before.trimmed();
    if (text.isEmpty())
        return columns;
    const QChar last = text.back();
    if (last == u'{' || last == u'[' || last == u'(')
        return columns + style.width;
    if (colon == ColonOpensBlock::No)
        return columns;
    if (last == u':' && !text.startsWith(u'#'))
        return columns + style.width;
    // Nothing of the same block can follow these.
    for (const QStringView word : {u"return", u"raise", u"pass", u"break", u"continue"}) {
        if (text == word
            || (text.startsWith(word) && text.size() > word.size() && text[word.size()] == u' '))
            return std::max(0, columns - style.width);
    }
    return columns;
}

} // namespace widgets
