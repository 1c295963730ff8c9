// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <functional>
#include <map>
#include <memory>

#include "engine/async/asyncqueue.h"
#include "engine/invoke/tracecontext.h"
#include "tests/support/countingids.h"
#include "tests/support/manualclock.h"

using engine::AsyncAnswer;
using engine::AsyncAttempt;
using engine::AsyncQueue;
using engine::DestinationMessage;
using engine::Error;
using engine::EventQueue;
using engine::Function;
using engine::InvokeOutcome;
using engine::InvokeRequest;
using engine::Milliseconds;
using engine::QueueCounts;
using engine::Result;
using State = DestinationMessage::State;
using namespace std::chrono_literals;

namespace {

const auto Dead = QStringLiteral("arn:aws:sqs:us-east-1:000000000000:dead");

InvokeOutcome succeeds(const QByteArray &payload = "{\"ok\":true}")
{
    InvokeOutcome outcome;
    outcome.payload = payload;
    outcome.record.version = QStringLiteral("$LATEST");
    return outcome;
}

InvokeOutcome fails()
{
    InvokeOutcome outcome = succeeds("{\"errorMessage\":\"boom\",\"errorType\":\"E\"}");
    outcome.functionError = QStringLiteral("Unhandled");
    outcome.record.outcome = engine::Outcome::FunctionError;
    outcome.record.errorMessage = QStringLiteral("boom");
    return outcome;
}

InvokeOutcome throttled()
{
    InvokeOutcome outcome;
    outcome.statusCode = 429;
    outcome.record.outcome = engine::Outcome::Throttled;
    return outcome;
}

// Functions that answer as the test says; notes when it is asked for what.
class FakeEngine final : public engine::AttemptSource
{
public:
    explicit FakeEngine(const testsupport::ManualClock &clock)
        : m_clock(clock)
    {
    }

    [[nodiscard]] Result<Function> function(const QString &name) override
    {
        const auto found = functions.find(name);
        return found != functions.end() ? Result<Function>(found->second)
                                        : Error{Error::Code::UnknownFunction, name};
    }
    [[nodiscard]] QFuture<Result<InvokeOutcome>> invoke(const InvokeRequest &request) override
    {
        requests.push_back(request);
        log << QStringLiteral("%1 s: %2 attempt %3")
                   .arg(m_clock.now() / 1s)
                   .arg(request.functionName)
                   .arg(request.attempt);
        auto promise = std::make_shared<QPromise<Result<InvokeOutcome>>>();
        promise->start();
        if (answer) {
            promise->addResult(answer(request));
            promise->finish();
        } else {
            open.push_back(promise);
        }
        return promise->future();
    }
    void add(const QString &name, const std::function<void(engine::AsyncConfig &)> &change = {})
    {
        Function function;
        function.config.name = name;
        if (change)
            change(function.config.async);
        functions[name] = function;
    }

    std::map<QString, Function> functions;
    std::function<Result<InvokeOutcome>(const InvokeRequest &)> answer; // empty: none yet
    std::vector<std::shared_ptr<QPromise<Result<InvokeOutcome>>>> open;
    std::vector<InvokeRequest> requests;
    QStringList log;

private:
    const testsupport::ManualClock &m_clock;
};

class FakeSink final : public engine::DestinationSink
{
public:
    [[nodiscard]] bool takes(const QString &targetArn) const override { return targetArn == Dead; }
    Result<void> deliver(const DestinationMessage &message) override
    {
        delivered << message.requestId;
        return refuse ? Result<void>(Error{Error::Code::NotFound, QStringLiteral("no such queue")})
                      : Result<void>();
    }

    QStringList delivered;
    bool refuse = false;
};

} // namespace

class TestAsyncQueue : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void accepts_data();
    void accepts();
    void attemptsAgainWithOneId_data();
    void attemptsAgainWithOneId();
    void throttledEventsComeBack();
    void aFunctionThatIsGoneComesBack();
    void aLoopIsADeadLetter();
    void aBlockedFunctionIsNotAttempted();
    void anAliasKeepsItsName();
    void aFunctionAsDestination();
    void aDestinationThatIsNotThere();
    void asManyAtOnceAsAllowed();
    void whatRanIsAttemptedAgain();
    void anotherProcessAdds();
    void anotherProcessPurges();
    void theLeaseGoesOn();
    void nobodyLeavesAnEventBehind();
    void sinksTakeOver_data();
    void sinksTakeOver();
    void pendingMessagesAreHandedOver();
    void aBrokenDatabaseIsReplaced();
    void onlyTheOwnerReplaces();

private:
    std::unique_ptr<AsyncQueue> open(int speed = 1, int atOnce = 100)
    {
        AsyncQueue::Options options{m_dir->filePath(QStringLiteral("state")), speed, atOnce};
        if (m_sink)
            options.sinks = {m_sink.get()};
        auto queue = AsyncQueue::open(*m_engine, *m_reactor, m_ids, options);
        if (!queue)
            return nullptr;
        connect(queue->get(), &AsyncQueue::attempted, this,
                [this](const AsyncAttempt &attempt) { m_attempts.push_back(attempt); });
        return std::move(*queue);
    }
    void settle()
    {
        for (int i = 0; i < 8; ++i) {
            m_reactor->runDue();
            m_reactor->poll(0ms);
            QCoreApplication::processEvents();
        }
    }
    void pass(Milliseconds time, Milliseconds step = 500ms)
    {
        settle();
        for (Milliseconds done = 0ms; done < time; done += step) {
            m_clock.advance(step);
            settle();
        }
    }
    AsyncAnswer send(AsyncQueue &queue, const char *function, const QByteArray &payload = "{}")
    {
        InvokeRequest request;
        request.functionName = QLatin1StringView(function);
        request.payload = payload;
        return queue.accept(request);
    }
    std::vector<DestinationMessage> messages() const
    {
        const auto queue = EventQueue::open(database());
        return queue ? (*queue)->messages({}).value_or(std::vector<DestinationMessage>())
                     : std::vector<DestinationMessage>();
    }
    QString database() const { return m_dir->filePath(QStringLiteral("state/async.sqlite")); }

    std::unique_ptr<QTemporaryDir> m_dir;
    testsupport::ManualClock m_clock;
    testsupport::CountingIds m_ids;
    std::unique_ptr<engine::Reactor> m_reactor;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<FakeSink> m_sink;
    std::vector<AsyncAttempt> m_attempts;
};

void TestAsyncQueue::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_clock = {};
    m_reactor = std::make_unique<engine::Reactor>(m_clock);
    m_engine = std::make_unique<FakeEngine>(m_clock);
    m_engine->add(QStringLiteral("hello"),
                  [](engine::AsyncConfig &config) { config.deadLetterTarget = Dead; });
    m_attempts.clear();
}

void TestAsyncQueue::cleanup()
{
    m_sink.reset();
    m_engine.reset();
    m_reactor.reset();
}

void TestAsyncQueue::accepts_data()
{
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("message"); // its beginning

    QTest::newRow("an event") << QByteArray("hello") << QByteArray("{\"a\":1}") << 202 << QString()
                              << QString();
    QTest::newRow("nothing counts as {}")
        << QByteArray("hello") << QByteArray() << 202 << QString() << QString();
    QTest::newRow("1 MB to the byte")
        << QByteArray("hello") << '"' + QByteArray(1'048'574, 'x') + '"' << 202 << QString()
        << QString();
    QTest::newRow("a byte more")
        << QByteArray("hello") << '"' + QByteArray(1'048'575, 'x') + '"' << 413
        << QStringLiteral("RequestTooLargeException")
        << QStringLiteral("Request must be smaller than 1048576 bytes for the InvokeFunction "
                          "operation");
    QTest::newRow("no JSON")
        << QByteArray("hello") << QByteArray("{\n x}") << 400
        << QStringLiteral("InvalidRequestContentException")
        << QStringLiteral("Could not parse request body into json: Could not parse payload into "
                          "json: ");
    QTest::newRow("no such function")
        << QByteArray("nope") << QByteArray("{}") << 404
        << QStringLiteral("ResourceNotFoundException")
        << QStringLiteral("Function not found: "
                          "arn:aws:lambda:us-east-1:000000000000:function:nope");
}

void TestAsyncQueue::accepts()
{
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, payload);
    QFETCH(int, status);
    QFETCH(QString, type);
    QFETCH(QString, message);
    const auto queue = open();
    const AsyncAnswer answer = send(*queue, function.constData(), payload);
    QCOMPARE(answer.statusCode, status);
    QCOMPARE(answer.errorType, type);
    QVERIFY2(answer.message.startsWith(message), qPrintable(answer.message));
    QCOMPARE(answer.requestId.size(), 36);
    QCOMPARE(answer.error.has_value(), status != 202);
    const auto events = (*EventQueue::open(database()))->list();
    QCOMPARE(events->size(), std::size_t{status == 202});
    settle();
    QVERIFY(m_engine->log.isEmpty()); // nobody works it off
}

void TestAsyncQueue::attemptsAgainWithOneId_data()
{
    QTest::addColumn<int>("speed");
    QTest::addColumn<QStringList>("log");
    QTest::newRow("as the service does") << 1
                                         << QStringList{QStringLiteral("0 s: hello attempt 1"),
                                                        QStringLiteral("60 s: hello attempt 2"),
                                                        QStringLiteral("180 s: hello attempt 3")};
    QTest::newRow("sixty times as quick") << 60
                                          << QStringList{QStringLiteral("0 s: hello attempt 1"),
                                                         QStringLiteral("1 s: hello attempt 2"),
                                                         QStringLiteral("3 s: hello attempt 3")};
}

void TestAsyncQueue::attemptsAgainWithOneId()
{
    QFETCH(int, speed);
    QFETCH(QStringList, log);
    m_engine->answer = [](const InvokeRequest &) { return fails(); };
    const auto queue = open(speed);
    queue->work();
    QSignalSpy idle(queue.get(), &AsyncQueue::idle);
    const AsyncAnswer answer = send(*queue, "hello", "{\"order\": 7}");
    pass(200s);
    QCOMPARE(m_engine->log, log);
    QSet<QByteArray> roots;
    for (const InvokeRequest &request : m_engine->requests) {
        QCOMPARE(request.requestId, answer.requestId);
        QCOMPARE(request.trigger, QStringLiteral("async"));
        QCOMPARE(request.payload, QByteArray("{\"order\": 7}"));
        roots << engine::TraceContext::parse(request.traceHeader).root;
    }
    QCOMPARE(roots.size(), 1);
    QCOMPARE(m_attempts.back().decision.condition, engine::EventCondition::RetriesExhausted);
    const auto sent = messages();
    QCOMPARE(sent.size(), std::size_t{1});
    QCOMPARE(sent[0].state, State::Kept);
    QCOMPARE(sent[0].body, QByteArray("{\"order\": 7}"));
    QCOMPARE(sent[0].attributes.at(0).value, answer.requestId);
    QCOMPARE(sent[0].attributes.at(1).value, QStringLiteral("200"));
    QCOMPARE(sent[0].attributes.at(2).value, QStringLiteral("boom"));
    QCOMPARE(queue->counts(), QueueCounts());
    QVERIFY(idle.count() > 0);
}

void TestAsyncQueue::throttledEventsComeBack()
{
    m_engine->answer = [this](const InvokeRequest &) {
        return m_engine->requests.size() < 4 ? throttled() : succeeds();
    };
    const auto queue = open();
    queue->work();
    send(*queue, "hello");
    pass(10s);
    QCOMPARE(m_engine->log.join(u','),
             QStringLiteral("0 s: hello attempt 1,1 s: hello attempt 1,3 s: hello attempt 1,"
                            "7 s: hello attempt 1"));
    QCOMPARE(m_attempts.back().decision.condition, engine::EventCondition::Success);
    QVERIFY(messages().empty());
}

// A template that is being edited must not cost an event.
void TestAsyncQueue::aFunctionThatIsGoneComesBack()
{
    m_engine->answer = [this](const InvokeRequest &request) -> Result<InvokeOutcome> {
        if (const auto function = m_engine->function(request.functionName); !function)
            return function.error();
        return succeeds();
    };
    const auto queue = open();
    send(*queue, "hello");
    const Function hello = m_engine->functions.extract(QStringLiteral("hello")).mapped();
    queue->work();
    pass(2s);
    QCOMPARE(queue->counts(), (QueueCounts{1, 0}));
    m_engine->functions[QStringLiteral("hello")] = hello;
    pass(3s);
    QCOMPARE(queue->counts(), QueueCounts());
    QCOMPARE(m_attempts.back().decision.condition, engine::EventCondition::Success);
}

void TestAsyncQueue::aLoopIsADeadLetter()
{
    m_engine->answer = [](const InvokeRequest &) {
        InvokeOutcome outcome;
        outcome.statusCode = 400;
        outcome.record.errorMessage = QStringLiteral("a loop");
        return outcome;
    };
    const auto queue = open();
    queue->work();
    send(*queue, "hello");
    pass(1s);
    QCOMPARE(m_attempts.back().decision.condition, engine::EventCondition::RecursiveInvocation);
    QCOMPARE(messages().at(0).attributes.at(1).value, QStringLiteral("400"));
    QCOMPARE(messages().at(0).attributes.at(2).value, QStringLiteral("a loop"));
}

void TestAsyncQueue::aBlockedFunctionIsNotAttempted()
{
    m_engine->functions[QStringLiteral("hello")].config.reservedConcurrency = 0;
    const auto queue = open();
    queue->work();
    QCOMPARE(send(*queue, "hello").statusCode, 202);
    pass(1s);
    QVERIFY(m_engine->log.isEmpty());
    QCOMPARE(m_attempts.back().decision.condition, engine::EventCondition::ZeroReservedConcurrency);
    QCOMPARE(m_attempts.back().decision.invokeCount, 0);
    QCOMPARE(messages().at(0).attributes.at(1).value, QStringLiteral("429"));
}

void TestAsyncQueue::anAliasKeepsItsName()
{
    m_engine->add(QStringLiteral("hello:live"), [](engine::AsyncConfig &config) {
        config.onSuccess = QStringLiteral("arn:aws:sqs:us-east-1:000000000000:q");
    });
    Function &live = m_engine->functions[QStringLiteral("hello:live")];
    live.config.name = QStringLiteral("hello");
    live.qualifier = QStringLiteral("live");
    live.version = QStringLiteral("3");
    m_engine->answer = [](const InvokeRequest &) { return succeeds(); };
    const auto queue = open();
    queue->work();
    QCOMPARE(send(*queue, "hello:live").statusCode, 202);
    pass(1s);
    QCOMPARE(m_engine->requests.at(0).functionName, QStringLiteral("hello:live"));
    QVERIFY2(messages().at(0).body.contains("function:hello:live\""), messages().at(0).body);
}

void TestAsyncQueue::aFunctionAsDestination()
{
    m_engine->add(QStringLiteral("first"), [](engine::AsyncConfig &config) {
        config.onSuccess = QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:second");
    });
    m_engine->add(QStringLiteral("second"));
    m_engine->answer = [](const InvokeRequest &request) {
        InvokeOutcome outcome = succeeds();
        outcome.traceHeader = request.traceHeader + ";Lineage=1:a87bd80c:1";
        return outcome;
    };
    const auto queue = open();
    queue->work();
    const AsyncAnswer answer = send(*queue, "first", "{\"n\":1}");
    pass(1s);
    QCOMPARE(m_engine->log.join(u','),
             QStringLiteral("0 s: first attempt 1,0 s: second attempt 1"));
    const InvokeRequest &second = m_engine->requests.at(1);
    QVERIFY(second.requestId != answer.requestId);
    QCOMPARE(second.traceHeader, m_engine->requests.at(0).traceHeader + ";Lineage=1:a87bd80c:1");
    const QJsonObject record = QJsonDocument::fromJson(second.payload).object();
    QCOMPARE(record[QStringLiteral("requestContext")][QStringLiteral("requestId")].toString(),
             answer.requestId);
    QCOMPARE(record[QStringLiteral("requestPayload")][QStringLiteral("n")].toInt(), 1);
    QCOMPARE(messages().at(0).state, State::Delivered);
}

void TestAsyncQueue::aDestinationThatIsNotThere()
{
    m_engine->add(QStringLiteral("first"), [](engine::AsyncConfig &config) {
        config.onSuccess = QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:none");
    });
    m_engine->answer = [](const InvokeRequest &) { return succeeds(); };
    const auto queue = open();
    queue->work();
    send(*queue, "first");
    pass(1s);
    QCOMPARE(messages().at(0).state, State::Failed);
    QCOMPARE(messages().at(0).failure,
             QStringLiteral("The destination ARN "
                            "arn:aws:lambda:us-east-1:000000000000:function:none is invalid."));
    QCOMPARE(queue->counts(), QueueCounts());
}

void TestAsyncQueue::asManyAtOnceAsAllowed()
{
    const auto queue = open(1, 2);
    queue->work();
    for (int i = 0; i < 3; ++i)
        send(*queue, "hello");
    pass(1s);
    QCOMPARE(queue->counts(), (QueueCounts{1, 2}));
    m_engine->open.front()->addResult(succeeds());
    m_engine->open.front()->finish();
    pass(1s);
    QCOMPARE(queue->counts(), (QueueCounts{0, 2}));
    QCOMPARE(m_engine->requests.size(), std::size_t{3});
}

void TestAsyncQueue::whatRanIsAttemptedAgain()
{
    auto queue = open();
    queue->work();
    const AsyncAnswer answer = send(*queue, "hello");
    pass(1s);
    QCOMPARE((*EventQueue::open(database()))->counts().value_or(QueueCounts()),
             (QueueCounts{0, 1}));
    queue.reset(); // its attempt never ended
    QCOMPARE((*EventQueue::open(database()))->counts().value_or(QueueCounts()),
             (QueueCounts{1, 0}));
    m_engine->answer = [](const InvokeRequest &) { return succeeds(); };
    queue = open();
    queue->work();
    pass(1s);
    QCOMPARE(m_engine->log.join(u','), QStringLiteral("0 s: hello attempt 1,1 s: hello attempt 1"));
    QCOMPARE(m_engine->requests.at(1).requestId, answer.requestId);
    QCOMPARE(queue->counts(), QueueCounts());
}

void TestAsyncQueue::anotherProcessAdds()
{
    m_engine->answer = [](const InvokeRequest &) { return succeeds(); };
    const auto owner = open();
    owner->work();
    const auto other = open();
    QVERIFY(owner->owns());
    QCOMPARE(other->owner(), qint64{QCoreApplication::applicationPid()});
    send(*other, "hello");
    pass(1s);
    QCOMPARE(m_engine->log, QStringList{QStringLiteral("0 s: hello attempt 1")});
    QCOMPARE(owner->counts(), QueueCounts());
}

void TestAsyncQueue::anotherProcessPurges()
{
    m_engine->answer = [](const InvokeRequest &) { return fails(); };
    const auto owner = open();
    owner->work();
    send(*owner, "hello");
    pass(1s);
    QCOMPARE(owner->counts(), (QueueCounts{1, 0}));
    {
        const auto lease = engine::QueueLease::open(
            AsyncQueue::leaseFile(m_dir->filePath(QStringLiteral("state"))), *m_reactor, [] {});
        const engine::QueueLease::Change change(**lease);
        QCOMPARE((*EventQueue::open(database()))->purge(EventQueue::Purge::Waiting).value_or(0), 1);
    }
    pass(100s);
    QCOMPARE(owner->counts(), QueueCounts());
    QCOMPARE(m_engine->log.size(), 1);
}

void TestAsyncQueue::theLeaseGoesOn()
{
    m_engine->answer = [](const InvokeRequest &) { return fails(); };
    auto first = open();
    first->work();
    const auto second = open();
    second->work();
    QVERIFY(!second->owns());
    send(*first, "hello");
    pass(30s);
    first.reset();
    pass(3s);
    QVERIFY(second->owns());
    pass(200s);
    QCOMPARE(m_engine->log.join(u','),
             QStringLiteral("0 s: hello attempt 1,60 s: hello attempt 2,180 s: hello attempt 3"));
}

// Between the last look of an owner that is leaving and its end another process may put one in.
void TestAsyncQueue::nobodyLeavesAnEventBehind()
{
    m_engine->answer = [](const InvokeRequest &) { return succeeds(); };
    const auto owner = open();
    owner->work();
    settle();
    const auto other = open();
    send(*other, "hello"); // the owner has not heard of it yet
    QVERIFY(!owner->leave());
    QVERIFY(owner->owns());
    QVERIFY(!owner->leave());
    pass(1s);
    QCOMPARE(m_engine->log.size(), 1);
    QVERIFY(owner->leave());
    QVERIFY(!owner->owns());
    other->work();
    QVERIFY(other->owns());
}

void TestAsyncQueue::sinksTakeOver_data()
{
    QTest::addColumn<bool>("refuse");
    QTest::addColumn<State>("state");
    QTest::newRow("taken") << false << State::Delivered;
    QTest::newRow("refused") << true << State::Failed;
}

void TestAsyncQueue::sinksTakeOver()
{
    QFETCH(bool, refuse);
    QFETCH(State, state);
    m_sink = std::make_unique<FakeSink>();
    m_sink->refuse = refuse;
    m_engine->functions[QStringLiteral("hello")].config.async.maximumRetryAttempts = 0;
    m_engine->answer = [](const InvokeRequest &) { return fails(); };
    const auto queue = open();
    queue->work();
    const AsyncAnswer answer = send(*queue, "hello");
    pass(1s);
    QCOMPARE(m_sink->delivered, QStringList{answer.requestId});
    QCOMPARE(messages().at(0).state, state);
    QCOMPARE(messages().at(0).failure,
             refuse ? QStringLiteral("no such queue") : QString(QLatin1StringView("")));
}

// Committed, and the process ended before the sink had it.
void TestAsyncQueue::pendingMessagesAreHandedOver()
{
    DestinationMessage message;
    message.targetArn = Dead;
    message.requestId = QStringLiteral("left");
    message.state = State::Pending;
    std::vector<DestinationMessage> left{message};
    std::vector<engine::AsyncEvent> none;
    QVERIFY((*EventQueue::open(database()))->finish(1, &left, &none).has_value());
    m_sink = std::make_unique<FakeSink>();
    const auto queue = open();
    queue->work();
    QCOMPARE(m_sink->delivered, QStringList{QStringLiteral("left")});
    QCOMPARE(messages().at(0).state, State::Delivered);
}

void TestAsyncQueue::aBrokenDatabaseIsReplaced()
{
    QVERIFY(QDir().mkpath(m_dir->filePath(QStringLiteral("state"))));
    QFile file(database());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(QByteArray(5'000, 'x')), qint64{5'000});
    file.close();
    m_engine->answer = [](const InvokeRequest &) { return succeeds(); };
    const auto queue = open();
    QVERIFY(queue);
    QVERIFY(queue->replaced());
    QVERIFY(QFile::exists(queue->replaced()->movedAside));
    queue->work();
    send(*queue, "hello");
    pass(1s);
    QCOMPARE(m_engine->log.size(), 1);
}

void TestAsyncQueue::onlyTheOwnerReplaces()
{
    const auto owner = open();
    owner->work();
    QFile file(database());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(QByteArray(5'000, 'x')), qint64{5'000});
    file.close();
    QVERIFY(!open());
    QVERIFY(QDir(m_dir->filePath(QStringLiteral("state")))
                .entryList({QStringLiteral("*broken*")})
                .isEmpty());
}

QTEST_GUILESS_MAIN(TestAsyncQueue)
#include "tst_asyncqueue.moc"
