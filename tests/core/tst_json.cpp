// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/core/json.h"

class TestJson : public QObject
{
    Q_OBJECT

private slots:
    void textMembers_data();
    void textMembers();
    void place_data();
    void place();
    void aZeroByteIsNoEnd();
    void layout_data();
    void layout();
    void deepNestingIsAnErrorNotACrash();
};

void TestJson::place_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line"); // 0: valid
    QTest::addColumn<int>("column");

    QTest::newRow("an object") << QByteArray(R"({"a": [1, true, null]})") << 0 << 0;
    QTest::newRow("a bare number is JSON") << QByteArray("17") << 0 << 0;
    QTest::newRow("nothing at all") << QByteArray() << 1 << 1;
    QTest::newRow("a trailing comma") << QByteArray("{\"a\": 1,\n}") << 2 << 1;
    QTest::newRow("a missing colon in line 3") << QByteArray("{\n \"a\": 1,\n \"b\" 2}") << 3 << 6;
    QTest::newRow("columns count characters, not bytes") << QByteArray("[\"äöü\" x]") << 1 << 8;
    QTest::newRow("two values") << QByteArray("{} {}") << 1 << 4;
    QTest::newRow("a zero byte behind the value") << QByteArray("{}\0", 3) << 1 << 3;
    QTest::newRow("a byte order mark") << QByteArray("\xef\xbb\xbf{}") << 1 << 1;
    QTest::newRow("broken UTF-8") << QByteArray("\"\xff\"") << 1 << 2;
}

void TestJson::place()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);

    const auto result = engine::checkJson(text);
    QCOMPARE(result.has_value(), line == 0);
    if (line > 0) {
        QCOMPARE(result.error().line, line);
        QCOMPARE(result.error().column, column);
        QVERIFY(!result.error().detail.isEmpty());
    }
}

void TestJson::layout_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("indented");
    QTest::addColumn<QByteArray>("compact");

    QTest::newRow("members keep their order, numbers their digits")
        << QByteArray(R"({"b":12345678901234567890123,"a":1.0e+2})")
        << QByteArray("{\n  \"b\": 12345678901234567890123,\n  \"a\": 1.0e+2\n}")
        << QByteArray(R"({"b":12345678901234567890123,"a":1.0e+2})");
    QTest::newRow("strings are left alone")
        << QByteArray(R"(["{\" ,:]", {}, [ ]])")
        << QByteArray("[\n  \"{\\\" ,:]\",\n  {},\n  []\n]") << QByteArray(R"(["{\" ,:]",{},[]])");
    QTest::newRow("what is no JSON comes back as it is")
        << QByteArray("hello {") << QByteArray("hello {") << QByteArray("hello {");
}

void TestJson::layout()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, indented);
    QFETCH(QByteArray, compact);

    QCOMPARE(engine::indentJson(text), indented);
    QCOMPARE(engine::compactJson(text), compact);
}

void TestJson::deepNestingIsAnErrorNotACrash()
{
    QVERIFY(!engine::checkJson(QByteArray(1'000'000, '[')));
    QVERIFY(engine::checkJson(QByteArray(400, '[') + QByteArray(400, ']')));
}

void TestJson::aZeroByteIsNoEnd()
{
    const QByteArray text("{}\0\"", 4);
    const auto checked = engine::checkJson(text);
    QVERIFY(!checked);
    QCOMPARE(checked.error().column, 3);
    QCOMPARE(engine::indentJson(text), text);
}

void TestJson::textMembers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text");
    QTest::newRow("there") << QByteArray("{\"a\":1,\"name\":\"x\\ny\"}") << QStringLiteral("x\ny");
    QTest::newRow("not there") << QByteArray("{\"a\":1}") << QString();
    QTest::newRow("no text") << QByteArray("{\"name\":7}") << QString();
    QTest::newRow("no object") << QByteArray("[\"name\"]") << QString();
    QTest::newRow("no JSON") << QByteArray("{\"name\":") << QString();
    QTest::newRow("nested without end") << QByteArray(100'000, '[') << QString();
}

void TestJson::textMembers()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, text);
    QCOMPARE(engine::jsonTextMember(json, "name"), text);
}

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
