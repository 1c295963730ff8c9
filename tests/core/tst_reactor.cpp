// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <sys/epoll.h>
#include <sys/socket.h>

#include "engine/core/reactor.h"
#include "tests/support/manualclock.h"

using namespace std::chrono_literals;

class TestReactor : public QObject
{
    Q_OBJECT

private slots:
    void timersFireInOrderOfTheClock();
    void aTimerThatIsDroppedDoesNotFire();
    void aWatchMayEndItselfInItsOwnCallback();
    void qtsLoopDrivesIt();
};

void TestReactor::timersFireInOrderOfTheClock()
{
    testsupport::ManualClock clock;
    engine::Reactor reactor(clock);
    QStringList fired;
    const auto late = reactor.after(2s, [&] { fired << QStringLiteral("late"); });
    const auto early = reactor.after(1s, [&] { fired << QStringLiteral("early"); });
    const auto same = reactor.after(1s, [&] { fired << QStringLiteral("same"); });

    clock.advance(1s);
    reactor.runDue();
    QCOMPARE(fired, (QStringList{QStringLiteral("early"), QStringLiteral("same")}));
    clock.advance(1s);
    reactor.runDue();
    QCOMPARE(fired, (QStringList{QStringLiteral("early"), QStringLiteral("same"),
                                 QStringLiteral("late")}));
}

void TestReactor::aTimerThatIsDroppedDoesNotFire()
{
    testsupport::ManualClock clock;
    engine::Reactor reactor(clock);
    bool fired = false;
    {
        const auto timer = reactor.after(1s, [&] { fired = true; });
    }
    clock.advance(2s);
    reactor.runDue();
    QVERIFY(!fired);
    QCOMPARE(reactor.watchCount(), std::size_t{0});
}

void TestReactor::aWatchMayEndItselfInItsOwnCallback()
{
    engine::SystemClock clock;
    engine::Reactor reactor(clock);
    int ends[2];
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    const engine::UniqueFd a(ends[0]);
    engine::UniqueFd b(ends[1]);
    int calls = 0;
    auto watch = std::make_unique<engine::Watch>();
    *watch = reactor.watch(a.get(), EPOLLIN, [&](std::uint32_t) {
        ++calls;
        watch.reset();
    });
    b.reset();
    QVERIFY(reactor.poll(5s));
    QVERIFY(!reactor.poll(0ms));
    QCOMPARE(calls, 1);
}

void TestReactor::qtsLoopDrivesIt()
{
    engine::SystemClock clock;
    engine::Reactor reactor(clock);
    bool fired = false;
    bool soon = false;
    const auto timer = reactor.after(1ms, [&] { fired = true; });
    reactor.soon([&] { soon = true; });
    QTRY_VERIFY(fired);
    QVERIFY(soon);
}

QTEST_GUILESS_MAIN(TestReactor)
#include "tst_reactor.moc"
