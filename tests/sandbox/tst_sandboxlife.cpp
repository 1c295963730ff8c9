// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFileInfo>
#include <QTemporaryDir>

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>

#include "tests/sandbox/sandboxfixture.h"

using testsupport::Recorder;
using testsupport::SandboxFixture;

class TestSandboxLife : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { m_fixture = std::make_unique<SandboxFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void eventsComeInOrder();
    void endsAreToldApart_data();
    void endsAreToldApart();
    void commandsThatCantBeExecuted_data();
    void commandsThatCantBeExecuted();
    void environmentIsExactlyTheSpecs();
    void descriptorsAreTheStandardThreeAndTheLog();
    void processIsSetUpAsOnLambda();
    void framesGoTheirOwnWay();
    void restartKeepsTmpAndSocketAndKillsDaemons();
    void stopEndsEverythingButTheSandbox();
    void nothingOutlivesACommand();
    void freezeStopsBackgroundThreads();
    void drainOutputDeliversBeforeItReturns();
    void outputWithoutEndWaitsForItsReader();
    void mayBeDestroyedInAnyCall();
    void missingFoldersAreNamed();
    void nothingIsLeftWatched();
    void extensionsRunBesideTheRuntime();
    void anExtensionThatCantBeExecuted();
    void portsInsideAreReached();
    void tracesAreTakenWhenWanted();

private:
    // Writes an executable Python script into the code folder; its path inside.
    QString program(const char *name, const QByteArray &code) const;
    void start(const engine::SandboxSpec &spec);
    bool has(const char *event) const
    {
        return m_fixture->recorder->events.contains(QLatin1StringView(event));
    }

    std::unique_ptr<SandboxFixture> m_fixture;
};

void TestSandboxLife::initTestCase()
{
    if (const QString reason = SandboxFixture::whyNot(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestSandboxLife::eventsComeInOrder()
{
    const QByteArray output = m_fixture->runPython("print('hello')\n");
    QCOMPARE(output, QByteArray("hello\n"));
    QCOMPARE(m_fixture->recorder->events,
             (QStringList{QStringLiteral("listening"), QStringLiteral("started"),
                          QStringLiteral("exited 0")}));
}

void TestSandboxLife::endsAreToldApart_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");

    QTest::newRow("a status is handed through") << "import os; os._exit(3)"
                                                << "exited 3";
    QTest::newRow("137 is a status like any other") << "import os; os._exit(137)"
                                                    << "exited 137";
    QTest::newRow("SIGKILL is a signal")
        << "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
        << "signalled 9";
    QTest::newRow("a crash is a signal")
        << "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
        << "signalled 11";
}

void TestSandboxLife::endsAreToldApart()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    m_fixture->runPython(script.toUtf8());
    QCOMPARE(m_fixture->recorder->events.last(), expected);
}

void TestSandboxLife::commandsThatCantBeExecuted_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("error");
    QTest::newRow("not there") << "/var/task/bootstrap" << ENOENT;
    QTest::newRow("not executable") << "/var/task/script.py" << EACCES;
    QTest::newRow("not in the path") << "no-such-program" << ENOENT;
}

void TestSandboxLife::commandsThatCantBeExecuted()
{
    QFETCH(QString, command);
    QFETCH(int, error);
    auto spec = m_fixture->python("");
    spec.command = QStringList{command};
    m_fixture->run(spec);
    QCOMPARE(m_fixture->recorder->exits.size(), std::size_t{1});
    QCOMPARE(m_fixture->recorder->exits[0].cause, engine::RuntimeExit::Cause::NotStarted);
    QCOMPARE(m_fixture->recorder->exits[0].status, error);
}

void TestSandboxLife::environmentIsExactlyTheSpecs()
{
    qputenv("WORKBENCH_TEST_SECRET", "of the host");
    auto spec = m_fixture->python("");
    spec.command = QStringList{QStringLiteral("/usr/bin/env"), QStringLiteral("-0")};
    spec.environment = {{QStringLiteral("A"), QStringLiteral("1 = one\nline")},
                        {QStringLiteral("EMPTY"), QString()},
                        {QStringLiteral("PATH"), QStringLiteral("/usr/bin")}};
    QByteArray output = m_fixture->run(spec);
    output.replace('\0', '|');
    QCOMPARE(output, QByteArray("A=1 = one\nline|EMPTY=|PATH=/usr/bin|"));
}

void TestSandboxLife::descriptorsAreTheStandardThreeAndTheLog()
{
    auto spec = m_fixture->python("import os\n"
                                  "for fd in range(1024):\n"
                                  "    try: os.fstat(fd); print(fd, end=' ')\n"
                                  "    except OSError: pass\n");
    QCOMPARE(m_fixture->run(spec), QByteArray("0 1 2 "));
    spec.logDescriptor = engine::SandboxSpec::LogDescriptor::Number62;
    QCOMPARE(m_fixture->run(spec), QByteArray("0 1 2 62 "));
}

void TestSandboxLife::processIsSetUpAsOnLambda()
{
    const QByteArray output = m_fixture->runPython(
        "import os, pwd, resource as r, stat, socket\n"
        "print(os.getcwd(), pwd.getpwuid(os.getuid()).pw_name, os.getsid(0) == os.getpid())\n"
        "print(r.getrlimit(r.RLIMIT_NOFILE), r.getrlimit(r.RLIMIT_STACK)[0],"
        " r.getrlimit(r.RLIMIT_CORE))\n"
        "print(oct(os.stat('/tmp').st_mode), os.read(0, 1))\n"
        "print(socket.gethostbyname('sandbox.localdomain'), socket.gethostbyname('sandbox'))\n"
        "open('/dev/stderr', 'w').write('by name\\n')\n"
        "os.mkdir('/tmp/a'); print(os.statvfs('/tmp').f_blocks * os.statvfs('/tmp').f_frsize)\n");
    QCOMPARE(output, QByteArray("by name\n/var/task sbx_user1051 True\n"
                                "(1024, 1024) 8388608 (0, 0)\n"
                                "0o41777 b''\n"
                                "127.0.0.1 127.0.0.1\n536870912\n"));
}

void TestSandboxLife::framesGoTheirOwnWay()
{
    auto spec = m_fixture->python("import os\nos.write(62, b'frame')\nos.write(1, b'plain')\n");
    spec.logDescriptor = engine::SandboxSpec::LogDescriptor::Number62;
    QCOMPARE(m_fixture->run(spec), QByteArray("plain"));
    QCOMPARE(m_fixture->recorder->frames, QByteArray("frame"));
}

void TestSandboxLife::restartKeepsTmpAndSocketAndKillsDaemons()
{
    // A daemon in its own session, twice forked, tells whether it lives by growing a file.
    auto spec = m_fixture->python(
        "import os, time\n"
        "def alive():\n"
        "    n = 0\n"
        "    for pid in os.listdir('/proc'):\n"
        "        n += pid.isdigit()\n"
        "    return n\n"
        "print('processes', alive(), 'tmp', sorted(os.listdir('/tmp')), flush=True)\n"
        "open('/tmp/kept', 'w').close()\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        time.sleep(1000)\n"
        "    os._exit(0)\n"
        "os.wait(); print('processes', alive(), flush=True)\n"
        "time.sleep(1000)\n");
    m_fixture->recorder = std::make_unique<Recorder>();
    auto &recorder = *m_fixture->recorder;
    m_fixture->sandbox = std::move(*m_fixture->factory->start(spec, recorder));
    QVERIFY(m_fixture->until([&] { return recorder.output.count('\n') == 2; }));
    m_fixture->sandbox->restartRuntime();
    QVERIFY(m_fixture->until([&] { return recorder.output.count('\n') == 4; }));
    QCOMPARE(recorder.output, QByteArray("processes 2 tmp []\nprocesses 3\n"
                                         "processes 2 tmp ['kept']\nprocesses 3\n"));
    QCOMPARE(recorder.events, (QStringList{QStringLiteral("listening"), QStringLiteral("started"),
                                           QStringLiteral("started")}));
    int accepts = 0;
    socklen_t size = sizeof accepts;
    QCOMPARE(::getsockopt(recorder.socket.get(), SOL_SOCKET, SO_ACCEPTCONN, &accepts, &size), 0);
    QCOMPARE(accepts, 1);
}

void TestSandboxLife::stopEndsEverythingButTheSandbox()
{
    auto spec = m_fixture->python("import time\nprint('up', flush=True)\ntime.sleep(1000)\n");
    m_fixture->recorder = std::make_unique<Recorder>();
    auto &recorder = *m_fixture->recorder;
    m_fixture->sandbox = std::move(*m_fixture->factory->start(spec, recorder));
    QVERIFY(m_fixture->until([&] { return recorder.output == "up\n"; }));
    m_fixture->sandbox->freeze();
    m_fixture->sandbox->stopRuntime();
    QVERIFY(m_fixture->until([&] { return !recorder.exits.empty(); }));
    QCOMPARE(recorder.events.last(), QStringLiteral("signalled 9"));
    m_fixture->sandbox->restartRuntime();
    QVERIFY(m_fixture->until([&] { return recorder.output == "up\nup\n"; }));
}

void TestSandboxLife::nothingOutlivesACommand()
{
    // A daemon in a session of its own, deaf to signals and without any descriptor of ours.
    const QByteArray daemon = "import os, signal, sys, time\n"
                              "r, w = os.pipe()\n"
                              "if os.fork() == 0:\n"
                              "    os.setsid()\n"
                              "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                              "    os.closerange(0, 3)\n"
                              "    os.write(w, b'x')\n"
                              "    while True: open('/build/log', 'a').write('x')\n"
                              "os.read(r, 1)\n"
                              "sys.exit(3)\n";
    QTemporaryDir folder;
    auto spec = m_fixture->python(daemon);
    spec.mounts.push_back(
        {folder.path(), QStringLiteral("/build"), engine::SandboxSpec::Access::Writable});
    spec.rest = engine::SandboxSpec::Rest::Killed;
    qint64 sizeAtEnd = -1;
    m_fixture->recorder = std::make_unique<Recorder>();
    const QString log = folder.filePath(QStringLiteral("log"));
    m_fixture->recorder->onExit = [&] { sizeAtEnd = QFileInfo(log).size(); };
    m_fixture->sandbox = std::move(*m_fixture->factory->start(spec, *m_fixture->recorder));
    QVERIFY(m_fixture->until([&] { return sizeAtEnd >= 0; }));
    QCOMPARE(m_fixture->recorder->events.last(), QStringLiteral("exited 3"));
    // In the time that another sandbox lives, a daemon would write thousands of bytes.
    Recorder other;
    const auto second = m_fixture->factory->start(m_fixture->python("print('x')\n"), other);
    QVERIFY(second && m_fixture->until([&] { return !other.exits.empty(); }));
    QCOMPARE(QFileInfo(log).size(), sizeAtEnd);
}

void TestSandboxLife::freezeStopsBackgroundThreads()
{
    auto spec = m_fixture->python("import threading, time\n"
                                  "def work():\n"
                                  "    while True: print('x', flush=True); time.sleep(0.001)\n"
                                  "threading.Thread(target=work).start()\n");
    m_fixture->recorder = std::make_unique<Recorder>();
    auto &recorder = *m_fixture->recorder;
    m_fixture->sandbox = std::move(*m_fixture->factory->start(spec, recorder));
    QVERIFY(m_fixture->until([&] { return recorder.output.size() > 20; }));
    m_fixture->sandbox->freeze();
    m_fixture->sandbox->freeze();
    // It takes effect soon, not at once: wait until a whole second brings nothing.
    qsizetype before = -1;
    QVERIFY(m_fixture->until([&] {
        const bool same = before == recorder.output.size();
        before = recorder.output.size();
        m_fixture->until([] { return false; }, 1);
        return same;
    }));
    QCOMPARE(recorder.output.size(), before);
    m_fixture->sandbox->thaw();
    QVERIFY(m_fixture->until([&] { return recorder.output.size() > before + 20; }));
}

void TestSandboxLife::drainOutputDeliversBeforeItReturns()
{
    // The runtime reports over a connection what it has written, as a response would.
    auto spec = m_fixture->python("import socket, sys, time\n"
                                  "print('logged', flush=True)\n"
                                  "s = socket.create_connection(('127.0.0.1', 9001))\n"
                                  "time.sleep(1000)\n");
    m_fixture->recorder = std::make_unique<Recorder>();
    auto &recorder = *m_fixture->recorder;
    m_fixture->sandbox = std::move(*m_fixture->factory->start(spec, recorder));
    QVERIFY(m_fixture->until([&] { return bool(recorder.socket); }));
    const engine::UniqueFd connection([&] {
        int fd = -1;
        while ((fd = ::accept(recorder.socket.get(), nullptr, nullptr)) < 0 && errno == EAGAIN) {
        }
        return fd;
    }());
    QVERIFY(connection);
    m_fixture->sandbox->drainOutput();
    QCOMPARE(recorder.output, QByteArray("logged\n"));
}

void TestSandboxLife::outputWithoutEndWaitsForItsReader()
{
    auto spec = m_fixture->python("import os\nline = b'x' * 99999 + b'\\n'\n"
                                  "for i in range(1000): os.write(1, line)\n");
    m_fixture->recorder = std::make_unique<Recorder>();
    auto &recorder = *m_fixture->recorder;
    recorder.keepsOutput = false;
    m_fixture->sandbox = std::move(*m_fixture->factory->start(spec, recorder));
    qint64 before = 0;
    qint64 most = 0;
    QVERIFY(m_fixture->until(
        [&] {
            most = std::max(most, recorder.outputBytes - before);
            before = recorder.outputBytes;
            return !recorder.exits.empty();
        },
        60));
    QCOMPARE(recorder.outputBytes, qint64{100'000'000});
    QVERIFY2(most <= 1024 * 1024, "one wake-up delivered more than its batch");
}

void TestSandboxLife::mayBeDestroyedInAnyCall()
{
    // By the exit, with output in the pipe; by the output would be the same path.
    m_fixture->recorder = std::make_unique<Recorder>();
    m_fixture->recorder->onExit = [this] { m_fixture->sandbox.reset(); };
    m_fixture->sandbox = std::move(
        *m_fixture->factory->start(m_fixture->python("print('bye')\n"), *m_fixture->recorder));
    QVERIFY(m_fixture->until([&] { return !m_fixture->sandbox; }));
    QCOMPARE(m_fixture->recorder->output, QByteArray("bye\n"));
}

void TestSandboxLife::missingFoldersAreNamed()
{
    auto spec = m_fixture->python("");
    spec.mounts.push_back({QStringLiteral("/no/such/folder"), QStringLiteral("/opt")});
    Recorder recorder;
    const auto started = m_fixture->factory->start(spec, recorder);
    QVERIFY(!started);
    QCOMPARE(started.error().code, engine::Error::Code::CodeMissing);
    QCOMPARE(started.error().place, QStringLiteral("/no/such/folder"));

    // A target that bwrap can't make: its own words are the detail.
    spec.mounts.back() = {m_fixture->code.path(), QStringLiteral("/usr/no/such")};
    const QByteArray words = m_fixture->run(spec);
    QVERIFY2(words.contains("/usr/no"), words.constData());
}

void TestSandboxLife::nothingIsLeftWatched()
{
    m_fixture->runPython("print('x')\n");
    m_fixture->sandbox.reset();
    m_fixture->factory.reset();
    QCOMPARE(m_fixture->reactor.watchCount(), std::size_t{0});
    // Every child was waited for.
    QCOMPARE(::waitpid(-1, nullptr, WNOHANG), -1);
    QCOMPARE(errno, ECHILD);
}

QString TestSandboxLife::program(const char *name, const QByteArray &code) const
{
    QFile file(m_fixture->code.filePath(QLatin1StringView(name)));
    if (file.open(QIODevice::WriteOnly))
        file.write("#!/usr/bin/python3 -ISB\nimport os, signal, sys, time\n" + code);
    file.setPermissions(file.permissions() | QFile::ReadOther | QFile::ExeOwner | QFile::ExeGroup
                        | QFile::ExeOther);
    return QStringLiteral("/var/task/") + QLatin1StringView(name);
}

void TestSandboxLife::start(const engine::SandboxSpec &spec)
{
    m_fixture->recorder = std::make_unique<Recorder>();
    auto started = m_fixture->factory->start(spec, *m_fixture->recorder);
    QVERIFY(started);
    m_fixture->sandbox = std::move(*started);
}

void TestSandboxLife::extensionsRunBesideTheRuntime()
{
    auto spec = m_fixture->python("import time\nprint('runtime', flush=True)\ntime.sleep(600)\n");
    spec.extensions = {
        program("one",
                "signal.signal(signal.SIGTERM, lambda *a: sys.exit(4))\n"
                "fds = [fd for fd in range(1024) if os.path.exists('/proc/self/fd/%d' % fd)]\n"
                "print('one', dict(os.environ)['ONLY'], sorted(set(os.environ) - {'LC_CTYPE'}), "
                "sys.argv, fds[:4],"
                " os.getsid(0) == os.getpid(), flush=True)\n"
                "time.sleep(600)\n"),
        program("two", "os.spawnv(os.P_NOWAIT, '/bin/sleep', ['sleep', '600'])\n"
                       "print('two', flush=True)\ntime.sleep(600)\n")};
    spec.extensionEnvironment = {{QStringLiteral("ONLY"), QStringLiteral("this")}};
    start(spec);
    Recorder &recorder = *m_fixture->recorder;
    QVERIFY(m_fixture->until([&] { return recorder.extensionOutput.count('\n') == 2; }));
    QCOMPARE(recorder.events,
             (QStringList{QStringLiteral("listening"), QStringLiteral("extensions")}));
    QVERIFY2(recorder.extensionOutput.contains("one this ['ONLY'] ['/var/task/one'] [0, 1, 2"),
             recorder.extensionOutput);
    QVERIFY(recorder.extensionOutput.contains("] True\n"));
    m_fixture->sandbox->startRuntime();
    QVERIFY(m_fixture->until([&] { return recorder.output == "runtime\n"; }));

    m_fixture->sandbox->signalExtension(0, SIGTERM);
    QVERIFY(m_fixture->until([&] { return has("extension 0 exited 4"); }));
    m_fixture->sandbox->signalExtension(1, SIGKILL);
    QVERIFY(m_fixture->until([&] { return has("extension 1 signalled 9"); }));
    m_fixture->sandbox->signalRuntime(SIGTERM);
    QVERIFY(m_fixture->until([&] { return has("signalled 15"); }));

    m_fixture->sandbox->restartRuntime(); // with the extensions first, again
    QVERIFY(m_fixture->until([&] { return recorder.extensionOutput.count("two\n") == 2; }));
    QCOMPARE(recorder.output, QByteArray("runtime\n"));
    m_fixture->sandbox->stopRuntime();
    m_fixture->sandbox->restartRuntime();
    QVERIFY(
        m_fixture->until([&] { return recorder.events.count(QStringLiteral("extensions")) == 3; }));
    // What was killed is not told.
    QCOMPARE(recorder.events.filter(QStringLiteral("extension 0")).size(), 1);
}

void TestSandboxLife::anExtensionThatCantBeExecuted()
{
    auto spec = m_fixture->python("print('never')\n");
    spec.extensions = {program("good", "time.sleep(600)\n"), QStringLiteral("/var/task/script.py"),
                       program("after", "print('never')\n")};
    start(spec);
    QVERIFY(m_fixture->until([&] { return has("extension 1 not started 13"); }));
    QCOMPARE(m_fixture->recorder->extensionOutput, QByteArray());
}

void TestSandboxLife::portsInsideAreReached()
{
    start(m_fixture->python("import socket\n"
                            "s = socket.create_server(('127.0.0.1', 8080))\n"
                            "print('up', flush=True)\n"
                            "print(s.accept()[0].recv(99).decode(), flush=True)\n"));
    Recorder &recorder = *m_fixture->recorder;
    QVERIFY(m_fixture->until([&] { return recorder.output == "up\n"; }));
    engine::UniqueFd socket;
    bool refused = false;
    engine::UniqueFd nobody;
    m_fixture->sandbox->connectInside(8081, [&](engine::Result<engine::UniqueFd> result) {
        refused = !result;
        if (result)
            nobody = std::move(*result);
    });
    m_fixture->sandbox->connectInside(8080, [&](engine::Result<engine::UniqueFd> result) {
        if (result)
            socket = std::move(*result);
    });
    QVERIFY(m_fixture->until([&] { return bool(socket); }));
    QVERIFY(m_fixture->until([&] { // at once, or by the socket
        char byte;
        return refused
               || (nobody && ::recv(nobody.get(), &byte, 1, MSG_DONTWAIT) < 0
                   && errno == ECONNREFUSED);
    }));
    QCOMPARE(::send(socket.get(), "hello", 5, MSG_NOSIGNAL), ssize_t{5});
    QVERIFY(m_fixture->until([&] { return recorder.output == "up\nhello\n"; }));
}

void TestSandboxLife::tracesAreTakenWhenWanted()
{
    auto spec = m_fixture->python("import socket\n"
                                  "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
                                  "for text in (b'a', b'', b'x' * 60000):\n"
                                  "    s.sendto(text, ('127.0.0.1', 2000))\n");
    m_fixture->run(spec);
    QCOMPARE(m_fixture->recorder->traces.size(), std::size_t{0});
    spec.traces = engine::SandboxSpec::Traces::Taken;
    m_fixture->run(spec);
    QCOMPARE(m_fixture->recorder->traces.size(), std::size_t{3}); // before the exit is told
    QCOMPARE(m_fixture->recorder->traces[2].size(), qsizetype{60'000});
}

QTEST_GUILESS_MAIN(TestSandboxLife)
#include "tst_sandboxlife.moc"
