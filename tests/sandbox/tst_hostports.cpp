// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <atomic>
#include <cstring>
#include <thread>

#include "engine/sandbox/networklink.h"
#include "tests/sandbox/sandboxfixture.h"
#include "tests/support/loopback.h"

using engine::UniqueFd;
using testsupport::Recorder;
using testsupport::SandboxFixture;

// Ports of the host in a real sandbox: the listeners here are the test's own, on the loopback.
class TestHostPorts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_fixture.reset(); }

    void reach_data();
    void reach();
    void hostsOtherAddressesAreOutOfReach();
    void hostsOtherSocketsAreOutOfReach();
    void lowPortsAreReached();
    void portsGoWithTheInternet();
    void hundredMegabytesBothWays();
    void halfCloseAndParallelConnections();
    void readerThatNeverReadsHoldsNothingUp();
    void nothingListens();
    void connectionsEndWithTheReset();
    void frozenConnectionsGoOn();
    void killedEngineLeavesNothing();
    void badPortsAreRefused();
    void deviceCountersAreRead_data();
    void deviceCountersAreRead();

private:
    engine::SandboxSpec spec(const QByteArray &script) const;
    // Starts it without waiting for its end.
    void start(const engine::SandboxSpec &spec);
    bool printed(const QByteArray &text)
    {
        return m_fixture->until([&] { return m_fixture->recorder->output.contains(text); });
    }
    UniqueFd accepted();

    std::unique_ptr<SandboxFixture> m_fixture;
    UniqueFd m_listed, m_other; // of the host; both listen
    quint16 m_port = 0;
    quint16 m_otherPort = 0;
};

namespace {

constexpr auto Prelude = R"(
import hashlib, socket, sys, threading, time
def reach(host, port, family=socket.AF_INET):
    s = socket.socket(family, socket.SOCK_STREAM)
    s.settimeout(5)
    try:
        s.connect((host, port))
        s.sendall(b'hello')
        print('reached', s.recv(2).decode(), flush=True)
    except OSError: print('refused', flush=True)
)";

// Answers each connection with "ok", on a thread of its own, until it goes.
class Greeter
{
public:
    explicit Greeter(int listening)
        : m_thread([this, listening] {
            while (!m_stop) {
                const UniqueFd socket(::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC));
                if (socket) {
                    ++m_greeted;
                    [[maybe_unused]] const auto sent = ::send(socket.get(), "ok", 2, MSG_NOSIGNAL);
                    char text[8];
                    while (::recv(socket.get(), text, sizeof text, 0) > 0) {
                    }
                } else {
                    std::this_thread::yield();
                }
            }
        })
    {
    }
    ~Greeter()
    {
        m_stop = true;
        m_thread.join();
    }
    int greeted() const { return m_greeted; }

private:
    std::atomic<bool> m_stop = false;
    std::atomic<int> m_greeted = 0;
    std::thread m_thread;
};

bool sendAll(int socket, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const auto sent = ::send(socket, bytes.constData() + done,
                                 static_cast<std::size_t>(bytes.size() - done), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        done += sent;
    }
    return true;
}

// Of this machine, by an argument of its own; sandboxes' processes are seen from outside.
bool runsWith(const QByteArray &argument)
{
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (file.open(QIODevice::ReadOnly) && file.readAll().split('\0').contains(argument))
            return true;
    }
    return false;
}

void makeBlocking(const UniqueFd &socket)
{
    ::fcntl(socket.get(), F_SETFL, 0);
}

} // namespace

void TestHostPorts::initTestCase()
{
    if (const QString reason = SandboxFixture::whyNot(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestHostPorts::init()
{
    m_fixture = std::make_unique<SandboxFixture>();
    m_listed = testsupport::listenOnLoopback(&m_port);
    m_other = testsupport::listenOnLoopback(&m_otherPort);
}

engine::SandboxSpec TestHostPorts::spec(const QByteArray &script) const
{
    auto spec = m_fixture->python(QByteArray(Prelude) + "PORT = " + QByteArray::number(m_port)
                                  + "\nOTHER = " + QByteArray::number(m_otherPort) + '\n' + script);
    spec.hostPorts = {m_port};
    return spec;
}

void TestHostPorts::start(const engine::SandboxSpec &spec)
{
    m_fixture->sandbox.reset();
    m_fixture->recorder = std::make_unique<Recorder>();
    auto started = m_fixture->factory->start(spec, *m_fixture->recorder);
    QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
    m_fixture->sandbox = std::move(*started);
}

UniqueFd TestHostPorts::accepted()
{
    UniqueFd socket;
    m_fixture->until([&] {
        socket.reset(::accept4(m_listed.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        return bool(socket);
    });
    return socket;
}

void TestHostPorts::reach_data()
{
    QTest::addColumn<QByteArray>("attempt");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *attempt, const char *expected) {
        QTest::newRow(name) << QByteArray(attempt) << QByteArray(expected);
    };
    row("a listed port", "reach('127.0.0.1', PORT)", "reached ok");
    row("by name", "reach('localhost', PORT)", "reached ok");
    // Inside, 0.0.0.0 and all of 127/8 are the sandbox's own loopback: 0.0.0.0 means 127.0.0.1.
    row("a listed port by 0.0.0.0", "reach('0.0.0.0', PORT)", "reached ok");
    row("a listed port at another loopback address", "reach('127.0.0.2', PORT)", "refused");
    row("a listed port by ::1", "reach('::1', PORT, socket.AF_INET6)", "refused");
    row("a listed port by a mapped address", "reach('::ffff:127.0.0.1', PORT, socket.AF_INET6)",
        "reached ok");
    row("a port that is not listed", "reach('127.0.0.1', OTHER)", "refused");
    row("that by 0.0.0.0", "reach('0.0.0.0', OTHER)", "refused");
    row("that by ::1", "reach('::1', OTHER, socket.AF_INET6)", "refused");
    row("the gateway that the Internet would have", "reach('10.0.2.2', PORT)", "refused");
    row("a listener of the function's own on a port of the host's",
        "s = socket.socket(); s.bind(('127.0.0.1', OTHER)); s.listen()\n"
        "c = socket.create_connection(('127.0.0.1', OTHER)); a, _ = s.accept()\n"
        "a.sendall(b'own'); print(c.recv(3).decode())",
        "own");
    row("the relay's port can't be taken over",
        "s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n"
        "s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)\n"
        "try: s.bind(('127.0.0.1', PORT)); s.listen(); print('taken')\n"
        "except OSError as e: print('refused')",
        "refused");
}

void TestHostPorts::reach()
{
    QFETCH(QByteArray, attempt);
    QFETCH(QByteArray, expected);
    const Greeter listed(m_listed.get());
    const Greeter other(m_other.get());
    QCOMPARE(m_fixture->run(spec(attempt + '\n')).trimmed(), expected);
    QCOMPARE(other.greeted(), 0);
    QCOMPARE(listed.greeted(), expected.startsWith("reached") ? 1 : 0);
    const auto bytes = m_fixture->sandbox->usage().network;
    QCOMPARE(bytes.hostPortsSent, expected.startsWith("reached") ? 5 : 0);
    QCOMPARE(bytes.internetSent, -1);
}

void TestHostPorts::hostsOtherAddressesAreOutOfReach()
{
    ifaddrs *list = nullptr;
    QCOMPARE(::getifaddrs(&list), 0);
    QByteArray attempts;
    int count = 0;
    for (const ifaddrs *each = list; each; each = each->ifa_next) {
        if (!each->ifa_addr || each->ifa_addr->sa_family != AF_INET)
            continue;
        const auto *address = reinterpret_cast<const sockaddr_in *>(each->ifa_addr);
        if ((ntohl(address->sin_addr.s_addr) >> 24) == 127)
            continue;
        char text[INET_ADDRSTRLEN];
        ::inet_ntop(AF_INET, &address->sin_addr, text, sizeof text);
        attempts += "reach('" + QByteArray(text) + "', PORT)\n";
        ++count;
    }
    ::freeifaddrs(list);
    if (count == 0)
        QSKIP("this machine has no address but the loopback's");
    // Of the test's own, on all of this machine's addresses at the listed port.
    const UniqueFd everywhere(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    sockaddr_in any{};
    any.sin_family = AF_INET;
    m_listed.reset();
    any.sin_port = htons(m_port);
    QCOMPARE(::bind(everywhere.get(), reinterpret_cast<sockaddr *>(&any), sizeof any), 0);
    QCOMPARE(::listen(everywhere.get(), 4), 0);
    QCOMPARE(m_fixture->run(spec(attempts)), QByteArray("refused\n").repeated(count));
    QCOMPARE(::accept(everywhere.get(), nullptr, nullptr), -1);
}

void TestHostPorts::hostsOtherSocketsAreOutOfReach()
{
    // An abstract UNIX socket, and UDP at the port that is listed for TCP.
    const UniqueFd abstract(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0));
    const QByteArray name = "lambda-workbench-test-" + QByteArray::number(::getpid());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, name.constData(), std::size_t(name.size()));
    const auto size = static_cast<socklen_t>(sizeof(sa_family_t) + 1 + std::size_t(name.size()));
    QCOMPARE(::bind(abstract.get(), reinterpret_cast<sockaddr *>(&address), size), 0);
    QCOMPARE(::listen(abstract.get(), 4), 0);
    const UniqueFd udp(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0));
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    place.sin_port = htons(m_port);
    QCOMPARE(::bind(udp.get(), reinterpret_cast<sockaddr *>(&place), sizeof place), 0);
    QCOMPARE(m_fixture->run(spec("s = socket.socket(socket.AF_UNIX)\n"
                                 "try: s.connect(b'\\0"
                                 + name
                                 + "'); print('reached')\n"
                                   "except OSError: print('refused')\n"
                                   "u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
                                   "u.connect(('127.0.0.1', PORT))\n"
                                   "try: u.send(b'x'); u.send(b'x'); print('sent')\n"
                                   "except OSError: print('refused')\n")),
             QByteArray("refused\nrefused\n"));
    QCOMPARE(::accept(abstract.get(), nullptr, nullptr), -1);
    char byte = 0;
    QCOMPARE(::recv(udp.get(), &byte, 1, 0), -1);
}

void TestHostPorts::lowPortsAreReached()
{
    // Only root can listen there on the host; that nobody does is told all the same.
    int port = 1'023;
    UniqueFd listening(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto bound = [&] {
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        return ::bind(listening.get(), reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    };
    while (port > 700 && !bound())
        --port;
    const bool listens = ::geteuid() == 0 && ::listen(listening.get(), 4) == 0;
    const Greeter low(listening.get());
    const Greeter listed(m_listed.get());
    auto wanted = spec("LOW = " + QByteArray::number(port) + '\n'
                       + "reach('127.0.0.1', LOW); reach('127.0.0.1', PORT)\n"
                         "s = socket.socket()\n"
                         "try: s.bind(('127.0.0.1', LOW - 1)); print('bound')\n"
                         "except PermissionError: print('denied')\n");
    wanted.hostPorts = {port, m_port};
    QCOMPARE(m_fixture->run(wanted),
             QByteArray(listens ? "reached ok\n" : "refused\n") + "reached ok\ndenied\n");
    const QByteArray notes = m_fixture->recorder->notes;
    QCOMPARE(notes.contains("nothing listens on 127.0.0.1:"), !listens);
    QVERIFY2(!notes.contains("can't be opened"), notes.constData());
}

void TestHostPorts::portsGoWithTheInternet()
{
    const Greeter listed(m_listed.get());
    auto both =
        spec("reach('127.0.0.1', PORT); reach('127.0.0.1', OTHER); reach('10.0.2.2', PORT)\n"
             "print(len(socket.if_nameindex()))\n");
    both.network = engine::Network::Internet;
    const QByteArray output = m_fixture->run(both);
    if (output.contains("slirp4netns") || output.contains("network internet"))
        QSKIP(output.constData());
    QCOMPARE(output, QByteArray("reached ok\nrefused\nrefused\n2\n"));
    const auto bytes = m_fixture->sandbox->usage().network;
    QCOMPARE(bytes.hostPortsSent, 5);
    QCOMPARE(bytes.hostPortsReceived, 2);
    QVERIFY(bytes.internetSent >= 40); // the one that asked for the gateway
    QVERIFY(bytes.internetReceived >= 0);
}

void TestHostPorts::hundredMegabytesBothWays()
{
    constexpr int Pieces = 1'600; // of 64 KB each
    QByteArray piece(64 * 1024, Qt::Uninitialized);
    for (qsizetype i = 0; i < piece.size(); ++i)
        piece[i] = static_cast<char>(i * 7 + i / 251);
    makeBlocking(m_listed);
    QByteArray heard;
    std::atomic<bool> done = false;
    std::thread server([&] {
        const UniqueFd socket(::accept4(m_listed.get(), nullptr, nullptr, SOCK_CLOEXEC));
        std::thread writer([&] {
            for (int i = 0; i < Pieces; ++i) {
                if (!sendAll(socket.get(), piece))
                    return;
            }
            ::shutdown(socket.get(), SHUT_WR);
        });
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QByteArray buffer(256 * 1024, Qt::Uninitialized);
        for (ssize_t got = 0;
             (got = ::recv(socket.get(), buffer.data(), std::size_t(buffer.size()), 0)) > 0;)
            hash.addData(QByteArrayView(buffer.constData(), got));
        heard = hash.result().toHex();
        writer.join();
        done = true;
    });
    const QByteArray output =
        m_fixture->run(spec("s = socket.create_connection(('127.0.0.1', PORT))\n"
                            "out = bytes((i * 31 + i // 253) % 256 for i in range(65536))\n"
                            "def send():\n"
                            "    for i in range(1600): s.sendall(out)\n"
                            "    s.shutdown(socket.SHUT_WR)\n"
                            "w = threading.Thread(target=send); w.start()\n"
                            "h = hashlib.sha256(); size = 0\n"
                            "while True:\n"
                            "    b = s.recv(262144)\n"
                            "    if not b: break\n"
                            "    h.update(b); size += len(b)\n"
                            "w.join(); g = hashlib.sha256()\n"
                            "for i in range(1600): g.update(out)\n"
                            "print(size, h.hexdigest(), g.hexdigest())\n"));
    // Python may have ended with megabytes on their way to a server that is slow.
    const bool ended = m_fixture->until([&] { return done.load(); });
    const auto bytes = m_fixture->sandbox->usage().network;
    m_fixture->sandbox.reset(); // should it have failed, the server learns of it
    server.join();
    QVERIFY(ended);
    QCryptographicHash sent(QCryptographicHash::Sha256);
    for (int i = 0; i < Pieces; ++i)
        sent.addData(piece);
    constexpr qint64 Size = qint64{Pieces} * 64 * 1024;
    QCOMPARE(output, QByteArray::number(Size) + ' ' + sent.result().toHex() + ' ' + heard + '\n');
    QCOMPARE(bytes.hostPortsSent, Size);
    QCOMPARE(bytes.hostPortsReceived, Size);
}

void TestHostPorts::halfCloseAndParallelConnections()
{
    // Each one is read to its end, and only then answered; so all of them are open at once.
    constexpr int Count = 200;
    makeBlocking(m_listed);
    ::listen(m_listed.get(), Count);
    std::atomic<int> wrong = 0;
    std::thread server([&] {
        std::vector<UniqueFd> sockets;
        for (int i = 0; i < Count; ++i)
            sockets.emplace_back(::accept4(m_listed.get(), nullptr, nullptr, SOCK_CLOEXEC));
        for (const UniqueFd &socket : sockets) {
            QByteArray text(64, Qt::Uninitialized);
            qsizetype size = 0;
            for (ssize_t got = 0; (got = ::recv(socket.get(), text.data() + size,
                                                std::size_t(text.size() - size), 0))
                                  > 0;)
                size += got;
            wrong += sendAll(socket.get(), text.left(size).toUpper()) ? 0 : 1;
        }
    });
    const QByteArray output =
        m_fixture->run(spec("all = []\n"
                            "for i in range(200):\n"
                            "    s = socket.create_connection(('127.0.0.1', PORT))\n"
                            "    s.sendall(b'number %d' % i); s.shutdown(socket.SHUT_WR)\n"
                            "    all.append(s)\n"
                            "print(sum(s.recv(64, socket.MSG_WAITALL) == b'NUMBER %d' % i\n"
                            "    for i, s in enumerate(all)))\n"));
    const auto bytes = m_fixture->sandbox->usage().network;
    m_fixture->sandbox.reset(); // should it have failed, the server learns of it
    server.join();
    QCOMPARE(output, QByteArray("200\n"));
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(bytes.hostPortsSent, 10 * 8 + 90 * 9 + 100 * 10);
    QCOMPARE(bytes.hostPortsReceived, bytes.hostPortsSent);
}

void TestHostPorts::readerThatNeverReadsHoldsNothingUp()
{
    // The kernel accepts on the host; nobody reads. A second connection goes on all the same.
    const QByteArray output = m_fixture->run(
        spec("s = socket.create_connection(('127.0.0.1', PORT))\n"
             "s.settimeout(0.2); sent = 0\n"
             "try:\n"
             "    while sent < 1 << 28: sent += s.send(b'x' * 65536)\n"
             "    print('endless')\n"
             "except TimeoutError: print('held up')\n"
             "t = socket.create_connection(('127.0.0.1', PORT)); print('second')\n"));
    QCOMPARE(output, QByteArray("held up\nsecond\n"));
    QVERIFY(m_fixture->sandbox->usage().network.hostPortsSent < 64 * 1024 * 1024);
}

void TestHostPorts::nothingListens()
{
    m_listed.reset();
    QCOMPARE(m_fixture->run(spec("reach('127.0.0.1', PORT)\n")), QByteArray("refused\n"));
    QCOMPARE(m_fixture->recorder->notes,
             "[ERROR] lambda-workbench: nothing listens on 127.0.0.1:" + QByteArray::number(m_port)
                 + " of this machine, which the function tried to reach\n");
}

void TestHostPorts::connectionsEndWithTheReset()
{
    start(spec("s = socket.create_connection(('127.0.0.1', PORT)); s.sendall(b'up')\n"
               "print('connected', flush=True); time.sleep(60)\n"));
    QVERIFY(printed("connected"));
    const UniqueFd first = accepted();
    char text[3] = {};
    QVERIFY(m_fixture->until([&] { return ::recv(first.get(), text, 2, MSG_DONTWAIT) == 2; }));
    m_fixture->recorder->output.clear();
    m_fixture->sandbox->restartRuntime();
    QVERIFY(m_fixture->until([&] { return ::recv(first.get(), text, 1, MSG_DONTWAIT) == 0; }));
    QVERIFY(printed("connected")); // by the next one, at the same port
    const UniqueFd second = accepted();
    QVERIFY(m_fixture->until([&] { return ::recv(second.get(), text, 2, MSG_DONTWAIT) == 2; }));
    m_fixture->sandbox->stopRuntime();
    QVERIFY(m_fixture->until([&] { return ::recv(second.get(), text, 1, MSG_DONTWAIT) == 0; }));
}

void TestHostPorts::frozenConnectionsGoOn()
{
    start(spec("s = socket.create_connection(('127.0.0.1', PORT)); s.sendall(b'up')\n"
               "print(s.recv(64), flush=True); print(s.recv(64), flush=True)\n"));
    const UniqueFd server = accepted();
    char text[3] = {};
    QVERIFY(m_fixture->until([&] { return ::recv(server.get(), text, 2, MSG_DONTWAIT) == 2; }));
    m_fixture->sandbox->freeze();
    QCOMPARE(::send(server.get(), "frozen", 6, MSG_NOSIGNAL), 6);
    m_fixture->until([] { return false; }, 1);
    QCOMPARE(m_fixture->sandbox->networkBytes().hostPortsReceived, 0);
    QCOMPARE(::recv(server.get(), text, 1, MSG_DONTWAIT), -1); // neither ended nor reset
    m_fixture->sandbox->thaw();
    QVERIFY(printed("b'frozen'"));
    QCOMPARE(m_fixture->sandbox->networkBytes().hostPortsReceived, 6);
    QCOMPARE(::send(server.get(), "awake", 5, MSG_NOSIGNAL), 5);
    QVERIFY(printed("b'awake'"));
}

void TestHostPorts::killedEngineLeavesNothing()
{
    m_fixture.reset(); // its descriptors and processes are not for a child
    const QByteArray mark = "mark-" + QByteArray::number(::getpid());
    int ends[2];
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    const UniqueFd told(ends[0]);
    UniqueFd tell(ends[1]);
    const pid_t engine = ::fork();
    if (engine == 0) {
        m_fixture = std::make_unique<SandboxFixture>();
        auto marked = spec("s = socket.create_connection(('127.0.0.1', PORT)); s.sendall(b'up')\n"
                           "print('connected', flush=True)\n"
                           "while True: time.sleep(60)\n");
        marked.command << QString::fromLatin1(mark);
        start(marked);
        printed("connected");
        if (::write(tell.get(), "1", 1) == 1)
            m_fixture->until([] { return false; }, 600);
        ::_exit(1);
    }
    tell.reset();
    char byte = 0;
    QCOMPARE(::read(told.get(), &byte, 1), 1);
    makeBlocking(m_listed);
    const UniqueFd server(::accept4(m_listed.get(), nullptr, nullptr, SOCK_CLOEXEC));
    char text[3] = {};
    QCOMPARE(::recv(server.get(), text, 2, MSG_WAITALL), 2);
    QVERIFY(runsWith(mark));
    ::kill(engine, SIGKILL);
    ::waitpid(engine, nullptr, 0);
    QCOMPARE(::recv(server.get(), text, 1, 0), 0);
    m_fixture = std::make_unique<SandboxFixture>();
    QVERIFY(m_fixture->until([&] { return !runsWith(mark); }));
}

void TestHostPorts::badPortsAreRefused()
{
    for (const int port : {0, -1, 65'536, 9001, 2000}) {
        auto bad = spec("");
        bad.hostPorts = {port};
        QVERIFY(m_fixture->run(bad).startsWith("start: "));
    }
    auto many = spec("");
    many.hostPorts.assign(engine::MostHostPorts + 1, 0);
    for (int i = 0; i <= engine::MostHostPorts; ++i)
        many.hostPorts[std::size_t(i)] = 3'000 + i;
    QVERIFY(m_fixture->run(many).startsWith("start: "));
    many.hostPorts.pop_back();
    QCOMPARE(m_fixture->run(many), QByteArray());
}

void TestHostPorts::deviceCountersAreRead_data()
{
    const QByteArray head =
        "Inter-|   Receive                                                |  Transmit\n"
        " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs "
        "drop fifo colls carrier compressed\n"
        "    lo:     100       1    0    0    0     0          0         0      100       1    0   "
        " "
        "0    0     0       0          0\n";
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("received"); // -1: not to be read
    QTest::addColumn<qint64>("sent");
    const auto row = [&](const char *name, const char *line, qint64 received, qint64 sent) {
        QTest::newRow(name) << head + line << received << sent;
    };
    row("as the kernel writes it",
        "  tap0: 5000000000 7 0 0 0 0 0 0      266       3    0    0    0     0       0          "
        "0\n",
        5'000'000'000, 266);
    row("without a blank behind the colon", "tap0:12 7 0 0 0 0 0 0 34 3 0 0 0 0 0 0\n", 12, 34);
    row("no such device", "", -1, -1);
    row("another one", " tap01: 1 7 0 0 0 0 0 0 2 3 0 0 0 0 0 0\n", -1, -1);
    row("cut off", "  tap0: 1 7 0 0 0", -1, -1);
    row("no numbers", "  tap0: x 7 0 0 0 0 0 0 y 3\n", -1, -1);
}

void TestHostPorts::deviceCountersAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, received);
    QFETCH(qint64, sent);
    const auto counts = engine::deviceCounts(text, "tap0");
    QCOMPARE(counts ? counts->received : -1, received);
    QCOMPARE(counts ? counts->sent : -1, sent);
}

QTEST_GUILESS_MAIN(TestHostPorts)
#include "tst_hostports.moc"
