// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>

#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>

#include "engine/core/uniquefd.h"
#include "tests/support/testworkspace.h"

using engine::InvokeOutcome;
using testsupport::TestWorkspace;

namespace {

#define OUTCOME(name, expression)                                                                  \
    const auto name##Result = (expression);                                                        \
    QVERIFY2(name##Result.has_value(), "no outcome");                                              \
    const InvokeOutcome &name = *name##Result

int openDescriptors()
{
    return static_cast<int>(
        QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries).size());
}

const QByteArray Prelude = "import array, ctypes, os, select, signal, socket, struct, threading, "
                           "time\n"
                           "libc = ctypes.CDLL(None, use_errno=True)\n"
                           "def connect():\n"
                           "    s = socket.socket()\n"
                           "    s.connect(('127.0.0.1', 9001))\n"
                           "    return s\n";

} // namespace

// Functions that attack the engine which runs them. Each may ruin its own invocation; the engine
// goes on, and the next request of the same and of another function is answered.
class TestHostileFunction : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theEngineSurvives_data();
    void theEngineSurvives();
    void theWorkbenchsOwnFolderIsHidden();
    void theWorkbenchsOwnFolderIsNoCode();
    void abstractSocketsOfTheHostAreOutOfReach();
};

void TestHostileFunction::initTestCase()
{
    const QString why = TestWorkspace::whyNoSandbox();
    if (!why.isEmpty())
        QSKIP(qPrintable(why));
}

void TestHostileFunction::theEngineSurvives_data()
{
    QTest::addColumn<QByteArray>("attack"); // the body of a function; may return

    QTest::newRow("thousands of connections")
        << QByteArray("for i in range(8):\n"
                      "    if os.fork() == 0:\n"
                      "        kept = []\n"
                      "        while True:\n"
                      "            try: kept.append(connect())\n"
                      "            except OSError: time.sleep(0.01)\n"
                      "time.sleep(1e6)\n");
    QTest::newRow("connects and leaves") << QByteArray("for i in range(4):\n"
                                                       "    if os.fork() == 0:\n"
                                                       "        while True:\n"
                                                       "            try: connect().close()\n"
                                                       "            except OSError: pass\n"
                                                       "time.sleep(1e6)\n");
    QTest::newRow("asks for events without end and reads none")
        << QByteArray("s = connect()\n"
                      "while True: s.sendall(b'GET /2018-06-01/runtime/invocation/next "
                      "HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n' * 1000)\n");
    QTest::newRow("a header without end") << QByteArray("s = connect()\n"
                                                        "s.sendall(b'GET / HTTP/1.1\\r\\nA: ')\n"
                                                        "try:\n"
                                                        "    while True: s.sendall(b'a' * 65536)\n"
                                                        "except OSError: time.sleep(1e6)\n");
    QTest::newRow("an answer byte by byte")
        << QByteArray("s = connect()\n"
                      "s.sendall(b'POST /2018-06-01/runtime/invocation/' "
                      "+ context.aws_request_id.encode() + b'/response HTTP/1.1\\r\\nHost: x\\r\\n"
                      "Content-Length: 100000000\\r\\n\\r\\n')\n"
                      "while True: s.sendall(b'x')\n");
    QTest::newRow("an answer without end")
        << QByteArray("s = connect()\n"
                      "s.sendall(b'POST /2018-06-01/runtime/invocation/' "
                      "+ context.aws_request_id.encode() + b'/response HTTP/1.1\\r\\nHost: x\\r\\n"
                      "Transfer-Encoding: chunked\\r\\n\\r\\n')\n"
                      "while True: s.sendall(b'10000\\r\\n' + b'x' * 65536 + b'\\r\\n')\n");
    QTest::newRow("an init error out of time and an early answer")
        << QByteArray("for path in (b'init/error', b'invocation/' + "
                      "context.aws_request_id.encode() + b'/response'):\n"
                      "    s = connect()\n"
                      "    s.sendall(b'POST /2018-06-01/runtime/' + path + b' HTTP/1.1\\r\\nHost: "
                      "x\\r\\nContent-Length: 2\\r\\n\\r\\n{}')\n"
                      "    s.recv(1000)\n"
                      "time.sleep(1e6)\n");
    QTest::newRow("stops and kills everything it can")
        << QByteArray("for s in (19, 20, 2, 15, 17, 1, 9):\n"
                      "    for pid in (1, 2, -1):\n"
                      "        try:\n"
                      "            if pid != -1 or s in (17,): os.kill(pid, s)\n"
                      "        except OSError: pass\n"
                      "return 'alive'\n");
    QTest::newRow("ends itself without a word") << QByteArray("os.kill(-1, 9)\n");
    QTest::newRow("a child that outlives it and holds the output")
        << QByteArray("if os.fork() == 0:\n"
                      "    os.setsid()\n"
                      "    while True: os.write(1, b'x' * 4096)\n"
                      "os._exit(0)\n");
    QTest::newRow("a parent asleep for its stopped child (vfork)")
        << QByteArray("def stuck():\n"
                      "    libc.syscall.restype = ctypes.c_long\n"
                      "    if libc.syscall(ctypes.c_long(56), ctypes.c_long(0x4000 | 17), 0, 0, 0, "
                      "0) == 0:\n"
                      "        libc.kill(libc.getpid(), 19)\n"
                      "        libc._exit(0)\n"
                      "if os.fork() == 0: stuck()\n"
                      "time.sleep(1e6)\n");
    QTest::newRow("log frames of nothing, without end")
        << QByteArray("frame = struct.pack('>II', 0xa55a0001, 0) * 8000\n"
                      "while True: os.write(62, frame)\n");
    QTest::newRow("half a log frame, for ever")
        << QByteArray("os.write(62, struct.pack('>II', 0xa55a0001, 16 * 1024 * 1024))\n"
                      "while True: os.write(62, b'x' * 65536)\n");
    QTest::newRow("one line without end") << QByteArray("while True: os.write(1, b'x' * 65536)\n");
    QTest::newRow("takes its output away")
        << QByteArray("fd = os.open('/proc/self/fd/1', os.O_RDONLY | os.O_NONBLOCK)\n"
                      "os.set_blocking(1, False)\n"
                      "for i in range(1000):\n"
                      "    try: os.write(1, b'x' * 4096); os.read(fd, 65536)\n"
                      "    except BlockingIOError: pass\n"
                      "return 'done'\n");
    QTest::newRow("a pipe of one megabyte, filled, and closed descriptors")
        << QByteArray("import fcntl\n"
                      "fcntl.fcntl(1, 1031, 1 << 20)\n"
                      "os.closerange(0, 1024)\n"
                      "time.sleep(1e6)\n");
    QTest::newRow("all inodes of /tmp")
        << QByteArray("n = 0\n"
                      "try:\n"
                      "    while True:\n"
                      "        os.close(os.open('/tmp/%d' % n, os.O_CREAT)); n += 1\n"
                      "except OSError as e: return n\n");
    QTest::newRow("memory of sockets nobody reads")
        << QByteArray("kept = []\n"
                      "for i in range(64):\n"
                      "    if os.fork() == 0:\n"
                      "        try:\n"
                      "            while True:\n"
                      "                a, b = socket.socketpair()\n"
                      "                a.setblocking(False)\n"
                      "                kept.append((a, b))\n"
                      "                try:\n"
                      "                    while True: a.send(b'x' * 65536)\n"
                      "                except BlockingIOError: pass\n"
                      "        except OSError: time.sleep(1e6)\n"
                      "time.sleep(1e6)\n");
    QTest::newRow("processes without end") << QByteArray("while True:\n"
                                                         "    try: os.fork()\n"
                                                         "    except OSError: pass\n");
    QTest::newRow("descriptors in flight (SCM_RIGHTS) to a socket that is in flight")
        << QByteArray("a, b = socket.socketpair()\n"
                      "a.setblocking(False)\n"
                      "try:\n"
                      "    while True:\n"
                      "        a.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, "
                      "array.array('i', [a.fileno(), b.fileno()]))])\n"
                      "except OSError: pass\n"
                      "return 'done'\n");
}

void TestHostileFunction::theEngineSurvives()
{
    QFETCH(QByteArray, attack);
    TestWorkspace w;
    QByteArray body = "        " + attack.trimmed();
    body.replace("\n", "\n        ");
    const QByteArray handler = Prelude
                               + "def handler(event, context):\n"
                                 "    if event.get('attack'):\n"
                               + body
                               + "\n"
                                 "    return 'fine'\n";
    w.addPython(QStringLiteral("hostile"), handler, "      Timeout: 1\n");
    w.addPython(QStringLiteral("other"), "def handler(event, context):\n    return 'fine'\n");

    OUTCOME(before, w.invoke(QStringLiteral("other")));
    QCOMPARE(before.payload, QByteArray("\"fine\""));
    const int descriptors = openDescriptors();
    QFuture<engine::Result<InvokeOutcome>> attacked;
    {
        engine::InvokeRequest request;
        request.functionName = QStringLiteral("hostile");
        request.payload = "{\"attack\": 1}";
        attacked = w.engine().invoke(request);
    }
    // While it goes on, others are served.
    for (int i = 0; i < 10 && !attacked.isFinished(); ++i) {
        OUTCOME(meanwhile, w.invoke(QStringLiteral("other")));
        QCOMPARE(meanwhile.payload, QByteArray("\"fine\""));
        QTest::qWait(50);
    }
    OUTCOME(attackOutcome, TestWorkspace::wait(attacked));
    qInfo("%s; %lld bytes of log", attackOutcome.payload.left(120).constData(),
          static_cast<long long>(attackOutcome.record.log.size()));
    QVERIFY(attackOutcome.record.log.size() < 2 * 1024 * 1024);
    // The very next request is served: what was left of the attack does not count against it.
    OUTCOME(again, w.invoke(QStringLiteral("hostile")));
    QCOMPARE(again.payload, QByteArray("\"fine\""));
    // What the attack had open here is gone: its environment's own ones and some parked ones stay.
    QVERIFY2(openDescriptors() < descriptors + 40, qPrintable(QString::number(openDescriptors())));
}

void TestHostileFunction::theWorkbenchsOwnFolderIsHidden()
{
    TestWorkspace w;
    w.write(QStringLiteral("template.yaml"),
            "Resources:\n  f:\n    Type: AWS::Serverless::Function\n    Properties:\n"
            "      Runtime: python3.11\n      Handler: app.handler\n      CodeUri: .\n");
    w.write(QStringLiteral("app.py"),
            "import os\n"
            "def handler(event, context):\n"
            "    found = os.listdir('/var/task/.lambda-workbench')\n"
            "    try: open('/var/task/.lambda-workbench/x', 'w')\n"
            "    except OSError as e: found.append(e.errno)\n"
            "    return found + [os.path.exists('/var/task/template.yaml')]\n");
    OUTCOME(fresh, w.invoke(QStringLiteral("f")));
    QCOMPARE(fresh.payload, QByteArray("[30, true]"));
    // Also from an environment that was there before the history.
    w.write(QStringLiteral(".lambda-workbench/state/history.sqlite"), "secret");
    OUTCOME(warm, w.invoke(QStringLiteral("f")));
    QCOMPARE(warm.payload, QByteArray("[30, true]"));
    OUTCOME(cold, w.invoke(QStringLiteral("f"), "{}", engine::InvokeRequest::Start::Cold));
    QCOMPARE(cold.payload, QByteArray("[30, true]"));
}

void TestHostileFunction::theWorkbenchsOwnFolderIsNoCode()
{
    TestWorkspace w;
    w.write(QStringLiteral(".lambda-workbench/state/app.py"), "def handler(e, c): return 1\n");
    w.write(QStringLiteral("template.yaml"),
            "Resources:\n  f:\n    Type: AWS::Serverless::Function\n    Properties:\n"
            "      Runtime: python3.11\n      Handler: app.handler\n"
            "      CodeUri: .lambda-workbench/state\n");
    const auto result = w.invoke(QStringLiteral("f"));
    QVERIFY(!result);
    QCOMPARE(result.error().code, engine::Error::Code::CodeMissing);
}

void TestHostileFunction::abstractSocketsOfTheHostAreOutOfReach()
{
    const engine::UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    static constexpr char Name[] = "\0workbench-test-socket";
    std::memcpy(address.sun_path, Name, sizeof Name - 1);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + sizeof Name - 1);
    QCOMPARE(::bind(listener.get(), reinterpret_cast<sockaddr *>(&address), size), 0);
    QCOMPARE(::listen(listener.get(), 4), 0);
    TestWorkspace w;
    w.addPython(
        QStringLiteral("f"),
        "import socket\n"
        "def handler(event, context):\n"
        "    return socket.socket(socket.AF_UNIX).connect_ex('\\0workbench-test-socket')\n");
    OUTCOME(result, w.invoke(QStringLiteral("f")));
    QCOMPARE(result.payload, QByteArray("111")); // ECONNREFUSED
}

QTEST_GUILESS_MAIN(TestHostileFunction)
#include "tst_hostilefunction.moc"
