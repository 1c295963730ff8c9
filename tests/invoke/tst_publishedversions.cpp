// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/testworkspace.h"

using engine::ProvisionedConcurrency;
using engine::StartKind;
using testsupport::TestWorkspace;

namespace {

const QString Hello = QStringLiteral("hello");
const QString One = QStringLiteral("hello:1");
const QString Live = QStringLiteral("hello:live");

// What function code sees of its version and of how it was called.
const QByteArray Told =
    "import os\n"
    "loaded = os.environ['AWS_LAMBDA_INITIALIZATION_TYPE']\n"
    "def handler(event, context):\n"
    "    return [context.function_version, context.invoked_function_arn, loaded]\n";

int publish(TestWorkspace &workspace)
{
    const auto version = TestWorkspace::wait(workspace.engine().publish(Hello));
    return version ? version->number : 0;
}

ProvisionedConcurrency::Status statusOf(TestWorkspace &workspace, const QString &qualifier)
{
    const auto all = workspace.engine().provisioned(Hello);
    const auto it = all.find(qualifier);
    return it == all.end() ? ProvisionedConcurrency::Status::InProgress : it->second.status;
}

} // namespace

// Versions, aliases and concurrency, with the whole engine.
class TestPublishedVersions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aVersionRunsOnTheCodeThatItWasPublishedWith();
    void publishedWhileItRuns();
    void aliasesAreMovedAndNamedToTheFunction();
    void provisionedEnvironmentsTakeTheFirstCalls();
    void provisionedInitThatFails();
    void reservedConcurrencyThrottles();
};

void TestPublishedVersions::initTestCase()
{
    const QString why = TestWorkspace::whyNoSandbox();
    if (!why.isEmpty())
        QSKIP(qPrintable(why));
}

void TestPublishedVersions::aVersionRunsOnTheCodeThatItWasPublishedWith()
{
    TestWorkspace w;
    w.addPython(Hello, "def handler(event, context): return 'one'\n");
    QCOMPARE(publish(w), 1);
    w.write(QStringLiteral("hello/app.py"), "def handler(event, context): return 'two'\n");
    QCOMPARE(w.invoke(One)->payload, QByteArray("\"one\""));
    QCOMPARE(w.invoke(Hello)->payload, QByteArray("\"two\""));
    QCOMPARE(publish(w), 2);
    const auto one = w.invoke(One);
    QCOMPARE(one->payload, QByteArray("\"one\""));
    QCOMPARE(one->record.version, QStringLiteral("1"));
    QCOMPARE(one->record.functionName, Hello);
    QCOMPARE(one->record.start, StartKind::Warm); // $LATEST has an environment of its own
    QVERIFY(one->record.log.contains("Version: 1\n"));
    QVERIFY(one->record.environmentId.contains(QStringLiteral("[1]")));
    QCOMPARE(w.invoke(QStringLiteral("hello:2"))->payload, QByteArray("\"two\""));
    const auto unknown = w.invoke(QStringLiteral("hello:3"));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, engine::Error::Code::UnknownFunction);
}

void TestPublishedVersions::publishedWhileItRuns()
{
    TestWorkspace w;
    w.addPython(Hello, "import time\n"
                       "def handler(event, context):\n"
                       "    time.sleep(0.2)\n"
                       "    return event\n");
    engine::InvokeRequest request;
    request.functionName = Hello;
    request.payload = "7";
    const auto running = w.engine().invoke(request);
    QCOMPARE(publish(w), 1);
    QCOMPARE(w.invoke(One, "8")->payload, QByteArray("8"));
    QCOMPARE(TestWorkspace::wait(running)->payload, QByteArray("7"));
}

void TestPublishedVersions::aliasesAreMovedAndNamedToTheFunction()
{
    TestWorkspace w;
    w.addPython(Hello, Told, "      AutoPublishAlias: live\n");
    QCOMPARE(publish(w), 1);
    QCOMPARE(w.invoke(Live)->payload,
             QByteArray("[\"1\", \"arn:aws:lambda:us-east-1:000000000000:function:hello:live\", "
                        "\"on-demand\"]"));
    w.write(QStringLiteral("hello/app.py"), Told + "# new\n");
    QCOMPARE(publish(w), 2);
    QCOMPARE(w.invoke(Live)->record.version, QStringLiteral("2"));
    QCOMPARE(w.invoke(Hello)->payload,
             QByteArray("[\"$LATEST\", \"arn:aws:lambda:us-east-1:000000000000:function:hello\", "
                        "\"on-demand\"]"));
}

void TestPublishedVersions::provisionedEnvironmentsTakeTheFirstCalls()
{
    using Status = ProvisionedConcurrency::Status;
    TestWorkspace w;
    w.addPython(Hello, Told,
                "      AutoPublishAlias: live\n"
                "      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 2}\n");
    QCOMPARE(publish(w), 1);
    QVERIFY(w.engine().applyProvisioned(Hello).has_value());
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(w, QStringLiteral("live")), Status::Ready, 30'000);
    QCOMPARE(w.engine().status().functions.at(Hello).provisioned, 2);
    const auto first = w.invoke(Live);
    QCOMPARE(first->record.start, StartKind::Provisioned);
    QVERIFY(first->payload.contains("provisioned-concurrency"));
    QVERIFY(!first->record.initDuration);
    QVERIFY(first->record.log.contains("INIT_REPORT"));
    QVERIFY(!first->record.log.contains("\tInit Duration:"));
    // $LATEST has none of them.
    QCOMPARE(w.invoke(Hello)->record.start, StartKind::Cold);

    // A new version takes the alias, and the alias its environments along.
    w.write(QStringLiteral("hello/app.py"), Told + "# new\n");
    QCOMPARE(publish(w), 2);
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(w, QStringLiteral("live")), Status::Ready, 30'000);
    const auto moved = w.invoke(Live);
    QCOMPARE(moved->record.version, QStringLiteral("2"));
    QCOMPARE(moved->record.start, StartKind::Provisioned);
    QCOMPARE(w.engine().status().functions.at(Hello).provisioned, 2);
    QVERIFY(w.engine()
                .versions()
                .setProvisioned(Hello, QStringLiteral("live"), 0, w.engine().concurrencyFor(Hello))
                .has_value());
    QVERIFY(w.engine().applyProvisioned(Hello).has_value());
    QCOMPARE(w.engine().status().functions.at(Hello).provisioned, 0);
}

void TestPublishedVersions::provisionedInitThatFails()
{
    using Status = ProvisionedConcurrency::Status;
    TestWorkspace w;
    w.addPython(Hello, "import nothing\n",
                "      AutoPublishAlias: live\n"
                "      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 2}\n");
    QCOMPARE(publish(w), 1);
    QVERIFY(w.engine().applyProvisioned(Hello).has_value());
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(w, QStringLiteral("live")), Status::Failed, 30'000);
    const auto state = w.engine().provisioned(Hello).at(QStringLiteral("live"));
    QCOMPARE(state.reason, QStringLiteral("FUNCTION_ERROR_INIT_FAILURE"));
    QCOMPARE(state.errorType, QStringLiteral("Runtime.ImportModuleError"));
    QCOMPARE(state.available, 0);
    // Calls go on demand, and fail for the same reason.
    QCOMPARE(w.invoke(Live)->record.start, StartKind::Cold);
}

void TestPublishedVersions::reservedConcurrencyThrottles()
{
    TestWorkspace w;
    w.addPython(Hello, "import time\ndef handler(event, context): time.sleep(0.3)\n",
                "      ReservedConcurrentExecutions: 1\n");
    w.addPython(QStringLiteral("other"), "def handler(event, context): return 1\n");
    engine::InvokeRequest request;
    request.functionName = Hello;
    const auto first = w.engine().invoke(request);
    const auto second = w.engine().invoke(request);
    const auto other = w.invoke(QStringLiteral("other"));
    QCOMPARE(other->statusCode, 200);
    const auto throttled = TestWorkspace::wait(second);
    QCOMPARE(throttled->statusCode, 429);
    QCOMPARE(throttled->payload,
             QByteArray("{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\","
                        "\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}"));
    QCOMPARE(TestWorkspace::wait(first)->statusCode, 200);
    QCOMPARE(w.invoke(Hello)->statusCode, 200);
}

QTEST_GUILESS_MAIN(TestPublishedVersions)
#include "tst_publishedversions.moc"
