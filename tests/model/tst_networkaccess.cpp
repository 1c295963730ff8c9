// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QLocale>

#include "engine/model/configmessages.h"
#include "engine/model/functionconfig.h"

using engine::Network;
using engine::NetworkAccess;
using engine::NetworkBytes;
using Errors = std::vector<engine::ConfigError>;
using Field = engine::ConfigError::Field;
using Kind = engine::ConfigError::Kind;
using Ports = std::vector<int>;

class TestNetworkAccess : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void ports_data();
    void ports();
    void sentences_data();
    void sentences();
    void textAndBack_data();
    void textAndBack();
    void bytes();
};

void TestNetworkAccess::ports_data()
{
    QTest::addColumn<Ports>("ports");
    QTest::addColumn<Errors>("expected");
    const auto one = [](Kind kind, const char *detail) {
        return Errors{{Field::HostPorts, kind, QString::fromLatin1(detail)}};
    };
    Ports many;
    for (int port = 3'000; port < 3'032; ++port)
        many.push_back(port);

    QTest::newRow("none") << Ports{} << Errors{};
    QTest::newRow("the first and the last") << Ports{1, 65'535} << Errors{};
    QTest::newRow("zero") << Ports{0} << one(Kind::TooSmall, "0");
    QTest::newRow("below zero") << Ports{-5} << one(Kind::TooSmall, "-5");
    QTest::newRow("one too high") << Ports{65'536} << one(Kind::TooLarge, "65536");
    QTest::newRow("the Runtime API's") << Ports{9001} << one(Kind::Reserved, "9001");
    QTest::newRow("the X-Ray daemon's") << Ports{2000} << one(Kind::Reserved, "2000");
    QTest::newRow("twice") << Ports{5432, 8000, 5432} << one(Kind::Duplicate, "5432");
    QTest::newRow("32 of them") << many << Errors{};
    many.push_back(80);
    QTest::newRow("33 of them") << many << one(Kind::TooLong, "33");
    QTest::newRow("all that is wrong, in the list's order")
        << Ports{9001, 0, 0}
        << Errors{{Field::HostPorts, Kind::Reserved, QStringLiteral("9001")},
                  {Field::HostPorts, Kind::TooSmall, QStringLiteral("0")},
                  {Field::HostPorts, Kind::TooSmall, QStringLiteral("0")},
                  {Field::HostPorts, Kind::Duplicate, QStringLiteral("0")}};
}

void TestNetworkAccess::ports()
{
    QFETCH(Ports, ports);
    QFETCH(Errors, expected);
    QCOMPARE(engine::validateHostPorts(ports), expected);
    engine::FunctionConfig config;
    config.name = QStringLiteral("hello");
    config.runtime = QStringLiteral("python3.12");
    config.handler = QStringLiteral("app.handler");
    config.hostPorts = ports;
    QCOMPARE(engine::validate(config), expected);
}

void TestNetworkAccess::sentences_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, Kind kind, const char *detail, const char *expected) {
        QTest::newRow(name) << static_cast<int>(kind) << QString::fromLatin1(detail)
                            << QString::fromLatin1(expected);
    };
    row("no port", Kind::TooLarge, "70000", "70000 is no port: ports are numbers from 1 to 65535.");
    row("reserved", Kind::Reserved, "2000",
        "Port 2000 is taken inside the sandbox: 9001 by the Runtime API, 2000 by the X-Ray "
        "daemon.");
    row("twice", Kind::Duplicate, "80", "Port 80 is there twice.");
    row("too many", Kind::TooLong, "33",
        "A function reaches at most 32 ports of this machine; these are 33.");
    row("text", Kind::NotANumber, "http", "\"http\" is not a whole number.");
}

void TestNetworkAccess::sentences()
{
    QFETCH(int, kind);
    QFETCH(QString, detail);
    QFETCH(QString, expected);
    const engine::ConfigError error{Field::HostPorts, static_cast<Kind>(kind), detail};
    QCOMPARE(engine::explain(error).sentence, expected);
    QCOMPARE(engine::serviceText(error, {}), expected);
}

void TestNetworkAccess::textAndBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<NetworkAccess>("access");
    QTest::addColumn<QString>("again");
    const auto row = [](const char *text, const NetworkAccess &access, const char *again) {
        QTest::newRow(text) << QString::fromLatin1(text) << true << access
                            << QString::fromLatin1(again);
    };
    row("none", {Network::None, {}}, "none");
    row("internet", {Network::Internet, {}}, "internet");
    row("5432", {Network::None, {5432}}, "5432");
    row("5432, 8000", {Network::None, {5432, 8000}}, "5432,8000");
    row("8000,internet", {Network::Internet, {8000}}, "internet,8000");
    row("0", {Network::None, {0}}, "0"); // a number; validate() says that it is no port
    for (const char *text : {"", "Internet", "none,5432", "5432,", "http", "5432-5440", "all"})
        QTest::newRow(qPrintable(QStringLiteral("not \"%1\"").arg(QLatin1StringView(text))))
            << QString::fromLatin1(text) << false << NetworkAccess() << QString();
}

void TestNetworkAccess::textAndBack()
{
    QFETCH(QString, text);
    QFETCH(bool, valid);
    QFETCH(NetworkAccess, access);
    QFETCH(QString, again);
    const auto parsed = engine::parseNetwork(text);
    QCOMPARE(parsed.has_value(), valid);
    if (!valid)
        return;
    QVERIFY(*parsed == access);
    QCOMPARE(engine::networkText(*parsed), again);
}

void TestNetworkAccess::bytes()
{
    const NetworkBytes before{10, 20, -1, -1};
    const NetworkBytes now{15, 20, 7, -1};
    QVERIFY(now.since(before) == (NetworkBytes{5, 0, -1, -1}));
    QVERIFY(before.plus(now) == (NetworkBytes{25, 40, 7, -1}));
    QVERIFY(now.measured());
    QVERIFY((NetworkBytes{-1, -1, 0, 0}).measured());
    QVERIFY(!NetworkBytes{}.measured());
}

QTEST_GUILESS_MAIN(TestNetworkAccess)
#include "tst_networkaccess.moc"
