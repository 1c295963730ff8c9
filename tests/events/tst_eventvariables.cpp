// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/core/json.h"
#include "engine/events/eventvariables.h"
#include "tests/support/countingids.h"
#include "tests/support/manualclock.h"

using engine::EventVariable;

namespace {

engine::Result<QByteArray> expanded(const QByteArray &text)
{
    testsupport::ManualClock clock;
    clock.setWallMs(1'770'124'929'512);
    testsupport::CountingIds ids;
    return engine::expandVariables(
        text, {clock, ids,
               engine::lookUpIn({{QStringLiteral("TABLE"), QStringLiteral("orders")},
                                 {QStringLiteral("TEXT"), QStringLiteral("a \"b\"\\\nc")}},
                                {{QStringLiteral("TABLE"), QStringLiteral("mine")}})});
}

} // namespace

class TestEventVariables : public QObject
{
    Q_OBJECT

private slots:
    void expands_data();
    void expands();
    void unknownOnes_data();
    void unknownOnes();
    void areListedWithTheirPlaces();
    void bracesWithoutEndAreReadOnce();
};

void TestEventVariables::expands_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("nothing to do", "{\"a\": {\"b\":{}}}", "{\"a\": {\"b\":{}}}");
    row("an id each time", "[\"{{uuid}}\",\"{{ uuid }}\"]",
        "[\"00000000-0000-4000-8000-000000000001\",\"00000000-0000-4000-8000-000000000002\"]");
    row("the time, within a text", "{\"at\":\"<{{now}}>\"}",
        "{\"at\":\"<2026-02-03T13:22:09.512Z>\"}");
    row("a request's variable is over the function's", "\"{{env.TABLE}}\"", "\"mine\"");
    row("values stay within the string", "\"{{env.TEXT}}\"", "\"a \\\"b\\\"\\\\\\nc\"");
    row("four braces are two", "\"{{{{uuid}}\"", "\"{{uuid}}\"");
    row("five braces", "\"{{{{{\"", "\"{{{\"");
    row("what is no name stays", "\"{{#each x}} {{a b}} {{}} {{ {{ü}}\"",
        "\"{{#each x}} {{a b}} {{}} {{ {{ü}}\"");
    row("an end that is missing", "\"{{uuid}\"", "\"{{uuid}\"");
    row("one behind what is none", "\"{{# {{now}}\"", "\"{{# 2026-02-03T13:22:09.512Z\"");
    row("a long name is none", QByteArray("\"{{" + QByteArray(300, 'a') + "}}\"").constData(),
        QByteArray("\"{{" + QByteArray(300, 'a') + "}}\"").constData());
}

void TestEventVariables::expands()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto result = expanded(text);
    QVERIFY(result);
    QCOMPARE(*result, expected);
    if (engine::checkJson(text))
        QVERIFY(engine::checkJson(*result));
}

void TestEventVariables::unknownOnes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("detail");
    QTest::newRow("no such name")
        << QByteArray("{\n  \"é\": \"{{uid}}\"\n}") << 2 << 9
        << QStringLiteral("there is no variable {{uid}}; there are {{uuid}}, {{now}} and "
                          "{{env.NAME}}, and {{{{ stands for two braces");
    QTest::newRow("none of the function") << QByteArray("[\"{{now}}\",\"{{env.HOME}}\"]") << 1 << 13
                                          << QStringLiteral("the function has no environment "
                                                            "variable HOME for {{env.HOME}}");
    QTest::newRow("env alone") << QByteArray("\"{{env.}}\"") << 1 << 2 << QString();
}

void TestEventVariables::unknownOnes()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, detail);
    const auto result = expanded(text);
    QVERIFY(!result);
    QCOMPARE(result.error().code, engine::Error::Code::BadSyntax);
    QCOMPARE(result.error().line, line);
    QCOMPARE(result.error().column, column);
    if (!detail.isEmpty())
        QCOMPARE(result.error().detail, detail);
}

void TestEventVariables::areListedWithTheirPlaces()
{
    const auto found =
        engine::eventVariables("{\"a\":\"{{uuid}} {{{{now}}\",\n\"ü\":\"{{env.X}}{{other}}\"}");
    const std::vector<EventVariable> expected{{QStringLiteral("uuid"), 1, 7, true},
                                              {QStringLiteral("env.X"), 2, 6, true},
                                              {QStringLiteral("other"), 2, 15, false}};
    QCOMPARE(found, expected);
}

// A walk to the end for each of them would take hours.
void TestEventVariables::bracesWithoutEndAreReadOnce()
{
    QVERIFY(engine::eventVariables(QByteArray("{{a ").repeated(1'500'000)).empty());
    QCOMPARE(engine::eventVariables("{{" + QByteArray(198, 'a') + "}}").size(), std::size_t(1));
    QCOMPARE(engine::eventVariables("{{" + QByteArray(199, 'a') + "}}").size(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestEventVariables)
#include "tst_eventvariables.moc"
