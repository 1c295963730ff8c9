// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>
#include <QJsonObject>
#include <QProcess>

#include <memory>

#include "tests/support/lwb.h"
#include "tests/support/testworkspace.h"

using testsupport::objectsOf;
using testsupport::TestWorkspace;

namespace {

// Fails, and takes as long for it as its event says.
const QByteArray Fails = "import time\n"
                         "def handler(event, context):\n"
                         "    print('working', flush=True)\n"
                         "    time.sleep(event.get('sleep', 0))\n"
                         "    raise ValueError('no luck')\n";
const QByteArray DeadLetters = "      DeadLetterQueue: {Type: SQS, "
                               "TargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead'}\n";
const auto Quick = QStringLiteral("x240"); // minutes in a quarter of a second

} // namespace

// lwb's own words and exit statuses about events; programs rely on them.
class TestLwbQueue : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void threeAttemptsAndADeadLetter();
    void jsonIsLines();
    void leftInTheQueueAndPurged();
    void killedAndGoneOn();
    void anotherProcessTakesItOver();
    void refusals_data();
    void refusals();

private:
    using Said = testsupport::Lwb::Said;
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments) const;
    [[nodiscard]] Said lwb(const QStringList &arguments) const;
    // Waits until it has printed this.
    static bool prints(QProcess &process, const QByteArray &text);

    testsupport::Lwb m_lwb{QStringLiteral(WORKBENCH_LWB)};
    std::unique_ptr<TestWorkspace> m_workspace;
};

void TestLwbQueue::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestLwbQueue::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->addPython(QStringLiteral("fails"), Fails, DeadLetters);
}

std::unique_ptr<QProcess> TestLwbQueue::start(const QStringList &arguments) const
{
    return m_lwb.start(arguments, m_workspace->path());
}

TestLwbQueue::Said TestLwbQueue::lwb(const QStringList &arguments) const
{
    return m_lwb.run(arguments, m_workspace->path());
}

bool TestLwbQueue::prints(QProcess &process, const QByteArray &text)
{
    process.setReadChannel(QProcess::StandardError);
    QByteArray so;
    while (!so.contains(text)) {
        if (!process.waitForReadyRead(120'000))
            return false;
        so += process.readAllStandardError();
    }
    return true;
}

void TestLwbQueue::threeAttemptsAndADeadLetter()
{
    const Said said = lwb({QStringLiteral("invoke"), QStringLiteral("fails"),
                           QStringLiteral("--async"), QStringLiteral("--time"), Quick});
    QCOMPARE(said.status, 1);
    QVERIFY2(said.out.startsWith("202 ") && said.out.count('\n') == 1, said.out);
    const QByteArray id = said.out.mid(4).trimmed();
    QCOMPARE(said.err.count("START RequestId: " + id), 3);
    QVERIFY2(said.err.contains(id + ": attempt 1 failed: no luck; again in 0.3 s"), said.err);
    QVERIFY2(said.err.contains("given up (RetriesExhausted)"), said.err);
    const Said listed = lwb({QStringLiteral("queue")});
    QCOMPARE(listed.status, 0);
    QVERIFY(listed.out.isEmpty());
    QVERIFY2(listed.err.contains("Nothing waits."), listed.err);
    const Said sent = lwb({QStringLiteral("queue"), QStringLiteral("--destinations")});
    QVERIFY2(sent.out.contains("arn:aws:sqs:us-east-1:000000000000:dead"), sent.out);
    const Said history = lwb({QStringLiteral("history"), QStringLiteral("--json")});
    QCOMPARE(objectsOf(history.out).size(), std::size_t{3});
    QCOMPARE(objectsOf(history.out)[0][QStringLiteral("attempt")].toInt(), 3);
    QCOMPARE(objectsOf(history.out)[0][QStringLiteral("trigger")].toString(),
             QStringLiteral("async"));
}

void TestLwbQueue::jsonIsLines()
{
    const Said said =
        lwb({QStringLiteral("invoke"), QStringLiteral("fails"), QStringLiteral("--async"),
             QStringLiteral("--json"), QStringLiteral("--time"), Quick, QStringLiteral("--payload"),
             QStringLiteral("{\"n\":1}")});
    const auto lines = objectsOf(said.out);
    QCOMPARE(lines.size(), std::size_t{4});
    QCOMPARE(lines[0][QStringLiteral("statusCode")].toInt(), 202);
    const QString id = lines[0][QStringLiteral("requestId")].toString();
    for (std::size_t i = 1; i < 4; ++i) {
        QCOMPARE(lines[i][QStringLiteral("requestId")].toString(), id);
        QCOMPARE(lines[i][QStringLiteral("attempt")].toInt(), static_cast<int>(i));
        QCOMPARE(lines[i][QStringLiteral("errorType")].isNull(), false);
    }
    const auto sent = objectsOf(
        lwb({QStringLiteral("queue"), QStringLiteral("--destinations"), QStringLiteral("--json")})
            .out);
    QCOMPARE(sent.size(), std::size_t{1});
    QCOMPARE(sent[0][QStringLiteral("body")].toString(), QStringLiteral("{\"n\":1}"));
    const QJsonObject attributes = sent[0][QStringLiteral("messageAttributes")].toObject();
    QCOMPARE(attributes[QStringLiteral("ErrorMessage")][QStringLiteral("StringValue")].toString(),
             QStringLiteral("no luck"));
}

void TestLwbQueue::leftInTheQueueAndPurged()
{
    QCOMPARE(lwb({QStringLiteral("queue")}).status, 0);
    QVERIFY(!QFile::exists(m_workspace->path(QStringLiteral(".lambda-workbench/state"))));
    Said said = lwb({QStringLiteral("invoke"), QStringLiteral("fails"), QStringLiteral("--async"),
                     QStringLiteral("--no-wait"), QStringLiteral("--times"), QStringLiteral("2")});
    QCOMPARE(said.status, 0);
    QCOMPARE(said.out.count("202 "), 2);
    const auto waiting = objectsOf(lwb({QStringLiteral("queue"), QStringLiteral("--json")}).out);
    QCOMPARE(waiting.size(), std::size_t{2});
    QCOMPARE(waiting[0][QStringLiteral("state")].toString(), QStringLiteral("waiting"));
    QCOMPARE(waiting[0][QStringLiteral("invokeCount")].toInt(), 0);
    said = lwb({QStringLiteral("queue"), QStringLiteral("purge"), QStringLiteral("--json")});
    QCOMPARE(said.out, QByteArray("{\"removed\":2}\n"));
    said = lwb({QStringLiteral("queue"), QStringLiteral("run")});
    QCOMPARE(said.status, 0);
    QVERIFY(!said.err.contains("START"));
}

void TestLwbQueue::killedAndGoneOn()
{
    const auto process = start({QStringLiteral("invoke"), QStringLiteral("fails"),
                                QStringLiteral("--async"), QStringLiteral("--time"), Quick,
                                QStringLiteral("--payload"), QStringLiteral("{\"sleep\": 2}")});
    QVERIFY(prints(*process, "attempt 1 failed"));
    process->kill(); // as kill -9
    QVERIFY(process->waitForFinished(120'000));
    const QByteArray id = process->readAllStandardOutput().mid(4).trimmed();
    const auto waiting = objectsOf(lwb({QStringLiteral("queue"), QStringLiteral("--json")}).out);
    QCOMPARE(waiting.size(), std::size_t{1});
    QCOMPARE(waiting[0][QStringLiteral("requestId")].toString(), QString::fromLatin1(id));
    const int made = waiting[0][QStringLiteral("invokeCount")].toInt();
    QVERIFY(made >= 1);

    const Said said = lwb({QStringLiteral("queue"), QStringLiteral("run"), QStringLiteral("--time"),
                           QStringLiteral("x3600")});
    QCOMPARE(said.status, 1);
    QCOMPARE(said.err.count("START RequestId: " + id), 3 - made);
    const auto sent = objectsOf(
        lwb({QStringLiteral("queue"), QStringLiteral("--destinations"), QStringLiteral("--json")})
            .out);
    QCOMPARE(sent.size(), std::size_t{1});
}

void TestLwbQueue::anotherProcessTakesItOver()
{
    // the owner has a slow event, and hears of the second one meanwhile
    const auto owner = start({QStringLiteral("invoke"), QStringLiteral("fails"),
                              QStringLiteral("--async"), QStringLiteral("--time"), Quick,
                              QStringLiteral("--payload"), QStringLiteral("{\"sleep\": 2}")});
    QVERIFY(prints(*owner, "attempt 1 failed"));
    const Said other =
        lwb({QStringLiteral("invoke"), QStringLiteral("fails"), QStringLiteral("--async")});
    QCOMPARE(other.status, 0);
    QVERIFY2(other.err.contains("works this queue off"), other.err);
    const Said refused = lwb({QStringLiteral("queue"), QStringLiteral("run")});
    QCOMPARE(refused.status, 3);
    const Said said = testsupport::Lwb::end(*owner);
    QCOMPARE(said.err.count("START RequestId: " + other.out.mid(4).trimmed()), 3);
    QVERIFY2(lwb({QStringLiteral("queue")}).err.contains("Nothing waits."), said.err);
}

void TestLwbQueue::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");

    const auto invoke = [](const QStringList &more) {
        return QStringList{QStringLiteral("invoke"), QStringLiteral("fails")} + more;
    };
    QTest::newRow("no JSON") << invoke(
        {QStringLiteral("--async"), QStringLiteral("--payload"), QStringLiteral("{x")})
                             << 3 << QByteArray("400 InvalidRequestContentException: Could not");
    QTest::newRow("no such function")
        << QStringList{QStringLiteral("invoke"), QStringLiteral("nope"), QStringLiteral("--async")}
        << 3 << QByteArray("404 ResourceNotFoundException: Function not found: ");
    QTest::newRow("an event is never cold on purpose")
        << invoke({QStringLiteral("--async"), QStringLiteral("--cold")}) << 2
        << QByteArray("--async and --cold");
    QTest::newRow("quick without an event")
        << invoke({QStringLiteral("--fast-retries")}) << 2 << QByteArray("go with --async only");
    QTest::newRow("no speed") << invoke(
        {QStringLiteral("--async"), QStringLiteral("--time"), QStringLiteral("fast")})
                              << 2 << QByteArray("--time takes x1 to x3600");
    QTest::newRow("an unknown word") << QStringList{QStringLiteral("queue"), QStringLiteral("list")}
                                     << 2 << QByteArray("queue takes run, purge or nothing");
}

void TestLwbQueue::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, words);
    const Said said = lwb(arguments);
    QCOMPARE(said.status, status);
    QVERIFY2(said.err.contains(words), said.err);
    QVERIFY(said.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestLwbQueue)
#include "tst_lwbqueue.moc"
