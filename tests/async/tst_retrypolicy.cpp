// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/async/pacedtime.h"
#include "engine/async/retrypolicy.h"

using engine::AsyncPolicy;
using engine::AttemptEnd;
using engine::Decision;
using engine::EventProgress;
using engine::Milliseconds;
using engine::PacedTime;
using namespace std::chrono_literals;

namespace {

// One event's whole life in virtual time: each attempt takes `duration` and ends as the list says;
// the last entry holds for all that follow. What was decided, in the order of time.
QStringList life(const AsyncPolicy &policy, const QList<AttemptEnd> &ends,
                 Milliseconds duration = 100ms, Milliseconds age = 0ms)
{
    QStringList log;
    EventProgress progress{age, 0, 0};
    const auto ended = [&log](const Decision &decision) {
        log << QStringLiteral("%1 %2")
                   .arg(conditionName(decision.condition))
                   .arg(decision.invokeCount);
    };
    for (int i = 0; i < 1'000; ++i) {
        const Decision before = beforeAttempt(policy, progress);
        if (before.kind == Decision::Kind::End) {
            ended(before);
            return log;
        }
        progress.age += duration;
        const Decision after =
            afterAttempt(policy, progress, ends[qMin<qsizetype>(i, ends.size() - 1)]);
        if (after.kind == Decision::Kind::End) {
            ended(after);
            return log;
        }
        log << QStringLiteral("wait %1 s")
                   .arg(std::chrono::duration_cast<std::chrono::seconds>(after.delay).count());
        progress = {progress.age + after.delay, after.invokeCount, after.backoffs};
    }
    return log << QStringLiteral("never ends");
}

} // namespace

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private slots:
    void lives_data();
    void lives();
    void throttledForSixHours();
    void anOldEventIsNotAttempted();
    void paces_data();
    void paces();
    void paceIsTheSameBothWays();
};

void TestRetryPolicy::lives_data()
{
    QTest::addColumn<AsyncPolicy>("policy");
    QTest::addColumn<QList<AttemptEnd>>("ends");
    QTest::addColumn<QStringList>("log");

    const AsyncPolicy usual;
    const auto error = AttemptEnd::FunctionError;
    const auto throttle = AttemptEnd::Throttled;
    QTest::newRow("success at once")
        << usual << QList{AttemptEnd::Success} << QStringList{QStringLiteral("Success 1")};
    QTest::newRow("three attempts, a minute and two apart")
        << usual << QList{error}
        << QStringList{QStringLiteral("wait 60 s"), QStringLiteral("wait 120 s"),
                       QStringLiteral("RetriesExhausted 3")};
    QTest::newRow("success at the second attempt")
        << usual << QList{error, AttemptEnd::Success}
        << QStringList{QStringLiteral("wait 60 s"), QStringLiteral("Success 2")};
    QTest::newRow("no retries") << AsyncPolicy{21'600s, 0} << QList{error}
                                << QStringList{QStringLiteral("RetriesExhausted 1")};
    QTest::newRow("one retry") << AsyncPolicy{21'600s, 1} << QList{error}
                               << QStringList{QStringLiteral("wait 60 s"),
                                              QStringLiteral("RetriesExhausted 2")};
    QTest::newRow("an age of 60 s leaves no time for a retry")
        << AsyncPolicy{60s, 2} << QList{error} << QStringList{QStringLiteral("EventAgeExceeded 1")};
    QTest::newRow("an age of 70 s leaves time for one")
        << AsyncPolicy{70s, 2} << QList{error}
        << QStringList{QStringLiteral("wait 60 s"), QStringLiteral("EventAgeExceeded 2")};
    QTest::newRow("retries that are used up are told before an age")
        << AsyncPolicy{60s, 0} << QList{error} << QStringList{QStringLiteral("RetriesExhausted 1")};
    QTest::newRow("throttles double and do not count")
        << usual << QList{throttle, throttle, throttle, AttemptEnd::Success}
        << QStringList{QStringLiteral("wait 1 s"), QStringLiteral("wait 2 s"),
                       QStringLiteral("wait 4 s"), QStringLiteral("Success 1")};
    QTest::newRow("system errors wait as throttles do")
        << usual << QList{AttemptEnd::SystemError, throttle, error}
        << QStringList{QStringLiteral("wait 1 s"), QStringLiteral("wait 2 s"),
                       QStringLiteral("wait 60 s"), QStringLiteral("wait 120 s"),
                       QStringLiteral("RetriesExhausted 3")};
    QTest::newRow("after an attempt throttles begin at one second again")
        << usual << QList{throttle, throttle, error, throttle, AttemptEnd::Success}
        << QStringList{QStringLiteral("wait 1 s"), QStringLiteral("wait 2 s"),
                       QStringLiteral("wait 60 s"), QStringLiteral("wait 1 s"),
                       QStringLiteral("Success 2")};
    QTest::newRow("throttled until it is too old")
        << AsyncPolicy{60s, 2} << QList{throttle}
        << QStringList{QStringLiteral("wait 1 s"),  QStringLiteral("wait 2 s"),
                       QStringLiteral("wait 4 s"),  QStringLiteral("wait 8 s"),
                       QStringLiteral("wait 16 s"), QStringLiteral("EventAgeExceeded 0")};
    QTest::newRow("reserved concurrency 0 is not attempted")
        << AsyncPolicy{21'600s, 2, true} << QList{AttemptEnd::Success}
        << QStringList{QStringLiteral("ZeroReservedConcurrency 0")};
    QTest::newRow("a loop is given up") << usual << QList{AttemptEnd::Recursion}
                                        << QStringList{QStringLiteral("RecursiveInvocation 0")};
}

void TestRetryPolicy::lives()
{
    QFETCH(AsyncPolicy, policy);
    QFETCH(QList<AttemptEnd>, ends);
    QFETCH(QStringList, log);
    QCOMPARE(life(policy, ends), log);
}

void TestRetryPolicy::throttledForSixHours()
{
    const QStringList log = life({}, {AttemptEnd::Throttled});
    QCOMPARE(log.last(), QStringLiteral("EventAgeExceeded 0"));
    QCOMPARE(log.mid(0, 10).join(u','),
             QStringLiteral("wait 1 s,wait 2 s,wait 4 s,wait 8 s,wait 16 s,wait 32 s,wait 64 s,"
                            "wait 128 s,wait 256 s,wait 300 s"));
    QCOMPARE(log.count(QStringLiteral("wait 300 s")), 70);
}

void TestRetryPolicy::anOldEventIsNotAttempted()
{
    QCOMPARE(life({90s, 2}, {AttemptEnd::Success}, 100ms, 91s),
             QStringList{QStringLiteral("EventAgeExceeded 0")});
    QCOMPARE(life({90s, 2}, {AttemptEnd::Success}, 100ms, 89s),
             QStringList{QStringLiteral("Success 1")});
}

void TestRetryPolicy::paces_data()
{
    QTest::addColumn<int>("speed");
    QTest::addColumn<qint64>("since");
    QTest::addColumn<qint64>("now");
    QTest::addColumn<qint64>("passed");

    QTest::newRow("as the clock") << 1 << qint64{5'000} << qint64{65'000} << qint64{60'000};
    QTest::newRow("sixty times as quick")
        << 60 << qint64{10'000} << qint64{11'000} << qint64{60'000};
    QTest::newRow("what was before went at the clock's pace")
        << 60 << qint64{4'000} << qint64{11'000} << qint64{66'000};
    QTest::newRow("all of it before") << 60 << qint64{4'000} << qint64{9'000} << qint64{5'000};
    QTest::newRow("a clock that was set back")
        << 60 << qint64{20'000} << qint64{11'000} << qint64{0};
}

void TestRetryPolicy::paces()
{
    QFETCH(int, speed);
    QFETCH(qint64, since);
    QFETCH(qint64, now);
    QFETCH(qint64, passed);
    QCOMPARE(qint64{PacedTime({10'000, speed}).passed(since, now).count()}, passed);
}

void TestRetryPolicy::paceIsTheSameBothWays()
{
    for (const int speed : {1, 7, 60, 3'600}) {
        const PacedTime pace{100'000, speed};
        for (qint64 since = 0; since < 200'000; since += 7'919) {
            for (const qint64 delay : {0LL, 1LL, 999LL, 60'000LL, 300'000LL}) {
                const qint64 due = pace.after(since, Milliseconds(delay));
                QVERIFY(pace.passed(since, due).count() >= delay);
                QVERIFY(due == since || pace.passed(since, due - 1).count() < delay);
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
