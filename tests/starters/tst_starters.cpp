// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "engine/core/atomicfile.h"
#include "engine/core/clock.h"
#include "engine/core/ids.h"
#include "engine/core/messages.h"
#include "engine/project/workspace.h"
#include "engine/starters/newfunction.h"
#include "engine/starters/starters.h"
#include "tests/support/testworkspace.h"

using engine::Error;
using testsupport::TestWorkspace;

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

// What an event of a starter is answered with, as far as it does not change; empty: anything.
QByteArray expectedAnswer(const QString &starter, const QString &event)
{
    if (starter == u"hello")
        return event == u"ana" ? R"({"calls":1,"message":"Hello, Ana!"})"
                               : R"({"calls":2,"message":"Hello, world!"})";
    if (starter == u"s3-file" && event == u"upload")
        return R"({"files":[{"bucket":"incoming","key":"inbox/week 7/résumé.csv","size":1024}]})";
    if (starter == u"s3-file")
        return R"({"files":[{"bucket":"incoming","key":"video.mp4","size":734003200}]})";
    if (starter == u"dynamodb-stream" || event == u"three-orders")
        return R"({"batchItemFailures":[]})";
    return {};
}

} // namespace

// Every starter is added to a workspace, built where that is needed, and called with its events.
// One workspace for each runtime, so that compilers meet what they have compiled before.
class TestStarters : public QObject
{
    Q_OBJECT

private slots:
    void everyOneRuns_data();
    void everyOneRuns();

private:
    static void checkAnswer(const QString &starter, const QString &event,
                            const QByteArray &payload);
};

void TestStarters::everyOneRuns_data()
{
    QTest::addColumn<QString>("runtime");
    for (const engine::StarterRuntime &runtime : engine::starterRuntimes())
        QTest::newRow(qPrintable(runtime.name)) << runtime.name;
}

void TestStarters::everyOneRuns()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    QFETCH(QString, runtime);
    TestWorkspace workspace;
    engine::SystemClock clock;
    engine::RandomIds ids;
    std::vector<const engine::Starter *> starters;
    for (const engine::Starter &starter : engine::starters()) {
        if (!starter.runtimes.contains(runtime))
            continue;
        const auto plan = engine::planFunction(workspace.path(),
                                               {starter.name, starter.name, runtime}, clock, ids);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
        QVERIFY(engine::writePlan(workspace.path(), *plan));
        starters.push_back(&starter);
    }
    QVERIFY(!starters.empty());
    const auto opened = engine::openWorkspace(workspace.path());
    QVERIFY(opened);
    QCOMPARE(opened->problems, std::vector<engine::TemplateProblem>{});
    for (const engine::Starter *starter : starters) {
        for (const engine::StarterEvent &event : starter->events) {
            const auto payload = engine::readWhole(
                engine::eventFilePath(workspace.path(), starter->name, event.name));
            QVERIFY(payload);
            const auto outcome = workspace.invoke(starter->name, *payload);
            if (!outcome
                && (outcome.error().code == Error::Code::RuntimeMissing
                    || outcome.error().code == Error::Code::ToolMissing))
                QSKIP(qPrintable(engine::explain(outcome.error()).sentence));
            QVERIFY2(outcome, outcome ? "" : qPrintable(engine::explain(outcome.error()).sentence));
            QVERIFY2(outcome->functionError.isEmpty(), outcome->payload);
            checkAnswer(starter->name, event.name, outcome->payload);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void TestStarters::checkAnswer(const QString &starter, const QString &event,
                               const QByteArray &payload)
{
    const QJsonDocument answer = QJsonDocument::fromJson(payload);
    const QByteArray expected = expectedAnswer(starter, event);
    if (!expected.isEmpty())
        QCOMPARE(answer.toJson(QJsonDocument::Compact),
                 QJsonDocument::fromJson(expected).toJson(QJsonDocument::Compact));
    else if (event == u"one-fails")
        QCOMPARE(answer[text("batchItemFailures")].toArray().size(), 1);
    else if (starter == u"http-api")
        QCOMPARE(answer[text("statusCode")].toInt(), event == u"greet" ? 200 : 400);
    else if (starter == u"schedule")
        QCOMPARE(answer[text("done")].toString().size(), 10);
    else if (starter == u"streaming")
        QVERIFY2(payload.contains("line 3 of 3"), payload);
    else
        QVERIFY(answer[text("eventBytes")].toInt() > 0);
    if (event == u"greet")
        QCOMPARE(QJsonDocument::fromJson(answer[text("body")].toString().toUtf8())
                     .object()[text("message")]
                     .toString(),
                 text("Bonjour, Ana!"));
}

QTEST_GUILESS_MAIN(TestStarters)
#include "tst_starters.moc"
