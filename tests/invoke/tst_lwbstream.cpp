// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonArray>
#include <QJsonObject>

#include "tests/invoke/streamingruntime.h"
#include "tests/support/lwb.h"
#include "tests/support/testworkspace.h"

using testsupport::Lwb;
using testsupport::TestWorkspace;

// lwb invoke --stream: what is printed where, and its exit statuses.
class TestLwbStream : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void toTheByte();
    void whatCouldNotBeWritten_data();
    void whatCouldNotBeWritten();
    void toldAsJson();
    void refusals_data();
    void refusals();

private:
    [[nodiscard]] Lwb::Said lwb(const QStringList &arguments) const
    {
        return m_lwb.run(QStringList{QStringLiteral("invoke"), QStringLiteral("s")} + arguments,
                         m_workspace->path());
    }

    Lwb m_lwb{QStringLiteral(WORKBENCH_LWB)};
    std::unique_ptr<TestWorkspace> m_workspace;
};

void TestLwbStream::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestLwbStream::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->add(QStringLiteral("s"), "provided.al2023", "none",
                     {{"bootstrap", testsupport::streamingRuntime()}},
                     "      MemorySize: 1769\n      Timeout: 60\n");
}

void TestLwbStream::toTheByte()
{
    Lwb::Said said = lwb({QStringLiteral("--stream"), QStringLiteral("--payload"),
                          QString::fromUtf8(R"([["write", "one "], ["bytes", 9000000]])")});
    QVERIFY2(said.status == 0, said.err);
    QCOMPARE(said.out, "one " + QByteArray(9'000'000, 'x')); // and no newline of lwb's own
    QVERIFY2(said.err.contains("REPORT RequestId"), said.err);

    said = lwb({QStringLiteral("--stream"), QStringLiteral("--payload"),
                QString::fromUtf8(R"([["write", "half"], ["fail", "Function.Midway", "no"]])")});
    QCOMPARE(said.status, 1);
    QCOMPARE(said.out, QByteArray("half"));
    QVERIFY2(said.err.contains("\"Function.Midway\""), said.err);
}

void TestLwbStream::whatCouldNotBeWritten_data()
{
    QTest::addColumn<QString>("redirection");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("a full disk") << QStringLiteral(">/dev/full") << QByteArray("No space left");
    QTest::newRow("a reader that has gone")
        << QStringLiteral("| true") << QByteArray("Broken pipe");
}

void TestLwbStream::whatCouldNotBeWritten()
{
    QFETCH(QString, redirection);
    QFETCH(QByteArray, why);

    // Without the signal, as a parent that ignores it starts its children.
    const Lwb shell(QStringLiteral("/bin/bash"));
    const Lwb::Said said =
        shell.run({QStringLiteral("-o"), QStringLiteral("pipefail"), QStringLiteral("-c"),
                   QStringLiteral("trap '' PIPE; \"$@\" ") + redirection, QStringLiteral("-"),
                   QStringLiteral(WORKBENCH_LWB), QStringLiteral("-C"), m_workspace->path(),
                   QStringLiteral("invoke"), QStringLiteral("s"), QStringLiteral("--stream"),
                   QStringLiteral("--payload"),
                   QString::fromUtf8(R"([["write", "one"], ["bytes", 3000000]])")});
    QCOMPARE(said.status, 3);
    QVERIFY2(said.err.contains(why), said.err);
    QVERIFY2(said.err.contains("REPORT RequestId"), said.err); // it has run all the same
}

void TestLwbStream::toldAsJson()
{
    const Lwb::Said said =
        lwb({QStringLiteral("--stream"), QStringLiteral("--json"), QStringLiteral("--payload"),
             QString::fromUtf8(R"([["write", "one"]])")});
    const QJsonObject record = testsupport::objectsOf(said.out).at(0);
    QCOMPARE(record.value(QStringLiteral("payload")).toString(), QStringLiteral("one"));
    const QJsonObject stream = record.value(QStringLiteral("responseStream")).toObject();
    QCOMPARE(stream.value(QStringLiteral("bytes")).toInt(), 3);
    QCOMPARE(stream.value(QStringLiteral("chunks")).toArray().size(), 1);
    QVERIFY(stream.value(QStringLiteral("firstByteMs")).toDouble() > 0);
}

void TestLwbStream::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto stream = QStringLiteral("--stream");
    QTest::newRow("shaping without a stream") << QStringList{QStringLiteral("--shape-bandwidth")};
    QTest::newRow("several at once")
        << QStringList{stream, QStringLiteral("--concurrency"), QStringLiteral("2")};
    QTest::newRow("several") << QStringList{stream, QStringLiteral("--times"), QStringLiteral("2")};
    QTest::newRow("an event") << QStringList{stream, QStringLiteral("--async")};
}

void TestLwbStream::refusals()
{
    QFETCH(QStringList, arguments);

    const Lwb::Said said = lwb(arguments);
    QCOMPARE(said.status, 2);
    QVERIFY(said.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestLwbStream)
#include "tst_lwbstream.moc"
