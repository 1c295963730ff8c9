// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/telemetry/moduletimes.h"

using engine::ModuleTime;
using engine::Nanoseconds;
using Modules = std::vector<ModuleTime>;

class TestModuleTimes : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void takesTheFirstOfVeryMany();
};

Q_DECLARE_METATYPE(Modules)

void TestModuleTimes::reads_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Modules>("expected");

    const ModuleTime one{QStringLiteral("a"), 1, Nanoseconds(2), Nanoseconds(3)};
    QTest::newRow("one") << QByteArray("[[\"a\",1,2,3]]") << Modules{one};
    QTest::newRow("what is none is left out")
        << QByteArray("[1,[],[1,1,2,3],[\"a\",\"1\",2,3],[\"a\",1,2],[\"a\",1.5,2,3],"
                      "[\"a\",1,2,3]]")
        << Modules{one};
    QTest::newRow("no list") << QByteArray("{\"a\":1}") << Modules{};
    QTest::newRow("no JSON") << QByteArray("[[\"a\",1,2,3]") << Modules{};
    QTest::newRow("nothing") << QByteArray() << Modules{};
    QTest::newRow("numbers without measure")
        << QByteArray("[[\"a\",-5,-1,18446744073709551615]]")
        << Modules{{QStringLiteral("a"), 0, Nanoseconds(0), Nanoseconds(0)}};
    QTest::newRow("a name without end")
        << "[[\"" + QByteArray(100'000, 'x') + "\",0,1,1]]"
        << Modules{{QString(500, u'x'), 0, Nanoseconds(1), Nanoseconds(1)}};
    QTest::newRow("deeper than any parser likes") << QByteArray(1'000'000, '[') << Modules{};
}

void TestModuleTimes::reads()
{
    QFETCH(QByteArray, json);
    QFETCH(Modules, expected);

    QCOMPARE(engine::readModuleTimes(json), expected);
    QCOMPARE(engine::readModuleTimes(engine::writeModuleTimes(expected)), expected);
}

void TestModuleTimes::takesTheFirstOfVeryMany()
{
    Modules many;
    for (int i = 0; i < 12'000; ++i)
        many.push_back({QString::number(i), 0, Nanoseconds(i), Nanoseconds(i)});
    const Modules read = engine::readModuleTimes(engine::writeModuleTimes(many));
    QCOMPARE(read.size(), std::size_t{10'000});
    QCOMPARE(read.back().name, QStringLiteral("9999"));
}

QTEST_GUILESS_MAIN(TestModuleTimes)
#include "tst_moduletimes.moc"
