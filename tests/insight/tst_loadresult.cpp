// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/insight/loadresult.h"
#include "engine/insight/runstore.h"

using namespace engine;
using namespace std::chrono_literals;

// What is told of a load run, kept and compared; without a generator.
class TestLoadResult : public QObject
{
    Q_OBJECT

private slots:
    void runNames_data();
    void runNames();
    void damagedRuns_data();
    void damagedRuns();
    void linksAreNotFollowed();
    void countsOfEditedRuns();
    void comparison();
    void comparisonWithoutTimes();
    void coldOnesApart();
    void errorTypesAreBounded();
};

void TestLoadResult::runNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << QStringLiteral("before-fix_2.1") << true;
    QTest::newRow("none") << QString() << false;
    QTest::newRow("hidden") << QStringLiteral(".x") << false;
    QTest::newRow("upwards") << QStringLiteral("..") << false;
    QTest::newRow("elsewhere") << QStringLiteral("a/b") << false;
    QTest::newRow("a line's end") << QStringLiteral("a\n") << false;
    QTest::newRow("64 letters") << QString(64, u'a') << true;
    QTest::newRow("65 letters") << QString(65, u'a') << false;
    QTest::newRow("not ASCII") << QStringLiteral("lauf-ü") << false;
}

void TestLoadResult::runNames()
{
    QFETCH(QString, name);
    QFETCH(bool, good);
    QCOMPARE(RunStore::isName(name), good);
    QTemporaryDir folder;
    LoadResult run;
    run.name = name;
    QCOMPARE(RunStore(folder.path()).save(run).has_value(), good);
}

void TestLoadResult::damagedRuns_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("readable");
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("no JSON") << QByteArray("{\"sent\": ") << false;
    QTest::newRow("a list") << QByteArray("[]") << false;
    QTest::newRow("empty") << QByteArray("{}") << true;
    QTest::newRow("other types than ours")
        << QByteArray("{\"sent\":\"x\",\"outcomes\":[1],\"response\":3,\"elapsedMs\":1e300,"
                      "\"starts\":{\"cold\":\"many\"},\"end\":7}")
        << true;
}

void TestLoadResult::damagedRuns()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, readable);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("r.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto run = RunStore(folder.path()).load(QStringLiteral("r"));
    QCOMPARE(run.has_value(), readable);
    if (readable)
        QCOMPARE(run->sent, 0);
    else
        QCOMPARE(run.error().code, Error::Code::BadSyntax);
}

void TestLoadResult::linksAreNotFollowed()
{
    QTemporaryDir folder;
    QFile other(folder.filePath(QStringLiteral("other")));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("mine");
    other.close();
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("runs")));
    QVERIFY(QFile::link(other.fileName(), folder.filePath(QStringLiteral("runs/r.json"))));
    QVERIFY(QFile::link(folder.path(), folder.filePath(QStringLiteral("linked"))));
    LoadResult run;
    run.name = QStringLiteral("r");
    for (const auto *name : {"runs", "linked"}) {
        const RunStore store(folder.filePath(QLatin1StringView(name)));
        QCOMPARE(store.save(run).error().code, Error::Code::NotWritable);
    }
    QVERIFY(other.open(QIODevice::ReadOnly));
    QCOMPARE(other.readAll(), QByteArray("mine"));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("r.json"))));
}

void TestLoadResult::countsOfEditedRuns()
{
    const auto run = loadResultFrom("{\"sent\":-5,\"late\":18446744073709551615,"
                                    "\"memoryMB\":99999999999,\"outcomes\":{\"success\":-1}}");
    QVERIFY(run);
    QCOMPARE(run->sent, 0);
    QVERIFY(run->late > 0 && run->wasGeneratorLate());
    QVERIFY(run->memory.value > 0);
    QCOMPARE(run->succeeded(), 0);
}

void TestLoadResult::comparison()
{
    LoadResult before;
    before.done = before.response.count = 10;
    before.outcomes[QStringLiteral("success")] = 8;
    before.outcomes[QStringLiteral("throttled")] = 1;
    before.response.p95 = 10ms;
    LoadResult after = before;
    after.response.p95 = 20ms;
    const auto rows = compareRuns(before, after);
    QVERIFY(rows.size() > 8);
    QCOMPARE(rows[0], (LoadComparison{QStringLiteral("requests"), 10, 10}));
    QCOMPARE(rows[2], (LoadComparison{QStringLiteral("errors"), 1, 1}));
    QCOMPARE(rows[3], (LoadComparison{QStringLiteral("throttles"), 1, 1}));
    QCOMPARE(rows[7], (LoadComparison{QStringLiteral("response p95 ms"), 10, 20}));
}

void TestLoadResult::comparisonWithoutTimes()
{
    LoadResult before;
    before.response = distributionOf({10ms});
    LoadResult after; // all of it was throttled
    after.done = 3;
    const auto rows = compareRuns(before, after);
    QCOMPARE(rows[7], (LoadComparison{QStringLiteral("response p95 ms"), 10, std::nullopt}));
    QCOMPARE(rows[11],
             (LoadComparison{QStringLiteral("service p95 ms"), std::nullopt, std::nullopt}));
}

void TestLoadResult::coldOnesApart()
{
    LoadStatistics statistics;
    InvocationRecord record;
    for (const auto &[start, wall] :
         {std::pair{StartKind::Cold, 300ms}, {StartKind::Warm, 2ms}, {StartKind::Warm, 4ms}}) {
        record.start = start;
        record.wall = wall;
        statistics.sent(1ms);
        statistics.add(record, 0ms, 1ms);
    }
    const LoadResult result = statistics.result();
    QCOMPARE(result.service.count, 3);
    QCOMPARE(result.cold.count, 1);
    QCOMPARE(result.cold.max, Nanoseconds{300ms});
    const auto again = loadResultFrom(loadResultJson(result));
    QVERIFY(again);
    QCOMPARE(again->cold, result.cold);
}

void TestLoadResult::errorTypesAreBounded()
{
    LoadStatistics statistics;
    InvocationRecord record;
    record.outcome = Outcome::FunctionError;
    for (int i = 0; i < 1'000; ++i) {
        record.errorType = QStringLiteral("E%1").arg(i);
        statistics.add(record, 0ms, 0ms);
    }
    const auto &types = statistics.counts().errorTypes;
    QCOMPARE(types.size(), LoadResult::MostErrorTypes + 1);
    QCOMPARE(types.at(QStringLiteral("other")), 900);
}

QTEST_GUILESS_MAIN(TestLoadResult)
#include "tst_loadresult.moc"
