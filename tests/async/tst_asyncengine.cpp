// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

#include "engine/async/asyncqueue.h"
#include "engine/async/engineattempts.h"
#include "engine/invoke/tracecontext.h"
#include "tests/support/testworkspace.h"

using engine::AsyncAttempt;
using engine::AsyncQueue;
using engine::DestinationMessage;
using engine::EventCondition;
using engine::InvocationRecord;
using engine::InvokeRequest;
using testsupport::TestWorkspace;

namespace {

// Minutes become fractions of a second, and six hours still last long enough for a slow machine.
constexpr int Speed = 240;

const QByteArray DeadLetters = "      DeadLetterQueue: {Type: SQS, "
                               "TargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead'}\n";

QByteArray onSuccess(const QByteArray &function)
{
    return "      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: Lambda, Destination: "
           "'arn:aws:lambda:us-east-1:000000000000:function:"
           + function + "'}}}\n" + DeadLetters;
}

// A queue on the test's workspace, and what it did.
struct Running
{
    explicit Running(TestWorkspace &workspace)
        : attempts(workspace.engine())
    {
        auto opened =
            AsyncQueue::open(attempts, workspace.engine().reactor(), ids,
                             {workspace.path(QStringLiteral(".lambda-workbench/state")), Speed});
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        queue = std::move(*opened);
        QObject::connect(queue.get(), &AsyncQueue::attempted, queue.get(),
                         [this](const AsyncAttempt &attempt) {
                             made.push_back(attempt);
                             for (const DestinationMessage &message : attempt.messages)
                                 messages.push_back(message);
                         });
        QObject::connect(&workspace.engine(), &engine::LocalEngine::recorded, queue.get(),
                         [this](const InvocationRecord &record) { records.push_back(record); });
    }

    QString send(const char *function, const QByteArray &payload)
    {
        InvokeRequest request;
        request.functionName = QLatin1StringView(function);
        request.payload = payload;
        return queue->accept(request).requestId;
    }
    void workOff()
    {
        QSignalSpy idle(queue.get(), &AsyncQueue::idle);
        queue->work();
        if (idle.isEmpty() && !idle.wait(300'000))
            qFatal("the queue never became empty");
    }

    engine::RandomIds ids;
    engine::EngineAttempts attempts;
    std::unique_ptr<AsyncQueue> queue;
    std::vector<AsyncAttempt> made;
    std::vector<DestinationMessage> messages;
    std::vector<InvocationRecord> records;
};

} // namespace

// Events, real sandboxes and a real interpreter.
class TestAsyncEngine : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void threeAttemptsAndADeadLetter();
    void throttledUntilThereIsRoom();
    void aLoopOfTwoFunctionsEnds();
    void aLoopThatIsAllowedGoesOn();
    void aSynchronousLoopIsRefused();
};

void TestAsyncEngine::initTestCase()
{
    const QString why = TestWorkspace::whyNoSandbox();
    if (!why.isEmpty())
        QSKIP(qPrintable(why));
}

void TestAsyncEngine::threeAttemptsAndADeadLetter()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("fails"),
                "def handler(event, context):\n"
                "    print(context.aws_request_id)\n"
                "    raise ValueError('no ' + event['what'])\n",
                DeadLetters);
    Running running(w);
    const QString id = running.send("fails", "{\"what\": \"luck\"}");
    running.workOff();
    QCOMPARE(running.made.size(), std::size_t{3});
    QCOMPARE(running.records.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) {
        const InvocationRecord &record = running.records[i];
        QCOMPARE(record.requestId, id);
        QCOMPARE(record.trigger, QStringLiteral("async"));
        QCOMPARE(record.attempt, static_cast<int>(i) + 1);
        QVERIFY(record.log.contains('\n' + id.toLatin1() + '\n'));
    }
    QCOMPARE(running.messages.size(), std::size_t{1});
    QCOMPARE(running.messages[0].body, QByteArray("{\"what\": \"luck\"}"));
    QCOMPARE(running.messages[0].attributes.at(2).value, QStringLiteral("no luck"));
}

void TestAsyncEngine::throttledUntilThereIsRoom()
{
    engine::LocalEngine::Options options;
    options.accountConcurrency = 1;
    TestWorkspace w(options);
    w.addPython(QStringLiteral("slow"), "import time\n"
                                        "def handler(event, context):\n"
                                        "    time.sleep(0.3)\n");
    Running running(w);
    for (int i = 0; i < 3; ++i)
        running.send("slow", "{}");
    running.workOff();
    int throttles = 0;
    int successes = 0;
    for (const AsyncAttempt &attempt : running.made) {
        throttles += attempt.event.lastStatus == 429
                     && attempt.decision.kind == engine::Decision::Kind::Wait;
        successes += attempt.decision.kind == engine::Decision::Kind::End
                     && attempt.decision.condition == EventCondition::Success
                     && attempt.decision.invokeCount == 1;
    }
    QVERIFY(throttles > 0);
    QCOMPARE(successes, 3);
}

void TestAsyncEngine::aLoopOfTwoFunctionsEnds()
{
    TestWorkspace w;
    const QByteArray code = "import os\n"
                            "def handler(event, context):\n"
                            "    return os.environ['_X_AMZN_TRACE_ID']\n";
    w.addPython(QStringLiteral("ping"), code, onSuccess("pong"));
    w.addPython(QStringLiteral("pong"), code, onSuccess("ping"));
    Running running(w);
    running.send("ping", "{}");
    running.workOff();
    // ping and pong have run sixteen times each; the next ping is stopped
    QCOMPARE(running.records.size(), std::size_t{33});
    QCOMPARE(running.made.back().decision.condition, EventCondition::RecursiveInvocation);
    QCOMPARE(running.records.back().functionName, QStringLiteral("ping"));
    QCOMPARE(running.records.back().errorType, QStringLiteral("RecursiveInvocationException"));
    QCOMPARE(running.messages.back().purpose, DestinationMessage::Purpose::DeadLetter);
    QCOMPARE(running.messages.back().attributes.at(1).value, QStringLiteral("400"));
    // all in one trace
    QSet<QByteArray> roots;
    for (std::size_t i = 0; i + 1 < running.records.size(); ++i) {
        const QByteArray header =
            QJsonDocument::fromJson('[' + running.records[i].responsePayload + ']')[0]
                .toString()
                .toLatin1();
        roots << engine::TraceContext::parse(header).root;
        QVERIFY2(header.contains(";Lineage=1:"), header);
    }
    QCOMPARE(roots.size(), 1);
}

void TestAsyncEngine::aLoopThatIsAllowedGoesOn()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("again"), "def handler(event, context):\n    return 1\n",
                "      RecursiveLoop: Allow\n");
    InvokeRequest request;
    request.functionName = QStringLiteral("again");
    engine::TraceContext trace;
    for (int i = 0; i < 40; ++i)
        trace.countHop(QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:again"));
    request.traceHeader = trace.header();
    const auto outcome = TestWorkspace::wait(w.engine().invoke(request));
    QVERIFY(outcome.has_value());
    QCOMPARE(outcome->statusCode, 200);
    QVERIFY2(outcome->traceHeader.endsWith(":41"), outcome->traceHeader);
}

void TestAsyncEngine::aSynchronousLoopIsRefused()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("self"), "def handler(event, context):\n    return 1\n");
    InvokeRequest request;
    request.functionName = QStringLiteral("self");
    for (int hop = 1; hop <= 17; ++hop) {
        const auto outcome = TestWorkspace::wait(w.engine().invoke(request));
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->statusCode, hop <= 16 ? 200 : 400);
        if (hop == 17)
            QVERIFY(outcome->payload.startsWith("{\"Type\":\"User\",\"Message\":\"Lambda has"));
        request.traceHeader = outcome->traceHeader;
    }
}

QTEST_GUILESS_MAIN(TestAsyncEngine)
#include "tst_asyncengine.moc"
