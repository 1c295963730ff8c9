// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTextStream>

#include <memory>

#include "engine/async/eventqueue.h"

using engine::AsyncEvent;
using engine::DestinationMessage;
using engine::Error;
using engine::EventQueue;
using engine::Milliseconds;
using engine::QueueCounts;
using engine::Result;
using namespace std::chrono_literals;

namespace {

AsyncEvent numbered(int number)
{
    AsyncEvent event;
    event.requestId = QStringLiteral("id-%1").arg(number);
    event.functionName = QStringLiteral("hello");
    event.payload = QByteArray("{\0\xff}", 4);
    event.acceptedAtMs = event.waitsSinceMs = 1'000 + number;
    return event;
}

AsyncEvent fullEvent()
{
    AsyncEvent event = numbered(1);
    event.clientContext = "{\"custom\":1}";
    event.traceHeader = "Root=1-67891233-abcdef012345678912345678;Lineage=1:a87bd80c:3";
    event.delay = 120s;
    event.invokeCount = 2;
    event.backoffs = 3;
    event.lastStatus = 200;
    event.lastError = QStringLiteral("it's 'quoted'; DROP TABLE event \u00fc");
    return event;
}

DestinationMessage message(int number)
{
    DestinationMessage made;
    made.targetArn = QStringLiteral("arn:aws:sqs:us-east-1:000000000000:q%1").arg(number % 2);
    made.purpose = DestinationMessage::Purpose::DeadLetter;
    made.requestId = QStringLiteral("id-%1").arg(number);
    made.functionName = QStringLiteral("hello");
    made.body = QByteArray("{\0\xff}", 4);
    made.attributes = {
        {QStringLiteral("ErrorCode"), QStringLiteral("Number"), QStringLiteral("200")},
        {QStringLiteral("ErrorMessage"), QStringLiteral("String"), QStringLiteral("\"\u00fc\n")}};
    made.key = QStringLiteral("aws/lambda/async/x");
    made.sentAtMs = 1'767'225'600'123;
    return made;
}

template <typename T>
T value(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
    return std::move(*result);
}

void require(const Result<void> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("can't write %s", qPrintable(path));
}

// A queue of 40 events and 40 messages as it stands on disk.
struct Image
{
    QByteArray database;
    QByteArray log;
};

// While it is open nearly all of it is in the log; once it is closed there is no log.
std::pair<Image, Image> openAndClosed(const QString &folder)
{
    const QString file = folder + QStringLiteral("/image.sqlite");
    auto queue = value(EventQueue::open(file));
    std::vector<AsyncEvent> none;
    for (int i = 0; i < 40; ++i) {
        AsyncEvent event = numbered(i);
        event.payload = '"' + QByteArray(3'000, 'x') + '"';
        value(queue->add(event));
        std::vector<DestinationMessage> messages{message(i)};
        require(queue->finish(value(queue->add(numbered(100 + i))), &messages, &none));
    }
    const Image open{bytesOf(file), bytesOf(file + QStringLiteral("-wal"))};
    queue.reset();
    return {open, {bytesOf(file), {}}};
}

// The child's side: works events off for ever and tells each only once it is done with. An event
// that is finished leaves a message and causes the next event in the same moment.
int workAndTell(const QString &file)
{
    auto queue = EventQueue::open(file);
    QTextStream out(stdout);
    if (!queue)
        return 1;
    for (;;) {
        const auto events = (*queue)->list();
        if (!events || events->empty())
            return 1;
        const AsyncEvent &first = events->front();
        if (!(*queue)->setRunning(first.number))
            return 1;
        const int next = first.requestId.section(u'-', 1).toInt() + 1;
        std::vector<DestinationMessage> messages{message(next - 1)};
        std::vector<AsyncEvent> caused{numbered(next)};
        if (!(*queue)->finish(first.number, &messages, &caused))
            return 1;
        out << first.requestId << Qt::endl;
    }
}

} // namespace

class TestEventQueue : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsAnEventToTheByte();
    void aLifeInTheQueue();
    void finishingIsOneMoment();
    void releasesAndPurges();
    void messagesByTarget();
    void theOldestMessagesGo();
    void pendingMessagesAreMarked();
    void noticesForeignChanges();
    void killedAtAnyMoment();
    void replacesWhatIsBroken_data();
    void replacesWhatIsBroken();
    void leavesANewerVersionAlone();
    void cutOffAtAnyByte();

private:
    QString path() const { return m_dir->filePath(QStringLiteral("state/async.sqlite")); }
    std::unique_ptr<EventQueue> open() const { return value(EventQueue::open(path())); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestEventQueue::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestEventQueue::keepsAnEventToTheByte()
{
    AsyncEvent event = fullEvent();
    event.number = value(open()->add(event));
    QCOMPARE(value(open()->event(event.number)), event);
    event.clientContext = event.payload = {};
    QCOMPARE(value(open()->list()), std::vector<AsyncEvent>{event});
    AsyncEvent bare;
    bare.number = value(open()->add(bare));
    QCOMPARE(value(open()->event(bare.number)), bare);
    QCOMPARE(open()->event(99).error().code, Error::Code::NotFound);
    QCOMPARE(QFileInfo(path()).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther),
             QFileDevice::Permissions());
}

void TestEventQueue::aLifeInTheQueue()
{
    const auto queue = open();
    AsyncEvent event = numbered(1);
    event.number = value(queue->add(event));
    QCOMPARE(value(queue->counts()), (QueueCounts{1, 0}));
    require(queue->setRunning(event.number));
    QCOMPARE(value(queue->counts()), (QueueCounts{0, 1}));
    QVERIFY(value(queue->list()).front().running);
    event.invokeCount = 1;
    event.delay = 60s;
    event.waitsSinceMs = 5'000;
    event.lastError = QStringLiteral("boom");
    require(queue->setWaiting(event));
    QCOMPARE(value(queue->event(event.number)), event);
    std::vector<DestinationMessage> messages;
    std::vector<AsyncEvent> caused;
    require(queue->finish(event.number, &messages, &caused));
    QCOMPARE(value(queue->counts()), QueueCounts());
    // numbers are never used twice: a message of yesterday can't be taken for one of today
    QVERIFY(value(queue->add(numbered(2))) > event.number);
}

void TestEventQueue::finishingIsOneMoment()
{
    const auto queue = open();
    const qint64 number = value(queue->add(numbered(1)));
    std::vector<DestinationMessage> messages{message(1), message(2)};
    std::vector<AsyncEvent> caused{numbered(7)};
    require(queue->finish(number, &messages, &caused));
    const auto kept = value(queue->messages({}));
    QCOMPARE(kept.size(), std::size_t{2});
    QCOMPARE(kept[1], messages[0]); // newest first
    QCOMPARE(kept[0], messages[1]);
    QCOMPARE(value(queue->event(caused[0].number)), caused[0]);
    QCOMPARE(value(queue->list()).size(), std::size_t{1});
}

void TestEventQueue::releasesAndPurges()
{
    const auto queue = open();
    for (int i = 0; i < 3; ++i)
        value(queue->add(numbered(i)));
    require(queue->setRunning(1));
    require(queue->setRunning(2));
    QCOMPARE(value(queue->release()), 2);
    QCOMPARE(value(queue->counts()), (QueueCounts{3, 0}));
    require(queue->setRunning(2));
    QCOMPARE(value(queue->purge(EventQueue::Purge::Waiting)), 2);
    QCOMPARE(value(queue->counts()), (QueueCounts{0, 1}));
    QCOMPARE(value(queue->purge(EventQueue::Purge::All)), 1);
    QCOMPARE(value(queue->counts()), QueueCounts());
}

void TestEventQueue::messagesByTarget()
{
    const auto queue = open();
    std::vector<DestinationMessage> messages{message(0), message(1), message(2)};
    std::vector<AsyncEvent> caused;
    require(queue->finish(1, &messages, &caused));
    QCOMPARE(value(queue->messages({message(0).targetArn, 10})).size(), std::size_t{2});
    QCOMPARE(value(queue->messages({{}, 1})).front().requestId, QStringLiteral("id-2"));
    QCOMPARE(value(queue->purgeMessages()), 3);
    QVERIFY(value(queue->messages({})).empty());
}

void TestEventQueue::theOldestMessagesGo()
{
    const auto queue = open();
    std::vector<DestinationMessage> messages;
    for (int i = 0; i < EventQueue::MostMessages + 5; ++i)
        messages.push_back(message(i));
    std::vector<AsyncEvent> caused;
    require(queue->finish(1, &messages, &caused));
    const auto kept = value(queue->messages({{}, 2 * EventQueue::MostMessages}));
    QCOMPARE(kept.size(), std::size_t{EventQueue::MostMessages});
    QCOMPARE(kept.back().requestId, QStringLiteral("id-5"));
}

void TestEventQueue::pendingMessagesAreMarked()
{
    const auto queue = open();
    std::vector<DestinationMessage> messages{message(0), message(1), message(2)};
    messages[0].state = messages[1].state = DestinationMessage::State::Pending;
    std::vector<AsyncEvent> caused;
    require(queue->finish(1, &messages, &caused));
    QCOMPARE(value(queue->pendingMessages()).size(), std::size_t{2});
    require(queue->setDelivered(messages[0].number, {}));
    require(queue->setDelivered(messages[1].number, QStringLiteral("no such queue")));
    QVERIFY(value(queue->pendingMessages()).empty());
    const auto all = value(queue->messages({}));
    QCOMPARE(all[2].state, DestinationMessage::State::Delivered);
    QCOMPARE(all[1].state, DestinationMessage::State::Failed);
    QCOMPARE(all[1].failure, QStringLiteral("no such queue"));
    QCOMPARE(all[0].state, DestinationMessage::State::Kept);
}

void TestEventQueue::noticesForeignChanges()
{
    const auto queue = open();
    const qint64 before = value(queue->foreignChanges());
    value(queue->add(numbered(1)));
    QCOMPARE(value(queue->foreignChanges()), before);
    value(open()->add(numbered(2)));
    QVERIFY(value(queue->foreignChanges()) != before);
}

void TestEventQueue::killedAtAnyMoment()
{
    for (int round = 0; round < 12; ++round) {
        const QString file = m_dir->filePath(QStringLiteral("killed-%1.sqlite").arg(round));
        value(value(EventQueue::open(file))->add(numbered(0)));
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--work"), file});
        QByteArray told;
        while (told.count('\n') < 3 + 7 * round) {
            QVERIFY(child.waitForReadyRead(120'000));
            told += child.readAllStandardOutput();
        }
        child.kill();
        QVERIFY(child.waitForFinished(120'000));
        told += child.readAllStandardOutput();

        const auto opened = value(EventQueue::openOrReplace(file));
        QVERIFY2(opened.movedAside.isEmpty(), qPrintable(opened.reason));
        value(opened.queue->release());
        // Exactly one event is left, and a message of each one before it: nothing twice, nothing
        // lost, and all that was told of is there.
        const auto events = value(opened.queue->list());
        QCOMPARE(events.size(), std::size_t{1});
        const int last = events.front().requestId.section(u'-', 1).toInt();
        QVERIFY(last >= told.count('\n'));
        const auto messages = value(opened.queue->messages({{}, 100'000}));
        QCOMPARE(messages.size(), static_cast<std::size_t>(last));
        for (std::size_t i = 0; i < messages.size(); ++i)
            QCOMPARE(messages[i].requestId, QStringLiteral("id-%1").arg(last - 1 - int(i)));
    }
}

void TestEventQueue::replacesWhatIsBroken_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray(5'000, 'x');
    QTest::newRow("a few bytes") << QByteArray("SQLite");
    QTest::newRow("the head of a database and nothing behind it")
        << QByteArray("SQLite format 3\0", 16) + QByteArray(1'000, '\xff');
}

void TestEventQueue::replacesWhatIsBroken()
{
    QFETCH(QByteArray, bytes);
    QDir().mkpath(QFileInfo(path()).absolutePath());
    writeBytes(path(), bytes);
    auto opened = value(EventQueue::openOrReplace(path()));
    QVERIFY(!opened.movedAside.isEmpty());
    QVERIFY(!opened.reason.isEmpty());
    QCOMPARE(bytesOf(opened.movedAside), bytes);
    value(opened.queue->add(numbered(1)));
    opened.queue.reset();
    // a second one has a name of its own
    writeBytes(path(), bytes);
    const auto again = value(EventQueue::openOrReplace(path()));
    QVERIFY(again.movedAside != opened.movedAside);
    QCOMPARE(bytesOf(opened.movedAside), bytes);
    QVERIFY(value(again.queue->list()).empty());
}

void TestEventQueue::leavesANewerVersionAlone()
{
    open();
    {
        QSqlDatabase database =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
        database.setDatabaseName(path());
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version = 1000")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("test"));
    const auto opened = EventQueue::openOrReplace(path());
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, Error::Code::Unsupported);
    QCOMPARE(QDir(QFileInfo(path()).absolutePath()).entryList({QStringLiteral("*broken*")}).size(),
             0);
}

// Whatever is cut off or overwritten: it opens with what is whole, or says so and begins anew; it
// never crashes, and never gives rows that nobody wrote.
void TestEventQueue::cutOffAtAnyByte()
{
    const auto [open, closed] = openAndClosed(m_dir->path());
    QVERIFY(open.log.size() > 100'000);
    QVERIFY(closed.database.size() > 100'000);
    const auto below = [](QRandomGenerator &random, qsizetype limit) {
        return qsizetype{random.bounded(static_cast<int>(limit))};
    };
    QRandomGenerator random(20'260'105);
    int replaced = 0;
    int kept = 0;
    for (int round = 0; round < 300; ++round) {
        const QString file = m_dir->filePath(QStringLiteral("cut-%1.sqlite").arg(round));
        Image cut = round % 4 < 2 ? open : closed;
        QByteArray &victim = round % 4 == 0 ? cut.log : cut.database;
        switch (round % 3) {
        case 0: // cut off
            victim.truncate(below(random, victim.size() + 1));
            break;
        case 1: // a stretch of it is rubbish
            for (qsizetype at = below(random, victim.size()), n = below(random, 600);
                 n > 0 && at < victim.size(); --n, ++at)
                victim[at] = static_cast<char>(random.bounded(256));
            break;
        default: // some bits are others
            for (int i = 0; i < 8; ++i)
                victim[below(random, victim.size())] ^= static_cast<char>(1 << below(random, 8));
            break;
        }
        writeBytes(file, cut.database);
        if (!cut.log.isEmpty())
            writeBytes(file + QStringLiteral("-wal"), cut.log);
        auto opened = EventQueue::openOrReplace(file);
        if (!opened) { // said
            QVERIFY(!opened.error().detail.isEmpty());
            continue;
        }
        ++(opened->movedAside.isEmpty() ? kept : replaced);
        const auto events = opened->queue->list();
        const auto messages = opened->queue->messages({{}, 1'000});
        QVERIFY(events && messages);
        QVERIFY(events->size() <= 80 && messages->size() <= 40);
        if (round % 3 == 0) { // the log's checksums and the pages' structure vouch for rows
            for (const AsyncEvent &event : *events)
                QVERIFY(event.requestId.startsWith(u"id-"));
        }
        QVERIFY(opened->queue->add(numbered(500)).has_value());
    }
    QVERIFY2(kept > 20, qPrintable(QString::number(kept)));
    qInfo("%d opened as they were, %d moved aside", kept, replaced);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QStringLiteral("--work"))
        return workAndTell(arguments.value(2));
    TestEventQueue test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_eventqueue.moc"
