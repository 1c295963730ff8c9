// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

class QsciScintilla;

namespace widgets {

// Turns what the highlighter finds into Scintilla's fold levels, for the lines highlighted so far.
// Two kinds of languages: those with regions ("{" to "}"), and those whose blocks are made by
// indentation, where regions (a triple-quoted string, a bracket) only join lines to one statement.
class FoldLevels
{
public:
    enum class Kind { Regions, Indentation };

    explicit FoldLevels(QsciScintilla *editor)
        : m_editor(editor)
    {
    }

    void reset(Kind kind);
    // Follow the document: `count` lines came after `line`, or went there.
    void insertAfter(int line, int count);
    void eraseAfter(int line, int count);
    void resize(int lines);

    // Open regions at the line's end less those at its start, and the lowest in between.
    void setLine(int line, int change, int low);
    // After setLine() of the lines from `first` to `last`: sets every level that follows from them.
    void update(int first, int last);

private:
    struct Line
    {
        int depth = 0; // open regions at the line's start
        int change = 0;
        int low = 0;
    };
    struct Indent
    {
        int columns;
        bool blank;
    };

    [[nodiscard]] int count() const { return static_cast<int>(m_lines.size()); }
    [[nodiscard]] Line &at(int line) { return m_lines[static_cast<size_t>(line)]; }
    [[nodiscard]] Indent indentOf(int line) const;
    [[nodiscard]] bool startsStatement(int line); // not blank, in no region
    void setLevel(int line, int level, int flags);
    int updateDepths(int first, int last); // the last line whose depth is new, at least `last`
    void updateByRegions(int first, int last);
    void updateByIndentation(int first, int last);

    QsciScintilla *m_editor;
    Kind m_kind = Kind::Regions;
    std::vector<Line> m_lines;
};

} // namespace widgets
