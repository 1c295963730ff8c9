// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>

#include <functional>

#include "engine/project/workspace.h"

using engine::AsyncConfig;
using engine::RecursiveLoop;
using Kind = engine::TemplateProblem::Kind;
using namespace std::chrono_literals;

namespace {

const QByteArray Resources = "Resources:\n"
                             "  Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs-q}}\n"
                             "  Alarm: {Type: AWS::SNS::Topic}\n"
                             "  Bus: {Type: AWS::Events::EventBus, Properties: {Name: orders}}\n"
                             "  Kept: {Type: AWS::S3::Bucket}\n"
                             "  Next: {Type: AWS::Serverless::Function, Properties: {}}\n";

QString arn(const char *service, const char *resource)
{
    return QStringLiteral("arn:aws:%1:us-east-1:000000000000:%2")
        .arg(QLatin1StringView(service), QLatin1StringView(resource));
}

engine::Workspace read(const QByteArray &text)
{
    return engine::readTemplate(QDir::rootPath(), QStringLiteral("template.yaml"), text, {});
}

// A SAM function F with these properties, indented by six.
QByteArray samFunction(const QByteArray &properties)
{
    return Resources
           + "  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      InlineCode: x\n"
           + properties;
}

AsyncConfig config(const std::function<void(AsyncConfig &)> &change)
{
    AsyncConfig made;
    change(made);
    return made;
}

} // namespace

Q_DECLARE_METATYPE(engine::AsyncConfig)

class TestTemplateAsync : public QObject
{
    Q_OBJECT

private slots:
    void readsSettings_data();
    void readsSettings();
    void tellsMistakes_data();
    void tellsMistakes();
    void recursiveLoop_data();
    void recursiveLoop();
    void globalsComeFirst();
    void otherQualifiersAreSaid();
};

void TestTemplateAsync::readsSettings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<AsyncConfig>("expected");

    QTest::newRow("nothing is said") << samFunction({}) << AsyncConfig();
    QTest::newRow("numbers") << samFunction("      EventInvokeConfig:\n"
                                            "        MaximumEventAgeInSeconds: 70\n"
                                            "        MaximumRetryAttempts: 0\n")
                             << config([](auto &c) {
                                    c.maximumEventAge = 70s;
                                    c.maximumRetryAttempts = 0;
                                });
    QTest::newRow("a queue and a bucket of the template")
        << samFunction("      EventInvokeConfig:\n"
                       "        DestinationConfig:\n"
                       "          OnSuccess: {Type: SQS, Destination: !GetAtt Jobs.Arn}\n"
                       "          OnFailure: {Type: S3, Destination: !GetAtt Kept.Arn}\n")
        << config([](auto &c) {
               c.onSuccess = arn("sqs", "jobs-q");
               c.onFailure = QStringLiteral("arn:aws:s3:::Kept");
           });
    QTest::newRow("a topic by Ref, a function and a bus by GetAtt")
        << samFunction("      EventInvokeConfig:\n"
                       "        DestinationConfig:\n"
                       "          OnSuccess: {Type: Lambda, Destination: !GetAtt Next.Arn}\n"
                       "          OnFailure: {Type: EventBridge, Destination: !GetAtt Bus.Arn}\n"
                       "      DeadLetterQueue: {Type: SNS, TargetArn: !Ref Alarm}\n")
        << config([](auto &c) {
               c.onSuccess = arn("lambda", "function:Next");
               c.onFailure = arn("events", "event-bus/orders");
               c.deadLetterTarget = arn("sns", "Alarm");
           });
    QTest::newRow("a type without a destination is made by SAM")
        << samFunction("      EventInvokeConfig:\n"
                       "        DestinationConfig:\n"
                       "          OnSuccess: {Type: SNS}\n"
                       "          OnFailure: {Type: SQS}\n")
        << config([](auto &c) {
               c.onSuccess = arn("sns", "FEventInvokeConfigOnSuccessTopic");
               c.onFailure = arn("sqs", "FEventInvokeConfigOnFailureQueue");
           });
    const QByteArray plain = Resources
                             + "  F:\n    Type: AWS::Lambda::Function\n"
                               "    Properties:\n      FunctionName: plain\n"
                               "      Code: {ZipFile: x}\n";
    QTest::newRow("CloudFormation's DeadLetterConfig")
        << plain + "      DeadLetterConfig: {TargetArn: !GetAtt Jobs.Arn}\n"
        << config([](auto &c) { c.deadLetterTarget = arn("sqs", "jobs-q"); });
    QTest::newRow("CloudFormation's EventInvokeConfig")
        << plain
               + "  Events:\n    Type: AWS::Lambda::EventInvokeConfig\n    Properties:\n"
                 "      FunctionName: !Ref F\n      Qualifier: $LATEST\n"
                 "      MaximumRetryAttempts: 1\n"
                 "      DestinationConfig: {OnFailure: {Destination: !Ref Alarm}}\n"
        << config([](auto &c) {
               c.maximumRetryAttempts = 1;
               c.onFailure = arn("sns", "Alarm");
           });
}

void TestTemplateAsync::readsSettings()
{
    QFETCH(QByteArray, text);
    QFETCH(AsyncConfig, expected);
    const engine::Workspace workspace = read(text);
    const auto *function = workspace.function(QStringLiteral("F"));
    QVERIFY(function);
    QCOMPARE(function->config.async.maximumEventAge, expected.maximumEventAge);
    QCOMPARE(function->config.async.maximumRetryAttempts, expected.maximumRetryAttempts);
    QCOMPARE(function->config.async.onSuccess, expected.onSuccess);
    QCOMPARE(function->config.async.onFailure, expected.onFailure);
    QCOMPARE(function->config.async.deadLetterTarget, expected.deadLetterTarget);
    for (const engine::TemplateProblem &problem : workspace.problems)
        QVERIFY2(problem.kind == Kind::CodeMissing || problem.function != u"F",
                 qPrintable(problem.property + problem.detail));
}

void TestTemplateAsync::tellsMistakes_data()
{
    QTest::addColumn<QByteArray>("properties");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("property");

    QTest::newRow("text where a number belongs")
        << QByteArray("      EventInvokeConfig: {MaximumRetryAttempts: two}\n") << Kind::BadValue
        << QStringLiteral("EventInvokeConfig.MaximumRetryAttempts");
    QTest::newRow("a list as a target")
        << QByteArray("      DeadLetterQueue: {Type: SQS, TargetArn: [a, b]}\n") << Kind::BadValue
        << QStringLiteral("DeadLetterQueue.TargetArn");
    QTest::newRow("a type that SAM makes nothing for")
        << QByteArray("      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: Lambda}}}\n")
        << Kind::BadValue << QStringLiteral("EventInvokeConfig.DestinationConfig.OnSuccess.Type");
    QTest::newRow("a target that only AWS knows")
        << QByteArray("      EventInvokeConfig:\n        DestinationConfig:\n"
                      "          OnSuccess: {Type: SQS, Destination: !ImportValue jobs}\n")
        << Kind::Unresolved << QStringLiteral("EventInvokeConfig");
    QTest::newRow("an unknown word for loops") << QByteArray("      RecursiveLoop: Sometimes\n")
                                               << Kind::BadValue << QStringLiteral("RecursiveLoop");
}

void TestTemplateAsync::tellsMistakes()
{
    QFETCH(QByteArray, properties);
    QFETCH(Kind, kind);
    QFETCH(QString, property);
    const engine::Workspace workspace = read(samFunction(properties));
    QVERIFY(std::any_of(workspace.problems.begin(), workspace.problems.end(), [&](const auto &p) {
        return p.function == u"F" && p.kind == kind && p.property == property;
    }));
}

void TestTemplateAsync::recursiveLoop_data()
{
    QTest::addColumn<QByteArray>("properties");
    QTest::addColumn<RecursiveLoop>("expected");
    QTest::newRow("terminated unless said") << QByteArray() << RecursiveLoop::Terminate;
    QTest::newRow("allowed") << QByteArray("      RecursiveLoop: Allow\n") << RecursiveLoop::Allow;
}

void TestTemplateAsync::recursiveLoop()
{
    QFETCH(QByteArray, properties);
    QFETCH(RecursiveLoop, expected);
    const engine::Workspace workspace = read(samFunction(properties));
    QCOMPARE(workspace.function(QStringLiteral("F"))->config.recursiveLoop, expected);
}

void TestTemplateAsync::globalsComeFirst()
{
    const QByteArray globals = "Globals:\n  Function:\n    EventInvokeConfig:\n"
                               "      MaximumRetryAttempts: 1\n      MaximumEventAgeInSeconds: 90\n"
                               "    DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Jobs.Arn}\n";
    const engine::Workspace workspace =
        read(globals + samFunction("      EventInvokeConfig: {MaximumRetryAttempts: 0}\n"));
    const AsyncConfig &own = workspace.function(QStringLiteral("F"))->config.async;
    QCOMPARE(own.maximumRetryAttempts, 0);
    QCOMPARE(own.maximumEventAge, 90s);
    QCOMPARE(own.deadLetterTarget, arn("sqs", "jobs-q"));
    QCOMPARE(workspace.function(QStringLiteral("Next"))->config.async.maximumRetryAttempts, 1);
}

void TestTemplateAsync::otherQualifiersAreSaid()
{
    const engine::Workspace workspace = read(
        samFunction({})
        + "  Events:\n    Type: AWS::Lambda::EventInvokeConfig\n    Properties:\n"
          "      FunctionName: !Ref F\n      Qualifier: live\n      MaximumRetryAttempts: 1\n");
    QCOMPARE(workspace.function(QStringLiteral("F"))->config.async.maximumRetryAttempts, 2);
    QVERIFY(std::any_of(workspace.problems.begin(), workspace.problems.end(), [](const auto &p) {
        return p.kind == Kind::Unsupported && p.property == u"Qualifier";
    }));
}

QTEST_GUILESS_MAIN(TestTemplateAsync)
#include "tst_templateasync.moc"
