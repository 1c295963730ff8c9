// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/pool/scheduler.h"

using namespace std::chrono_literals;
using engine::Scheduler;

namespace {

const QString Hello = QStringLiteral("hello");
const QString HelloKey = QStringLiteral("r1\nm");
const QString Orders = QStringLiteral("orders");
const QString OrdersKey = QStringLiteral("q1\nm");

QString text(const Scheduler::Decisions &decisions)
{
    using Kind = Scheduler::Decision::Kind;
    QStringList lines;
    for (const Scheduler::Decision &d : decisions) {
        switch (d.kind) {
        case Kind::Reuse:
            lines << QStringLiteral("request %1 reuses E%2").arg(d.request).arg(d.environment);
            break;
        case Kind::Start:
            lines << QStringLiteral("request %1 starts E%2").arg(d.request).arg(d.environment);
            break;
        case Kind::Wait:
            lines << QStringLiteral("request %1 waits").arg(d.request);
            break;
        case Kind::Throttle:
            lines << QStringLiteral("request %1 throttled: %2").arg(d.request).arg(d.reason);
            break;
        case Kind::Retire:
            lines << QStringLiteral("retire E%1").arg(d.environment);
            break;
        }
    }
    return lines.join(QStringLiteral(", "));
}

} // namespace

// The expected value is the log of decisions.
class TestScheduler : public QObject
{
    Q_OBJECT

private slots:
    void oneRequestPerEnvironmentAndTheNewestIdleIsReused();
    void theStartGateMakesRequestsWait();
    void aWaitingRequestTakesWhatFallsIdle();
    void aColdRequestNeverReuses();
    void theAccountLimitThrottles();
    void idleEnvironmentsExpireOldestFirst();
    void newCodeRetiresTheIdleAtOnceAndTheBusyWhenDone();
    void otherVariablesDoNotShareButDoNotRetireEither();
    void aDeadEnvironmentFreesItsPlaces();
    void aWaitingRequestCanBeWithdrawn();
};

void TestScheduler::oneRequestPerEnvironmentAndTheNewestIdleIsReused()
{
    Scheduler s({.startGate = 4});
    QCOMPARE(text(s.request(1, Hello, HelloKey, Scheduler::Start::ReuseOrStart)),
             QStringLiteral("request 1 starts E1"));
    QCOMPARE(text(s.request(2, Hello, HelloKey, Scheduler::Start::ReuseOrStart)),
             QStringLiteral("request 2 starts E2"));
    QCOMPARE(text(s.idle(1, 1s)), QString());
    QCOMPARE(text(s.idle(2, 2s)), QString());
    QCOMPARE(text(s.request(3, Hello, HelloKey, Scheduler::Start::ReuseOrStart)),
             QStringLiteral("request 3 reuses E2"));
    QCOMPARE(text(s.request(4, Orders, OrdersKey, Scheduler::Start::ReuseOrStart)),
             QStringLiteral("request 4 starts E3"));
    QCOMPARE(s.concurrency(), 2);
}

void TestScheduler::theStartGateMakesRequestsWait()
{
    Scheduler s({.startGate = 1});
    (void)s.request(1, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    QCOMPARE(text(s.request(2, Hello, HelloKey, Scheduler::Start::ReuseOrStart)),
             QStringLiteral("request 2 waits"));
    QCOMPARE(s.waiting(), 1);
    QCOMPARE(text(s.booted(1)), QStringLiteral("request 2 starts E2"));
    QCOMPARE(text(s.booted(1)), QString());
}

void TestScheduler::aWaitingRequestTakesWhatFallsIdle()
{
    Scheduler s({.startGate = 1});
    (void)s.request(1, Orders, OrdersKey, Scheduler::Start::ReuseOrStart);
    (void)s.booted(1);
    (void)s.request(2, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    (void)s.request(3, Orders, OrdersKey, Scheduler::Start::ReuseOrStart);
    QCOMPARE(text(s.idle(1, 1s)), QStringLiteral("request 3 reuses E1"));
    QCOMPARE(s.waiting(), 0);
}

void TestScheduler::aColdRequestNeverReuses()
{
    Scheduler s({.startGate = 1});
    (void)s.request(1, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    (void)s.idle(1, 1s);
    QCOMPARE(text(s.request(2, Hello, HelloKey, Scheduler::Start::Cold)),
             QStringLiteral("request 2 starts E2"));
    QCOMPARE(text(s.request(3, Hello, HelloKey, Scheduler::Start::Cold)),
             QStringLiteral("request 3 waits"));
    QCOMPARE(text(s.idle(2, 2s)), QStringLiteral("request 3 starts E3"));
}

void TestScheduler::theAccountLimitThrottles()
{
    Scheduler s({.accountConcurrency = 2, .startGate = 4});
    (void)s.request(1, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    (void)s.request(2, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    QCOMPARE(text(s.request(3, Orders, OrdersKey, Scheduler::Start::ReuseOrStart)),
             QStringLiteral("request 3 throttled: ConcurrentInvocationLimitExceeded"));
    (void)s.idle(1, 1s);
    QCOMPARE(text(s.request(4, Orders, OrdersKey, Scheduler::Start::ReuseOrStart)),
             QStringLiteral("request 4 starts E3"));
}

void TestScheduler::idleEnvironmentsExpireOldestFirst()
{
    Scheduler s({.idleLimit = 10min});
    (void)s.request(1, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    (void)s.request(2, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    QVERIFY(!s.nextExpiry());
    (void)s.idle(2, 1min);
    (void)s.idle(1, 3min);
    QCOMPARE(*s.nextExpiry(), engine::Nanoseconds(11min));
    QCOMPARE(text(s.expire(11min - 1ns)), QString());
    QCOMPARE(text(s.expire(11min)), QStringLiteral("retire E2"));
    QCOMPARE(text(s.expire(20min)), QStringLiteral("retire E1"));
    QVERIFY(s.counts().empty());
}

void TestScheduler::newCodeRetiresTheIdleAtOnceAndTheBusyWhenDone()
{
    Scheduler s({});
    const QString newKey = QStringLiteral("r2\nm");
    (void)s.request(1, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    (void)s.request(2, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    (void)s.idle(1, 1s);
    QCOMPARE(text(s.request(3, Hello, newKey, Scheduler::Start::ReuseOrStart)),
             QStringLiteral("retire E1, request 3 starts E3"));
    QCOMPARE(text(s.idle(2, 2s)), QStringLiteral("retire E2"));
    QCOMPARE(text(s.idle(3, 3s)), QString());
    QCOMPARE(text(s.retire(Hello)), QStringLiteral("retire E3"));
}

void TestScheduler::otherVariablesDoNotShareButDoNotRetireEither()
{
    Scheduler s({});
    (void)s.request(1, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    (void)s.idle(1, 1s);
    QCOMPARE(text(s.request(2, Hello, HelloKey + QStringLiteral("\nA=b"),
                            Scheduler::Start::ReuseOrStart)),
             QStringLiteral("request 2 starts E2"));
    QCOMPARE(text(s.request(3, Hello, HelloKey, Scheduler::Start::ReuseOrStart)),
             QStringLiteral("request 3 reuses E1"));
}

void TestScheduler::aDeadEnvironmentFreesItsPlaces()
{
    Scheduler s({.accountConcurrency = 3, .startGate = 1});
    (void)s.request(1, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    (void)s.request(2, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    QCOMPARE(text(s.gone(1)), QStringLiteral("request 2 starts E2"));
    QCOMPARE(s.concurrency(), 1);
    (void)s.idle(2, 1s);
    QCOMPARE(text(s.gone(2)), QString());
    QCOMPARE(s.concurrency(), 0);
    QCOMPARE(text(s.gone(2)), QString());
}

void TestScheduler::aWaitingRequestCanBeWithdrawn()
{
    Scheduler s({.startGate = 1});
    (void)s.request(1, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    (void)s.request(2, Hello, HelloKey, Scheduler::Start::ReuseOrStart);
    QVERIFY(s.withdraw(2));
    QVERIFY(!s.withdraw(2));
    QVERIFY(!s.withdraw(1));
    QCOMPARE(text(s.booted(1)), QString());
    QCOMPARE(s.concurrency(), 1);
}

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
