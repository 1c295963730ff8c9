// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <signal.h>

#include "tests/support/lwb.h"
#include "tests/support/testworkspace.h"

using testsupport::Lwb;
using testsupport::TestWorkspace;

// lwb load: words, files and exit statuses; programs rely on them.
class TestLwbLoad : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsAndCompares();
    void replaysTheHistory();
    void nothingThatRanIsNotKept();
    void eventsThatWereCutAreLeftOut();
    void ctrlCPrintsTheSummary();
    void refusals_data();
    void refusals();

private:
    using Said = Lwb::Said;
    [[nodiscard]] Said lwb(const QStringList &arguments) const
    {
        return m_lwb.run(arguments, m_workspace->path());
    }

    Lwb m_lwb{QStringLiteral(WORKBENCH_LWB)};
    std::unique_ptr<TestWorkspace> m_workspace;
};

void TestLwbLoad::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->addPython(QStringLiteral("hello"),
                           "def handler(event, context):\n    return 1 // event.get('by', 1)\n");
}

void TestLwbLoad::keepsAndCompares()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    const Said kept =
        lwb(QStringLiteral("load hello --at-once 2 --count 10 --save base --json").split(u' '));
    QVERIFY2(kept.status == 0, kept.err.constData());
    const QJsonObject json = QJsonDocument::fromJson(kept.out).object();
    QCOMPARE(json.value(QStringLiteral("done")).toInt(), 10);
    QCOMPARE(
        json.value(QStringLiteral("outcomes")).toObject().value(QStringLiteral("success")).toInt(),
        10);
    QFile file(m_workspace->path(QStringLiteral(".lambda-workbench/state/runs/base.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), kept.out);

    const Said compared =
        lwb(QStringLiteral("load hello --rate 20 --count 6 --compare base --payload").split(u' ')
            + QStringList{QStringLiteral("{\"by\": 0}")});
    QCOMPARE(compared.status, 1); // all of them divide by nothing
    QVERIFY2(compared.out.contains("6 error") || compared.out.contains("6 function"),
             compared.out.constData());
    QVERIFY(compared.out.contains("COMPARED"));
    QVERIFY(compared.out.contains("response p95 ms"));
}

void TestLwbLoad::replaysTheHistory()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    const Said nothing = lwb(QStringLiteral("load hello --replay 5").split(u' '));
    QCOMPARE(nothing.status, 3);
    QCOMPARE(lwb({QStringLiteral("invoke"), QStringLiteral("hello"), QStringLiteral("--times"),
                  QStringLiteral("3"), QStringLiteral("--payload"), QStringLiteral("{\"by\": 7}")})
                 .status,
             0);
    const Said again = lwb(QStringLiteral("load hello --replay 5 --json").split(u' '));
    QVERIFY2(again.status == 0, again.err.constData());
    QCOMPARE(QJsonDocument::fromJson(again.out).object().value(QStringLiteral("done")).toInt(), 3);
}

void TestLwbLoad::nothingThatRanIsNotKept()
{
    const Said said = lwb(QStringLiteral("load nobody --rate 1 --count 1 --save x").split(u' '));
    QCOMPARE(said.status, 3);
    QVERIFY(said.err.contains("nobody"));
    QVERIFY2(said.out.isEmpty(), said.out.constData());
    QVERIFY(
        !QFile::exists(m_workspace->path(QStringLiteral(".lambda-workbench/state/runs/x.json"))));
}

void TestLwbLoad::eventsThatWereCutAreLeftOut()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    QFile large(m_workspace->path(QStringLiteral("large.json")));
    QVERIFY(large.open(QIODevice::WriteOnly));
    large.write("{\"x\": \"" + QByteArray(300'000, 'x') + "\"}");
    large.close();
    QCOMPARE(lwb({QStringLiteral("invoke"), QStringLiteral("hello"), QStringLiteral("--event"),
                  large.fileName()})
                 .status,
             0);
    QCOMPARE(lwb(QStringLiteral("load hello --replay 5").split(u' ')).status, 3);
    QCOMPARE(lwb(QStringLiteral("invoke hello").split(u' ')).status, 0);
    const Said again = lwb(QStringLiteral("load hello --replay 5 --json").split(u' '));
    QVERIFY2(again.status == 0, again.err.constData());
    QVERIFY(again.err.contains("left out"));
    QCOMPARE(QJsonDocument::fromJson(again.out).object().value(QStringLiteral("done")).toInt(), 1);
}

void TestLwbLoad::ctrlCPrintsTheSummary()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    const auto process = m_lwb.start(
        QStringLiteral("load hello --rate 20 --for 10m --json").split(u' '), m_workspace->path());
    process->setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("answered") && process->waitForReadyRead(60'000)) {
        said += process->readAllStandardError();
    }
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    const Said last = Lwb::end(*process);
    QCOMPARE(last.status, 3);
    const QJsonObject json = QJsonDocument::fromJson(last.out).object();
    QCOMPARE(json.value(QStringLiteral("end")).toString(), QStringLiteral("cancelled"));
    QVERIFY(json.value(QStringLiteral("done")).toInt() > 0);
    QCOMPARE(json.value(QStringLiteral("done")).toInt(),
             json.value(QStringLiteral("sent")).toInt());
}

void TestLwbLoad::refusals_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("status");
    QTest::newRow("no function") << QStringLiteral("load --rate 1 --count 1") << 2;
    QTest::newRow("no way to arrive") << QStringLiteral("load hello --count 1") << 2;
    QTest::newRow("two ways") << QStringLiteral("load hello --rate 1 --at-once 1 --count 1") << 2;
    QTest::newRow("no end") << QStringLiteral("load hello --rate 1") << 2;
    QTest::newRow("no rate") << QStringLiteral("load hello --rate 0 --count 1") << 2;
    QTest::newRow("no number") << QStringLiteral("load hello --rate x --count 1") << 2;
    QTest::newRow("no count") << QStringLiteral("load hello --rate 1 --count 0") << 2;
    QTest::newRow("no time") << QStringLiteral("load hello --rate 1 --for 10x") << 2;
    QTest::newRow("an unknown variable")
        << QStringLiteral("load hello --rate 9 --count 1 --payload {\"a\":\"{{nope}}\"}") << 2;
    QTest::newRow("a ramp of one") << QStringLiteral("load hello --ramp 5 --for 1s") << 2;
    QTest::newRow("a ramp without end") << QStringLiteral("load hello --ramp 1:5 --count 3") << 2;
    QTest::newRow("a spike without times")
        << QStringLiteral("load hello --spike 1:5 --for 1s") << 2;
    QTest::newRow("a spike that never ends")
        << QStringLiteral("load hello --spike 1:5,10s/1s --for 1s") << 2;
    QTest::newRow("no share") << QStringLiteral(
        "load hello --rate 1 --count 1 --stop-at-errors 101")
                              << 2;
    QTest::newRow("no name") << QStringLiteral("load hello --rate 1 --count 1 --save ../x") << 2;
    QTest::newRow("no such run") << QStringLiteral("load hello --rate 1 --count 1 --compare x")
                                 << 2;
    QTest::newRow("another folder's run")
        << QStringLiteral("load hello --rate 1 --count 1 --compare ../x") << 2;
    QTest::newRow("a table in JSON")
        << QStringLiteral("load hello --rate 1 --count 1 --compare x --json") << 2;
    QTest::newRow("too long a replay") << QStringLiteral("load hello --replay 10001") << 2;
    QTest::newRow("no replay") << QStringLiteral("load hello --replay 0") << 2;
    QTest::newRow("no such function") << QStringLiteral("load nobody --rate 1 --count 1") << 3;
    QTest::newRow("no JSON") << QStringLiteral("load hello --rate 1 --count 1 --payload {") << 3;
}

void TestLwbLoad::refusals()
{
    QFETCH(QString, arguments);
    QFETCH(int, status);
    const Said said = lwb(arguments.split(u' '));
    QCOMPARE(said.status, status);
    QVERIFY(!said.err.isEmpty());
}

QTEST_GUILESS_MAIN(TestLwbLoad)
#include "tst_lwbload.moc"
