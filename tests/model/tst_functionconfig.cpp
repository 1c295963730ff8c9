// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QLocale>

#include "engine/model/configmessages.h"
#include "engine/model/functionconfig.h"

using engine::FunctionConfig;
using Errors = std::vector<engine::ConfigError>;
using Field = engine::ConfigError::Field;
using Kind = engine::ConfigError::Kind;
using namespace std::chrono_literals;

namespace {

template <typename Change>
FunctionConfig with(Change change)
{
    FunctionConfig config;
    config.name = QStringLiteral("hello");
    config.runtime = QStringLiteral("python3.12");
    config.handler = QStringLiteral("app.handler");
    change(config);
    return config;
}

} // namespace

class TestFunctionConfig : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void validate_data();
    void validate();
    void everyErrorHasItsTexts();
    void environmentIsMeasuredAsJson();
    void cpuFollowsMemory();
};

void TestFunctionConfig::validate_data()
{
    QTest::addColumn<FunctionConfig>("config");
    QTest::addColumn<Errors>("expected");

    QTest::newRow("a usual function") << with([](auto &) {}) << Errors{};
    QTest::newRow("memory at the floor") << with([](auto &c) { c.memory = {128}; }) << Errors{};
    QTest::newRow("memory under the floor")
        << with([](auto &c) { c.memory = {127}; })
        << Errors{{Field::Memory, Kind::TooSmall, QStringLiteral("127")}};
    QTest::newRow("memory over the ceiling")
        << with([](auto &c) { c.memory = {10'241}; })
        << Errors{{Field::Memory, Kind::TooLarge, QStringLiteral("10241")}};
    QTest::newRow("timeout 0") << with([](auto &c) { c.timeout = 0s; })
                               << Errors{{Field::Timeout, Kind::TooSmall, QStringLiteral("0")}};
    QTest::newRow("timeout 901") << with([](auto &c) { c.timeout = 901s; })
                                 << Errors{{Field::Timeout, Kind::TooLarge, QStringLiteral("901")}};
    QTest::newRow("a runtime nobody knows")
        << with([](auto &c) { c.runtime = QStringLiteral("cobol85"); })
        << Errors{{Field::Runtime, Kind::Unknown, QStringLiteral("cobol85")}};
    QTest::newRow("a handler with a blank")
        << with([](auto &c) { c.handler = QStringLiteral("app. handler"); })
        << Errors{{Field::Handler, Kind::Malformed, QStringLiteral("app. handler")}};
    QTest::newRow("a reserved variable") << with([](auto &c) {
        c.environment = {{QStringLiteral("AWS_REGION"), QString()}};
    }) << Errors{{Field::Environment, Kind::Reserved, QStringLiteral("AWS_REGION")}};
    QTest::newRow("a variable of one letter, and twice")
        << with([](auto &c) {
               c.environment = {{QStringLiteral("A"), QString()}, {QStringLiteral("A"), QString()}};
           })
        << Errors{{Field::Environment, Kind::Malformed, QStringLiteral("A")},
                  {Field::Environment, Kind::Malformed, QStringLiteral("A")},
                  {Field::Environment, Kind::Duplicate, QStringLiteral("A")}};
    QTest::newRow("4,096 bytes of variables are allowed") << with([](auto &c) {
        c.environment = {{QStringLiteral("BIG"), QString(4'086, u'x')}};
    }) << Errors{};
    QTest::newRow("4,097 bytes of variables are not") << with([](auto &c) {
        c.environment = {{QStringLiteral("BIG"), QString(4'087, u'x')}};
    }) << Errors{{Field::Environment, Kind::TooLarge, QStringLiteral("4097")}};
    QTest::newRow("every error is reported, in form order")
        << FunctionConfig{.timeout = 901s}
        << Errors{{Field::Name, Kind::Missing},
                  {Field::Runtime, Kind::Missing},
                  {Field::Handler, Kind::Missing},
                  {Field::Timeout, Kind::TooLarge, QStringLiteral("901")}};
}

void TestFunctionConfig::validate()
{
    QFETCH(FunctionConfig, config);
    QFETCH(Errors, expected);

    QCOMPARE(engine::validate(config), expected);
}

void TestFunctionConfig::everyErrorHasItsTexts()
{
    const FunctionConfig config = with([](auto &c) {
        c.memory = {64};
        c.environment = {{QStringLiteral("_HANDLER"), QStringLiteral("x")}};
    });
    const Errors errors = engine::validate(config);
    QCOMPARE(errors.size(), std::size_t{2});
    QCOMPARE(engine::explain(errors[0]).sentence,
             QStringLiteral("Memory must be 128 to 10,240 MB."));
    QCOMPARE(engine::serviceText(errors[0], config),
             QStringLiteral("1 validation error detected: Value '64' at 'memorySize' failed to "
                            "satisfy constraint: Member must have value greater than or equal to "
                            "128"));
    QCOMPARE(engine::serviceText(errors[1], config),
             QStringLiteral("Lambda was unable to configure your environment variables because the "
                            "environment variables you have provided contains reserved keys that "
                            "are currently not supported for modification. Reserved keys used in "
                            "this request: _HANDLER"));
}

void TestFunctionConfig::environmentIsMeasuredAsJson()
{
    QCOMPARE(engine::environmentSize({}), 0);
    const QByteArray json = "{\"AB\":\"c\\\"d\",\"EF\":\"ü\"}";
    QCOMPARE(engine::environmentSize({{QStringLiteral("AB"), QStringLiteral("c\"d")},
                                      {QStringLiteral("EF"), QStringLiteral("ü")}}),
             int(json.size()));
}

void TestFunctionConfig::cpuFollowsMemory()
{
    QCOMPARE(engine::cpuShare({1'769}), 1.0);
    QVERIFY(engine::cpuShare({128}) < 0.08);
    QVERIFY(engine::cpuShare({10'240}) <= 6.0);
}

QTEST_GUILESS_MAIN(TestFunctionConfig)
#include "tst_functionconfig.moc"
