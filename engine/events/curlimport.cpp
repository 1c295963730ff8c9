// SPDX-License-Identifier: GPL-3.0-or-later
#include <QUrl>

#include <optional>
#include <set>

#include "engine/events/commandline.h"
#include "engine/events/eventimport.h"
#include "engine/events/eventmessages.h"

namespace engine {
namespace {

// Reads the words behind "curl".
class CurlReader
{
public:
    explicit CurlReader(std::vector<ShellWord> words)
        : m_words(std::move(words))
    {
    }

    Result<EventValues> read()
    {
        if (m_words.empty() || m_words.front().text.section(u'/', -1) != u"curl")
            return errorAt(m_words.empty() ? ShellWord{{}, 1, 1} : m_words.front(), noCurl());
        for (m_at = 1; m_at < m_words.size() && !m_error; ++m_at) {
            const ShellWord word = m_words[m_at];
            if (word.text.startsWith(u"--") && word.text.size() > 2)
                longOption(word);
            else if (word.text.startsWith(u'-') && word.text.size() > 1)
                shortOptions(word);
            else
                takeUrl(word, word.text);
        }
        if (m_error)
            return *m_error;
        if (m_url.isEmpty())
            return errorAt(m_words.front(), noUrl());
        return values();
    }

private:
    // Long names of what has a short one; all else is looked up as it is.
    static QString shortName(const QString &name)
    {
        static const std::map<QString, QString> names{
            {QStringLiteral("request"), QStringLiteral("X")},
            {QStringLiteral("header"), QStringLiteral("H")},
            {QStringLiteral("data"), QStringLiteral("d")},
            {QStringLiteral("data-ascii"), QStringLiteral("d")},
            {QStringLiteral("user"), QStringLiteral("u")},
            {QStringLiteral("user-agent"), QStringLiteral("A")},
            {QStringLiteral("referer"), QStringLiteral("e")},
            {QStringLiteral("cookie"), QStringLiteral("b")},
            {QStringLiteral("get"), QStringLiteral("G")},
            {QStringLiteral("head"), QStringLiteral("I")},
            {QStringLiteral("form"), QStringLiteral("F")},
            {QStringLiteral("upload-file"), QStringLiteral("T")}};
        const auto found = names.find(name);
        return found == names.end() ? name : found->second;
    }

    static bool takesValue(const QString &name)
    {
        static const std::set<QString> all{
            QStringLiteral("X"), QStringLiteral("H"), QStringLiteral("d"), QStringLiteral("u"),
            QStringLiteral("A"), QStringLiteral("e"), QStringLiteral("b"), QStringLiteral("F"),
            QStringLiteral("T"), QStringLiteral("data-raw"), QStringLiteral("data-binary"),
            QStringLiteral("data-urlencode"), QStringLiteral("json"), QStringLiteral("url"),
            // of the connection and the output: read over
            QStringLiteral("o"), QStringLiteral("m"), QStringLiteral("x"), QStringLiteral("w"),
            QStringLiteral("c"), QStringLiteral("D"), QStringLiteral("E"), QStringLiteral("r"),
            QStringLiteral("output"), QStringLiteral("max-time"), QStringLiteral("connect-timeout"),
            QStringLiteral("proxy"), QStringLiteral("write-out"), QStringLiteral("cacert"),
            QStringLiteral("cert"), QStringLiteral("key"), QStringLiteral("retry"),
            QStringLiteral("resolve"), QStringLiteral("cookie-jar"), QStringLiteral("max-redirs"),
            QStringLiteral("dump-header"), QStringLiteral("aws-sigv4"),
            QStringLiteral("unix-socket"), QStringLiteral("interface"), QStringLiteral("ciphers"),
            QStringLiteral("stderr"), QStringLiteral("range")};
        return all.contains(name);
    }

    static bool isFlag(const QString &name)
    {
        static const std::set<QString> all{QStringLiteral("G"),
                                           QStringLiteral("I"),
                                           QStringLiteral("s"),
                                           QStringLiteral("S"),
                                           QStringLiteral("k"),
                                           QStringLiteral("L"),
                                           QStringLiteral("i"),
                                           QStringLiteral("v"),
                                           QStringLiteral("f"),
                                           QStringLiteral("N"),
                                           QStringLiteral("g"),
                                           QStringLiteral("O"),
                                           QStringLiteral("J"),
                                           QStringLiteral("4"),
                                           QStringLiteral("6"),
                                           QStringLiteral("q"),
                                           QStringLiteral("0"),
                                           QStringLiteral("#"),
                                           QStringLiteral("silent"),
                                           QStringLiteral("show-error"),
                                           QStringLiteral("insecure"),
                                           QStringLiteral("location"),
                                           QStringLiteral("include"),
                                           QStringLiteral("verbose"),
                                           QStringLiteral("fail"),
                                           QStringLiteral("fail-with-body"),
                                           QStringLiteral("no-buffer"),
                                           QStringLiteral("globoff"),
                                           QStringLiteral("compressed"),
                                           QStringLiteral("http1.0"),
                                           QStringLiteral("http1.1"),
                                           QStringLiteral("http2"),
                                           QStringLiteral("http3"),
                                           QStringLiteral("ipv4"),
                                           QStringLiteral("ipv6"),
                                           QStringLiteral("progress-bar"),
                                           QStringLiteral("no-progress-meter"),
                                           QStringLiteral("path-as-is"),
                                           QStringLiteral("ssl-reqd"),
                                           QStringLiteral("tlsv1.2"),
                                           QStringLiteral("tlsv1.3"),
                                           QStringLiteral("location-trusted"),
                                           QStringLiteral("basic"),
                                           QStringLiteral("remote-name")};
        return all.contains(name);
    }

    void longOption(const ShellWord &word)
    {
        const qsizetype equals = word.text.indexOf(u'=');
        const QString name = shortName(word.text.mid(2, equals < 0 ? -1 : equals - 2));
        if (takesValue(name)) {
            if (equals >= 0)
                option(word, name, word.text.sliced(equals + 1));
            else
                withNext(word, name);
        } else if (isFlag(name)) {
            flag(name);
        } else {
            m_error = errorAt(word, unknownOption(word.text));
        }
    }

    // "-sSXPOST": flags, then one that takes the rest or the next word.
    void shortOptions(const ShellWord &word)
    {
        for (qsizetype i = 1; i < word.text.size(); ++i) {
            const QString name = word.text.sliced(i, 1);
            if (takesValue(name)) {
                if (i + 1 < word.text.size())
                    option(word, name, word.text.sliced(i + 1));
                else
                    withNext(word, name);
                return;
            }
            if (!isFlag(name)) {
                m_error = errorAt(word, unknownOption(u'-' + name));
                return;
            }
            flag(name);
        }
    }

    void withNext(const ShellWord &word, const QString &name)
    {
        if (m_at + 1 >= m_words.size())
            m_error = errorAt(word, optionWithoutValue(word.text));
        else
            option(word, name, m_words[++m_at].text);
    }

    void flag(const QString &name)
    {
        if (name == u"G")
            m_get = true;
        else if (name == u"I")
            m_head = true;
    }

    void option(const ShellWord &word, const QString &name, const QString &value)
    {
        if (name == u"X") {
            m_method = value.toUpper();
        } else if (name == u"H") {
            if (value.startsWith(u'@'))
                m_error = errorAt(word, readsFile(value));
            header(value);
        } else if (name == u"d" || name == u"data-binary") {
            if (value.startsWith(u'@'))
                m_error = errorAt(word, readsFile(value));
            QString text = value;
            if (name == u"d") // curl takes line ends out
                text.remove(u'\r').remove(u'\n');
            data(text);
        } else if (name == u"data-raw") {
            data(value);
        } else if (name == u"data-urlencode") {
            encoded(word, value);
        } else if (name == u"json") {
            if (value.startsWith(u'@'))
                m_error = errorAt(word, readsFile(value));
            m_body = m_body.value_or(QString()) + value;
            m_json = true;
        } else if (name == u"u") {
            m_headers << QStringLiteral("Authorization: Basic ")
                             + QString::fromLatin1(value.toUtf8().toBase64());
        } else if (name == u"A") {
            m_headers << QStringLiteral("User-Agent: ") + value;
        } else if (name == u"e") {
            m_headers << QStringLiteral("Referer: ") + value;
        } else if (name == u"b") {
            if (!value.contains(u'='))
                m_error = errorAt(word, readsFile(value));
            m_cookies << value;
        } else if (name == u"F" || name == u"T") {
            m_error = errorAt(word, notTakenOver(word.text));
        } else if (name == u"url") {
            takeUrl(word, value);
        }
    }

    void header(QString line)
    {
        line.remove(u'\r').replace(u'\n', u' ');         // fields have a header a line
        if (line.endsWith(u';') && !line.contains(u':')) // "X-Empty;": a header without a value
            m_headers << line.chopped(1) + u':';
        else if (!line.section(u':', 1).trimmed().isEmpty()) // "Accept:" takes one away
            m_headers << line;
    }

    void data(const QString &text)
    {
        m_body = m_body ? *m_body + u'&' + text : text;
        m_isForm = true;
    }

    // "content", "=content", "name=content"; "@file" and "name@file" can't be.
    void encoded(const ShellWord &word, const QString &value)
    {
        const qsizetype equals = value.indexOf(u'=');
        const qsizetype at = value.indexOf(u'@');
        if (at >= 0 && (equals < 0 || at < equals)) {
            m_error = errorAt(word, readsFile(value));
            return;
        }
        const QString name = equals > 0 ? value.first(equals + 1) : QString();
        data(name + QString::fromLatin1(QUrl::toPercentEncoding(value.sliced(equals + 1))));
    }

    void takeUrl(const ShellWord &word, const QString &url)
    {
        if (!m_url.isEmpty())
            m_error = errorAt(word, secondUrl(url));
        m_url = url;
    }

    [[nodiscard]] bool hasHeader(const QString &name) const
    {
        for (const QString &line : m_headers)
            if (line.section(u':', 0, 0).trimmed().compare(name, Qt::CaseInsensitive) == 0)
                return true;
        return false;
    }

    void addHeader(const QString &name, const QString &value)
    {
        if (!hasHeader(name))
            m_headers << name + QStringLiteral(": ") + value;
    }

    EventValues values()
    {
        // Taken apart by hand: QUrl would put encodings right, and events have them as sent.
        QString rest = m_url;
        if (const qsizetype scheme = rest.indexOf(QStringLiteral("://")); scheme >= 0)
            rest = rest.sliced(scheme + 3);
        rest = rest.section(u'#', 0, 0);
        QString query = rest.section(u'?', 1);
        const QString before = rest.section(u'?', 0, 0);
        const qsizetype slash = before.indexOf(u'/');
        // "https://ana:secret@example.com" is -u by another name
        const QString host = before.left(slash);
        if (const qsizetype at = host.lastIndexOf(u'@'); at > 0)
            addHeader(QStringLiteral("Authorization"),
                      QStringLiteral("Basic ")
                          + QString::fromLatin1(
                              QByteArray::fromPercentEncoding(host.first(at).toUtf8()).toBase64()));
        QString path = slash < 0 ? QStringLiteral("/") : before.sliced(slash);
        path.replace(u' ', QStringLiteral("%20"));

        QString body = m_body.value_or(QString());
        QString method = m_method;
        if (m_get && m_body) {
            query = query.isEmpty() ? body : query + u'&' + body;
            body.clear();
        } else if (m_json) {
            addHeader(QStringLiteral("Content-Type"), QStringLiteral("application/json"));
            addHeader(QStringLiteral("Accept"), QStringLiteral("application/json"));
        } else if (m_isForm) {
            addHeader(QStringLiteral("Content-Type"),
                      QStringLiteral("application/x-www-form-urlencoded"));
        }
        if (method.isEmpty())
            method = m_head             ? QStringLiteral("HEAD")
                     : !m_get && m_body ? QStringLiteral("POST")
                                        : QStringLiteral("GET");
        if (!m_cookies.isEmpty()) // one header, however many options
            m_headers << QStringLiteral("Cookie: ") + m_cookies.join(QStringLiteral("; "));
        // The host of the front takes the place of the one that was called.
        QStringList headers;
        for (const QString &line : std::as_const(m_headers))
            if (line.section(u':', 0, 0).trimmed().compare(u"host", Qt::CaseInsensitive) != 0)
                headers << line;
        return {{QStringLiteral("method"), {method}},
                {QStringLiteral("path"), {path}},
                {QStringLiteral("route"), {path}},
                {QStringLiteral("query"), {query}},
                {QStringLiteral("headers"), {headers.join(u'\n')}},
                {QStringLiteral("body"), {body}}};
    }

    static Error errorAt(const ShellWord &word, const QString &reason)
    {
        return {Error::Code::BadSyntax, reason, {}, word.line, word.column};
    }

    std::vector<ShellWord> m_words;
    std::size_t m_at = 0;
    std::optional<Error> m_error;
    QString m_url;
    QString m_method;
    QStringList m_headers;
    QStringList m_cookies;
    std::optional<QString> m_body;
    bool m_isForm = false;
    bool m_json = false;
    bool m_get = false;
    bool m_head = false;
};

} // namespace

Result<EventValues> importCurl(const QString &text)
{
    const auto words = shellWords(text);
    if (!words)
        return words.error();
    return CurlReader(*words).read();
}

} // namespace engine
