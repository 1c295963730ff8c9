// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDate>
#include <QFile>

#include "engine/pricing/pricing.h"

using engine::Architecture;
using engine::Error;
using engine::PriceTable;

namespace {

QByteArray shippedFile()
{
    QFile file(QStringLiteral(WORKBENCH_SOURCE_DIR "/resources/pricing/prices.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A complete file on few lines.
QByteArray smallFile()
{
    return R"({"asOf": "2026-01-02", "source": "test",
 "freeTier": {"requests": 5, "gbSeconds": 7, "streamedGb": 9},
 "regions": {"home": {"perMillionRequests": "0.20", "ephemeralPerGbSecond": "0.0000000309", "streamedPerGb": "0.008",
  "duration": {"x86_64": [{"upToGbSeconds": 10, "perGbSecond": "2"}, {"perGbSecond": "1"}],
               "arm64": [{"perGbSecond": "0.5"}]},
  "provisionedDurationPerGbSecond": {"x86_64": "0.25", "arm64": "0.125"},
  "provisionedReadyPerGbSecond": {"x86_64": "0.03", "arm64": "0.02"},
  "snapStart": {"cachePerGbSecond": "0.04", "restorePerGb": "0.05"},
  "edge": {"perMillionRequests": "0.60", "perGbSecond": "0.07"}}}})";
}

const PriceTable &smallTable()
{
    static const PriceTable table = *engine::readPrices(smallFile(), QStringLiteral("home"));
    return table;
}

} // namespace

class TestPriceFile : public QObject
{
    Q_OBJECT

private slots:
    void reads();
    void shippedRegions_data();
    void shippedRegions();
    void shippedTableIsTheFile();
    void regionThatIsTheSameAsAnother();
    void brokenJsonHasAPlace();
    void mistakes_data();
    void mistakes();
};

void TestPriceFile::reads()
{
    const PriceTable &table = smallTable();

    QCOMPARE(table.region, QStringLiteral("home"));
    QCOMPARE(table.asOf, QStringLiteral("2026-01-02"));
    QCOMPARE(table.source, QStringLiteral("test"));
    QCOMPARE(table.freeRequests, std::int64_t{5});
    QCOMPARE(table.freeGbSeconds, std::int64_t{7});
    QCOMPARE(table.perMillionRequests.toExactString(), QStringLiteral("0.20"));
    QCOMPARE(table.ephemeralPerGbSecond.toExactString(), QStringLiteral("0.0000000309"));
    QCOMPARE(table.streamedPerGb.toExactString(), QStringLiteral("0.008"));
    QCOMPARE(table.freeStreamedGb, std::int64_t{9});
    QCOMPARE(table.provisionedDuration[0].toExactString(), QStringLiteral("0.25"));
    QCOMPARE(table.provisionedDuration[1].toExactString(), QStringLiteral("0.125"));
    QCOMPARE(table.provisionedReady[0].toExactString(), QStringLiteral("0.03"));
    QCOMPARE(table.provisionedReady[1].toExactString(), QStringLiteral("0.02"));
    QCOMPARE(table.snapStartCache.toExactString(), QStringLiteral("0.04"));
    QCOMPARE(table.snapStartRestore.toExactString(), QStringLiteral("0.05"));
    QCOMPARE(table.edgePerMillionRequests.toExactString(), QStringLiteral("0.60"));
    QCOMPARE(table.edgePerGbSecond.toExactString(), QStringLiteral("0.07"));
    QCOMPARE(table.duration[0].size(), size_t{2});
    QCOMPARE(table.duration[0][0].upToGbSeconds, std::int64_t{10});
    QCOMPARE(table.duration[0][0].perGbSecond.toExactString(), QStringLiteral("2.00"));
    QCOMPARE(table.duration[0][1].upToGbSeconds, std::int64_t{-1});
    QCOMPARE(table.duration[1][0].perGbSecond.toExactString(), QStringLiteral("0.50"));
}

void TestPriceFile::shippedRegions_data()
{
    QTest::addColumn<QString>("x86");
    QTest::addColumn<QString>("requests");
    QTest::addColumn<bool>("isConfirmed");

    QTest::newRow("us-east-1") << "0.0000166667"
                               << "0.20" << true;
    QTest::newRow("af-south-1") << "0.0000221"
                                << "0.20" << false;
    QTest::newRow("ap-east-1") << "0.00002292"
                               << "0.28" << false;
    QTest::newRow("eu-south-1") << "0.0000195172"
                                << "0.20" << false;
    QTest::newRow("me-south-1") << "0.0000206667"
                                << "0.20" << false;
}

void TestPriceFile::shippedRegions()
{
    QFETCH(QString, x86);
    QFETCH(QString, requests);
    QFETCH(bool, isConfirmed);

    const auto table =
        engine::readPrices(shippedFile(), QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(table, qPrintable(table ? QString() : table.error().detail));
    QCOMPARE(table->duration[0].front().perGbSecond.toExactString(), x86);
    QCOMPARE(table->duration[1].front().perGbSecond.toExactString(),
             QStringLiteral("0.0000133334"));
    QCOMPARE(table->perMillionRequests.toExactString(), requests);
    QCOMPARE(table->source.contains(QStringLiteral("confirmed")), !isConfirmed);
}

void TestPriceFile::shippedTableIsTheFile()
{
    const PriceTable &table = engine::shippedPrices();

    QCOMPARE(table.region, QStringLiteral("us-east-1"));
    QVERIFY(QDate::fromString(table.asOf, Qt::ISODate).isValid());
    QVERIFY(!table.source.isEmpty());
    QCOMPARE(table.freeRequests, std::int64_t{1'000'000});
    QCOMPARE(table.freeGbSeconds, std::int64_t{400'000});
    QCOMPARE(table.duration[0].size(), size_t{3});
    QCOMPARE(table.duration[1].size(), size_t{3});
}

void TestPriceFile::regionThatIsTheSameAsAnother()
{
    QByteArray file = smallFile();
    file.replace("\"regions\": {", R"("regions": {"away": {"sameAs": "home", "note": "a guess",
        "duration": {"arm64": [{"perGbSecond": "3"}]}}, )");

    const auto table = engine::readPrices(file, QStringLiteral("away"));
    QVERIFY2(table, qPrintable(table ? QString() : table.error().detail));
    QCOMPARE(table->source, QStringLiteral("test; a guess"));
    QCOMPARE(table->duration[0].size(), size_t{2});
    QCOMPARE(table->duration[1][0].perGbSecond.toExactString(), QStringLiteral("3.00"));
}

void TestPriceFile::brokenJsonHasAPlace()
{
    QByteArray file = smallFile();
    file.replace("\"freeTier\"", "freeTier");

    const Error error = engine::readPrices(file, QStringLiteral("home")).error();
    QCOMPARE(error.code, Error::Code::BadSyntax);
    QCOMPARE(error.line, 2);
    QVERIFY(error.column >= 2 && error.column <= 4);
    QCOMPARE(engine::readPrices({}, QStringLiteral("home")).error().code, Error::Code::BadSyntax);
}

void TestPriceFile::mistakes_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("detail");
    const auto row = [](const char *name, const QByteArray &from, const QByteArray &to,
                        const QByteArray &detail) { QTest::newRow(name) << from << to << detail; };
    const QByteArray price = " must be a price as text, such as \"0.0000166667\"";

    row("no date", "\"asOf\"", "\"when\"", "asOf is missing");
    row("a date that is no text", "\"2026-01-02\"", "2026", "asOf must be text");
    row("no source", "\"source\"", "\"from\"", "source is missing");
    row("no free tier", "\"freeTier\"", "\"free\"", "freeTier is missing");
    row("half a free tier", "\"gbSeconds\"", "\"seconds\"", "freeTier.gbSeconds is missing");
    row("no free streaming", "\"streamedGb\"", "\"streams\"", "freeTier.streamedGb is missing");
    row("part of a free request", "5,", "5.5,", "freeTier.requests must be a whole number");
    row("less than nothing free", "5,", "-5,", "freeTier.requests must be a whole number");
    row("more free than a number holds", "5,", "18446744073709551615,",
        "freeTier.requests must be a whole number");
    row("no regions", "\"regions\"", "\"places\"", "regions is missing");
    row("another region", "\"home\"", "\"away\"", "regions.home is missing");
    row("a region that is text", "{\"perM", "3, \"x\": {\"perM",
        "regions.home.perMillionRequests is missing");
    row("the same as no region", "\"perMillionRequests\"", "\"sameAs\": \"moon\", \"x\"",
        "regions.moon is missing");
    row("no price of requests", "\"perMillionRequests\"", "\"x\"",
        "regions.home.perMillionRequests is missing");
    row("a price that is a number", "\"0.20\"", "0.20", "regions.home.perMillionRequests" + price);
    row("a price that is a word", "\"0.20\"", "\"free\"",
        "regions.home.perMillionRequests" + price);
    row("a price below zero", "\"0.20\"", "\"-0.20\"", "regions.home.perMillionRequests" + price);
    row("a price without sense", "\"0.20\"", "\"1000.01\"",
        "regions.home.perMillionRequests" + price);
    row("a price with 14 decimals", "\"0.0000000309\"", "\"0.00000003090001\"",
        "regions.home.ephemeralPerGbSecond" + price);
    row("no arm", "\"arm64\"", "\"arm\"", "regions.home.duration.arm64 is missing");
    row("no tiers", "[{\"perGbSecond\": \"0.5\"}]", "[]",
        "regions.home.duration.arm64 must be a list of tiers");
    row("a tier without a price", "{\"perGbSecond\": \"0.5\"}", "{}",
        "regions.home.duration.arm64[0].perGbSecond is missing");
    row("a tier that is a number", "{\"perGbSecond\": \"0.5\"}", "4",
        "regions.home.duration.arm64[0].perGbSecond is missing");
    row("a first tier without an end", "\"upToGbSeconds\": 10, ", "",
        "regions.home.duration.x86_64[0].upToGbSeconds is missing");
    row("a tier of no width", "\"upToGbSeconds\": 10", "\"upToGbSeconds\": 0",
        "regions.home.duration.x86_64[0].upToGbSeconds must be larger than 0");
    row("a last tier with an end", "{\"perGbSecond\": \"0.5\"}",
        "{\"upToGbSeconds\": 9, \"perGbSecond\": \"0.5\"}",
        "regions.home.duration.arm64[0]: the last tier has no end");
    row("no price of provisioned environments", "\"provisionedDurationPerGbSecond\"", "\"x\"",
        "regions.home.provisionedDurationPerGbSecond.x86_64 is missing");
    row("no price of a restore", "\"restorePerGb\"", "\"x\"",
        "regions.home.snapStart.restorePerGb is missing");
    row("no object", "{\"asOf\"", "[{\"asOf\"", "the price file must be one JSON object");
}

void TestPriceFile::mistakes()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, detail);
    QByteArray file = smallFile();
    QVERIFY(file.contains(from));
    file.replace(from, to);
    if (to.startsWith("[{"))
        file += ']';

    const auto table = engine::readPrices(file, QStringLiteral("home"));
    QVERIFY(!table);
    QCOMPARE(table.error().detail.toUtf8(), detail);
    QCOMPARE(table.error().code, Error::Code::BadTemplate);
}

QTEST_APPLESS_MAIN(TestPriceFile)
#include "tst_pricefile.moc"
