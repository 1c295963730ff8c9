// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/core/units.h"

using engine::Money;

class TestUnits : public QObject
{
    Q_OBJECT

private slots:
    void money_data();
    void money();
    void badMoney_data();
    void badMoney();
    void megabytesRoundUp();
};

void TestUnits::money_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cents");
    QTest::addColumn<QString>("exact");

    QTest::newRow("a price of a GB-second") << "0.0000166667"
                                            << "0.00"
                                            << "0.0000166667";
    QTest::newRow("half a cent goes up") << "39.045"
                                         << "39.05"
                                         << "39.045";
    QTest::newRow("a whole number") << "7"
                                    << "7.00"
                                    << "7.00";
    QTest::newRow("one decimal") << "0.6"
                                 << "0.60"
                                 << "0.60";
    QTest::newRow("more than a double holds") << "305667.2000000000001"
                                              << "305667.20"
                                              << "305667.2000000000001";
    QTest::newRow("a refund") << "-1.005"
                              << "-1.01"
                              << "-1.005";
}

void TestUnits::money()
{
    QFETCH(QString, text);
    QFETCH(QString, cents);
    QFETCH(QString, exact);

    Money money;
    QVERIFY(Money::parse(text, &money));
    QCOMPARE(money.toString(2), cents);
    QCOMPARE(money.toExactString(), exact);
}

void TestUnits::badMoney_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("nothing") << "";
    QTest::newRow("words") << "free";
    QTest::newRow("an exponent") << "1e-7";
    QTest::newRow("too many decimals") << "0.00000000000001";
    QTest::newRow("no digits after the point") << "1.";
}

void TestUnits::badMoney()
{
    QFETCH(QString, text);

    Money money;
    QVERIFY(!Money::parse(text, &money));
}

void TestUnits::megabytesRoundUp()
{
    QCOMPARE(engine::megabytesHolding(0).value, 0);
    QCOMPARE(engine::megabytesHolding(1).value, 1);
    QCOMPARE(engine::megabytesHolding(1024 * 1024).value, 1);
    QCOMPARE(engine::megabytesHolding(1024 * 1024 + 1).value, 2);
}

QTEST_GUILESS_MAIN(TestUnits)
#include "tst_units.moc"
