// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>

#include <algorithm>
#include <random>
#include <set>

#include <signal.h>

#include "tests/support/lwb.h"
#include "tests/support/testworkspace.h"

using testsupport::Lwb;
using testsupport::objectsOf;
using testsupport::TestWorkspace;

namespace {

// Processes of this machine whose command line names the folder.
int processesOf(const QString &folder)
{
    int count = 0;
    for (const QString &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(entry));
        if (entry.front().isDigit() && file.open(QIODevice::ReadOnly)
            && file.readAll().contains(QFile::encodeName(folder)))
            ++count;
    }
    return count;
}

} // namespace

// The engine is killed at random moments, again and again: what was saved stays, nothing goes on
// running, and the next one works.
class TestKilledEngine : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void killedAgainAndAgain();

private:
    [[nodiscard]] std::set<QString> saved() const;

    Lwb m_lwb{QStringLiteral(WORKBENCH_LWB)};
    TestWorkspace m_workspace;
};

void TestKilledEngine::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    m_workspace.addPython(QStringLiteral("hello"),
                          "import os, subprocess\n"
                          "subprocess.Popen(['sleep', '600'])\n"
                          "def handler(event, context): return os.getpid()\n");
}

std::set<QString> TestKilledEngine::saved() const
{
    std::set<QString> ids;
    const Lwb::Said said = m_lwb.run({QStringLiteral("history"), QStringLiteral("--json"),
                                      QStringLiteral("--limit"), QStringLiteral("100000")},
                                     m_workspace.path());
    if (said.status != 0)
        return {};
    for (const QJsonObject &record : objectsOf(said.out))
        ids.insert(record[QStringLiteral("requestId")].toString());
    return ids;
}

void TestKilledEngine::killedAgainAndAgain()
{
    constexpr int Rounds = 12;
    std::mt19937 random(20261128);
    std::set<QString> before;
    for (int round = 0; round < Rounds; ++round) {
        const auto process = m_lwb.start({QStringLiteral("invoke"), QStringLiteral("hello"),
                                          QStringLiteral("--times"), QStringLiteral("100000"),
                                          QStringLiteral("--concurrency"), QStringLiteral("3"),
                                          QStringLiteral("--json")},
                                         m_workspace.path());
        QVERIFY(process->waitForStarted());
        // At once, while environments start, or after some answers.
        qsizetype lines = static_cast<qsizetype>(random() % 400);
        if (round % 4 == 0)
            lines = round == 0 ? 0 : 1;
        QByteArray out;
        while (out.count('\n') < lines) {
            QVERIFY2(process->waitForReadyRead(120'000), process->readAllStandardError());
            out += process->readAllStandardOutput();
        }
        QCOMPARE(::kill(static_cast<pid_t>(process->processId()), SIGKILL), 0);
        QVERIFY(process->waitForFinished());
        QTRY_COMPARE_WITH_TIMEOUT(processesOf(m_workspace.path()), 0, 60'000);

        const std::set<QString> after = saved();
        QVERIFY2(std::includes(after.begin(), after.end(), before.begin(), before.end()),
                 "records of an earlier round are gone");
        QVERIFY(round == 0 || after.size() >= before.size());
        before = after;
    }
    QVERIFY(!before.empty());
    QCOMPARE(
        m_lwb.run({QStringLiteral("invoke"), QStringLiteral("hello")}, m_workspace.path()).status,
        0);
    QTRY_COMPARE_WITH_TIMEOUT(processesOf(m_workspace.path()), 0, 60'000);
}

QTEST_GUILESS_MAIN(TestKilledEngine)
#include "tst_killedengine.moc"
