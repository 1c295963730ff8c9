// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTextStream>

#include <functional>
#include <memory>

#include <unistd.h>

#include "engine/telemetry/sqlitehistory.h"

using namespace std::chrono_literals;
using engine::Error;
using engine::HistoryStore;
using engine::InvocationRecord;
using engine::Result;
using engine::SqliteHistory;
using Change = std::function<void(InvocationRecord &)>;

Q_DECLARE_METATYPE(Change)

namespace {

InvocationRecord numbered(int number, const QString &function = QStringLiteral("hello"))
{
    InvocationRecord record;
    record.requestId = QStringLiteral("id-%1").arg(number);
    record.functionName = function;
    record.startedAtMs = number;
    return record;
}

InvocationRecord fullRecord()
{
    InvocationRecord record;
    record.requestId = QStringLiteral("8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    record.functionName = QStringLiteral("hello");
    record.version = QStringLiteral("$LATEST");
    record.runtime = QStringLiteral("python3.12");
    record.interpreter = QStringLiteral("Python 3.11.2");
    record.environmentId = QStringLiteral("2026/01/05/[$LATEST]0123456789abcdef");
    record.revision = QStringLiteral("r1");
    record.trigger = QStringLiteral("burst");
    record.attempt = 3;
    record.startedAtMs = 1'767'225'600'123;
    record.start = engine::StartKind::Cold;
    record.outcome = engine::Outcome::FunctionError;
    record.errorType = QStringLiteral("Wertfehler \u00fc\U0001F600");
    record.errorMessage = QStringLiteral("it's 'quoted'; DROP TABLE invocation");
    record.phases = {1ns, 2ns, 3ns, 4ns, 5ns, 6ns, 7ns};
    record.initDuration = 110'100'001ns;
    record.duration = 3'010'001ns;
    record.billed = 114ms;
    record.wall = 9'000'000'000'000'000'001ns; // past what a double holds
    record.overhead = 117'490'000ns;
    record.cpu = 60ms;
    record.memorySize = {10'240};
    record.peakMemoryBytes = 10'737'418'240;
    record.ephemeralStorage = {2'048};
    record.architecture = engine::Architecture::Arm64;
    record.network = {0, 1, 5'000'000'000, 3};
    record.requestBytes = 3;
    record.responseBytes = 6'291'556;
    record.requestPayload = QByteArray("{\0}", 3);
    record.responsePayload = "\xff\xfe";
    record.log = "START\nREPORT\t\n";
    return record;
}

QStringList idsOf(const Result<std::vector<InvocationRecord>> &records)
{
    QStringList ids;
    if (!records)
        return {records.error().detail};
    for (const InvocationRecord &record : *records)
        ids += record.requestId;
    return ids;
}

// Runs SQL on the file as another program would.
QString sql(const QString &file, const QString &statement)
{
    QString answer;
    {
        QSqlDatabase database =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
        database.setDatabaseName(file);
        if (!database.open())
            return database.lastError().text();
        QSqlQuery query(database);
        if (!query.exec(statement))
            answer = query.lastError().text();
        else if (query.next())
            answer = query.value(0).toString();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("test"));
    return answer;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The child's side: appends batches and tells each number only once append() has returned.
int appendAndTell(const QString &file, int batches, const QString &prefix)
{
    constexpr int BatchSize = 20;
    auto store = HistoryStore::open(file);
    QTextStream out(stdout);
    if (!store) {
        out << "error " << store.error().detail << Qt::endl;
        return 1;
    }
    for (int batch = 0; batches < 0 || batch < batches; ++batch) {
        std::vector<InvocationRecord> records;
        for (int i = 0; i < BatchSize; ++i) {
            records.push_back(numbered(batch * BatchSize + i));
            records.back().requestId.prepend(prefix);
            records.back().log = QByteArray(2'000, 'x');
        }
        if (const Result<void> appended = (*store)->append(records); !appended) {
            out << "error " << appended.error().detail << Qt::endl;
            return 1;
        }
        out << (batch + 1) * BatchSize << Qt::endl;
    }
    return 0;
}

std::unique_ptr<QProcess> startChild(const QString &file, int batches, const QString &prefix)
{
    auto child = std::make_unique<QProcess>();
    child->start(QCoreApplication::applicationFilePath(),
                 {QStringLiteral("--append"), file, QString::number(batches), prefix});
    return child;
}

} // namespace

class TestHistoryStore : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void roundTrip_data();
    void roundTrip();
    void listIsNewestFirstWithoutPayloads();
    void listOfOneFunction();
    void recordTellsTheLastTry();
    void unknownRecord();
    void capsPayloadsAndKeepsTheEndOfTheLog();
    void oldestGoFirstAndInBatches();
    void aBatchLargerThanTheRetention();
    void clear();
    void reopens();
    void bringsAnOlderFileUpToDate();
    void attemptsOfAnEvent();
    void twoStoresOfOneFile();
    void makesFoldersForTheUserAlone();
    void keepsPermissionsOfAFolder();
    void badFile_data();
    void badFile();
    void damagedRowIsAnError();
    void folderThatCantBeMade();
    void readOnlyFolder();
    void survivesKill();
    void severalProcesses();

private:
    [[nodiscard]] QString file() const
    {
        return m_folder->filePath(QStringLiteral("state/history.sqlite"));
    }
    [[nodiscard]] std::unique_ptr<SqliteHistory> open(SqliteHistory::Options options = {}) const
    {
        auto store = SqliteHistory::open(file(), options);
        if (!store)
            qFatal("%s", qPrintable(store.error().detail));
        return std::move(*store);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestHistoryStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestHistoryStore::roundTrip_data()
{
    QTest::addColumn<Change>("change");

    QTest::newRow("every field") << Change([](auto &) {});
    QTest::newRow("defaults") << Change([](auto &r) { r = {}; });
    QTest::newRow("init not measured") << Change([](auto &r) { r.initDuration.reset(); });
    QTest::newRow("init of zero is measured") << Change([](auto &r) { r.initDuration = 0ns; });
    QTest::newRow("CPU not measured") << Change([](auto &r) { r.cpu = -1ns; });
    QTest::newRow("memory not measured") << Change([](auto &r) { r.peakMemoryBytes = -1; });
    QTest::newRow("network not measured") << Change([](auto &r) { r.network = {}; });
    QTest::newRow("no environment") << Change([](auto &r) {
        r.start = engine::StartKind::None;
        r.environmentId.clear();
    });
    QTest::newRow("warm") << Change([](auto &r) { r.start = engine::StartKind::Warm; });
    QTest::newRow("x86") << Change([](auto &r) { r.architecture = engine::Architecture::X86_64; });
    for (const engine::Outcome outcome :
         {engine::Outcome::Success, engine::Outcome::Timeout, engine::Outcome::Exited,
          engine::Outcome::OutOfMemory, engine::Outcome::InitFailed,
          engine::Outcome::ResponseTooLarge, engine::Outcome::Throttled, engine::Outcome::Failed,
          engine::Outcome::Cancelled})
        QTest::newRow(qPrintable(engine::outcomeName(outcome)))
            << Change([outcome](auto &r) { r.outcome = outcome; });
}

void TestHistoryStore::roundTrip()
{
    QFETCH(Change, change);
    InvocationRecord record = fullRecord();
    change(record);
    {
        const auto store = open();
        QVERIFY(store->append({record}));
    }

    const auto store = open();
    const Result<InvocationRecord> read = store->record(record.requestId);
    QVERIFY(read);
    QVERIFY(*read == record);
}

void TestHistoryStore::listIsNewestFirstWithoutPayloads()
{
    const auto store = open();
    InvocationRecord second = fullRecord();
    second.startedAtMs = 2;
    QVERIFY(store->append({numbered(1), numbered(3)}));
    QVERIFY(store->append({second}));

    const auto records = store->list({});
    QCOMPARE(idsOf(records),
             QStringList({QStringLiteral("id-3"), second.requestId, QStringLiteral("id-1")}));
    second.requestPayload.clear();
    second.responsePayload.clear();
    second.log.clear();
    QVERIFY((*records)[1] == second);
    QCOMPARE(idsOf(store->list({{}, 2})), QStringList({QStringLiteral("id-3"), second.requestId}));
    QCOMPARE(idsOf(store->list({{}, 0})), QStringList());
}

void TestHistoryStore::listOfOneFunction()
{
    const auto store = open();
    QVERIFY(store->append({numbered(1), numbered(2, QStringLiteral("resize")), numbered(3),
                           numbered(4, QStringLiteral("resize"))}));

    QCOMPARE(idsOf(store->list({QStringLiteral("resize"), 1})),
             QStringList(QStringLiteral("id-4")));
    QCOMPARE(idsOf(store->list({QStringLiteral("hello"), 10})),
             QStringList({QStringLiteral("id-3"), QStringLiteral("id-1")}));
    QCOMPARE(idsOf(store->list({QStringLiteral("Hello"), 10})), QStringList());
}

void TestHistoryStore::recordTellsTheLastTry()
{
    const auto store = open();
    InvocationRecord retry = numbered(1);
    retry.trigger = QStringLiteral("retry");
    QVERIFY(store->append({numbered(1), retry}));

    QCOMPARE(store->record(retry.requestId)->trigger, QStringLiteral("retry"));
}

void TestHistoryStore::unknownRecord()
{
    const auto store = open();

    const Result<InvocationRecord> read = store->record(QStringLiteral("x' OR '1'='1"));
    QVERIFY(!read);
    QCOMPARE(read.error().code, Error::Code::NotFound);
}

void TestHistoryStore::capsPayloadsAndKeepsTheEndOfTheLog()
{
    const auto store = open();
    InvocationRecord record = numbered(1);
    record.requestPayload = QByteArray(HistoryStore::PayloadCap, 'a');
    record.responsePayload = QByteArray(HistoryStore::PayloadCap, 'b') + "lost";
    record.responseBytes = record.responsePayload.size();
    record.log = "lost" + QByteArray(HistoryStore::PayloadCap, 'c');
    QVERIFY(store->append({record}));

    const Result<InvocationRecord> read = store->record(record.requestId);
    QCOMPARE(read->requestPayload, record.requestPayload);
    QCOMPARE(read->responsePayload, QByteArray(HistoryStore::PayloadCap, 'b'));
    QCOMPARE(read->responseBytes, record.responseBytes);
    QCOMPARE(read->log, QByteArray(HistoryStore::PayloadCap, 'c'));
}

void TestHistoryStore::oldestGoFirstAndInBatches()
{
    const auto store = open({.retention = 5, .pruneBatch = 3});
    // Out of order: age decides, not the order of arrival.
    QVERIFY(store->append({numbered(5), numbered(1), numbered(3), numbered(2), numbered(4)}));
    QCOMPARE(idsOf(store->list({})).size(), 5);

    QVERIFY(store->append({numbered(6)}));
    QCOMPARE(idsOf(store->list({})),
             QStringList({QStringLiteral("id-6"), QStringLiteral("id-5"), QStringLiteral("id-4")}));
    QVERIFY(store->append({numbered(7), numbered(8)}));
    QCOMPARE(idsOf(store->list({})).size(), 5);
    QCOMPARE(sql(file(), QStringLiteral("SELECT count(*) FROM payload")), QStringLiteral("5"));
    QCOMPARE(sql(file(), QStringLiteral("SELECT records FROM counter")), QStringLiteral("5"));
}

void TestHistoryStore::aBatchLargerThanTheRetention()
{
    const auto store = open({.retention = 2, .pruneBatch = 1});
    QVERIFY(store->append({numbered(1), numbered(2), numbered(3), numbered(4)}));

    QCOMPARE(idsOf(store->list({})), QStringList({QStringLiteral("id-4"), QStringLiteral("id-3")}));
}

void TestHistoryStore::clear()
{
    const auto store = open();
    InvocationRecord secret = numbered(1);
    secret.requestPayload = QByteArray("very secret ").repeated(1'000);
    QVERIFY(store->append({secret}));
    QVERIFY(store->clear());

    QCOMPARE(idsOf(store->list({})), QStringList());
    QVERIFY(!bytesOf(file()).contains("very secret"));
    QVERIFY(!bytesOf(file() + QStringLiteral("-wal")).contains("very secret"));
    QVERIFY(store->append({numbered(2)}));
    QCOMPARE(idsOf(store->list({})), QStringList(QStringLiteral("id-2")));
    QCOMPARE(sql(file(), QStringLiteral("SELECT records FROM counter")), QStringLiteral("1"));
}

void TestHistoryStore::reopens()
{
    QVERIFY(open()->append({numbered(1)}));
    QVERIFY(open()->append({numbered(2)}));

    QCOMPARE(idsOf(open()->list({})),
             QStringList({QStringLiteral("id-2"), QStringLiteral("id-1")}));
    QCOMPARE(sql(file(), QStringLiteral("PRAGMA journal_mode")), QStringLiteral("wal"));
    QCOMPARE(sql(file(), QStringLiteral("PRAGMA user_version")), QStringLiteral("6"));
}

void TestHistoryStore::bringsAnOlderFileUpToDate()
{
    QVERIFY(open()->append({numbered(1)}));
    for (const char *column :
         {"payload DROP stream", "invocation DROP stream_kind", "invocation DROP stream_bytes",
          "invocation DROP first_byte_ns", "invocation DROP internet_sent_bytes",
          "invocation DROP internet_received_bytes", "invocation DROP host_ports_sent_bytes",
          "invocation DROP host_ports_received_bytes", "payload DROP traces",
          "payload DROP modules", "invocation DROP attempt"})
        sql(file(), QStringLiteral("ALTER TABLE ") + QLatin1StringView(column));
    sql(file(), QStringLiteral("PRAGMA user_version = 1"));

    InvocationRecord told = numbered(2);
    told.initModules = {
        {QStringLiteral("app"), 0, std::chrono::milliseconds(2), std::chrono::milliseconds(5)},
        {QStringLiteral("\u00e9"), 1, std::chrono::nanoseconds(1), std::chrono::nanoseconds(1)}};
    told.traces.documents = {"{\"id\":\"1\"}", "{\"id\":\"2\"}"};
    told.traces.ignored = 3;
    told.network = {1, 2, 3, 4};
    const auto store = open();
    QVERIFY(store->append({told}));
    QVERIFY(store->record(QStringLiteral("id-2"))->network == told.network);
    QVERIFY(store->record(QStringLiteral("id-1"))->network == engine::NetworkBytes{});
    QCOMPARE(store->record(QStringLiteral("id-2"))->initModules, told.initModules);
    QVERIFY(store->record(QStringLiteral("id-2"))->traces == told.traces);
    QVERIFY(store->record(QStringLiteral("id-1"))->traces == engine::TraceSegments{});
    QVERIFY(!store->record(QStringLiteral("id-1"))->stream);
    QVERIFY(store->record(QStringLiteral("id-1"))->initModules.empty());
    QCOMPARE(store->record(QStringLiteral("id-1"))->attempt, 0);
}

void TestHistoryStore::attemptsOfAnEvent()
{
    std::vector<InvocationRecord> records;
    for (int attempt = 1; attempt <= 3; ++attempt) {
        records.push_back(numbered(1));
        records.back().attempt = attempt;
        records.back().log = QByteArray::number(attempt);
        records.push_back(numbered(10 + attempt));
    }
    const auto store = open();
    QVERIFY(store->append(records));
    const auto attempts = store->attempts(QStringLiteral("id-1"));
    QCOMPARE(attempts->size(), std::size_t{3});
    for (int i = 0; i < 3; ++i) {
        QCOMPARE((*attempts)[static_cast<std::size_t>(i)].attempt, i + 1);
        QCOMPARE((*attempts)[static_cast<std::size_t>(i)].log, QByteArray::number(i + 1));
    }
    QCOMPARE(store->record(QStringLiteral("id-1"))->attempt, 3);
    QCOMPARE(store->attempts(QStringLiteral("id-2")).error().code, Error::Code::NotFound);
}

void TestHistoryStore::twoStoresOfOneFile()
{
    const auto first = open();
    const auto second = open();
    QVERIFY(first->append({numbered(1)}));
    QVERIFY(second->append({numbered(2)}));

    QCOMPARE(idsOf(first->list({})), QStringList({QStringLiteral("id-2"), QStringLiteral("id-1")}));
}

void TestHistoryStore::makesFoldersForTheUserAlone()
{
    const auto store = open();
    constexpr auto Others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
                            | QFileDevice::ReadOther | QFileDevice::WriteOther
                            | QFileDevice::ExeOther;

    QCOMPARE(QFileInfo(QFileInfo(file()).path()).permissions() & Others,
             QFileDevice::Permissions());
    QCOMPARE(QFileInfo(file()).permissions() & Others, QFileDevice::Permissions());
    QCOMPARE(QFileInfo(file() + QStringLiteral("-wal")).permissions() & Others,
             QFileDevice::Permissions());
}

void TestHistoryStore::keepsPermissionsOfAFolder()
{
    const QString folder = QFileInfo(file()).path();
    QVERIFY(QDir().mkpath(folder));
    const auto before = QFileInfo(folder).permissions();
    const auto store = open();

    QCOMPARE(QFileInfo(folder).permissions(), before);
}

void TestHistoryStore::badFile_data()
{
    QTest::addColumn<QStringList>("statements"); // on a fresh history; none: the bytes below
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Error::Code>("code");

    QTest::newRow("no database") << QStringList() << QByteArray("hello").repeated(1'000)
                                 << Error::Code::NotReadable;
    QTest::newRow("short and no database")
        << QStringList() << QByteArray("x") << Error::Code::NotReadable;
    QTest::newRow("header and nothing behind it")
        << QStringList() << QByteArray("SQLite format 3\0", 16) + QByteArray(84, '\xff')
        << Error::Code::NotReadable;
    QTest::newRow("newer version") << QStringList{QStringLiteral("PRAGMA user_version = 999")}
                                   << QByteArray() << Error::Code::Unsupported;
    QTest::newRow("another program's file")
        << QStringList{QStringLiteral("PRAGMA application_id = 7")} << QByteArray()
        << Error::Code::NotReadable;
    QTest::newRow("another program's file without an id")
        << QStringList{QStringLiteral("PRAGMA application_id = 0"),
                       QStringLiteral("PRAGMA user_version = 0")}
        << QByteArray() << Error::Code::NotReadable;
    QTest::newRow("a table is missing") << QStringList{QStringLiteral("DROP TABLE payload")}
                                        << QByteArray() << Error::Code::Internal;
}

void TestHistoryStore::badFile()
{
    QFETCH(QStringList, statements);
    QFETCH(QByteArray, bytes);
    QFETCH(Error::Code, code);
    QVERIFY(open()->append({numbered(1)}));
    for (const QString &statement : statements)
        QCOMPARE(sql(file(), statement), QString());
    if (!bytes.isEmpty()) {
        QFile broken(file());
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write(bytes);
    }
    const QByteArray before = bytesOf(file());

    const auto store = HistoryStore::open(file());
    QVERIFY(!store);
    QCOMPARE(store.error().code, code);
    QCOMPARE(store.error().place, file());
    QVERIFY(!store.error().detail.isEmpty());
    QCOMPARE(bytesOf(file()), before);
}

void TestHistoryStore::damagedRowIsAnError()
{
    const auto store = open();
    QVERIFY(store->append({numbered(1)}));
    sql(file(), QStringLiteral("UPDATE invocation SET outcome = 'nonsense'"));

    QCOMPARE(store->list({}).error().code, Error::Code::NotReadable);
    QCOMPARE(store->record(QStringLiteral("id-1")).error().place, file());
}

void TestHistoryStore::folderThatCantBeMade()
{
    QFile blocker(QFileInfo(file()).path());
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    blocker.close();

    QCOMPARE(HistoryStore::open(file()).error().code, Error::Code::NotWritable);
    QCOMPARE(HistoryStore::open(file() + QStringLiteral("/deeper/history.sqlite")).error().code,
             Error::Code::NotWritable);
}

void TestHistoryStore::readOnlyFolder()
{
    if (::geteuid() == 0)
        QSKIP("root writes everywhere");
    const QString folder = QFileInfo(file()).path();
    QVERIFY(QDir().mkpath(folder));
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::ExeOwner);
    const auto store = HistoryStore::open(file());
    QFile::setPermissions(folder,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);

    QCOMPARE(store.error().code, Error::Code::NotWritable);
}

void TestHistoryStore::survivesKill()
{
    // Killed at another point each time, always in the middle of its appends.
    for (int round = 1; round <= 5; ++round) {
        init();
        const auto child = startChild(file(), -1, QString());
        QByteArray told;
        while (told.count('\n') < round * 3) {
            QVERIFY(child->waitForReadyRead());
            told += child->readAll();
        }
        child->kill();
        QVERIFY(child->waitForFinished());
        told += child->readAll();
        QCOMPARE(child->exitStatus(), QProcess::CrashExit);
        const QByteArray whole = told.left(told.lastIndexOf('\n'));
        const int acknowledged = whole.mid(whole.lastIndexOf('\n') + 1).toInt();
        QVERIFY2(acknowledged >= round * 3 * 20, told.constData());

        const auto store = open();
        const auto records = store->list({{}, HistoryStore::Retention});
        QVERIFY(records);
        const QStringList ids = idsOf(records);
        const QSet<QString> present(ids.begin(), ids.end());
        for (int i = 0; i < acknowledged; ++i)
            QVERIFY2(present.contains(QStringLiteral("id-%1").arg(i)), qPrintable(file()));
        QCOMPARE(ids.size() % 20, 0); // whole batches or nothing of them
        QCOMPARE(sql(file(), QStringLiteral("PRAGMA integrity_check")), QStringLiteral("ok"));
        QCOMPARE(store->record(QStringLiteral("id-0"))->log, QByteArray(2'000, 'x'));
        QVERIFY(store->append({numbered(1'000'000)}));
    }
}

void TestHistoryStore::severalProcesses()
{
    constexpr int Processes = 4;
    constexpr int Batches = 10;
    std::vector<std::unique_ptr<QProcess>> children;
    // None of them finds a file: they also make it at the same time.
    for (int i = 0; i < Processes; ++i)
        children.push_back(startChild(file(), Batches, QString::number(i)));
    for (const auto &child : children) {
        QVERIFY(child->waitForFinished(60'000));
        QVERIFY2(child->exitStatus() == QProcess::NormalExit && child->exitCode() == 0,
                 child->readAll().constData());
    }

    QCOMPARE(idsOf(open()->list({{}, 10'000})).size(), Processes * Batches * 20);
    QCOMPARE(sql(file(), QStringLiteral("SELECT records FROM counter")),
             QString::number(Processes * Batches * 20));
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == QStringLiteral("--append"))
        return appendAndTell(arguments[2], arguments[3].toInt(), arguments[4]);
    TestHistoryStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_historystore.moc"
