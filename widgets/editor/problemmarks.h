// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <vector>

class QsciScintilla;

namespace widgets {

// Something wrong at a place in the text.
struct EditorProblem
{
    enum class Severity { Error, Warning, Note };

    int line = 1;    // from 1
    int column = 0;  // from 1, in characters; 0: the whole line
    QString message; // translated
    Severity severity = Severity::Error;

    bool operator==(const EditorProblem &) const = default;
};

// Shows problems in one editor: a mark in the margin, a wavy line below the text, the message in a
// tool tip over both. Marks move with their lines. Also marks the lines of a stack trace.
class ProblemMarks : public QObject
{
    Q_OBJECT

public:
    explicit ProblemMarks(QsciScintilla *view);

    void setProblems(const std::vector<EditorProblem> &problems); // in place of those before
    void setStackLines(const std::vector<int> &lines); // from 1; in place of those before

    // What the line, from 1, has to say; empty if nothing.
    [[nodiscard]] QString messageAt(int line) const;
    // The line of the next or previous problem, around the end; 0 if there is none.
    enum class Direction { Forward, Backward };
    [[nodiscard]] int nextProblem(int line, Direction direction) const;

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    struct Mark
    {
        int handle; // Scintilla's, which follows the line
        EditorProblem problem;
    };

    [[nodiscard]] int lineOf(const Mark &mark) const; // from 0; -1 when the line is gone
    void underline(const EditorProblem &problem);

    QsciScintilla *m_view;
    std::vector<Mark> m_marks;
};

} // namespace widgets
