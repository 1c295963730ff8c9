// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/problemmarks.h"

#include <QHelpEvent>
#include <QToolTip>

#include <Qsci/qsciscintilla.h>

#include <algorithm>

#include "widgets/editor/scintillanumbers.h"

namespace widgets {
namespace {

using Sci = QsciScintillaBase;
using Severity = EditorProblem::Severity;

int markerOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return scintilla::ErrorMarker;
    case Severity::Warning:
        return scintilla::WarningMarker;
    case Severity::Note:
        return scintilla::NoteMarker;
    }
    Q_UNREACHABLE();
}

int squiggleOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return scintilla::ErrorSquiggle;
    case Severity::Warning:
        return scintilla::WarningSquiggle;
    case Severity::Note:
        return scintilla::NoteSquiggle;
    }
    Q_UNREACHABLE();
}

} // namespace

ProblemMarks::ProblemMarks(QsciScintilla *view)
    : QObject(view)
    , m_view(view)
{
    const auto send = [view](unsigned int message, int number, long value) {
        view->SendScintilla(message, static_cast<unsigned long>(number), value);
    };
    // Each severity has a shape of its own, so that colour is not all that tells them apart.
    send(Sci::SCI_MARKERDEFINE, scintilla::ErrorMarker, Sci::SC_MARK_CIRCLE);
    send(Sci::SCI_MARKERDEFINE, scintilla::WarningMarker, Sci::SC_MARK_SMALLRECT);
    send(Sci::SCI_MARKERDEFINE, scintilla::NoteMarker, Sci::SC_MARK_ROUNDRECT);
    send(Sci::SCI_MARKERDEFINE, scintilla::StackMarker, Sci::SC_MARK_SHORTARROW);
    send(Sci::SCI_MARKERDEFINE, scintilla::StackLine, Sci::SC_MARK_BACKGROUND);
    for (const int indicator :
         {scintilla::ErrorSquiggle, scintilla::WarningSquiggle, scintilla::NoteSquiggle}) {
        send(Sci::SCI_INDICSETSTYLE, indicator, Sci::INDIC_SQUIGGLE);
        send(Sci::SCI_INDICSETUNDER, indicator, 1);
    }
    m_view->viewport()->installEventFilter(this);
}

void ProblemMarks::underline(const EditorProblem &problem)
{
    const int line = problem.line - 1;
    const auto number = static_cast<unsigned long>(line);
    long begin = m_view->SendScintilla(Sci::SCI_GETLINEINDENTPOSITION, number);
    const long lineEnd = m_view->SendScintilla(Sci::SCI_GETLINEENDPOSITION, number);
    long end = lineEnd;
    if (problem.column > 0) {
        begin = std::min<long>(m_view->positionFromLineIndex(line, problem.column - 1), lineEnd);
        end =
            m_view->SendScintilla(Sci::SCI_WORDENDPOSITION, static_cast<unsigned long>(begin), 1L);
        if (end <= begin)
            end = m_view->SendScintilla(Sci::SCI_POSITIONAFTER, static_cast<unsigned long>(begin));
        end = std::min(end, lineEnd);
        if (end <= begin) // at the line's end: what stands before it
            begin = m_view->SendScintilla(Sci::SCI_POSITIONBEFORE, static_cast<unsigned long>(end));
    }
    m_view->SendScintilla(Sci::SCI_SETINDICATORCURRENT,
                          static_cast<unsigned long>(squiggleOf(problem.severity)));
    m_view->SendScintilla(Sci::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(begin),
                          std::max(0L, end - begin));
}

void ProblemMarks::setProblems(const std::vector<EditorProblem> &problems)
{
    for (const Mark &mark : m_marks)
        m_view->SendScintilla(Sci::SCI_MARKERDELETEHANDLE, mark.handle);
    m_marks.clear();
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Note}) {
        m_view->SendScintilla(Sci::SCI_SETINDICATORCURRENT,
                              static_cast<unsigned long>(squiggleOf(severity)));
        m_view->SendScintilla(Sci::SCI_INDICATORCLEARRANGE, 0UL, long(m_view->length()));
    }
    for (const EditorProblem &problem : problems) {
        EditorProblem placed = problem; // the text may be newer than the problem
        placed.line = std::clamp(problem.line, 1, m_view->lines());
        const long handle =
            m_view->SendScintilla(Sci::SCI_MARKERADD, static_cast<unsigned long>(placed.line - 1),
                                  long(markerOf(placed.severity)));
        m_marks.push_back({static_cast<int>(handle), placed});
        underline(placed);
    }
}

void ProblemMarks::setStackLines(const std::vector<int> &lines)
{
    for (const int marker : {scintilla::StackMarker, scintilla::StackLine}) {
        m_view->SendScintilla(Sci::SCI_MARKERDELETEALL, marker);
        for (const int line : lines) {
            if (line >= 1 && line <= m_view->lines())
                m_view->SendScintilla(Sci::SCI_MARKERADD, static_cast<unsigned long>(line - 1),
                                      long(marker));
        }
    }
}

int ProblemMarks::lineOf(const Mark &mark) const
{
    return static_cast<int>(m_view->SendScintilla(Sci::SCI_MARKERLINEFROMHANDLE, mark.handle));
}

QString ProblemMarks::messageAt(int line) const
{
    QStringList messages;
    for (const Mark &mark : m_marks) {
        if (lineOf(mark) == line - 1)
            messages << mark.problem.message;
    }
    return messages.join(u'\n');
}

int ProblemMarks::nextProblem(int line, Direction direction) const
{
    std::vector<int> lines;
    for (const Mark &mark : m_marks) {
        if (lineOf(mark) >= 0)
            lines.push_back(lineOf(mark) + 1);
    }
    if (lines.empty())
        return 0;
    std::sort(lines.begin(), lines.end());
    if (direction == Direction::Forward) {
        const auto next = std::upper_bound(lines.begin(), lines.end(), line);
        return next == lines.end() ? lines.front() : *next;
    }
    const auto here = std::lower_bound(lines.begin(), lines.end(), line);
    return here == lines.begin() ? lines.back() : *std::prev(here);
}

bool ProblemMarks::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QObject::eventFilter(object, event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const long position = m_view->SendScintilla(
        Sci::SCI_POSITIONFROMPOINT, static_cast<unsigned long>(std::max(0, help->pos().x())),
        long(help->pos().y()));
    const long line =
        m_view->SendScintilla(Sci::SCI_LINEFROMPOSITION, static_cast<unsigned long>(position));
    const QString message = messageAt(static_cast<int>(line) + 1);
    if (message.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), message, m_view->viewport());
    return true;
}

} // namespace widgets
