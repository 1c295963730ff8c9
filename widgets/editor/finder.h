// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <vector>

#include "widgets/editor/findbar.h"
#include "widgets/editor/textsearch.h"

class QsciScintilla;
class QTimer;

namespace widgets {

// Searches and replaces in one editor, as its find bar asks; all matches are marked while the bar
// is open.
class Finder : public QObject
{
    Q_OBJECT

public:
    Finder(QsciScintilla *view, FindBar *bar); // both outlive this object, a child of the editor

    void open(FindBar::Mode mode); // takes over a selection of one line
    void close();
    void findNext();
    void findPrevious();

private:
    enum class Direction { Forward, Backward };

    void searchAgain();     // after the query or the text has changed
    void selectFromStart(); // while typing: the first match behind where the search began
    void find(Direction direction);
    void select(size_t index);
    void showMarks();
    void showCount();
    [[nodiscard]] long selectionBegin() const;
    [[nodiscard]] long selectionEnd() const;
    [[nodiscard]] int selectedMatch() const; // -1 if the selection is none
    void replaceOne();
    void replaceAll();
    void replaceRange(SearchMatch match, const QByteArray &replacement);

    QsciScintilla *m_view;
    FindBar *m_bar;
    QTimer *m_later; // one search for a burst of edits
    std::vector<SearchMatch> m_matches;
    long m_origin = 0; // the cursor when the search began
};

} // namespace widgets
