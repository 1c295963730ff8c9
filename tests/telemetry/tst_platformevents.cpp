// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/core/json.h"
#include "engine/telemetry/platformevents.h"
#include "engine/telemetry/platformlog.h"
#include "goldenfile.h"

using namespace engine;
using namespace std::chrono_literals;
namespace events = engine::platformevents;

namespace {

constexpr qint64 Time = 1'767'607'200'123; // 2026-01-05T10:00:00.123Z
const QString Id = QStringLiteral("8476a536-e9f4-11e8-9739-2dfe598c3fcd");

events::Init init()
{
    events::Init init;
    init.runtimeVersion = QStringLiteral("python:3.13.v75");
    init.runtimeVersionArn = QStringLiteral("arn:aws:lambda:us-east-1::runtime:aa");
    init.functionName = QStringLiteral("demo");
    init.functionVersion = QStringLiteral("$LATEST");
    init.functionArn = QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:demo");
    init.instanceId = QStringLiteral("2026/01/05/[$LATEST]0123");
    init.memory = {128};
    return init;
}

events::Tracing tracing()
{
    return {QStringLiteral("07f5000000000001"),
            "Root=1-5e34a614-000000000000000000000001;Parent=07f5000000000001;Sampled=1"};
}

InvocationRecord record(Outcome outcome = Outcome::Success)
{
    InvocationRecord record;
    record.requestId = Id;
    record.duration = 3'010'000ns;
    record.billed = 114ms;
    record.memorySize = {128};
    record.peakMemoryBytes = 36 * 1024 * 1024;
    record.initDuration = 110'100'000ns;
    record.outcome = outcome;
    if (outcome != Outcome::Success)
        record.errorType = QStringLiteral("Extension.Crash");
    return record;
}

PlatformLog json(SystemLogLevel level)
{
    LoggingConfig config;
    config.format = LogFormat::Json;
    config.systemLevel = level;
    return PlatformLog(config);
}

} // namespace

class TestPlatformEvents : public QObject
{
    Q_OBJECT

private slots:
    void golden_data();
    void golden();
    void outputs_data();
    void outputs();
    void levels_data();
    void levels();
    void textKeepsItsLines();
};

void TestPlatformEvents::golden_data()
{
    QTest::addColumn<QByteArray>("document");
    const QStringList types{QStringLiteral("platform"), QStringLiteral("function")};

    QTest::newRow("init-start") << events::initStart(Time, init());
    QTest::newRow("init-runtime-done") << events::initRuntimeDone(Time, init(), "success", {});
    events::Init again = init();
    again.phase = events::Init::Phase::Invoke;
    QTest::newRow("init-report") << events::initReport(Time, init(), 125'338'000ns, "success", {});
    QTest::newRow("init-report-failed")
        << events::initReport(Time, again, 1s, "error", QStringLiteral("Runtime.ExitError"));
    QTest::newRow("start") << events::start(Time, Id, QStringLiteral("$LATEST"), tracing());
    events::RuntimeDone done;
    done.requestId = Id;
    done.duration = 140ms;
    done.producedBytes = 16;
    done.spans = {{"responseLatency", Time - 30, 23'020'000ns},
                  {"responseDuration", Time - 7, 20ms},
                  {"runtimeOverhead", Time - 1, 6'500'000ns}};
    QTest::newRow("runtime-done") << events::runtimeDone(Time, done);
    events::RuntimeDone late;
    late.requestId = Id;
    late.status = "timeout";
    late.duration = 3s;
    late.tracing = tracing();
    QTest::newRow("runtime-done-timeout") << events::runtimeDone(Time, late);
    QTest::newRow("report") << events::report(Time, record(), {}, {});
    QTest::newRow("report-failed") << events::report(Time, record(Outcome::Exited),
                                                     {{"extensionOverhead", Time, 5ms}}, tracing());
    QTest::newRow("extension") << events::extension(
        Time, QStringLiteral("my-ext"), QStringLiteral("Ready"),
        {QStringLiteral("INVOKE"), QStringLiteral("SHUTDOWN")}, {});
    QTest::newRow("extension-failed")
        << events::extension(Time, QStringLiteral("my-ext"), QStringLiteral("LaunchError"), {},
                             QStringLiteral("PermissionDenied"));
    QTest::newRow("subscription") << events::subscription(Time, "telemetrySubscription",
                                                          QStringLiteral("my-ext"),
                                                          QStringLiteral("Subscribed"), types);
    QTest::newRow("logs-dropped") << events::logsDropped(Time, 123, 12345);
    QTest::newRow("end") << events::end(Time, Id);
    QTest::newRow("fault") << events::fault(
        Time, QStringLiteral("RequestId: x Error: Runtime exited with error: exit status 1"));
}

void TestPlatformEvents::golden()
{
    QFETCH(QByteArray, document);
    QVERIFY(checkJson(document));
    QCOMPARE(document,
             testsupport::golden(
                 QStringLiteral("event-%1.json").arg(QString::fromLatin1(QTest::currentDataTag())),
                 document));
}

void TestPlatformEvents::outputs_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("json");
    QTest::addColumn<QByteArray>("record");

    QTest::newRow("text") << QByteArray("hello\n") << false << QByteArray("\"hello\\n\"");
    QTest::newRow("text that looks like an object")
        << QByteArray("{\"a\": 1}\n") << false << QByteArray("\"{\\\"a\\\": 1}\\n\"");
    QTest::newRow("an object of a function that logs in JSON")
        << QByteArray("{\"a\": 1, \"b\": 12345678901234567890}\n") << true
        << QByteArray("{\"a\":1,\"b\":12345678901234567890}");
    QTest::newRow("broken JSON stays text")
        << QByteArray("{\"a\": \n") << true << QByteArray("\"{\\\"a\\\": \\n\"");
    QTest::newRow("no UTF-8") << QByteArray("\xff\n") << false << QByteArray("\"\xef\xbf\xbd\\n\"");
}

void TestPlatformEvents::outputs()
{
    QFETCH(QByteArray, message);
    QFETCH(bool, json);
    QFETCH(QByteArray, record);
    const QByteArray document = events::output(Time, "function", message,
                                               json ? events::Format::Json : events::Format::Text);
    QVERIFY(checkJson(document));
    QCOMPARE(document, "{\"time\":\"2026-01-05T10:00:00.123Z\",\"type\":\"function\",\"record\":"
                           + record + '}');
}

void TestPlatformEvents::levels_data()
{
    QTest::addColumn<QByteArray>("lines"); // of which level: "DEBUG INFO WARN" that show it
    QTest::addColumn<QString>("shown");

    const auto row = [](const char *name, const char *shown, auto make) {
        QString levels;
        for (const auto &[level, text] :
             {std::pair(SystemLogLevel::Debug, "D"), std::pair(SystemLogLevel::Info, "I"),
              std::pair(SystemLogLevel::Warn, "W")}) {
            if (!make(json(level)).isEmpty())
                levels += QLatin1StringView(text);
        }
        QTest::newRow(name) << QByteArray(shown) << levels;
    };
    const QString type = QStringLiteral("X");
    row("initStart", "DI", [](const auto &log) { return log.initStart(Time, init()); });
    row("initRuntimeDone", "D",
        [](const auto &log) { return log.initRuntimeDone(Time, init(), "success", {}); });
    row("initRuntimeDone of a failure", "DIW",
        [&](const auto &log) { return log.initRuntimeDone(Time, init(), "error", type); });
    row("initReport", "D",
        [](const auto &log) { return log.initReport(Time, init(), 1ms, "success", {}); });
    row("initReport of a failure", "DIW",
        [](const auto &log) { return log.initReport(Time, init(), 1ms, "timeout", {}); });
    row("initReport of provisioned concurrency", "DI", [](const auto &log) {
        events::Init provisioned = init();
        provisioned.initializationType = "provisioned-concurrency";
        return log.initReport(Time, provisioned, 1ms, "success", {});
    });
    row("start", "DI", [](const auto &log) { return log.start(Time, Id, {}, {}); });
    row("extension", "DI",
        [&](const auto &log) { return log.extension(Time, type, type, {}, {}); });
    row("runtimeDone", "D", [](const auto &log) { return log.runtimeDone(Time, {}); });
    row("report", "DI", [](const auto &log) { return log.report(Time, record(), {}, {}); });
    row("report of a failure", "DIW",
        [](const auto &log) { return log.report(Time, record(Outcome::Timeout), {}, {}); });
    row("there is no end", "", [](const auto &log) { return log.end(Id); });
}

void TestPlatformEvents::levels()
{
    QFETCH(QByteArray, lines);
    QFETCH(QString, shown);
    QCOMPARE(shown.toLatin1(), lines);
}

void TestPlatformEvents::textKeepsItsLines()
{
    const PlatformLog log{LoggingConfig{}};
    QCOMPARE(log.start(Time, Id, QStringLiteral("$LATEST"), {}),
             "START RequestId: " + Id.toLatin1() + " Version: $LATEST\n");
    QCOMPARE(log.runtimeDone(Time, {}), QByteArray());
    QCOMPARE(log.initReport(Time, init(), 1ms, "success", {}), QByteArray());
    QCOMPARE(log.extension(Time, QStringLiteral("my-ext"), QStringLiteral("Ready"),
                           {QStringLiteral("INVOKE"), QStringLiteral("SHUTDOWN")}, {}),
             QByteArray("EXTENSION\tName: my-ext\tState: Ready\tEvents: [INVOKE, SHUTDOWN]\n"));
    QCOMPARE(log.extension(Time, QStringLiteral("a\nb"), QStringLiteral("LaunchError"), {},
                           QStringLiteral("PermissionDenied")),
             QByteArray("EXTENSION\tName: a b\tState: LaunchError\tEvents: []\t"
                        "Error Type: PermissionDenied\n"));
    QCOMPARE(log.subscription(Time, "telemetrySubscription", QStringLiteral("my-ext"),
                              QStringLiteral("Subscribed"),
                              {QStringLiteral("platform"), QStringLiteral("function")}),
             QByteArray("TELEMETRY\tName: my-ext\tState: Subscribed\tTypes: "
                        "[Platform, Function]\n"));
}

QTEST_APPLESS_MAIN(TestPlatformEvents)
#include "tst_platformevents.moc"
