// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/pool/concurrencylimits.h"

using namespace std::chrono_literals;
using engine::ConcurrencyLimits;

namespace {

const QString A = QStringLiteral("a");
const QString B = QStringLiteral("b");

int takeAll(ConcurrencyLimits &limits, const QString &function, QString *reason)
{
    int taken = 0;
    while (taken < 10'000) {
        if (const auto refused = limits.take(function)) {
            *reason = *refused;
            break;
        }
        ++taken;
    }
    return taken;
}

} // namespace

class TestConcurrencyLimits : public QObject
{
    Q_OBJECT

private slots:
    void placesOfAnAccount_data();
    void placesOfAnAccount();
    void requestsByTheSecond();
    void growth();
    void aClockThatGoesBack();
};

void TestConcurrencyLimits::placesOfAnAccount_data()
{
    QTest::addColumn<std::map<QString, int>>("reserved");
    QTest::addColumn<std::map<QString, int>>("provisioned");
    QTest::addColumn<int>("first"); // places of function a, while b has none in use
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("second"); // of b after that
    const QString shared = QStringLiteral("ConcurrentInvocationLimitExceeded");
    const QString own = QStringLiteral("ReservedFunctionConcurrentInvocationLimitExceeded");
    using Map = std::map<QString, int>;
    QTest::newRow("nothing set") << Map{} << Map{} << 1'000 << shared << 0;
    QTest::newRow("a reserved") << Map{{A, 100}} << Map{} << 100 << own << 900;
    QTest::newRow("b reserved") << Map{{B, 100}} << Map{} << 900 << shared << 100;
    QTest::newRow("a blocked") << Map{{A, 0}} << Map{} << 0 << own << 1'000;
    QTest::newRow("a provisioned") << Map{} << Map{{A, 10}} << 990 << shared << 0;
    QTest::newRow("b provisioned") << Map{} << Map{{B, 10}} << 990 << shared << 0;
    QTest::newRow("a reserved and provisioned")
        << Map{{A, 100}} << Map{{A, 10}} << 90 << own << 900;
    QTest::newRow("all of it provisioned") << Map{{A, 10}} << Map{{A, 10}} << 0 << own << 990;
    QTest::newRow("another one reserved")
        << Map{{QStringLiteral("c"), 300}} << Map{} << 700 << shared << 0;
}

void TestConcurrencyLimits::placesOfAnAccount()
{
    using Map = std::map<QString, int>;
    QFETCH(Map, reserved);
    QFETCH(Map, provisioned);
    QFETCH(int, first);
    QFETCH(QString, reason);
    QFETCH(int, second);
    ConcurrencyLimits limits(1'000);
    limits.setReserved(reserved);
    for (const auto &[function, environments] : provisioned)
        limits.setProvisioned(function, environments);
    QString refused;
    QCOMPARE(takeAll(limits, A, &refused), first);
    QCOMPARE(refused, reason);
    QCOMPARE(takeAll(limits, B, &refused), second);
    QCOMPARE(limits.onDemand(), first + second);
    for (int i = 0; i < first; ++i)
        limits.release(A);
    QCOMPARE(limits.onDemand(), second);
    QCOMPARE(takeAll(limits, A, &refused), first);
}

void TestConcurrencyLimits::requestsByTheSecond()
{
    ConcurrencyLimits limits(1'000);
    limits.setReserved({{A, 2}});
    for (int i = 0; i < 20; ++i)
        QVERIFY(!limits.admit(A, 0s));
    QCOMPARE(*limits.admit(A, 0s), QStringLiteral("ReservedFunctionInvocationRateLimitExceeded"));
    QVERIFY(!limits.admit(A, 50ms));
    QVERIFY(limits.admit(A, 50ms));
    for (int i = 0; i < 10'000; ++i)
        QVERIFY(!limits.admit(B, 1s));
    QCOMPARE(*limits.admit(B, 1s), QStringLiteral("FunctionInvocationRateLimitExceeded"));
    QVERIFY(!limits.admit(B, 1s + 100us));
    // What was not used in one second does not add up in the next.
    for (int i = 0; i < 20; ++i)
        QVERIFY(!limits.admit(A, 1h));
    QVERIFY(limits.admit(A, 1h));
}

void TestConcurrencyLimits::growth()
{
    ConcurrencyLimits limits(10'000);
    for (int i = 0; i < 1'000; ++i)
        QVERIFY(limits.grow(A, 0s));
    QVERIFY(!limits.grow(A, 0s));
    QVERIFY(limits.grow(B, 0s));
    int more = 0;
    while (limits.grow(A, 5s))
        ++more;
    QCOMPARE(more, 500);
    more = 0;
    while (limits.grow(A, 1h))
        ++more;
    QCOMPARE(more, 1'000);
}

void TestConcurrencyLimits::aClockThatGoesBack()
{
    ConcurrencyLimits limits(1'000);
    for (int i = 0; i < 1'000; ++i)
        QVERIFY(limits.grow(A, 10s));
    QVERIFY(!limits.grow(A, 5s));
    QVERIFY(!limits.grow(A, 10s));
    QVERIFY(limits.grow(A, 10s + 10ms));
}

QTEST_GUILESS_MAIN(TestConcurrencyLimits)
#include "tst_concurrencylimits.moc"
