// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/foldlevels.h"

#include <Qsci/qsciscintilla.h>

#include <algorithm>

namespace widgets {
namespace {

using Sci = QsciScintillaBase;

constexpr int MaxLevel = 2000; // Scintilla has room for 3,071

unsigned long lineNumber(int line)
{
    return static_cast<unsigned long>(line);
}

} // namespace

void FoldLevels::reset(Kind kind)
{
    m_kind = kind;
    m_lines.clear();
}

void FoldLevels::insertAfter(int line, int count)
{
    m_lines.insert(m_lines.begin() + line + 1, static_cast<size_t>(count), Line{});
}

void FoldLevels::eraseAfter(int line, int count)
{
    m_lines.erase(m_lines.begin() + line + 1, m_lines.begin() + line + 1 + count);
}

void FoldLevels::resize(int lines)
{
    m_lines.resize(static_cast<size_t>(lines));
}

void FoldLevels::setLine(int line, int change, int low)
{
    at(line).change = change;
    at(line).low = low;
}

FoldLevels::Indent FoldLevels::indentOf(int line) const
{
    const long end = m_editor->SendScintilla(Sci::SCI_GETLINEENDPOSITION, lineNumber(line));
    const long text = m_editor->SendScintilla(Sci::SCI_GETLINEINDENTPOSITION, lineNumber(line));
    const long columns = m_editor->SendScintilla(Sci::SCI_GETLINEINDENTATION, lineNumber(line));
    return {static_cast<int>(std::min<long>(columns, MaxLevel)), text >= end};
}

bool FoldLevels::startsStatement(int line)
{
    return at(line).depth == 0 && !indentOf(line).blank;
}

void FoldLevels::setLevel(int line, int level, int flags)
{
    const long value = (Sci::SC_FOLDLEVELBASE + std::min(level, MaxLevel)) | flags;
    if (m_editor->SendScintilla(Sci::SCI_GETFOLDLEVEL, lineNumber(line)) != value)
        m_editor->SendScintilla(Sci::SCI_SETFOLDLEVEL, lineNumber(line), value);
}

void FoldLevels::update(int first, int last)
{
    const int changed = updateDepths(first, last);
    if (m_kind == Kind::Regions)
        updateByRegions(first, changed);
    else
        updateByIndentation(first, changed);
}

int FoldLevels::updateDepths(int first, int last)
{
    int line = std::max(0, first - 1); // the depth at `first` itself may be unknown yet
    for (; line + 1 < count(); ++line) {
        const int end = std::max(0, at(line).depth + at(line).change);
        if (line >= last && at(line + 1).depth == end)
            break;
        at(line + 1).depth = end;
    }
    return std::max(line, last);
}

void FoldLevels::updateByRegions(int first, int last)
{
    for (int line = first; line <= last; ++line) {
        const int start = at(line).depth;
        const int low = std::max(0, start + at(line).low);
        const int end = std::max(0, start + at(line).change);
        const bool reopens = low < start && end > low; // "} else {"
        const int level = reopens ? low : start;
        setLevel(line, level, end > level ? Sci::SC_FOLDLEVELHEADERFLAG : 0);
    }
}

// A line is a header when the next one that is not blank is indented deeper. Blank lines take the
// level of what follows. Lines inside a region count as one deeper than the line that opened it.
void FoldLevels::updateByIndentation(int first, int last)
{
    // From the statement before, whose header flag may change, to the one behind.
    int from = first;
    while (from > 0 && (from == first || !startsStatement(from)))
        --from;
    int to = last + 1;
    while (to < count() && !startsStatement(to))
        ++to;

    std::vector<Indent>
        indents; // of the lines from `from`; blank ones inside a region are not blank
    indents.reserve(static_cast<size_t>(to - from + 1));
    int opener = 0;
    for (int line = from; line < std::min(to + 1, count()); ++line) {
        Indent indent = indentOf(line);
        if (at(line).depth > 0)
            indent = {opener + 1, false};
        else if (!indent.blank)
            opener = indent.columns;
        indents.push_back(indent);
    }
    int next = to < count() ? indents.back().columns : 0;
    for (int line = to - 1; line >= from; --line) {
        const Indent indent = indents[static_cast<size_t>(line - from)];
        if (indent.blank) {
            // Not the white flag: with it a fold would take in the blank lines behind it.
            setLevel(line, next, 0);
            continue;
        }
        setLevel(line, indent.columns, next > indent.columns ? Sci::SC_FOLDLEVELHEADERFLAG : 0);
        next = indent.columns;
    }
}

} // namespace widgets
