// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QLabel>
#include <QLocale>

#include "widgets/invoke/networklamp.h"

using engine::Network;
using engine::NetworkAccess;
using engine::NetworkBytes;
using widgets::NetworkLamp;

class TestNetworkLamp : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void saysWhatIsReached_data();
    void saysWhatIsReached();
    void lightsWhileBytesFlow();
    void forgetsWithTheFunction();
};

void TestNetworkLamp::saysWhatIsReached_data()
{
    QTest::addColumn<NetworkAccess>("access");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const NetworkAccess &access, const QString &text,
                        const char *sentence) {
        QTest::newRow(name) << access << text << QString::fromLatin1(sentence);
    };
    row("nothing", {Network::None, {}}, QStringLiteral("offline"),
        "The function reaches nothing outside of its sandbox.");
    row("the Internet", {Network::Internet, {}}, QStringLiteral("internet"),
        "The function reaches the Internet and your local network.");
    row("a port", {Network::None, {5432}}, QStringLiteral("host ports 5432"),
        "The function reaches, at 127.0.0.1, these ports of this machine and nothing else: 5432.");
    row("many ports", {Network::Internet, {1, 2, 3, 4}},
        QStringLiteral("internet, host ports 1, 2, 3, …"),
        "The function reaches the Internet, your local network, and at 127.0.0.1 these ports of "
        "this machine: 1, 2, 3, 4.");
}

void TestNetworkLamp::saysWhatIsReached()
{
    QFETCH(NetworkAccess, access);
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    NetworkLamp lamp;
    QVERIFY(lamp.isHidden());
    lamp.setAccess(access);
    QVERIFY(!lamp.isHidden());
    const auto *label = lamp.findChild<QLabel *>(QStringLiteral("networkLampText"));
    QCOMPARE(label->text(), text);
    QCOMPARE(label->accessibleName(), QStringLiteral("Network of the function: ") + text);
    QCOMPARE(label->accessibleDescription(), sentence);
    QCOMPARE(lamp.toolTip(), sentence);
    QVERIFY(!lamp.isLit());
    lamp.setAccess({});
    QVERIFY(lamp.isHidden());
}

void TestNetworkLamp::lightsWhileBytesFlow()
{
    NetworkLamp lamp;
    lamp.setAccess(NetworkAccess{Network::Internet, {5432}});
    const auto *label = lamp.findChild<QLabel *>(QStringLiteral("networkLampText"));
    const auto *dot = lamp.findChild<QWidget *>(QStringLiteral("networkLampDot"));
    lamp.setBytes({0, 0, 0, 0});
    QVERIFY(!lamp.isLit());
    lamp.setBytes({100, 20, 1'500, 0});
    QVERIFY(lamp.isLit());
    QVERIFY(dot->property("lit").toBool());
    QCOMPARE(label->text(), QStringLiteral("internet, host ports 5432 · ↑ 1.60 kB ↓ 20 B"));
    QVERIFY(lamp.toolTip().contains(
        QLatin1StringView("Latest run, Internet: 100 B sent, 20 B received, headers included.")));
    QVERIFY(lamp.toolTip().contains(
        QLatin1StringView("Latest run, ports of this machine: 1.50 kB sent, 0 B received.")));
    QVERIFY(label->accessibleDescription().contains(QLatin1StringView("Bytes are flowing.")));
    QTRY_VERIFY(!lamp.isLit());
    QVERIFY(!dot->property("lit").toBool());
    QVERIFY(!lamp.toolTip().contains(QLatin1StringView("flowing")));
    lamp.setBytes({100, 20, 1'500, 0}); // no more than before
    QVERIFY(!lamp.isLit());
    lamp.begin();
    lamp.setBytes({100, 20, 1'500, 0}); // as many, in a new run
    QVERIFY(lamp.isLit());
}

void TestNetworkLamp::forgetsWithTheFunction()
{
    NetworkLamp lamp;
    lamp.setAccess(NetworkAccess{Network::None, {5432}});
    lamp.setBytes({-1, -1, 3, 4});
    lamp.forget();
    QVERIFY(!lamp.isLit());
    QCOMPARE(lamp.findChild<QLabel *>(QStringLiteral("networkLampText"))->text(),
             QStringLiteral("host ports 5432"));
    lamp.setBytes(NetworkBytes{});
    QVERIFY(!lamp.isLit());
}

QTEST_MAIN(TestNetworkLamp)
#include "tst_networklamp.moc"
