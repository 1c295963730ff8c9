// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/runtimes/runtimecatalog.h"
#include "tests/support/testworkspace.h"

using engine::InvokeOutcome;
using engine::InvokeRequest;
using engine::StartKind;
using testsupport::TestWorkspace;

namespace {

const QString Hello = QStringLiteral("hello");

engine::LocalEngine::Options standingBy(int environments = 1)
{
    engine::LocalEngine::Options options;
    options.standby = environments;
    return options;
}

int standbyOf(TestWorkspace &workspace)
{
    const auto status = workspace.engine().status();
    const auto it = status.functions.find(Hello);
    return it == status.functions.end() ? 0 : it->second.standby;
}

bool isInstalled(engine::Language language)
{
    const engine::RuntimeCatalog catalog(engine::RuntimeCatalog::standardPlaces());
    for (const engine::Interpreter &interpreter : catalog.interpreters()) {
        if (interpreter.language == language)
            return true;
    }
    return language == engine::Language::Provided;
}

} // namespace

// Environments that boot ahead, with real runtimes in real sandboxes.
class TestStandby : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aColdStartTakesWhatStandsBy_data();
    void aColdStartTakesWhatStandsBy();
    void newCodeRunsInANewEnvironment();
    void anInitThatFailsDoesSoForItsRequest();
    void theUserMaySwitchItOff();
};

void TestStandby::initTestCase()
{
    const QString why = TestWorkspace::whyNoSandbox();
    if (!why.isEmpty())
        QSKIP(qPrintable(why));
}

void TestStandby::aColdStartTakesWhatStandsBy_data()
{
    using engine::Language;
    QTest::addColumn<Language>("language");
    QTest::addColumn<QByteArray>("runtime");
    QTest::addColumn<QByteArray>("handler");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("Python") << Language::Python << QByteArray("python3.12")
                            << QByteArray("app.handler") << QByteArray("app.py")
                            << QByteArray("import sys\nprint('loading')\n"
                                          "def handler(event, context): return sys.argv[1:]\n")
                            << QByteArray("[\"app.handler\"]");
    QTest::newRow("CommonJS") << Language::NodeJs << QByteArray("nodejs20.x")
                              << QByteArray("app.handler") << QByteArray("app.js")
                              << QByteArray(
                                     "console.log('loading');\n"
                                     "exports.handler = async () => process.argv.slice(2);\n")
                              << QByteArray("[\"app.handler\"]");
    QTest::newRow("ES modules") << Language::NodeJs << QByteArray("nodejs20.x")
                                << QByteArray("app.handler") << QByteArray("app.mjs")
                                << QByteArray("console.log('loading');\n"
                                              "export const handler = async () => "
                                              "process.argv.slice(2);\n")
                                << QByteArray("[\"app.handler\"]");
    QTest::newRow("Ruby") << Language::Ruby << QByteArray("ruby3.3") << QByteArray("app.handler")
                          << QByteArray("app.rb")
                          << QByteArray("puts 'loading'\n"
                                        "def handler(event:, context:) = ARGV\n")
                          << QByteArray("[]");
    QTest::newRow("a custom runtime")
        << Language::Provided << QByteArray("provided.al2023") << QByteArray("x")
        << QByteArray("bootstrap")
        << QByteArray("#!/bin/sh\necho loading\napi=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01\n"
                      "while :; do\n"
                      "  id=$(curl -sD - -o /dev/null $api/runtime/invocation/next |\n"
                      "       sed -n 's/\\r$//;s/^Lambda-Runtime-Aws-Request-Id: //p')\n"
                      "  curl -s -o /dev/null -d \"\\\"$# arguments\\\"\" "
                      "$api/runtime/invocation/$id/response\n"
                      "done\n")
        << QByteArray("\"0 arguments\"");
}

void TestStandby::aColdStartTakesWhatStandsBy()
{
    QFETCH(engine::Language, language);
    QFETCH(QByteArray, runtime);
    QFETCH(QByteArray, handler);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, answer);
    if (!isInstalled(language))
        QSKIP("its interpreter is not installed");
    TestWorkspace w(standingBy());
    w.add(Hello, runtime, handler, {{file.constData(), code}});
    const auto cold = w.invoke(Hello);
    QVERIFY(cold.has_value());
    QCOMPARE(cold->record.start, StartKind::Cold);
    QCOMPARE(cold->payload, answer);
    QTRY_COMPARE_WITH_TIMEOUT(standbyOf(w), 1, 30'000);

    // What has run is put away; what stands by has not run, and serves the next cold start.
    w.engine().retire(Hello);
    const auto woken = w.invoke(Hello);
    QVERIFY(woken.has_value());
    QCOMPARE(woken->payload, answer);
    const engine::InvocationRecord &record = woken->record;
    QCOMPARE(record.start, StartKind::Standby);
    QVERIFY(record.environmentId != cold->record.environmentId);
    QCOMPARE(record.log.count("INIT_START"), 1);
    QCOMPARE(record.log.count("loading"), 1);
    QVERIFY(record.log.indexOf("loading") < record.log.indexOf("START RequestId"));
    QVERIFY(record.log.contains("Init Duration: "));
    QVERIFY(record.initDuration.has_value());
    QVERIFY(*record.initDuration >= record.phases.init);
    QVERIFY(record.billed >= record.duration + *record.initDuration);

    const auto warm = w.invoke(Hello);
    QCOMPARE(warm->record.start, StartKind::Warm);
    QCOMPARE(warm->record.environmentId, record.environmentId);
    QTRY_COMPARE_WITH_TIMEOUT(standbyOf(w), 1, 30'000); // the next one
}

void TestStandby::newCodeRunsInANewEnvironment()
{
    TestWorkspace w(standingBy());
    w.addPython(Hello, "def handler(event, context): return 1\n");
    QCOMPARE(w.invoke(Hello)->payload, QByteArray("1"));
    QTRY_COMPARE_WITH_TIMEOUT(standbyOf(w), 1, 30'000);
    w.write(QStringLiteral("hello/app.py"), "def handler(event, context): return 2\n");
    const auto changed = w.invoke(Hello);
    QCOMPARE(changed->payload, QByteArray("2"));
    QCOMPARE(changed->record.start, StartKind::Cold);
}

void TestStandby::anInitThatFailsDoesSoForItsRequest()
{
    TestWorkspace w(standingBy());
    w.addPython(Hello, "raise RuntimeError('no')\n");
    QCOMPARE(w.invoke(Hello)->record.outcome, engine::Outcome::InitFailed);
    QTRY_COMPARE_WITH_TIMEOUT(standbyOf(w), 1, 30'000);
    w.engine().retire(Hello);
    const auto failed = w.invoke(Hello);
    QCOMPARE(failed->record.outcome, engine::Outcome::InitFailed);
    QCOMPARE(failed->record.start, StartKind::Standby);
    QCOMPARE(failed->record.log.count("INIT_REPORT"), 1);
}

void TestStandby::theUserMaySwitchItOff()
{
    TestWorkspace w(standingBy());
    w.addPython(Hello, "def handler(event, context): return 1\n");
    (void)w.invoke(Hello);
    QTRY_COMPARE_WITH_TIMEOUT(standbyOf(w), 1, 30'000);
    w.engine().setStandby(0);
    QCOMPARE(standbyOf(w), 0);
    w.engine().retire(Hello);
    QCOMPARE(w.invoke(Hello)->record.start, StartKind::Cold);
}

QTEST_GUILESS_MAIN(TestStandby)
#include "tst_standby.moc"
