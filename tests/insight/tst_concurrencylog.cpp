// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/insight/concurrencylog.h"
#include "tests/support/testworkspace.h"

using namespace engine;
using namespace std::chrono_literals;
using testsupport::TestWorkspace;
using Kind = EnvironmentActivity::Kind;

namespace {

const char *nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Booting:
        return "booting";
    case Kind::Init:
        return "init";
    case Kind::Busy:
        return "busy";
    case Kind::Idle:
        return "idle";
    case Kind::Standby:
        return "standby";
    case Kind::Retired:
        return "retired";
    case Kind::Throttled:
        return "throttled";
    case Kind::Waiting:
        return "waiting";
    case Kind::Withdrawn:
        return "withdrawn";
    }
    return "";
}

EnvironmentActivity change(int at, Kind kind, std::uint64_t environment, const char *request = "",
                           const char *function = "f")
{
    EnvironmentActivity event;
    event.kind = kind;
    event.at = Milliseconds{at};
    event.wallMs = 1'000'000 + at;
    event.environment = environment;
    event.environmentId = QStringLiteral("e%1").arg(environment);
    event.function = QString::fromLatin1(function);
    event.requestId = QString::fromLatin1(request);
    return event;
}

QString text(const ConcurrencyLog::Block &block)
{
    const auto ms = [](Nanoseconds time) {
        return time == ConcurrencyLog::Open
                   ? QStringLiteral("…")
                   : QString::number(std::chrono::duration_cast<Milliseconds>(time).count());
    };
    QString line = QStringLiteral("%1 %2-%3")
                       .arg(QLatin1StringView(nameOf(block.state)), ms(block.begin), ms(block.end));
    if (!block.requestId.isEmpty())
        line += u' ' + block.requestId;
    return line;
}

QString lane(const ConcurrencyLog &log, std::uint64_t environment)
{
    QStringList parts;
    const auto it = log.lanes().find(environment);
    if (it == log.lanes().end())
        return QStringLiteral("none");
    for (const ConcurrencyLog::Block &block : it->second.blocks)
        parts << text(block);
    if (it->second.end != ConcurrencyLog::Open)
        parts << QStringLiteral("gone");
    return parts.join(QStringLiteral(", "));
}

QString steps(const ConcurrencyLog &log, const QString &function = {})
{
    QStringList parts;
    for (const ConcurrencyLog::Step &step : log.steps(function))
        parts << QStringLiteral("%1:%2")
                     .arg(std::chrono::duration_cast<Milliseconds>(step.at).count())
                     .arg(step.running);
    return parts.join(u' ');
}

} // namespace

Q_DECLARE_METATYPE(EnvironmentActivity)

class TestConcurrencyLog : public QObject
{
    Q_OBJECT

private slots:
    void lanes_data();
    void lanes();
    void concurrencyIsCounted();
    void whatWaitsIsCountedOnce();
    void throttlesAreKept();
    void memoryIsBounded();
    void anotherEngineBeginsAnew();
    void activeOrNot();
    void whatARealEngineTells();
    void whoeverListensLater();
};

void TestConcurrencyLog::lanes_data()
{
    QTest::addColumn<EnvironmentActivities>("events");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a cold start keeps its request through boot and init")
        << EnvironmentActivities{change(0, Kind::Booting, 1, "a"), change(10, Kind::Init, 1),
                                 change(30, Kind::Busy, 1), change(50, Kind::Idle, 1)}
        << QStringLiteral("booting 0-10 a, init 10-30 a, busy 30-50 a, idle 50-…");
    QTest::newRow("two requests one after the other are two blocks")
        << EnvironmentActivities{change(0, Kind::Busy, 1, "a"), change(5, Kind::Idle, 1),
                                 change(5, Kind::Busy, 1, "b"), change(9, Kind::Idle, 1)}
        << QStringLiteral("busy 0-5 a, busy 5-9 b, idle 9-…");
    QTest::newRow("standby, then woken by a request")
        << EnvironmentActivities{change(0, Kind::Booting, 1),       change(10, Kind::Standby, 1),
                                 change(40, Kind::Booting, 1, "a"), change(40, Kind::Init, 1),
                                 change(45, Kind::Busy, 1),         change(50, Kind::Idle, 1)}
        << QStringLiteral("booting 0-10, standby 10-40, init 40-45 a, busy 45-50 a, idle 50-…");
    QTest::newRow("a request takes it while it boots to stand by")
        << EnvironmentActivities{change(0, Kind::Booting, 1), change(4, Kind::Booting, 1, "a"),
                                 change(10, Kind::Init, 1), change(11, Kind::Busy, 1)}
        << QStringLiteral("booting 0-4, booting 4-10 a, init 10-11 a, busy 11-… a");
    QTest::newRow("told twice is once")
        << EnvironmentActivities{change(0, Kind::Booting, 1, "a"), change(1, Kind::Init, 1),
                                 change(2, Kind::Init, 1), change(3, Kind::Busy, 1)}
        << QStringLiteral("booting 0-1 a, init 1-3 a, busy 3-… a");
    QTest::newRow("killed at work")
        << EnvironmentActivities{change(0, Kind::Busy, 1, "a"), change(5, Kind::Retired, 1)}
        << QStringLiteral("busy 0-5 a, gone");
    QTest::newRow("gone before anything was heard of it")
        << EnvironmentActivities{change(5, Kind::Retired, 1)} << QStringLiteral("none");
    QTest::newRow("known from the middle on")
        << EnvironmentActivities{change(5, Kind::Busy, 1), change(7, Kind::Idle, 1)}
        << QStringLiteral("busy 5-7, idle 7-…");
}

void TestConcurrencyLog::lanes()
{
    QFETCH(EnvironmentActivities, events);
    QFETCH(QString, expected);
    ConcurrencyLog log;
    log.add(events);
    QCOMPARE(lane(log, 1), expected);
    // One at a time is the same as all at once.
    ConcurrencyLog single;
    for (const EnvironmentActivity &each : events)
        single.add({each});
    QCOMPARE(lane(single, 1), expected);
}

void TestConcurrencyLog::concurrencyIsCounted()
{
    ConcurrencyLog log;
    log.add({change(0, Kind::Booting, 1, "a"), change(2, Kind::Booting, 2, "b"),
             change(3, Kind::Booting, 3), change(4, Kind::Init, 1), change(5, Kind::Busy, 1),
             change(6, Kind::Busy, 2), change(7, Kind::Booting, 4, "c", "g"),
             change(8, Kind::Idle, 1), change(9, Kind::Idle, 2), change(9, Kind::Busy, 2, "d"),
             change(12, Kind::Retired, 2), change(13, Kind::Retired, 4)});
    QCOMPARE(steps(log), QStringLiteral("0:1 2:2 7:3 8:2 9:2 12:1 13:0"));
    QCOMPARE(steps(log, QStringLiteral("f")), QStringLiteral("0:1 2:2 8:1 9:1 12:0"));
    QCOMPARE(steps(log, QStringLiteral("g")), QStringLiteral("7:1 13:0"));
    QCOMPARE(log.peak(), 3);
    QCOMPARE(log.peak(QStringLiteral("g")), 1);
    QCOMPARE(log.peak(QStringLiteral("nobody")), 0);
    QCOMPARE(log.lanes().at(2).served, 2);
    QCOMPARE(log.wallMsAt(3ms), 1'000'003);
}

void TestConcurrencyLog::whatWaitsIsCountedOnce()
{
    ConcurrencyLog log;
    log.add({change(0, Kind::Waiting, 0, "a"), change(1, Kind::Waiting, 0, "b"),
             change(2, Kind::Waiting, 0, "c")});
    QVERIFY(log.isActive());
    log.add({change(3, Kind::Booting, 1, "a"), change(4, Kind::Busy, 1), change(5, Kind::Idle, 1),
             change(5, Kind::Busy, 1, "b"), change(6, Kind::Withdrawn, 0, "c"),
             change(7, Kind::Withdrawn, 0, "stranger"), change(8, Kind::Idle, 1)});
    QCOMPARE(steps(log), QStringLiteral("0:1 1:2 2:3 5:2 6:1 8:0"));
    QVERIFY(!log.isActive());
}

void TestConcurrencyLog::throttlesAreKept()
{
    ConcurrencyLog log({.blocks = 10, .throttles = 2, .steps = 10});
    EnvironmentActivity throttled = change(1, Kind::Throttled, 0, "a");
    throttled.reason = QStringLiteral("ConcurrentInvocationLimitExceeded");
    log.add({throttled, change(2, Kind::Throttled, 0, "b"), change(3, Kind::Throttled, 0, "c")});
    QCOMPARE(log.throttles().size(), std::size_t{2});
    QCOMPARE(log.throttles().front().requestId, QStringLiteral("b"));
    QVERIFY(log.lanes().empty());
    QVERIFY(!log.isEmpty());
}

void TestConcurrencyLog::memoryIsBounded()
{
    ConcurrencyLog log({.blocks = 100, .throttles = 10, .steps = 100});
    for (int i = 0; i < 5'000; ++i) {
        const auto request = QByteArray::number(i);
        log.add({change(2 * i, Kind::Busy, 1 + std::uint64_t(i % 7), request.constData()),
                 change(2 * i + 1, Kind::Idle, 1 + std::uint64_t(i % 7))});
        if (i % 50 == 0)
            log.add({change(2 * i, Kind::Booting, 100 + std::uint64_t(i), "x"),
                     change(2 * i + 1, Kind::Retired, 100 + std::uint64_t(i))});
    }
    QVERIFY(log.blockCount() <= 100);
    QVERIFY(log.lanes().size() <= 100);
    QVERIFY(log.steps().size() <= 100);
    QVERIFY(log.begin() > 0ns);
    QCOMPARE(log.lanes().at(1 + 4'999 % 7).blocks.back().state, Kind::Idle);
    QCOMPARE(log.steps().back().running, 0);
}

void TestConcurrencyLog::anotherEngineBeginsAnew()
{
    ConcurrencyLog log;
    log.add({change(0, Kind::Busy, 1, "a"), change(1, Kind::Busy, 2, "b")});
    EnvironmentActivity other = change(5, Kind::Booting, 1, "c");
    other.environmentId = QStringLiteral("other");
    log.add({other});
    QCOMPARE(lane(log, 1), QStringLiteral("booting 5-… c"));
    QCOMPARE(lane(log, 2), QStringLiteral("none"));
    QCOMPARE(steps(log), QStringLiteral("5:1"));
}

void TestConcurrencyLog::activeOrNot()
{
    ConcurrencyLog log;
    QVERIFY(!log.isActive());
    log.add({change(0, Kind::Booting, 1)});
    QVERIFY(log.isActive());
    log.add({change(1, Kind::Standby, 1)});
    QVERIFY(!log.isActive());
    log.add({change(2, Kind::Booting, 1, "a"), change(3, Kind::Busy, 1)});
    QVERIFY(log.isActive());
    log.add({change(4, Kind::Retired, 1)});
    QVERIFY(!log.isActive());
}

void TestConcurrencyLog::whatARealEngineTells()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    LocalEngine::Options options;
    options.accountConcurrency = 1;
    TestWorkspace w(options);
    const auto function = QStringLiteral("hello");
    w.addPython(function, "import time\n"
                          "def handler(event, context): time.sleep(event['s'])\n");
    QStringList told;
    ConcurrencyLog log;
    connect(&w.engine(), &LocalEngine::activity, this, [&](const EnvironmentActivities &events) {
        for (const EnvironmentActivity &each : events)
            told << QLatin1StringView(nameOf(each.kind));
        log.add(events);
    });
    const auto first = w.invoke(function, "{\"s\": 0}");
    QVERIFY(first.has_value());
    InvokeRequest request;
    request.functionName = function;
    request.payload = "{\"s\": 0.3}";
    const auto second = w.engine().invoke(request);
    const auto third = w.engine().invoke(request); // one too many
    QCOMPARE(TestWorkspace::wait(third)->statusCode, 429);
    QVERIFY(TestWorkspace::wait(second).has_value());
    w.engine().retire(function);
    const QStringList expected{QStringLiteral("booting"), QStringLiteral("init"),
                               QStringLiteral("busy"),    QStringLiteral("idle"),
                               QStringLiteral("busy"),    QStringLiteral("throttled"),
                               QStringLiteral("idle"),    QStringLiteral("retired")};
    QTRY_COMPARE(told, expected);
    QCOMPARE(log.lanes().size(), std::size_t{1});
    const ConcurrencyLog::Lane &lane = log.lanes().begin()->second;
    QCOMPARE(lane.environmentId, first->record.environmentId);
    QCOMPARE(lane.served, 2);
    QCOMPARE(lane.blocks.front().requestId, first->record.requestId);
    QCOMPARE(log.throttles().front().requestId, third.result()->record.requestId);
    QVERIFY(!log.throttles().front().reason.isEmpty());
    QCOMPARE(log.peak(function), 1);
}

void TestConcurrencyLog::whoeverListensLater()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    TestWorkspace w;
    const auto function = QStringLiteral("hello");
    w.addPython(function, "def handler(event, context): pass\n");
    QVERIFY(w.invoke(function, "{}").has_value()); // nobody listens, nothing is kept
    QVERIFY(w.invoke(function, "{}").has_value());
    QStringList told;
    const auto listen = [&] {
        return connect(&w.engine(), &LocalEngine::activity, this,
                       [&](const EnvironmentActivities &events) {
                           for (const EnvironmentActivity &each : events)
                               told << QLatin1StringView(nameOf(each.kind));
                       });
    };
    const QStringList warm{QStringLiteral("busy"), QStringLiteral("idle")};
    auto connection = listen();
    QVERIFY(w.invoke(function, "{}").has_value());
    QTRY_COMPARE(told, warm);
    disconnect(connection);
    QVERIFY(w.invoke(function, "{}").has_value());
    QVERIFY(w.invoke(function, "{}").has_value());
    connection = listen();
    QVERIFY(w.invoke(function, "{}").has_value());
    QTRY_COMPARE(told, warm + warm);
}

QTEST_GUILESS_MAIN(TestConcurrencyLog)
#include "tst_concurrencylog.moc"
