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

const QString Queue = QStringLiteral("arn:aws:sqs:us-east-1:000000000000:jobs");
const QString Bucket = QStringLiteral("arn:aws:s3:::results");
const QString Hello = QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:hello");

} // namespace

class TestFunctionConfig : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void validate_data();
    void validate();
    void everyErrorHasItsTexts();
    void textsOfTargets_data();
    void textsOfTargets();
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
    QTest::newRow("events of 60 s, no retry, targets of every service") << with([](auto &c) {
        c.async = {60s, 0, Queue, Bucket, Queue};
    }) << Errors{};
    QTest::newRow("the longest age and most retries") << with([](auto &c) {
        c.async.maximumEventAge = 21'600s;
        c.async.maximumRetryAttempts = 2;
        c.async.onSuccess = QStringLiteral("arn:aws:events:us-east-1:000000000000:event-bus/bus");
        c.async.onFailure = Hello + QStringLiteral("-again");
    }) << Errors{};
    QTest::newRow("an age of 59 s, three retries")
        << with([](auto &c) {
               c.async = {59s, 3, {}, {}, {}};
           })
        << Errors{{Field::MaximumEventAge, Kind::TooSmall, QStringLiteral("59")},
                  {Field::MaximumRetryAttempts, Kind::TooLarge, QStringLiteral("3")}};
    QTest::newRow("an age past six hours, a retry less than none")
        << with([](auto &c) {
               c.async = {21'601s, -1, {}, {}, {}};
           })
        << Errors{{Field::MaximumEventAge, Kind::TooLarge, QStringLiteral("21601")},
                  {Field::MaximumRetryAttempts, Kind::TooSmall, QStringLiteral("-1")}};
    QTest::newRow("a bucket takes failures only")
        << with([](auto &c) { c.async.onSuccess = Bucket; })
        << Errors{{Field::OnSuccess, Kind::Unknown, Bucket}};
    QTest::newRow("dead letters go to no function")
        << with([](auto &c) { c.async.deadLetterTarget = Hello; })
        << Errors{{Field::DeadLetterTarget, Kind::Unknown, Hello}};
    QTest::newRow("a function as its own destination, qualified")
        << with([](auto &c) { c.async.onFailure = Hello + QStringLiteral(":$LATEST"); })
        << Errors{{Field::OnFailure, Kind::Itself, Hello + QStringLiteral(":$LATEST")}};
    QTest::newRow("a queue's URL is no ARN")
        << with([](auto &c) {
               c.async.onSuccess =
                   QStringLiteral("https://sqs.us-east-1.amazonaws.com/000000000000/jobs");
           })
        << Errors{{Field::OnSuccess, Kind::Malformed,
                   QStringLiteral("https://sqs.us-east-1.amazonaws.com/000000000000/jobs")}};
    QTest::newRow("a target of 351 characters")
        << with([](auto &c) { c.async.onSuccess = Queue.leftJustified(351, u'x'); })
        << Errors{{Field::OnSuccess, Kind::TooLong, Queue.leftJustified(351, u'x')}};
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

void TestFunctionConfig::textsOfTargets_data()
{
    QTest::addColumn<FunctionConfig>("config");
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("a range") << with([](auto &c) { c.async.maximumEventAge = 59s; })
                             << QStringLiteral("1 validation error detected: Value '59' at "
                                               "'maximumEventAgeInSeconds' failed to satisfy "
                                               "constraint: Member must have value greater than or "
                                               "equal to 60")
                             << QStringLiteral("The age of an event must be 60 to 21,600 seconds.");
    QTest::newRow("a retry too many")
        << with([](auto &c) { c.async.maximumRetryAttempts = 3; })
        << QStringLiteral("1 validation error detected: Value '3' at "
                          "'maximumRetryAttempts' failed to satisfy constraint: "
                          "Member must have value less than or equal to 2")
        << QStringLiteral("An event is tried again 0 to 2 times.");
    QTest::newRow("itself") << with([](auto &c) { c.async.onSuccess = Hello; })
                            << QStringLiteral("You can't specify the function as a destination for "
                                              "itself.")
                            << QStringLiteral("A function can't be its own destination.");
    QTest::newRow("a service that is no target")
        << with([](auto &c) { c.async.onSuccess = Bucket; })
        << QStringLiteral(
               "The provided destination config "
               "DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:s3:::results), "
               "onFailure=null) is invalid.")
        << QStringLiteral("A destination is a queue (SQS), a topic (SNS), a function or an event "
                          "bus, not arn:aws:s3:::results.");
}

void TestFunctionConfig::textsOfTargets()
{
    QFETCH(FunctionConfig, config);
    QFETCH(QString, service);
    QFETCH(QString, sentence);
    const Errors errors = engine::validate(config);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(engine::serviceText(errors[0], config), service);
    QCOMPARE(engine::explain(errors[0]).sentence, sentence);
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
