// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/core/json.h"
#include "engine/events/commandline.h"
#include "engine/events/eventimport.h"

using engine::EventValues;

class TestEventImport : public QObject
{
    Q_OBJECT

private slots:
    void words_data();
    void words();
    void curl_data();
    void curl();
    void curlThatCantBe_data();
    void curlThatCantBe();
    void texts_data();
    void texts();
};

void TestEventImport::words_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *line, const QStringList &expected) {
        QTest::newRow(name) << QString::fromUtf8(line) << expected;
    };
    const auto s = [](const char *text) { return QString::fromUtf8(text); };
    row("blanks", "  a \t b ", {s("a"), s("b")});
    row("single quotes keep all", "'a \"b\\' c", {s("a \"b\\"), s("c")});
    row("double quotes", "\"a \\\"b\\\" \\n $x\"", {s("a \"b\" \\n $x")});
    row("parts of one word", "a'b'\"c\"\\ d", {s("abc d")});
    row("an empty word", "a '' b", {s("a"), QString(), s("b")});
    row("a line goes on", "a \\\n b \\\r\n c", {s("a"), s("b"), s("c")});
    row("of a browser", "$'a\\n\\'\\u00e9\\x41'", {s("a\n'éA")});
    row("another command follows", "a b | c", {s("a"), s("b")});
    row("nothing", " \n ", {});
}

void TestEventImport::words()
{
    QFETCH(QString, line);
    QFETCH(QStringList, expected);
    const auto result = engine::shellWords(line);
    QVERIFY(result);
    QStringList texts;
    for (const auto &word : *result)
        texts << word.text;
    QCOMPARE(texts, expected);
}

void TestEventImport::curl_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("expected"); // method, path, query, headers, body
    const auto row = [](const char *name, const char *command, const char *method, const char *path,
                        const char *query, const char *headers, const char *body) {
        QTest::newRow(name) << QString::fromUtf8(command)
                            << QStringList{QString::fromUtf8(method), QString::fromUtf8(path),
                                           QString::fromUtf8(query), QString::fromUtf8(headers),
                                           QString::fromUtf8(body)};
    };
    row("the least", "curl example.com", "GET", "/", "", "", "");
    row("path and query stay encoded", "curl 'https://e.com:8443/a%20b/?q=1+2&q=%2F#top'", "GET",
        "/a%20b/", "q=1+2&q=%2F", "", "");
    row("data posts a form", "curl -d a=1 -d b=2 http://e.com/x", "POST", "/x", "",
        "Content-Type: application/x-www-form-urlencoded", "a=1&b=2");
    row("JSON", "curl --json '{\"a\":1}' e.com/x", "POST", "/x", "",
        "Content-Type: application/json\nAccept: application/json", "{\"a\":1}");
    row("one's own type stays", "curl -H 'content-type: text/xml' --data-raw '<a/>' e.com/x",
        "POST", "/x", "", "content-type: text/xml", "<a/>");
    row("a method of one's own", "curl -XPUT e.com/x --data-binary 'a\nb'", "PUT", "/x", "",
        "Content-Type: application/x-www-form-urlencoded", "a\nb");
    row("-G makes it the query", "curl -G e.com/x?z=0 -d a=1 --data-urlencode 'q=a b&c'", "GET",
        "/x", "z=0&a=1&q=a%20b%26c", "", "");
    row("who it is", "curl -u ana:secret -A me -e from -b 's=1; t=2' e.com", "GET", "/", "",
        "Authorization: Basic YW5hOnNlY3JldA==\nUser-Agent: me\nReferer: from\nCookie: s=1; t=2",
        "");
    row("flags together, and what is not about the request",
        "curl -sSLkXDELETE -o out.txt --compressed --max-time 5 --url e.com/x", "DELETE", "/x", "",
        "", "");
    row("as a browser copies it",
        "curl 'https://e.com/a' \\\n  -H 'accept: */*' \\\n  -H 'host: e.com' \\\n"
        "  --data-raw $'{\"n\":\"it\\'s\"}'",
        "POST", "/a", "", "accept: */*\nContent-Type: application/x-www-form-urlencoded",
        "{\"n\":\"it's\"}");
    row("cookies make one header", "curl -b a=1 -b b=2 e.com", "GET", "/", "", "Cookie: a=1; b=2",
        "");
    row("who it is, in the address", "curl https://ana:se%63ret@e.com/x", "GET", "/x", "",
        "Authorization: Basic YW5hOnNlY3JldA==", "");
    row("a line end in a header", "curl -H $'A: b\nc: d' e.com", "GET", "/", "", "A: b c: d", "");
    row("only the head", "/usr/bin/curl -I e.com", "HEAD", "/", "", "", "");
    row("a long option with '='", "curl --request=PATCH e.com", "PATCH", "/", "", "", "");
}

void TestEventImport::curl()
{
    QFETCH(QString, command);
    QFETCH(QStringList, expected);
    const auto result = engine::importCurl(command);
    QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
    QStringList values;
    for (const char *name : {"method", "path", "query", "headers", "body"})
        values << result->at(QLatin1StringView(name)).value(0);
    QCOMPARE(values, expected);
    const auto &variant = engine::eventSource(QStringLiteral("api-gateway-http"))->variants.front();
    QVERIFY(engine::checkValues(variant, engine::fitting(*result, variant)).empty());
}

void TestEventImport::curlThatCantBe_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const char *command, int line, int column,
                        const char *detail) {
        QTest::newRow(name) << QString::fromUtf8(command) << line << column
                            << QString::fromUtf8(detail);
    };
    row("another program", "wget e.com", 1, 1, "this is no curl command");
    row("nothing", "  ", 1, 1, "this is no curl command");
    row("no URL", "curl -s", 1, 1, "the command has no URL");
    row("an open quote", "curl \\\n 'e.com", 2, 2, "this quote is not closed");
    row("an open double quote", "curl \"e.com", 1, 6, "this quote is not closed");
    row("a second URL", "curl e.com f.com", 1, 12, "\"f.com\" is a second URL; an event has one");
    row("a file", "curl e.com -d @body.json", 1, 12,
        "\"@body.json\" reads a file; put its content in its place");
    row("a file of headers", "curl e.com -H @head.txt", 1, 12,
        "\"@head.txt\" reads a file; put its content in its place");
    row("a form", "curl e.com -F a=@b", 1, 12, "what -F sends can't be taken over");
    row("no such option", "curl --nonsense e.com", 1, 6, "the option --nonsense is not known");
    row("no such flag", "curl -sZ e.com", 1, 6, "the option -Z is not known");
    row("no value", "curl e.com -H", 1, 12, "the option -H needs a value");
}

void TestEventImport::curlThatCantBe()
{
    QFETCH(QString, command);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, detail);
    const auto result = engine::importCurl(command);
    QVERIFY(!result);
    QCOMPARE(result.error().code, engine::Error::Code::BadSyntax);
    QCOMPARE(result.error().detail, detail);
    QCOMPARE(result.error().line, line);
    QCOMPARE(result.error().column, column);
}

void TestEventImport::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected"); // compact; empty: none
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(text) << QByteArray(expected);
    };
    row("JSON", " {\"a\": 1.50}\n", "{\"a\":1.50}");
    row("in a string", "\"{\\\"a\\\":1}\"", "{\"a\":1}");
    row("twice in strings", "\"\\\"{\\\\\\\"a\\\\\\\":1}\\\"\"", "{\"a\":1}");
    row("without the quotes around it", "{\\\"a\\\":\\\"é\\\"}", "{\"a\":\"é\"}");
    row("a line of the log",
        "2026-02-03T13:22:09.512Z\t5d0f1c52-6c1e\tINFO\tevent {\"a\":[1]} done", "{\"a\":[1]}");
    row("a line with a level in brackets", "[INFO]\t2026-02-03T13:22:09.512Z\tid\t{\"a\":\"}\"}",
        "{\"a\":\"}\"}");
    row("a line with a list", "EVENT [1, 2]", "[1,2]");
    row("an escaped one in a line", "INFO \"body\": {\\\"a\\\":1} end", "{\"a\":1}");
    row("a plain string", "\"hello\"", "\"hello\"");
    row("words", "nothing here", "");
    row("half of one", "{\"a\":", "");
    row("nothing", "", "");
}

void TestEventImport::texts()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, expected);
    const auto result = engine::importText(text);
    QCOMPARE(result.has_value(), !expected.isEmpty());
    if (result)
        QCOMPARE(engine::compactJson(*result).trimmed(), expected);
    else
        QCOMPARE(result.error().code, engine::Error::Code::PayloadNotJson);
}

QTEST_GUILESS_MAIN(TestEventImport)
#include "tst_eventimport.moc"
