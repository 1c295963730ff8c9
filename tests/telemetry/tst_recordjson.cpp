// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonDocument>
#include <QJsonObject>

#include "engine/telemetry/logtext.h"
#include "engine/telemetry/recordjson.h"
#include "goldenfile.h"

using namespace std::chrono_literals;
using engine::InvocationRecord;
using engine::Money;
using engine::RecordAnswer;
using engine::recordJson;

namespace {

InvocationRecord coldRecord()
{
    InvocationRecord record;
    record.requestId = QStringLiteral("8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    record.functionName = QStringLiteral("hello");
    record.version = QStringLiteral("$LATEST");
    record.runtime = QStringLiteral("python3.12");
    record.interpreter = QStringLiteral("Python 3.11.2");
    record.environmentId = QStringLiteral("2026/01/05/[$LATEST]0123456789abcdef0123456789abcdef");
    record.revision = QStringLiteral("r1");
    record.trigger = QStringLiteral("lwb");
    record.startedAtMs = 1'767'225'600'123;
    record.start = engine::StartKind::Cold;
    record.phases = {0ns, 4'800us, 21ms, 89'100'000ns, 2'500us, 10us, 500us};
    record.initDuration = 110'100'000ns;
    record.duration = 3'010'001ns;
    record.billed = 114ms;
    record.wall = 120ms;
    record.overhead = 117'490'000ns;
    record.cpu = 60ms;
    record.memorySize = {128};
    record.peakMemoryBytes = 36 * 1024 * 1024 - 1;
    record.requestBytes = 14;
    record.responseBytes = 30;
    record.log = engine::logtext::start(record.requestId, record.version) + "hi \"there\"\n"
                 + engine::logtext::end(record.requestId) + engine::logtext::report(record);
    return record;
}

Money money(const char *text)
{
    Money value;
    Money::parse(QLatin1StringView(text), &value);
    return value;
}

QByteArray payloadOf(const QByteArray &payload)
{
    const QByteArray line = recordJson({}, {200, {}, payload}, {});
    const qsizetype from = line.indexOf("\"payload\":") + 10;
    return line.mid(from, line.indexOf(",\"coldStart\"") - from);
}

} // namespace

class TestRecordJson : public QObject
{
    Q_OBJECT

private slots:
    void golden_data();
    void golden();
    void payload_data();
    void payload();
    void logTailDropsHalfACharacter();
};

void TestRecordJson::golden_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("record-cold") << recordJson(coldRecord(), {200, {}, "{\"statusCode\": 200}\n"},
                                               money("0.0000004375"));
    InvocationRecord traced = coldRecord();
    traced.traces.documents = {"{\"id\":\"1\"}", "{\"id\":\"2\"}"};
    traced.traces.ignored = 1;
    QTest::newRow("record-traced") << recordJson(traced, {200, {}, "1"}, money("0.0000004375"));
    InvocationRecord connected = coldRecord();
    connected.network = {-1, -1, 120, 5'000'000'000};
    QTest::newRow("record-network") << recordJson(connected, {200, {}, "1"}, money("0.0000004375"));
    InvocationRecord streamed = coldRecord();
    streamed.responseBytes = 8'388'608;
    streamed.responsePayload = "half";
    streamed.stream.emplace();
    streamed.stream->caller = engine::CallerMode::Streaming;
    streamed.stream->take(4, 2'500us);
    streamed.stream->take(8'388'604, 1'002ms);
    streamed.stream->error = R"({"errorType": "Midway"})";
    QTest::newRow("record-streamed")
        << recordJson(streamed, {200, QStringLiteral("Unhandled"), "half"}, money("0.00001"));
    InvocationRecord failed = coldRecord();
    failed.start = engine::StartKind::Warm;
    failed.initDuration.reset();
    failed.cpu = engine::Nanoseconds(-1);
    failed.peakMemoryBytes = -1;
    failed.outcome = engine::Outcome::FunctionError;
    failed.errorType = QStringLiteral("ValueError");
    failed.errorMessage = QStringLiteral("no such name");
    QTest::newRow("record-failed") << recordJson(
        failed, {200, QStringLiteral("Unhandled"), R"({"errorType":"ValueError"})"}, money("1"));
    InvocationRecord throttled;
    throttled.outcome = engine::Outcome::Throttled;
    QTest::newRow("record-throttled") << recordJson(throttled, {429, {}, "Rate Exceeded."}, {});
}

void TestRecordJson::golden()
{
    QFETCH(QByteArray, text);

    QJsonParseError error;
    const QJsonDocument parsed = QJsonDocument::fromJson(text, &error);
    QVERIFY2(parsed.isObject(), qPrintable(error.errorString()));
    QVERIFY(!text.contains('\n'));
    const QString file = QLatin1StringView(QTest::currentDataTag()) + QStringLiteral(".json");
    QCOMPARE(text + '\n', testsupport::golden(file, text + '\n'));
}

void TestRecordJson::payload_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &payload, const QByteArray &expected) {
        QTest::newRow(name) << payload << expected;
    };

    row("blanks between tokens go", "{ \"a\" : [ 1,\n 2 ] }\n", R"({"a":[1,2]})");
    row("digits stay", "12345678901234567890.1000", "12345678901234567890.1000");
    row("order and equal keys stay", R"({"b":1,"a":2,"b":3})", R"({"b":1,"a":2,"b":3})");
    row("blanks within strings stay", "\"a  b\"", "\"a  b\"");
    row("null is a value", "null", "null");
    row("text is a string", "hello \"you\"\n", R"("hello \"you\"\n")");
    row("cut JSON is text", "{\"a\":", R"("{\"a\":")");
    row("two values are text", "1 2", "\"1 2\"");
    row("nothing is empty text", "", "\"\"");
    row("bytes that are no UTF-8", "\xff", "\"\xef\xbf\xbd\"");
    row("a byte order mark makes it text", "\xef\xbb\xbf{}", "\"{}\"");
    row("NUL behind a value", QByteArray("{}\0x", 4), "\"{}\\u0000x\"");
    row("too deep to be checked is text", QByteArray(600, '[') + QByteArray(600, ']'),
        '"' + QByteArray(600, '[') + QByteArray(600, ']') + '"');
}

void TestRecordJson::payload()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, expected);

    QCOMPARE(payloadOf(payload), expected);
}

void TestRecordJson::logTailDropsHalfACharacter()
{
    InvocationRecord record;
    record.log = "START RequestId: x\n\xc3\xa4" + QByteArray(4'095, 'a');

    const QJsonObject object = QJsonDocument::fromJson(recordJson(record, {}, {})).object();
    QCOMPARE(object[QStringLiteral("logTail")].toString(), QString(4'095, QLatin1Char('a')));
}

QTEST_APPLESS_MAIN(TestRecordJson)
#include "tst_recordjson.moc"
