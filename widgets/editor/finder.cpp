// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/finder.h"

#include <QTimer>

#include <Qsci/qsciscintilla.h>

#include <algorithm>

#include "widgets/editor/scintillanumbers.h"

namespace widgets {
namespace {

using Sci = QsciScintillaBase;

constexpr size_t MaxMarked = 5'000; // more are counted and found, but not painted

QByteArray textOf(QsciScintilla *view)
{
    return view->bytes(0, view->length()).chopped(1); // QScintilla appends a zero
}

} // namespace

Finder::Finder(QsciScintilla *view, FindBar *bar)
    : QObject(view)
    , m_view(view)
    , m_bar(bar)
    , m_later(new QTimer(this))
{
    for (const int indicator : {scintilla::FoundText, scintilla::CurrentFoundText}) {
        const auto number = static_cast<unsigned long>(indicator);
        view->SendScintilla(Sci::SCI_INDICSETSTYLE, number, long(Sci::INDIC_STRAIGHTBOX));
        view->SendScintilla(Sci::SCI_INDICSETUNDER, number, 1L);
        view->SendScintilla(Sci::SCI_INDICSETALPHA, number, 255L);
        view->SendScintilla(Sci::SCI_INDICSETOUTLINEALPHA, number, 255L);
    }
    m_later->setSingleShot(true);
    m_later->setInterval(0);
    connect(m_later, &QTimer::timeout, this, &Finder::searchAgain);
    connect(view, &QsciScintilla::textChanged, this, [this] {
        if (m_bar->isVisible())
            m_later->start();
    });
    connect(view, &QsciScintilla::selectionChanged, this, [this] {
        if (m_bar->isVisible() && !m_later->isActive())
            showCount();
    });
    connect(bar, &FindBar::queryChanged, this, [this] {
        searchAgain();
        selectFromStart();
    });
    connect(bar, &FindBar::findNext, this, &Finder::findNext);
    connect(bar, &FindBar::findPrevious, this, &Finder::findPrevious);
    connect(bar, &FindBar::replaceOne, this, &Finder::replaceOne);
    connect(bar, &FindBar::replaceAll, this, &Finder::replaceAll);
    connect(bar, &FindBar::closed, this, &Finder::close);
}

long Finder::selectionBegin() const
{
    return m_view->SendScintilla(Sci::SCI_GETSELECTIONSTART);
}

long Finder::selectionEnd() const
{
    return m_view->SendScintilla(Sci::SCI_GETSELECTIONEND);
}

void Finder::open(FindBar::Mode mode)
{
    m_origin = selectionBegin();
    const QString selected = m_view->selectedText();
    m_bar->setReplaceEnabled(!m_view->isReadOnly());
    m_bar->open(mode, selected.contains(u'\n') ? QString() : selected);
    searchAgain();
}

void Finder::close()
{
    m_bar->hide();
    m_matches.clear();
    showMarks();
    m_view->setFocus(Qt::OtherFocusReason);
}

void Finder::searchAgain()
{
    m_later->stop();
    const SearchQuery query = m_bar->query();
    m_matches = findAll(textOf(m_view), query);
    showMarks();
    if (const auto error = searchError(query))
        m_bar->showError(*error);
    else
        showCount();
}

void Finder::showMarks()
{
    for (const int indicator : {scintilla::FoundText, scintilla::CurrentFoundText}) {
        m_view->SendScintilla(Sci::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicator));
        m_view->SendScintilla(Sci::SCI_INDICATORCLEARRANGE, 0UL, long(m_view->length()));
    }
    m_view->SendScintilla(Sci::SCI_SETINDICATORCURRENT,
                          static_cast<unsigned long>(scintilla::FoundText));
    for (size_t i = 0; i < std::min(m_matches.size(), MaxMarked); ++i)
        m_view->SendScintilla(Sci::SCI_INDICATORFILLRANGE,
                              static_cast<unsigned long>(m_matches[i].begin),
                              long(m_matches[i].end - m_matches[i].begin));
}

int Finder::selectedMatch() const
{
    const long begin = selectionBegin();
    const auto at = std::lower_bound(
        m_matches.begin(), m_matches.end(), begin,
        [](const SearchMatch &match, long position) { return match.begin < position; });
    return at != m_matches.end() && at->begin == begin && at->end == selectionEnd()
               ? static_cast<int>(at - m_matches.begin())
               : -1;
}

void Finder::showCount()
{
    m_view->SendScintilla(Sci::SCI_SETINDICATORCURRENT,
                          static_cast<unsigned long>(scintilla::CurrentFoundText));
    m_view->SendScintilla(Sci::SCI_INDICATORCLEARRANGE, 0UL, long(m_view->length()));
    const int selected = selectedMatch();
    if (selected >= 0) {
        const SearchMatch &match = m_matches[static_cast<size_t>(selected)];
        m_view->SendScintilla(Sci::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(match.begin),
                              long(match.end - match.begin));
    }
    if (!searchError(m_bar->query()))
        m_bar->showCount(selected + 1, static_cast<int>(m_matches.size()));
}

void Finder::select(size_t index)
{
    const SearchMatch &match = m_matches[index];
    const long line =
        m_view->SendScintilla(Sci::SCI_LINEFROMPOSITION, static_cast<unsigned long>(match.begin));
    m_view->SendScintilla(Sci::SCI_ENSUREVISIBLEENFORCEPOLICY, static_cast<unsigned long>(line));
    m_view->SendScintilla(Sci::SCI_SETSEL, static_cast<unsigned long>(match.begin),
                          long(match.end));
    showCount();
}

void Finder::selectFromStart()
{
    if (m_matches.empty())
        return;
    const auto at = std::find_if(m_matches.begin(), m_matches.end(),
                                 [this](const SearchMatch &m) { return m.begin >= m_origin; });
    select(at == m_matches.end() ? 0 : static_cast<size_t>(at - m_matches.begin()));
}

void Finder::find(Direction direction)
{
    if (m_bar->query().text.isEmpty()) {
        open(FindBar::Mode::Find);
        return;
    }
    searchAgain(); // the bar may be closed, or the text newer
    if (!m_bar->isVisible())
        showMarks();
    if (m_matches.empty())
        return;
    const int count = static_cast<int>(m_matches.size());
    const int selected = selectedMatch();
    int index = 0;
    if (direction == Direction::Forward) {
        // An empty match is its own selection: go on behind it.
        while (index < count
               && (m_matches[size_t(index)].begin < selectionEnd() || index == selected))
            ++index;
        index %= count;
    } else {
        index = count - 1;
        while (index >= 0
               && (m_matches[size_t(index)].begin >= selectionBegin() || index == selected))
            --index;
        index = (index + count) % count;
    }
    select(static_cast<size_t>(index));
    m_origin = selectionBegin();
    if (!m_bar->isVisible()) {
        m_matches.clear();
        showMarks();
    }
}

void Finder::findNext()
{
    find(Direction::Forward);
}

void Finder::findPrevious()
{
    find(Direction::Backward);
}

void Finder::replaceRange(SearchMatch match, const QByteArray &replacement)
{
    m_view->SendScintilla(Sci::SCI_SETTARGETRANGE, static_cast<unsigned long>(match.begin),
                          long(match.end));
    m_view->SendScintilla(Sci::SCI_REPLACETARGET, static_cast<unsigned long>(replacement.size()),
                          replacement.constData());
}

void Finder::replaceOne()
{
    if (m_view->isReadOnly())
        return;
    searchAgain();
    const int selected = selectedMatch();
    if (selected < 0) {
        find(Direction::Forward);
        return;
    }
    const SearchMatch match = m_matches[static_cast<size_t>(selected)];
    const auto texts = replacements(textOf(m_view), m_bar->query(), m_bar->replacement());
    const QByteArray &text = texts[static_cast<size_t>(selected)];
    m_view->beginUndoAction();
    replaceRange(match, text);
    m_view->endUndoAction();
    m_view->SendScintilla(Sci::SCI_SETEMPTYSELECTION,
                          static_cast<unsigned long>(match.begin + text.size()));
    find(Direction::Forward);
}

void Finder::replaceAll()
{
    if (m_view->isReadOnly())
        return;
    searchAgain();
    if (m_matches.empty())
        return;
    const std::vector<SearchMatch> matches = m_matches;
    const auto texts = replacements(textOf(m_view), m_bar->query(), m_bar->replacement());
    m_view->beginUndoAction();
    for (size_t i = matches.size(); i-- > 0;) // from the end, so that places before stay right
        replaceRange(matches[i], texts[i]);
    m_view->endUndoAction();
    searchAgain();
    m_bar->showReplaced(static_cast<int>(matches.size()));
}

} // namespace widgets
