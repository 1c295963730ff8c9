// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/telemetry/logtext.h"
#include "goldenfile.h"

using namespace std::chrono_literals;
using engine::InvocationRecord;
using engine::Nanoseconds;
using engine::Outcome;
namespace logtext = engine::logtext;

namespace {

const QString Id = QStringLiteral("8476a536-e9f4-11e8-9739-2dfe598c3fcd");
const QString VersionArn =
    QStringLiteral("arn:aws:lambda:us-east-1::runtime:") + QString(64, QLatin1Char('a'));

template <typename Change>
InvocationRecord with(Change change)
{
    InvocationRecord record;
    record.requestId = Id;
    record.start = engine::StartKind::Warm;
    record.duration = 3'010'000ns;
    record.billed = 4ms;
    record.memorySize = {128};
    record.peakMemoryBytes = 36 * 1024 * 1024;
    change(record);
    return record;
}

} // namespace

class TestLogText : public QObject
{
    Q_OBJECT

private slots:
    void golden_data();
    void golden();
    void milliseconds_data();
    void milliseconds();
    void tailHasTheLast4096Bytes();
    void tailBeginsAtStart();
    void tailWithoutStartDropsInitStart();
};

void TestLogText::golden_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("init-start") << logtext::initStart(QStringLiteral("python:3.13.v75"),
                                                      VersionArn);
    QTest::newRow("start") << logtext::start(Id, QStringLiteral("$LATEST"));
    QTest::newRow("end") << logtext::end(Id);
    QTest::newRow("report-cold") << logtext::report(with([](auto &r) {
        r.start = engine::StartKind::Cold;
        r.initDuration = 110'100'000ns;
        r.billed = 114ms;
    }));
    QTest::newRow("report-warm") << logtext::report(with([](auto &) {}));
    QTest::newRow("report-memory-unmeasured")
        << logtext::report(with([](auto &r) { r.peakMemoryBytes = -1; }));
    QTest::newRow("report-memory-above-size")
        << logtext::report(with([](auto &r) { r.peakMemoryBytes = 140LL * 1024 * 1024; }));
    QTest::newRow("report-timeout") << logtext::report(with([](auto &r) {
        r.outcome = Outcome::Timeout;
        r.errorType = QStringLiteral("Sandbox.Timedout");
        r.duration = 3s;
        r.billed = 3'000ms;
    }));
    QTest::newRow("report-cold-exited") << logtext::report(with([](auto &r) {
        r.start = engine::StartKind::Cold;
        r.initDuration = 110'100'000ns;
        r.billed = 114ms;
        r.outcome = Outcome::Exited;
        r.errorType = QStringLiteral("Runtime.ExitError");
    }));
    QTest::newRow("report-error-without-type")
        << logtext::report(with([](auto &r) { r.outcome = Outcome::FunctionError; }));
    QTest::newRow("report-sampled") << logtext::report(with([](auto &r) {
        r.traceHeader = "Root=1-5e34a614-000000000000000000000001;Parent=07f5000000000001;"
                        "Sampled=1";
    }));
    QTest::newRow("report-not-sampled") << logtext::report(with([](auto &r) {
        r.traceHeader = "Root=1-5e34a614-000000000000000000000001;Parent=07f5000000000001;"
                        "Sampled=0";
    }));
    QTest::newRow("init-report-timeout") << logtext::initReport(
        10'008'130us, logtext::InitPhase::Init, QStringLiteral("timeout"), {});
    QTest::newRow("init-report-error")
        << logtext::initReport(229'040us, logtext::InitPhase::Init, QStringLiteral("error"),
                               QStringLiteral("Runtime.ImportModuleError"));
    QTest::newRow("init-report-invoke")
        << logtext::initReport(229'040us, logtext::InitPhase::Invoke, QStringLiteral("error"),
                               QStringLiteral("Runtime.ExitError"));
}

void TestLogText::golden()
{
    QFETCH(QByteArray, text);

    const QString file = QLatin1StringView(QTest::currentDataTag()) + QStringLiteral(".txt");
    QCOMPARE(text, testsupport::golden(file, text));
}

void TestLogText::milliseconds_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("zero") << qint64{0} << QByteArray("0.00 ms");
    QTest::newRow("under half of a hundredth") << qint64{4'999} << QByteArray("0.00 ms");
    QTest::newRow("half of a hundredth goes up") << qint64{5'000} << QByteArray("0.01 ms");
    QTest::newRow("3.01") << qint64{3'014'999} << QByteArray("3.01 ms");
    QTest::newRow("3.02") << qint64{3'015'000} << QByteArray("3.02 ms");
    QTest::newRow("carries into the whole") << qint64{999'995'000} << QByteArray("1000.00 ms");
    QTest::newRow("fifteen minutes") << qint64{900'000'000'000} << QByteArray("900000.00 ms");
    QTest::newRow("never negative") << qint64{-1} << QByteArray("0.00 ms");
}

void TestLogText::milliseconds()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(QByteArray, expected);

    QCOMPARE(logtext::milliseconds(Nanoseconds(nanoseconds)), expected);
}

void TestLogText::tailHasTheLast4096Bytes()
{
    const QByteArray log = "START RequestId: x Version: 1\n" + QByteArray(5'000, 'a') + "end\n";

    QCOMPARE(logtext::tail(log), log.right(4'096));
    QCOMPARE(logtext::tail("START RequestId: x\n"), QByteArray("START RequestId: x\n"));
    QCOMPARE(logtext::tail({}), QByteArray());
}

void TestLogText::tailBeginsAtStart()
{
    const QByteArray own =
        logtext::start(Id, QStringLiteral("$LATEST")) + "INIT_START Runtime Version: mine\n";
    const QByteArray log =
        logtext::initStart(QStringLiteral("python:3.13"), VersionArn) + "loading START\n" + own;

    QCOMPARE(logtext::tail(log), own);
    const QByteArray json = "{\"time\":\"2026-01-05T10:00:00.123Z\",\"type\":\"platform.";
    const QByteArray ownJson = json + "start\",\"record\":{}}\nhi\n";
    QCOMPARE(logtext::tail(json + "initStart\",\"record\":{}}\nloading\n" + ownJson), ownJson);
    // What a function prints about another start is none.
    QCOMPARE(logtext::tail("{\"x\":\"y\",\"type\":\"platform.start\"}\n"),
             QByteArray("{\"x\":\"y\",\"type\":\"platform.start\"}\n"));
}

void TestLogText::tailWithoutStartDropsInitStart()
{
    const QByteArray initStart = logtext::initStart(QStringLiteral("python:3.13"), VersionArn);

    QCOMPARE(logtext::tail(initStart + initStart + "a\n" + initStart + "b\n"),
             QByteArray("a\nb\n"));
    QCOMPARE(logtext::tail("INIT_START Runtime Version: cut"), QByteArray());
}

QTEST_APPLESS_MAIN(TestLogText)
#include "tst_logtext.moc"
