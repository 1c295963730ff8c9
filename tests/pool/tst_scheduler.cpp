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
        case Kind::Wake:
            lines << QStringLiteral("request %1 wakes E%2").arg(d.request).arg(d.environment);
            break;
        case Kind::Retire:
            lines << QStringLiteral("retire E%1").arg(d.environment);
            break;
        case Kind::Boot:
            lines << QStringLiteral("boot E%1").arg(d.environment);
            break;
        case Kind::Provision:
            lines << QStringLiteral("provision E%1").arg(d.environment);
            break;
        }
    }
    return lines.join(QStringLiteral(", "));
}

const QString Latest = QStringLiteral("$LATEST");
const QString One = QStringLiteral("1");

Scheduler::Decisions ask(Scheduler &scheduler, Scheduler::RequestId id, const QString &function,
                         const QString &key,
                         Scheduler::Start start = Scheduler::Start::ReuseOrStart,
                         engine::Nanoseconds now = 0s, const QString &version = Latest)
{
    return scheduler.request({.id = id, .target = {function, version, key}, .start = start}, now);
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
    void reservedConcurrencyIsLimitAndGuarantee();
    void aFunctionGrowsByAThousandAtOnceAndAHundredASecond();
    void versionsDoNotShareEnvironmentsNorRetireEachOther();
    void provisionedEnvironmentsAreMadeAheadAndTakenFirst();
    void lessProvisionedRetiresTheFreeOnesFirst();
    void anEnvironmentStandsByAfterTheFirstUse();
    void whatStandsByIsNeverStale();
    void aStandbyThatStillBootsIsTakenToo();
    void aForcedColdStartTakesNoStandby();
};

void TestScheduler::oneRequestPerEnvironmentAndTheNewestIdleIsReused()
{
    Scheduler s({.startGate = 4});
    QCOMPARE(text(ask(s, 1, Hello, HelloKey)), QStringLiteral("request 1 starts E1"));
    QCOMPARE(text(ask(s, 2, Hello, HelloKey)), QStringLiteral("request 2 starts E2"));
    QCOMPARE(text(s.idle(1, 1s)), QString());
    QCOMPARE(text(s.idle(2, 2s)), QString());
    QCOMPARE(text(ask(s, 3, Hello, HelloKey)), QStringLiteral("request 3 reuses E2"));
    QCOMPARE(text(ask(s, 4, Orders, OrdersKey)), QStringLiteral("request 4 starts E3"));
    QCOMPARE(s.concurrency(), 2);
}

void TestScheduler::theStartGateMakesRequestsWait()
{
    Scheduler s({.startGate = 1});
    (void)ask(s, 1, Hello, HelloKey);
    QCOMPARE(text(ask(s, 2, Hello, HelloKey)), QStringLiteral("request 2 waits"));
    QCOMPARE(s.waiting(), 1);
    QCOMPARE(text(s.booted(1)), QStringLiteral("request 2 starts E2"));
    QCOMPARE(text(s.booted(1)), QString());
}

void TestScheduler::aWaitingRequestTakesWhatFallsIdle()
{
    Scheduler s({.startGate = 1});
    (void)ask(s, 1, Orders, OrdersKey);
    (void)s.booted(1);
    (void)ask(s, 2, Hello, HelloKey);
    (void)ask(s, 3, Orders, OrdersKey);
    QCOMPARE(text(s.idle(1, 1s)), QStringLiteral("request 3 reuses E1"));
    QCOMPARE(s.waiting(), 0);
}

void TestScheduler::aColdRequestNeverReuses()
{
    Scheduler s({.startGate = 1});
    (void)ask(s, 1, Hello, HelloKey);
    (void)s.idle(1, 1s);
    QCOMPARE(text(ask(s, 2, Hello, HelloKey, Scheduler::Start::Cold)),
             QStringLiteral("request 2 starts E2"));
    QCOMPARE(text(ask(s, 3, Hello, HelloKey, Scheduler::Start::Cold)),
             QStringLiteral("request 3 waits"));
    QCOMPARE(text(s.idle(2, 2s)), QStringLiteral("request 3 starts E3"));
}

void TestScheduler::theAccountLimitThrottles()
{
    Scheduler s({.accountConcurrency = 2, .startGate = 4});
    (void)ask(s, 1, Hello, HelloKey);
    (void)ask(s, 2, Hello, HelloKey);
    QCOMPARE(text(ask(s, 3, Orders, OrdersKey)),
             QStringLiteral("request 3 throttled: ConcurrentInvocationLimitExceeded"));
    (void)s.idle(1, 1s);
    QCOMPARE(text(ask(s, 4, Orders, OrdersKey)), QStringLiteral("request 4 starts E3"));
}

void TestScheduler::idleEnvironmentsExpireOldestFirst()
{
    Scheduler s({.idleLimit = 10min});
    (void)ask(s, 1, Hello, HelloKey);
    (void)ask(s, 2, Hello, HelloKey);
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
    (void)ask(s, 1, Hello, HelloKey);
    (void)ask(s, 2, Hello, HelloKey);
    (void)s.idle(1, 1s);
    QCOMPARE(text(ask(s, 3, Hello, newKey)), QStringLiteral("retire E1, request 3 starts E3"));
    QCOMPARE(text(s.idle(2, 2s)), QStringLiteral("retire E2"));
    QCOMPARE(text(s.idle(3, 3s)), QString());
    QCOMPARE(text(s.retire(Hello)), QStringLiteral("retire E3"));
}

void TestScheduler::otherVariablesDoNotShareButDoNotRetireEither()
{
    Scheduler s({});
    (void)ask(s, 1, Hello, HelloKey);
    (void)s.idle(1, 1s);
    QCOMPARE(text(ask(s, 2, Hello, HelloKey + QStringLiteral("\nA=b"))),
             QStringLiteral("request 2 starts E2"));
    QCOMPARE(text(ask(s, 3, Hello, HelloKey)), QStringLiteral("request 3 reuses E1"));
}

void TestScheduler::aDeadEnvironmentFreesItsPlaces()
{
    Scheduler s({.accountConcurrency = 3, .startGate = 1});
    (void)ask(s, 1, Hello, HelloKey);
    (void)ask(s, 2, Hello, HelloKey);
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
    (void)ask(s, 1, Hello, HelloKey);
    (void)ask(s, 2, Hello, HelloKey);
    QVERIFY(s.withdraw(2));
    QVERIFY(!s.withdraw(2));
    QVERIFY(!s.withdraw(1));
    QCOMPARE(text(s.booted(1)), QString());
    QCOMPARE(s.concurrency(), 1);
}

void TestScheduler::reservedConcurrencyIsLimitAndGuarantee()
{
    Scheduler s({.accountConcurrency = 3, .startGate = 9});
    s.setReserved({{Hello, 2}});
    QCOMPARE(text(ask(s, 1, Orders, OrdersKey)), QStringLiteral("request 1 starts E1"));
    QCOMPARE(text(ask(s, 2, Orders, OrdersKey)),
             QStringLiteral("request 2 throttled: ConcurrentInvocationLimitExceeded"));
    QCOMPARE(text(ask(s, 3, Hello, HelloKey)), QStringLiteral("request 3 starts E2"));
    QCOMPARE(text(ask(s, 4, Hello, HelloKey)), QStringLiteral("request 4 starts E3"));
    QCOMPARE(
        text(ask(s, 5, Hello, HelloKey)),
        QStringLiteral("request 5 throttled: ReservedFunctionConcurrentInvocationLimitExceeded"));
    (void)s.idle(2, 1s);
    QCOMPARE(text(ask(s, 6, Hello, HelloKey)), QStringLiteral("request 6 reuses E2"));
    s.setReserved({{Hello, 0}});
    (void)s.idle(2, 2s);
    QCOMPARE(
        text(ask(s, 7, Hello, HelloKey)),
        QStringLiteral("request 7 throttled: ReservedFunctionConcurrentInvocationLimitExceeded"));
}

void TestScheduler::aFunctionGrowsByAThousandAtOnceAndAHundredASecond()
{
    Scheduler s({.accountConcurrency = 5'000, .startGate = 5'000});
    Scheduler::RequestId id = 0;
    for (int i = 0; i < 1'000; ++i)
        QVERIFY(text(ask(s, ++id, Hello, HelloKey)).contains(QStringLiteral("starts")));
    QCOMPARE(text(ask(s, 2'000, Hello, HelloKey)),
             QStringLiteral("request 2000 throttled: ConcurrentInvocationLimitExceeded"));
    QCOMPARE(s.concurrency(), 1'000);
    QVERIFY(text(ask(s, 2'001, Orders, OrdersKey)).contains(QStringLiteral("starts")));
    for (int i = 0; i < 100; ++i) {
        QVERIFY(text(ask(s, ++id, Hello, HelloKey, Scheduler::Start::ReuseOrStart, 1s))
                    .contains(QStringLiteral("starts")));
    }
    QVERIFY(text(ask(s, 2'002, Hello, HelloKey, Scheduler::Start::ReuseOrStart, 1s))
                .contains(QStringLiteral("throttled")));
    // Reuse needs no growth.
    (void)s.idle(1, 1s);
    QVERIFY(text(ask(s, 2'003, Hello, HelloKey, Scheduler::Start::ReuseOrStart, 1s))
                .contains(QStringLiteral("reuses E1")));
}

void TestScheduler::versionsDoNotShareEnvironmentsNorRetireEachOther()
{
    Scheduler s({.startGate = 9});
    (void)ask(s, 1, Hello, HelloKey);
    (void)s.idle(1, 1s);
    const QString published = QStringLiteral("r0\nm");
    QCOMPARE(text(ask(s, 2, Hello, published, Scheduler::Start::ReuseOrStart, 1s, One)),
             QStringLiteral("request 2 starts E2"));
    (void)s.idle(2, 2s);
    QCOMPARE(text(ask(s, 3, Hello, HelloKey)), QStringLiteral("request 3 reuses E1"));
    QCOMPARE(text(ask(s, 4, Hello, published, Scheduler::Start::ReuseOrStart, 2s, One)),
             QStringLiteral("request 4 reuses E2"));
}

void TestScheduler::provisionedEnvironmentsAreMadeAheadAndTakenFirst()
{
    Scheduler s({.accountConcurrency = 3, .startGate = 1});
    const Scheduler::Target one{Hello, One, HelloKey};
    QCOMPARE(text(s.provision(one, 2)), QStringLiteral("provision E1"));
    QCOMPARE(text(s.idle(1, 1s)), QStringLiteral("provision E2"));
    QCOMPARE(s.provisioned(Hello, One), 1);
    QCOMPARE(text(s.idle(2, 2s)), QString());
    QCOMPARE(s.provisioned(Hello, One), 2);
    QCOMPARE(s.concurrency(), 0);
    QVERIFY(!s.nextExpiry()); // they stay

    QCOMPARE(text(ask(s, 1, Hello, HelloKey, Scheduler::Start::ReuseOrStart, 2s, One)),
             QStringLiteral("request 1 reuses E2"));
    QCOMPARE(text(ask(s, 2, Hello, HelloKey, Scheduler::Start::ReuseOrStart, 2s, One)),
             QStringLiteral("request 2 reuses E1"));
    // The third spills over to the one place that is left of three.
    QCOMPARE(text(ask(s, 3, Hello, HelloKey, Scheduler::Start::ReuseOrStart, 2s, One)),
             QStringLiteral("request 3 starts E3"));
    QCOMPARE(text(ask(s, 4, Hello, HelloKey, Scheduler::Start::ReuseOrStart, 2s, One)),
             QStringLiteral("request 4 throttled: ConcurrentInvocationLimitExceeded"));
    QCOMPARE(s.concurrency(), 3);
    (void)s.idle(3, 3s);
    (void)s.idle(1, 3s);
    QCOMPARE(text(ask(s, 5, Hello, HelloKey, Scheduler::Start::ReuseOrStart, 3s, One)),
             QStringLiteral("request 5 reuses E1"));
    // One that died is made anew.
    QCOMPARE(text(s.gone(1)), QStringLiteral("provision E4"));
    QCOMPARE(s.concurrency(), 1);
}

void TestScheduler::lessProvisionedRetiresTheFreeOnesFirst()
{
    Scheduler s({.startGate = 9});
    const Scheduler::Target one{Hello, One, HelloKey};
    QCOMPARE(text(s.provision(one, 3)), QStringLiteral("provision E1, provision E2, provision E3"));
    for (const Scheduler::EnvironmentId id : {1, 2, 3})
        (void)s.idle(id, 1s);
    QCOMPARE(text(ask(s, 1, Hello, HelloKey, Scheduler::Start::ReuseOrStart, 1s, One)),
             QStringLiteral("request 1 reuses E3"));
    QCOMPARE(text(s.provision(one, 1)), QStringLiteral("retire E1, retire E2"));
    QCOMPARE(text(s.provision(one, 0)), QString());
    QCOMPARE(text(s.idle(3, 2s)), QStringLiteral("retire E3"));
    QVERIFY(s.counts().empty());
}

void TestScheduler::anEnvironmentStandsByAfterTheFirstUse()
{
    Scheduler s({.startGate = 4, .idleLimit = 10min, .standby = 2});
    QCOMPARE(text(ask(s, 1, Hello, HelloKey)), QStringLiteral("request 1 starts E1"));
    QCOMPARE(text(s.booted(1)), QString()); // not while the first request runs
    QCOMPARE(text(s.idle(1, 1s)), QStringLiteral("boot E2"));
    QCOMPARE(text(s.standsBy(2, 2s)), QStringLiteral("boot E3")); // one at a time
    QCOMPARE(text(s.standsBy(3, 2s)), QString());
    QCOMPARE(s.counts().at(Hello).standby, 2);
    QCOMPARE(s.concurrency(), 0);

    QCOMPARE(text(ask(s, 2, Hello, HelloKey)), QStringLiteral("request 2 reuses E1"));
    QCOMPARE(text(ask(s, 3, Hello, HelloKey)), QStringLiteral("request 3 wakes E2"));
    QCOMPARE(text(ask(s, 4, Hello, HelloKey)), QStringLiteral("request 4 wakes E3"));
    QCOMPARE(text(ask(s, 5, Hello, HelloKey)), QStringLiteral("request 5 starts E4"));
    QCOMPARE(text(s.idle(2, 3s)), QString()); // two still boot
    (void)s.idle(3, 3s);
    QCOMPARE(text(s.idle(4, 3s)), QStringLiteral("boot E5"));
    QCOMPARE(text(s.setStandby(0)), QStringLiteral("retire E5"));
}

void TestScheduler::whatStandsByIsNeverStale()
{
    Scheduler s({.startGate = 4, .idleLimit = 10min, .standby = 1});
    (void)ask(s, 1, Hello, HelloKey);
    (void)s.idle(1, 0s);
    (void)s.standsBy(2, 1min);
    QCOMPARE(text(ask(s, 2, Hello, QStringLiteral("r2\nm"))),
             QStringLiteral("retire E1, retire E2, request 2 starts E3"));
    QCOMPARE(text(s.idle(3, 2min)), QStringLiteral("boot E4"));
    (void)s.standsBy(4, 3min);
    // Out of use, it goes like an idle one, and is not made again.
    QCOMPARE(text(s.expire(13min)), QStringLiteral("retire E3, retire E4"));
    QVERIFY(!s.nextExpiry());
    QVERIFY(s.counts().empty());
}

void TestScheduler::aStandbyThatStillBootsIsTakenToo()
{
    Scheduler s({.startGate = 1, .standby = 1});
    (void)ask(s, 1, Hello, HelloKey);
    QCOMPARE(text(s.idle(1, 1s)), QStringLiteral("boot E2"));
    (void)ask(s, 2, Hello, HelloKey);
    QCOMPARE(text(ask(s, 3, Hello, HelloKey)), QStringLiteral("request 3 wakes E2"));
    QCOMPARE(text(s.standsBy(2, 2s)), QString()); // it went on at once
    QCOMPARE(text(s.booted(2)), QString());
    QCOMPARE(text(s.idle(2, 3s)), QStringLiteral("boot E3"));
    // One that can't even boot is not tried again until the function is used.
    QCOMPARE(text(s.gone(3)), QString());
    (void)ask(s, 4, Orders, OrdersKey);
    QCOMPARE(text(s.idle(4, 4s)), QStringLiteral("boot E5"));
}

void TestScheduler::aForcedColdStartTakesNoStandby()
{
    Scheduler s({.startGate = 4, .standby = 1});
    (void)ask(s, 1, Hello, HelloKey);
    (void)s.idle(1, 1s);
    (void)s.standsBy(2, 1s);
    QCOMPARE(text(ask(s, 2, Hello, HelloKey, Scheduler::Start::Cold)),
             QStringLiteral("request 2 starts E3"));
}

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
