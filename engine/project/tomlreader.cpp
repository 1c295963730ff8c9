// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/tomlreader.h"

#include <algorithm>

namespace engine {
namespace {

constexpr int MaxDepth = 32;

class TomlReader
{
public:
    explicit TomlReader(const QByteArray &text)
        : m_text(QString::fromUtf8(text))
    {
        if (m_text.startsWith(QChar(0xFEFF)))
            m_at = 1;
    }

    TomlDocument read();

private:
    bool statement();
    bool key(QString *path);
    bool value(const QString &path, QStringList *out, int depth);
    bool array(const QString &path, QStringList *out, int depth);
    bool inlineTable(const QString &path, int depth);
    bool string(QString *out);
    bool escape(QString *out);
    void skipBlanks() // within a line
    {
        while (peek() == u' ' || peek() == u'\t')
            ++m_at;
    }
    void skipEmpty(); // blanks, line ends and comments
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    [[nodiscard]] bool startsWith(QStringView word) const
    {
        return QStringView(m_text).mid(m_at).startsWith(word);
    }
    bool fail(const QString &reason);

    QString m_text;
    qsizetype m_at = 0;
    QString m_table; // with a trailing dot, empty at the top
    TomlDocument m_document;
};

TomlDocument TomlReader::read()
{
    for (skipEmpty(); m_at < m_text.size(); skipEmpty())
        if (!statement())
            break;
    return std::move(m_document);
}

bool TomlReader::statement()
{
    if (peek() == u'[') {
        const bool list = startsWith(u"[["); // an array of tables: read, told apart by nothing
        m_at += list ? 2 : 1;
        QString path;
        if (!key(&path))
            return false;
        if (!startsWith(list ? QStringView(u"]]") : QStringView(u"]")))
            return fail(QStringLiteral("expected ']'"));
        m_at += list ? 2 : 1;
        m_table = path + u'.';
    } else {
        QString path;
        if (!key(&path))
            return false;
        if (peek() != u'=')
            return fail(QStringLiteral("expected '='"));
        ++m_at;
        QStringList out;
        const qsizetype before = m_at;
        if (!value(m_table + path, &out, 0))
            return false;
        Q_ASSERT(m_at > before);
        m_document.values[m_table + path] = out;
    }
    skipBlanks();
    if (m_at < m_text.size() && peek() != u'\n' && peek() != u'\r' && peek() != u'#')
        return fail(QStringLiteral("unexpected text behind the value"));
    return true;
}

bool TomlReader::key(QString *path)
{
    while (true) {
        skipBlanks();
        QString part;
        if (peek() == u'"' || peek() == u'\'') {
            if (!string(&part))
                return false;
        } else {
            while (peek().isLetterOrNumber() || peek() == u'_' || peek() == u'-')
                part += m_text[m_at++];
            if (part.isEmpty())
                return fail(QStringLiteral("expected a key"));
        }
        *path += part;
        skipBlanks();
        if (peek() != u'.')
            return true;
        ++m_at;
        *path += u'.';
    }
}

bool TomlReader::value(const QString &path, QStringList *out, int depth)
{
    if (depth > MaxDepth)
        return fail(QStringLiteral("nested too deep"));
    skipBlanks();
    if (peek() == u'"' || peek() == u'\'') {
        QString text;
        if (!string(&text))
            return false;
        *out << text;
        return true;
    }
    if (peek() == u'[')
        return array(path, out, depth);
    if (peek() == u'{')
        return inlineTable(path, depth);
    const qsizetype start = m_at;
    while (m_at < m_text.size() && !QStringView(u"\r\n#,]}").contains(peek()))
        ++m_at;
    const QString text = m_text.mid(start, m_at - start).trimmed();
    if (text.isEmpty()) {
        m_at = start;
        return fail(QStringLiteral("expected a value"));
    }
    *out << text;
    return true;
}

bool TomlReader::array(const QString &path, QStringList *out, int depth)
{
    ++m_at;
    while (true) {
        skipEmpty();
        if (peek() == u']') {
            ++m_at;
            return true;
        }
        if (!value(path, out, depth + 1))
            return false;
        skipEmpty();
        if (peek() == u',')
            ++m_at;
        else if (peek() != u']')
            return fail(QStringLiteral("expected ',' or ']'"));
    }
}

bool TomlReader::inlineTable(const QString &path, int depth)
{
    ++m_at;
    skipBlanks();
    while (peek() != u'}') {
        QString name;
        if (!key(&name))
            return false;
        if (peek() != u'=')
            return fail(QStringLiteral("expected '='"));
        ++m_at;
        QStringList out;
        if (!value(path + u'.' + name, &out, depth + 1))
            return false;
        m_document.values[path + u'.' + name] = out;
        skipBlanks();
        if (peek() == u',')
            ++m_at;
        else if (peek() != u'}')
            return fail(QStringLiteral("expected ',' or '}'"));
        skipBlanks();
    }
    ++m_at;
    return true;
}

bool TomlReader::string(QString *out)
{
    const QChar quote = peek();
    const bool escapes = quote == u'"';
    const QString three(3, quote);
    const bool multiLine = startsWith(three);
    m_at += multiLine ? 3 : 1;
    if (multiLine && peek() == u'\r')
        ++m_at;
    if (multiLine && peek() == u'\n')
        ++m_at;
    while (m_at < m_text.size()) {
        if (multiLine ? startsWith(three) : peek() == quote) {
            m_at += multiLine ? 3 : 1;
            return true;
        }
        if (!multiLine && (peek() == u'\n' || peek() == u'\r'))
            break;
        if (escapes && peek() == u'\\') {
            ++m_at;
            if (!escape(out))
                return false;
        } else {
            *out += m_text[m_at++];
        }
    }
    return fail(QStringLiteral("the string does not end"));
}

bool TomlReader::escape(QString *out)
{
    const QChar c = peek();
    ++m_at;
    const qsizetype which = QStringView(u"btnfr\"\\").indexOf(c);
    if (which >= 0) {
        *out += QStringView(u"\b\t\n\f\r\"\\")[which];
        return true;
    }
    if (c == u'u' || c == u'U') {
        const int digits = c == u'u' ? 4 : 8;
        bool ok = false;
        const char32_t code = m_text.mid(m_at, digits).toUInt(&ok, 16);
        if (!ok || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
            return fail(QStringLiteral("not a Unicode character"));
        m_at += digits;
        *out += QString::fromUcs4(&code, 1);
        return true;
    }
    if (c == u'\n' || c == u'\r' || c == u' ' || c == u'\t') { // a line goes on behind the blanks
        while (peek().isSpace())
            ++m_at;
        return true;
    }
    return fail(QStringLiteral("unknown escape in a string"));
}

void TomlReader::skipEmpty()
{
    while (m_at < m_text.size()) {
        if (peek().isSpace())
            ++m_at;
        else if (peek() == u'#')
            while (m_at < m_text.size() && peek() != u'\n')
                ++m_at;
        else
            return;
    }
}

bool TomlReader::fail(const QString &reason)
{
    m_document.mistake =
        TomlDocument::Mistake{reason, static_cast<int>(m_text.left(m_at).count(u'\n')) + 1};
    return false;
}

} // namespace

TomlDocument readToml(const QByteArray &text)
{
    return TomlReader(text).read();
}

} // namespace engine
