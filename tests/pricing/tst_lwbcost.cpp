// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonArray>

#include "tests/support/lwb.h"
#include "tests/support/testworkspace.h"

using testsupport::Lwb;
using testsupport::objectsOf;
using testsupport::TestWorkspace;

namespace {

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

// "lwb cost": typed figures, measured ones, and what it refuses.
class TestLwbCost : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void typedFigures();
    void besideAzure();
    void provisioned();
    void measuredFigures();
    void refusals_data();
    void refusals();

private:
    [[nodiscard]] Lwb::Said lwb(const char *arguments) const
    {
        return m_lwb.run(words(arguments), m_workspace.path());
    }

    Lwb m_lwb{QStringLiteral(WORKBENCH_LWB)};
    TestWorkspace m_workspace;
};

void TestLwbCost::initTestCase()
{
    m_workspace.addPython(QStringLiteral("hello"), "def handler(event, context): return 1\n",
                          "      MemorySize: 1536\n      Timeout: 900\n");
    m_workspace.addPython(QStringLiteral("called"), "def handler(event, context): return 1\n");
}

void TestLwbCost::typedFigures()
{
    const Lwb::Said said = lwb("cost hello --requests 3000000 --duration 120");
    QCOMPARE(said.status, 0);
    QVERIFY2(said.out.startsWith("AWS Lambda, x86_64: ≈ $2.73 a month\n"), said.out);
    QVERIFY2(said.out.contains("$2.333338 = 540,000 − 400,000 free = 140,000 GB-s"), said.out);
    QVERIFY2(said.err.contains("as of "), said.err);

    QVERIFY(lwb("cost hello --requests 3M --duration 120 --arm64")
                .out.startsWith("AWS Lambda, arm64: ≈ $2.27 a month\n"));
    const auto object = objectsOf(
        lwb("cost hello --requests 7440000 --duration 2000 --memory 1024 --no-free-tier --json")
            .out)[0];
    QCOMPARE(object[QStringLiteral("memorySizeMB")].toInt(), 1'024);
    QCOMPARE(object[QStringLiteral("freeTier")].toBool(), false);
    const QJsonObject aws = object[QStringLiteral("offers")].toArray()[0].toObject();
    QCOMPARE(aws[QStringLiteral("totalUsd")].toString(), QStringLiteral("249.488496"));
    QCOMPARE(aws[QStringLiteral("lines")].toArray().size(), 3);
}

void TestLwbCost::besideAzure()
{
    const auto object =
        objectsOf(lwb("cost hello --requests 3000000 --duration 1000 --azure --json").out)[0];
    const QJsonArray offers = object[QStringLiteral("offers")].toArray();
    QCOMPARE(offers.size(), 3);
    QCOMPARE(offers[1].toObject()[QStringLiteral("totalUsd")].toString(), QStringLiteral("66.00"));
    QCOMPARE(offers[1].toObject()[QStringLiteral("fits")].toBool(), false); // 900 s
    QCOMPARE(offers[2].toObject()[QStringLiteral("totalUsd")].toString(), QStringLiteral("154.50"));
    QCOMPARE(offers[2].toObject()[QStringLiteral("fits")].toBool(), true);
    const QByteArray text = lwb("cost hello --duration 1000 --azure").out;
    QVERIFY2(text.contains("does not fit: A function runs 10 minutes at most"), text);
}

void TestLwbCost::provisioned()
{
    const auto object =
        objectsOf(lwb("cost hello --requests 2000000 --duration 280 --memory 4096 --provisioned 7 "
                      "--no-free-tier --json")
                      .out)[0];
    const QJsonObject aws = object[QStringLiteral("offers")].toArray()[0].toObject();
    const QJsonObject ready = aws[QStringLiteral("lines")].toArray()[3].toObject();
    QCOMPARE(ready[QStringLiteral("kind")].toString(), QStringLiteral("provisionedReady"));
    QCOMPARE(ready[QStringLiteral("formula")].toString(),
             QStringLiteral("7 × 4,096 MB / 1024 × 86,400 s × 30 days = 72,576,000 GB-s × "
                            "$0.0000041667"));
}

void TestLwbCost::measuredFigures()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    QCOMPARE(lwb("invoke called --times 3").status, 0);
    const auto object = objectsOf(lwb("cost called --json").out)[0];
    QCOMPARE(object[QStringLiteral("measuredCalls")].toInt(), 3);
    QVERIFY(object[QStringLiteral("durationMs")].toDouble() > 0);
    QVERIFY(object[QStringLiteral("initMs")].toDouble() > 0);
    QCOMPARE(object[QStringLiteral("coldPercent")].toDouble(), 33.3333);
    // Calls at another size say nothing about this one.
    QCOMPARE(lwb("invoke called --memory 512").status, 0);
    QCOMPARE(lwb("cost called --memory 256").status, 2);
    QCOMPARE(
        objectsOf(lwb("cost called --memory 512 --json").out)[0][QStringLiteral("measuredCalls")]
            .toInt(),
        1);
    QCOMPARE(objectsOf(lwb("cost called --json").out)[0][QStringLiteral("measuredCalls")].toInt(),
             3);
}

void TestLwbCost::refusals_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no function") << QByteArray("cost") << 2 << QByteArray("Name one function.");
    QTest::newRow("an unknown one") << QByteArray("cost nobody") << 3 << QByteArray("nobody");
    QTest::newRow("never invoked") << QByteArray("cost hello") << 2 << QByteArray("--duration");
    QTest::newRow("no number") << QByteArray("cost hello --requests many") << 2
                               << QByteArray("--requests takes a number from 0 to 1000000000000.");
    QTest::newRow("too little memory") << QByteArray("cost hello --memory 127") << 2
                                       << QByteArray("--memory takes a number from 128 to 10240.");
    QTest::newRow("not a number") << QByteArray("cost hello --duration nan") << 2
                                  << QByteArray("--duration takes a number");
}

void TestLwbCost::refusals()
{
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, says);
    const Lwb::Said said = lwb(arguments);
    QTEST(said.status, "status");
    QVERIFY2(said.err.contains(says), said.err);
    QVERIFY(said.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestLwbCost)
#include "tst_lwbcost.moc"
