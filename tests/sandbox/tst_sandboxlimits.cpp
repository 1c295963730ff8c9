// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>

#include <signal.h>
#include <sys/wait.h>

#include "tests/sandbox/sandboxfixture.h"

using engine::RuntimeExit;
using testsupport::Recorder;
using testsupport::SandboxFixture;

namespace {

// How many processes of the host have `mark` in their command line.
int processesWith(const QByteArray &mark)
{
    int count = 0;
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (file.open(QIODevice::ReadOnly))
            count += file.readAll().contains(mark);
    }
    return count;
}

} // namespace

class TestSandboxLimits : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { m_fixture = std::make_unique<SandboxFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void memoryIsNamedWhenItRunsOut_data();
    void memoryIsNamedWhenItRunsOut();
    void filesInTmpAreNotMemory();
    void tmpEndsAtItsQuota();
    void forkBombEndsAtTheLimitAndDies();
    void cpuShareHolds();
    void usageIsMeasured();
    void killedHostLeavesNothing();

private:
    std::unique_ptr<SandboxFixture> m_fixture;
};

void TestSandboxLimits::initTestCase()
{
    if (const QString reason = SandboxFixture::whyNot(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestSandboxLimits::memoryIsNamedWhenItRunsOut_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("eaten in one go, past the hard limit")
        << "x = bytearray(900 * 1024 * 1024)\nfor i in range(0, len(x), 4096): x[i] = 1\n"
           "print('survived')\nimport time; time.sleep(1000)";
    QTest::newRow("eaten past the memory, short of the hard limit")
        << "x = bytearray(200 * 1024 * 1024)\nfor i in range(0, len(x), 4096): x[i] = 1\n"
           "import time; time.sleep(1000)";
    QTest::newRow("eaten by a child") << "import os, time\nif os.fork() == 0:\n"
                                         "    x = bytearray(900 * 1024 * 1024)\n"
                                         "    for i in range(0, len(x), 4096): x[i] = 1\n"
                                         "    time.sleep(1000)\ntime.sleep(1000)";
    QTest::newRow("shared memory counts too")
        << "import mmap, time\nx = mmap.mmap(-1, 200 * 1024 * 1024)\n"
           "for i in range(0, len(x), 4096): x[i] = 1\ntime.sleep(1000)";
}

void TestSandboxLimits::memoryIsNamedWhenItRunsOut()
{
    QFETCH(QString, script);
    auto spec = m_fixture->python(script.toUtf8());
    spec.memory = {128};
    m_fixture->run(spec);
    QCOMPARE(m_fixture->recorder->events.last(), QStringLiteral("out of memory 9"));
    QCOMPARE(m_fixture->sandbox->usage().peakMemoryBytes, engine::Megabytes{128}.bytes());
    // It can be used again.
    m_fixture->recorder->exits.clear();
    m_fixture->sandbox->restartRuntime();
    QVERIFY(m_fixture->until([&] { return !m_fixture->recorder->exits.empty(); }));
    QCOMPARE(m_fixture->recorder->events.last(), QStringLiteral("out of memory 9"));
}

void TestSandboxLimits::filesInTmpAreNotMemory()
{
    auto spec = m_fixture->python("import time\n"
                                  "with open('/tmp/big', 'wb') as f:\n"
                                  "    for i in range(300): f.write(bytes(1024 * 1024))\n"
                                  "print('written', flush=True)\n"
                                  "time.sleep(1000)\n");
    spec.memory = {128};
    m_fixture->recorder = std::make_unique<Recorder>();
    auto &recorder = *m_fixture->recorder;
    m_fixture->sandbox = std::move(*m_fixture->factory->start(spec, recorder));
    QVERIFY(
        m_fixture->until([&] { return !recorder.output.isEmpty() || !recorder.exits.empty(); }));
    QCOMPARE(recorder.output, QByteArray("written\n"));
    QVERIFY(m_fixture->until([&] { return m_fixture->sandbox->usage().memoryBytes > 0; }));
    const auto usage = m_fixture->sandbox->usage();
    QVERIFY2(usage.peakMemoryBytes < engine::Megabytes{64}.bytes(),
             qPrintable(QString::number(usage.peakMemoryBytes)));
}

void TestSandboxLimits::tmpEndsAtItsQuota()
{
    auto spec =
        m_fixture->python("import errno\nn = 0\n"
                          "try:\n"
                          "    with open('/tmp/big', 'wb', 0) as f:\n"
                          "        while True: n += f.write(bytes(1024 * 1024))\n"
                          "except OSError as e: print(errno.errorcode[e.errno], n >> 20)\n");
    QCOMPARE(m_fixture->run(spec), QByteArray("ENOSPC 512\n"));
}

void TestSandboxLimits::forkBombEndsAtTheLimitAndDies()
{
    const QByteArray script = "import errno, os, time\nn = 0\n"
                              "try:\n"
                              "    while True:\n"
                              "        if os.fork() == 0:\n"
                              "            time.sleep(1000)\n"
                              "        n += 1\n"
                              "except OSError as e:\n"
                              "    print(errno.errorcode[e.errno], 500 < n <= 1024, flush=True)\n"
                              "time.sleep(1000)\n";
    auto spec = m_fixture->python(script);
    spec.memory = {2048};
    const QString mark = QStringLiteral("fork-bomb-of-%1").arg(::getpid());
    spec.command << mark;
    m_fixture->recorder = std::make_unique<Recorder>();
    auto &recorder = *m_fixture->recorder;
    m_fixture->sandbox = std::move(*m_fixture->factory->start(spec, recorder));
    QVERIFY(
        m_fixture->until([&] { return !recorder.output.isEmpty() || !recorder.exits.empty(); }));
    QCOMPARE(recorder.output, QByteArray("EAGAIN True\n"));
    QVERIFY(processesWith(mark.toUtf8()) > 500);
    m_fixture->sandbox.reset();
    QVERIFY(m_fixture->until([&] { return processesWith(mark.toUtf8()) == 0; }));
}

void TestSandboxLimits::cpuShareHolds()
{
    // Half a CPU for a fixed amount of CPU time takes at least twice as long on the clock; more
    // when the machine is busy, so there is no upper bound to check.
    auto spec = m_fixture->python("import time\n"
                                  "print('ready', flush=True)\n"
                                  "c, w = time.process_time(), time.monotonic()\n"
                                  "while time.process_time() - c < 0.5: pass\n"
                                  "print('%.3f' % (time.monotonic() - w))\n");
    spec.cpuLimit = engine::SandboxSpec::CpuLimit::ByMemory;
    spec.memory = {884};
    m_fixture->recorder = std::make_unique<Recorder>();
    auto &recorder = *m_fixture->recorder;
    m_fixture->sandbox = std::move(*m_fixture->factory->start(spec, recorder));
    m_fixture->sandbox->setCpuPhase(false);
    QVERIFY(m_fixture->until([&] { return !recorder.exits.empty(); }));
    const double seconds = recorder.output.split('\n').value(1).toDouble();
    QVERIFY2(seconds > 0.8, qPrintable(QString::number(seconds)));
}

void TestSandboxLimits::usageIsMeasured()
{
    auto spec = m_fixture->python("import time\nx = bytearray(60 * 1024 * 1024)\n"
                                  "for i in range(0, len(x), 4096): x[i] = 1\n"
                                  "c = time.process_time()\n"
                                  "while time.process_time() - c < 0.2: pass\n"
                                  "print('done', flush=True)\ntime.sleep(1000)\n");
    m_fixture->recorder = std::make_unique<Recorder>();
    auto &recorder = *m_fixture->recorder;
    m_fixture->sandbox = std::move(*m_fixture->factory->start(spec, recorder));
    QVERIFY(m_fixture->until([&] { return !recorder.output.isEmpty(); }));
    const auto mb = [](std::int64_t bytes) { return bytes / 1024 / 1024; };
    // Without control groups the next report of init brings the figures.
    QVERIFY(m_fixture->until([&] { return mb(m_fixture->sandbox->usage().memoryBytes) >= 60; }));
    const auto usage = m_fixture->sandbox->usage();
    QVERIFY2(mb(usage.peakMemoryBytes) >= 60 && mb(usage.peakMemoryBytes) < 90,
             qPrintable(QString::number(usage.peakMemoryBytes)));
    QVERIFY(m_fixture->until(
        [&] { return m_fixture->sandbox->usage().cpu >= std::chrono::milliseconds(200); }));
}

void TestSandboxLimits::killedHostLeavesNothing()
{
    // A second program with a sandbox, one frozen and one running, is killed in the middle.
    const QString mark = QStringLiteral("orphan-of-%1").arg(::getpid());
    if (const pid_t child = ::fork(); child == 0) {
        SandboxFixture other;
        auto spec = other.python("import time, os\n"
                                 "if os.fork() == 0: os.setsid()\n"
                                 "while True: time.sleep(0.01)\n");
        spec.command << mark;
        Recorder one;
        Recorder two;
        auto frozen = other.factory->start(spec, one);
        auto running = other.factory->start(spec, two);
        other.until([&] { return one.events.size() == 2 && two.events.size() == 2; });
        other.until([] { return false; }, 1);
        (*frozen)->freeze();
        other.until([] { return false; }, 1);
        ::kill(::getpid(), SIGKILL);
    } else {
        QVERIFY(m_fixture->until([&] { return processesWith(mark.toUtf8()) >= 4; }));
        ::waitpid(child, nullptr, 0);
        QVERIFY(m_fixture->until([&] { return processesWith(mark.toUtf8()) == 0; }));
    }
}

QTEST_GUILESS_MAIN(TestSandboxLimits)
#include "tst_sandboxlimits.moc"
