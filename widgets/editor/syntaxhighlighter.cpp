// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/syntaxhighlighter.h"

#include <Qsci/qsciscintilla.h>

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

using Sci = QsciScintillaBase;

// Scintilla keeps one style byte per text byte. 0 is plain text, 32 to 39 are its own (line
// numbers, braces, ...); the rest is for formats.
constexpr int PlainStyle = 0;
constexpr int MaxStyles = 247;
constexpr int styleNumber(size_t index)
{
    const int style = static_cast<int>(index) + 1;
    return style < 32 ? style : style + 8;
}

// Longer lines are machine-made; their colours are not worth a window that hangs.
constexpr long MaxLineBytes = 20'000;

double luminance(const QColor &color)
{
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
           + 0.0722 * linear(color.blueF());
}

// Themes are made for grounds of their own; comments above all get too faint on another one. Goes
// towards the colour of plain text until there is the contrast of small text.
QColor readable(QColor color, const QColor &ground, const QColor &text)
{
    constexpr double Wanted = 4.5;
    const double g = luminance(ground);
    for (int step = 0; step < 10; ++step) {
        const double l = luminance(color);
        if ((std::max(l, g) + 0.05) / (std::min(l, g) + 0.05) >= Wanted)
            break;
        const auto nearer = [](int from, int to) { return from + (to - from) / 8; };
        color = QColor(nearer(color.red(), text.red()), nearer(color.green(), text.green()),
                       nearer(color.blue(), text.blue()));
    }
    return color;
}

} // namespace

SyntaxHighlighter::SyntaxHighlighter(QsciScintilla *editor)
    : QObject(editor)
    , m_editor(editor)
    , m_folds(editor)
{
    m_editor->SendScintilla(Sci::SCI_SETLEXER, static_cast<unsigned long>(Sci::SCLEX_CONTAINER));
    const long events = m_editor->SendScintilla(Sci::SCI_GETMODEVENTMASK);
    m_editor->SendScintilla(
        Sci::SCI_SETMODEVENTMASK,
        static_cast<unsigned long>(events | Sci::SC_MOD_BEFOREINSERT | Sci::SC_MOD_BEFOREDELETE
                                   | Sci::SC_MOD_INSERTTEXT | Sci::SC_MOD_DELETETEXT));
    connect(m_editor, &Sci::SCN_STYLENEEDED, this, [this](int position) {
        highlightUpTo(static_cast<int>(m_editor->SendScintilla(
            Sci::SCI_LINEFROMPOSITION, static_cast<unsigned long>(position))));
    });
    connect(m_editor, &Sci::SCN_MODIFIED, this,
            [this](int position, int type, const char *, int, int linesAdded, int, int, int, int,
                   int) { onModified(position, type, linesAdded); });
}

SyntaxHighlighter::~SyntaxHighlighter() = default;

void SyntaxHighlighter::setDefinition(std::unique_ptr<SyntaxDefinition> definition)
{
    m_ends.clear(); // before the definition that made them goes
    m_line = {};
    m_definition = std::move(definition);
    m_styles.clear();
    m_styleOfFormat.clear();
    rehighlight();
}

void SyntaxHighlighter::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    for (size_t i = 0; i < m_styles.size(); ++i)
        applyStyle(styleNumber(i), m_styles[i].format);
}

void SyntaxHighlighter::rehighlight()
{
    m_ends.clear();
    m_dirtyFirst = m_dirtyLast = -1;
    m_folds.reset(m_definition && m_definition->foldsByIndentation() ? FoldLevels::Kind::Indentation
                                                                     : FoldLevels::Kind::Regions);
    m_editor->SendScintilla(Sci::SCI_CLEARDOCUMENTSTYLE);
    m_editor->SendScintilla(Sci::SCI_STARTSTYLING, 0UL, 0L); // cleared counts as styled otherwise
    m_editor->viewport()->update();
}

void SyntaxHighlighter::highlightAll()
{
    highlightUpTo(m_editor->lines() - 1);
}

void SyntaxHighlighter::applyStyle(int style, int format)
{
    const SyntaxStyle look = m_definition->style(format, m_scheme);
    const auto send = [this, style](unsigned int message, const QColor &value) {
        m_editor->SendScintilla(message, static_cast<unsigned long>(style), value);
    };
    const auto sendFlag = [this, style](unsigned int message, bool value) {
        m_editor->SendScintilla(message, static_cast<unsigned long>(style), value ? 1L : 0L);
    };
    const QColor text = color(Token::Text, m_scheme);
    const QColor ground = look.background.value_or(color(Token::Surface, m_scheme));
    send(Sci::SCI_STYLESETFORE, readable(look.foreground.value_or(text), ground, text));
    send(Sci::SCI_STYLESETBACK, ground);
    sendFlag(Sci::SCI_STYLESETBOLD, look.bold);
    sendFlag(Sci::SCI_STYLESETITALIC, look.italic);
    sendFlag(Sci::SCI_STYLESETUNDERLINE, look.underline);
}

int SyntaxHighlighter::styleFor(const SyntaxSpan &span)
{
    const auto known = m_styleOfFormat.find(span.format);
    if (known != m_styleOfFormat.end())
        return known->second;
    int style = PlainStyle;
    if (m_styles.size() < MaxStyles) {
        style = styleNumber(m_styles.size());
        m_styles.push_back({span.format, span.kind});
        applyStyle(style, span.format);
    } else {
        // A Markdown file with many embedded languages can need 850 formats. From here on a format
        // looks as the first one of its kind.
        const auto same = std::find_if(m_styles.begin(), m_styles.end(),
                                       [&span](const Allocated &a) { return a.kind == span.kind; });
        if (same != m_styles.end())
            style = styleNumber(static_cast<size_t>(same - m_styles.begin()));
    }
    m_styleOfFormat.emplace(span.format, style);
    return style;
}

SyntaxHighlighter::EndState SyntaxHighlighter::highlightLine(int line)
{
    const auto number = static_cast<unsigned long>(line);
    const long start = m_editor->SendScintilla(Sci::SCI_POSITIONFROMLINE, number);
    const long textBytes = m_editor->SendScintilla(Sci::SCI_GETLINEENDPOSITION, number) - start;
    const long allBytes = m_editor->SendScintilla(Sci::SCI_LINELENGTH, number);
    const SyntaxState before = line > 0 ? m_ends[static_cast<size_t>(line) - 1] : SyntaxState();

    m_styleBytes.fill(PlainStyle, allBytes);
    if (textBytes <= MaxLineBytes) {
        // A pointer into Scintilla's buffer: no copy, valid until the text changes.
        const auto *bytes =
            textBytes == 0
                ? ""
                : reinterpret_cast<const char *>(m_editor->SendScintilla(
                    Sci::SCI_GETRANGEPOINTER, static_cast<unsigned long>(start), textBytes));
        m_text.decode(QByteArrayView(bytes, textBytes));
        m_definition->highlight(m_text.text(), before, &m_line);
    } else {
        m_line.spans.clear();
        m_line.foldChange = m_line.foldLow = 0;
        m_line.end = before;
    }
    for (const SyntaxSpan &span : m_line.spans) {
        char *style = m_styleBytes.data();
        std::fill(style + m_text.byteAt(span.offset),
                  style + m_text.byteAt(span.offset + span.length),
                  static_cast<char>(styleFor(span)));
    }
    if (allBytes > 0) {
        m_editor->SendScintilla(Sci::SCI_STARTSTYLING, static_cast<unsigned long>(start), 0L);
        m_editor->SendScintilla(Sci::SCI_SETSTYLINGEX, static_cast<unsigned long>(allBytes),
                                m_styleBytes.constData());
    }
    m_folds.setLine(line, m_line.foldChange, m_line.foldLow);
    ++m_linesHighlighted;

    SyntaxState &end = m_ends[static_cast<size_t>(line)];
    const bool same = end == m_line.end;
    if (!same)
        end = std::move(m_line.end);
    return same ? EndState::Same : EndState::Changed;
}

void SyntaxHighlighter::onModified(int position, int type, int linesAdded)
{
    if (type & (Sci::SC_MOD_BEFOREINSERT | Sci::SC_MOD_BEFOREDELETE))
        m_changing = true;
    if (!(type & (Sci::SC_MOD_INSERTTEXT | Sci::SC_MOD_DELETETEXT)))
        return;
    m_changing = false;
    const int line = static_cast<int>(
        m_editor->SendScintilla(Sci::SCI_LINEFROMPOSITION, static_cast<unsigned long>(position)));
    const int known = static_cast<int>(m_ends.size());
    if (line >= known)
        return;
    if (linesAdded > 0) {
        // Before the line, so that the old state at its end stays behind the inserted lines, where
        // the new one will be compared with it.
        m_ends.insert(m_ends.begin() + line, static_cast<size_t>(linesAdded), SyntaxState());
        m_folds.insertAfter(line, linesAdded);
    } else if (linesAdded < 0) {
        const int gone = std::min(-linesAdded, known - line - 1);
        m_ends.erase(m_ends.begin() + line, m_ends.begin() + line + gone);
        m_folds.eraseAfter(line, gone);
    }
    const int last = line + std::max(0, linesAdded);
    if (m_dirtyFirst < 0) {
        m_dirtyFirst = line;
        m_dirtyLast = last;
        return;
    }
    if (m_dirtyLast >= line)
        m_dirtyLast = std::max(line, m_dirtyLast + linesAdded);
    m_dirtyFirst = std::min(m_dirtyFirst, line);
    m_dirtyLast = std::max(m_dirtyLast, last);
}

void SyntaxHighlighter::highlightUpTo(int line)
{
    // Scintilla adjusts its scroll bars, and wants what comes into view styled, before it tells of
    // the change that moved them. It asks again.
    if (m_changing)
        return;
    const auto setStyledUpTo = [this](long position) {
        m_editor->SendScintilla(Sci::SCI_STARTSTYLING, static_cast<unsigned long>(position), 0L);
    };
    if (!m_definition) {
        setStyledUpTo(m_editor->length());
        return;
    }
    const int last = std::min(line, m_editor->lines() - 1);
    int firstTouched = -1;
    int lastTouched = -1;
    const auto touch = [&](int i) {
        if (firstTouched < 0)
            firstTouched = i;
        lastTouched = std::max(lastTouched, i);
    };
    if (m_dirtyFirst >= 0) {
        for (int i = m_dirtyFirst; i < static_cast<int>(m_ends.size()); ++i) {
            const EndState end = highlightLine(i);
            touch(i);
            if (i < m_dirtyLast)
                continue;
            if (end == EndState::Same)
                break;
            if (i > last) { // out of view: the rest is done when it is asked for
                m_ends.resize(static_cast<size_t>(i) + 1);
                m_folds.resize(i + 1);
            }
        }
        m_dirtyFirst = m_dirtyLast = -1;
    }
    while (static_cast<int>(m_ends.size()) <= last) {
        const int i = static_cast<int>(m_ends.size());
        m_ends.emplace_back();
        m_folds.resize(i + 1);
        touch(i);
        highlightLine(i);
    }
    if (firstTouched >= 0)
        m_folds.update(firstTouched, lastTouched);

    // What is known stays styled: Scintilla, which forgets everything behind an edit, need not ask
    // for it again.
    const int known = static_cast<int>(m_ends.size());
    setStyledUpTo(known >= m_editor->lines()
                      ? m_editor->length()
                      : m_editor->SendScintilla(Sci::SCI_POSITIONFROMLINE,
                                                static_cast<unsigned long>(known)));
}

} // namespace widgets
