// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/events/commandline.h"

#include <optional>

#include "engine/events/eventmessages.h"

namespace engine {
namespace {

class Splitter
{
public:
    explicit Splitter(const QString &text)
        : m_text(text)
    {
    }

    Result<std::vector<ShellWord>> split()
    {
        while (m_at < m_text.size() && !m_failed) {
            const QChar c = m_text[m_at];
            if (c == u'\\' && isNewLine(m_at + 1)) {
                skipNewLine();
            } else if (c == u'\n' || c == u';' || c == u'|' || c == u'&') {
                if (!m_words.empty() || m_inWord)
                    break; // the command ends here
                ++m_at;
            } else if (c.isSpace()) {
                endWord();
                ++m_at;
            } else {
                part(c);
            }
        }
        if (m_failed)
            return *m_failed;
        endWord();
        return std::move(m_words);
    }

private:
    [[nodiscard]] bool isNewLine(qsizetype at) const
    {
        return at < m_text.size() && (m_text[at] == u'\n' || m_text[at] == u'\r');
    }

    void skipNewLine() // m_at is at the backslash
    {
        ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == u'\r')
            ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == u'\n')
            ++m_at;
    }

    void part(QChar c)
    {
        if (!m_inWord) {
            m_inWord = true;
            m_word = {QString(), lineOf(m_at), columnOf(m_at)};
        }
        const qsizetype open = m_at;
        if (c == u'\'') {
            const qsizetype end = m_text.indexOf(u'\'', m_at + 1);
            if (end < 0)
                return fail(open);
            m_word.text += m_text.sliced(m_at + 1, end - m_at - 1);
            m_at = end + 1;
        } else if (c == u'"') {
            doubleQuoted();
        } else if (c == u'$' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\'') {
            ansiQuoted();
        } else if (c == u'\\' && m_at + 1 < m_text.size()) {
            m_word.text += m_text[m_at + 1];
            m_at += 2;
        } else {
            m_word.text += c;
            ++m_at;
        }
    }

    void doubleQuoted()
    {
        const qsizetype open = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != u'"') {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size()) {
                if (isNewLine(m_at + 1)) {
                    skipNewLine();
                    continue;
                }
                const QChar next = m_text[m_at + 1];
                if (next != u'"' && next != u'\\' && next != u'$' && next != u'`')
                    m_word.text += u'\\';
                m_word.text += next;
                m_at += 2;
            } else {
                m_word.text += m_text[m_at++];
            }
        }
        if (m_at >= m_text.size())
            return fail(open);
        ++m_at;
    }

    // $'...': \n, \t, \r, \\, \', \", \xHH, \uHHHH, \0OO
    void ansiQuoted()
    {
        const qsizetype open = m_at;
        m_at += 2;
        while (m_at < m_text.size() && m_text[m_at] != u'\'') {
            if (m_text[m_at] != u'\\' || m_at + 1 >= m_text.size()) {
                m_word.text += m_text[m_at++];
                continue;
            }
            const QChar next = m_text[m_at + 1];
            m_at += 2;
            static const QString letters = QStringLiteral("ntrabfv");
            static const QString meanings = QStringLiteral("\n\t\r\a\b\f\v");
            if (const qsizetype letter = letters.indexOf(next); letter >= 0)
                m_word.text += meanings[letter];
            else if (next == u'x')
                m_word.text += QChar(number(2, 16));
            else if (next == u'u')
                m_word.text += QChar(number(4, 16));
            else if (next == u'0')
                m_word.text += QChar(number(3, 8));
            else
                m_word.text += next;
        }
        if (m_at >= m_text.size())
            return fail(open);
        ++m_at;
    }

    ushort number(int most, int base)
    {
        QString digits;
        while (digits.size() < most && m_at < m_text.size()) {
            bool isDigit = false;
            (void)QString(m_text[m_at]).toInt(&isDigit, base);
            if (!isDigit)
                break;
            digits += m_text[m_at++];
        }
        return static_cast<ushort>(digits.toInt(nullptr, base));
    }

    void endWord()
    {
        if (m_inWord)
            m_words.push_back(m_word);
        m_inWord = false;
    }

    void fail(qsizetype at)
    {
        m_failed = Error{Error::Code::BadSyntax, openQuote(), {}, lineOf(at), columnOf(at)};
        m_at = m_text.size();
    }

    [[nodiscard]] int lineOf(qsizetype at) const
    {
        return static_cast<int>(QStringView(m_text).first(at).count(u'\n')) + 1;
    }
    [[nodiscard]] int columnOf(qsizetype at) const
    {
        return static_cast<int>(at - (at > 0 ? m_text.lastIndexOf(u'\n', at - 1) : -1));
    }

    const QString &m_text;
    qsizetype m_at = 0;
    bool m_inWord = false;
    ShellWord m_word;
    std::vector<ShellWord> m_words;
    std::optional<Error> m_failed;
};

} // namespace

Result<std::vector<ShellWord>> shellWords(const QString &text)
{
    return Splitter(text).split();
}

} // namespace engine
