// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <cerrno>

#include "engine/core/clock.h"
#include "engine/sandbox/hostportrelay.h"
#include "tests/support/loopback.h"

using engine::HostPortRelay;
using engine::UniqueFd;
using testsupport::connectToLoopback;
using testsupport::listenOnLoopback;

// The relay between two sockets of this machine: one that stands for what init opens inside, and
// one of the host's. The sandbox is in tst_hostports.cpp.
class TestHostPortRelay : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void bytesGoBothWays();
    void endOfOneSideIsPassedOnAlone();
    void resetIsPassedOn_data();
    void resetIsPassedOn();
    void answerOfAHostThatHangsUpArrives();
    void lastWordsBeforeAResetArrive();
    void nothingListens();
    void programsOwnPortIsOutOfReach();
    void portThatCouldNotBeOpenedIsTold();
    void connectionsAreLimited();
    void slowReaderSlowsTheWriter_data();
    void slowReaderSlowsTheWriter();
    void descriptorsThatRunOutAreWaitedFor();
    void pausedItStandsStill();
    void whatEndsWhilePausedIsToldAfterwards();
    void drainTakesWhatWasSent();
    void drainPassesOnTheEnd();
    void drainOfManyIsBounded();
    void endedConnectionsLeaveNothing();
    void unlistedPlacesAreNotTaken();

private:
    // Polls until `done`; false when it takes much too long.
    bool until(const std::function<bool()> &done);
    // All that comes at the socket until `size` bytes are there, or its end.
    QByteArray read(const UniqueFd &socket, qsizetype size);
    UniqueFd accepted();
    void makeRelay(int port, HostPortRelay::IsOwnPort isOwn = {});
    UniqueFd inside() const { return connectToLoopback(m_insidePort); }

    engine::SystemClock m_clock;
    engine::Reactor m_reactor{m_clock};
    std::unique_ptr<HostPortRelay> m_relay;
    QList<QByteArray> m_notes;
    UniqueFd m_host; // listens
    quint16 m_hostPort = 0;
    quint16 m_insidePort = 0;
};

namespace {

void send(const UniqueFd &socket, const QByteArray &bytes)
{
    QCOMPARE(::send(socket.get(), bytes.constData(), static_cast<std::size_t>(bytes.size()),
                    MSG_NOSIGNAL),
             bytes.size());
}

// As many bytes as it takes at once.
qint64 fill(const UniqueFd &socket)
{
    static const QByteArray Piece(64 * 1024, 'x');
    qint64 all = 0;
    for (ssize_t sent = 0;
         (sent = ::send(socket.get(), Piece.constData(), std::size_t(Piece.size()), MSG_NOSIGNAL))
         > 0;)
        all += sent;
    return all;
}

// The error of a connection that was reset, 0 at its end, -1 while it goes on.
int errorOf(const UniqueFd &socket)
{
    char byte = 0;
    const auto got = ::recv(socket.get(), &byte, 1, 0);
    if (got == 0)
        return 0;
    return got < 0 && errno != EAGAIN ? errno : -1;
}

void closeWithReset(UniqueFd &socket)
{
    const linger atOnce{1, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    socket.reset();
}

} // namespace

bool TestHostPortRelay::until(const std::function<bool()> &done)
{
    const auto end = m_clock.now() + engine::Seconds{20};
    while (!done()) {
        if (m_clock.now() > end)
            return false;
        m_reactor.poll(engine::Milliseconds{20});
    }
    return true;
}

QByteArray TestHostPortRelay::read(const UniqueFd &socket, qsizetype size)
{
    QByteArray all;
    until([&] {
        char piece[64 * 1024];
        ssize_t got = 0;
        while ((got = ::recv(socket.get(), piece, sizeof piece, 0)) > 0)
            all.append(piece, got);
        return all.size() >= size || got == 0 || (got < 0 && errno != EAGAIN);
    });
    return all;
}

UniqueFd TestHostPortRelay::accepted()
{
    UniqueFd socket;
    until([&] {
        socket.reset(::accept4(m_host.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        return bool(socket);
    });
    return socket;
}

void TestHostPortRelay::makeRelay(int port, HostPortRelay::IsOwnPort isOwn)
{
    UniqueFd listening = listenOnLoopback(&m_insidePort);
    m_relay =
        std::make_unique<HostPortRelay>(m_reactor, std::vector<int>{port}, std::move(isOwn),
                                        [this](const QByteArray &line) { m_notes.append(line); });
    m_relay->listen(0, std::move(listening), 0);
}

void TestHostPortRelay::init()
{
    m_notes.clear();
    m_host = listenOnLoopback(&m_hostPort);
    makeRelay(m_hostPort);
}

void TestHostPortRelay::cleanup()
{
    m_relay.reset();
    m_host.reset();
    m_reactor.poll(engine::Milliseconds{0});
    QCOMPARE(m_reactor.watchCount(), std::size_t{0});
}

void TestHostPortRelay::bytesGoBothWays()
{
    const UniqueFd client = inside();
    const UniqueFd server = accepted();
    send(client, "question");
    QCOMPARE(read(server, 8), QByteArray("question"));
    send(server, QByteArray("an answer\0with a zero", 21));
    QCOMPARE(read(client, 21), QByteArray("an answer\0with a zero", 21));
    QCOMPARE(m_relay->counts().sent, 8);
    QCOMPARE(m_relay->counts().received, 21);
    QVERIFY(m_notes.isEmpty());
}

void TestHostPortRelay::endOfOneSideIsPassedOnAlone()
{
    const UniqueFd client = inside();
    const UniqueFd server = accepted();
    send(client, "all");
    ::shutdown(client.get(), SHUT_WR);
    QCOMPARE(read(server, 4), QByteArray("all"));
    QCOMPARE(errorOf(server), 0);
    send(server, "heard");
    QCOMPARE(read(client, 5), QByteArray("heard"));
    QCOMPARE(m_relay->connectionCount(), std::size_t{1});
    ::shutdown(server.get(), SHUT_WR);
    QVERIFY(until([&] { return m_relay->connectionCount() == 0; }));
    QCOMPARE(errorOf(client), 0);
}

void TestHostPortRelay::resetIsPassedOn_data()
{
    QTest::addColumn<bool>("byTheHost");
    QTest::newRow("to the inside") << true;
    QTest::newRow("to the host") << false;
}

void TestHostPortRelay::resetIsPassedOn()
{
    QFETCH(bool, byTheHost);
    UniqueFd client = inside();
    UniqueFd server = accepted();
    send(client, "x");
    QCOMPARE(read(server, 1), QByteArray("x"));
    closeWithReset(byTheHost ? server : client);
    const UniqueFd &other = byTheHost ? client : server;
    int error = -1;
    QVERIFY(until([&] { return (error = errorOf(other)) != -1; }));
    QCOMPARE(error, ECONNRESET);
    QCOMPARE(m_relay->connectionCount(), std::size_t{0});
}

void TestHostPortRelay::answerOfAHostThatHangsUpArrives()
{
    const UniqueFd client = inside();
    UniqueFd server = accepted();
    send(client, "a long upload begins");
    QVERIFY(until([&] { return m_relay->counts().sent == 20; }));
    send(server, "413");
    server.reset(); // with bytes unread: what comes now is answered with a reset
    send(client, "and goes on");
    QCOMPARE(read(client, 3), QByteArray("413"));
}

void TestHostPortRelay::lastWordsBeforeAResetArrive()
{
    UniqueFd client = inside();
    const UniqueFd server = accepted();
    send(server, "never read");
    QVERIFY(until([&] { return m_relay->counts().received == 10; }));
    send(client, "four");
    client.reset(); // with bytes unread: it is a reset
    send(server, "more");
    QCOMPARE(read(server, 4), QByteArray("four"));
    QCOMPARE(m_relay->counts().sent, 4);
    QVERIFY(until([&] { return m_relay->connectionCount() == 0; }));
}

void TestHostPortRelay::nothingListens()
{
    m_host.reset();
    for (int i = 0; i < 3; ++i) {
        const UniqueFd client = inside();
        int error = -1;
        QVERIFY(until([&] { return (error = errorOf(client)) != -1; }));
        QCOMPARE(error, ECONNRESET);
    }
    QCOMPARE(m_notes, QList<QByteArray>{"[ERROR] lambda-workbench: nothing listens on 127.0.0.1:"
                                        + QByteArray::number(m_hostPort)
                                        + " of this machine, which the function tried to reach"});
    m_relay->pause();
    m_relay->resume(); // another invocation, which has a log of its own
    const UniqueFd client = inside();
    QVERIFY(until([&] { return m_notes.size() == 2; }));
    QCOMPARE(m_relay->counts().sent, 0);
    m_relay->endConnections(); // after a timeout or a crash nothing is frozen in between
    const UniqueFd afterReset = inside();
    QVERIFY(until([&] { return m_notes.size() == 3; }));
}

void TestHostPortRelay::programsOwnPortIsOutOfReach()
{
    makeRelay(m_hostPort, [this](int port) { return port == m_hostPort; });
    const UniqueFd client = inside();
    int error = -1;
    QVERIFY(until([&] { return (error = errorOf(client)) != -1; }));
    QCOMPARE(error, ECONNRESET);
    QCOMPARE(::accept(m_host.get(), nullptr, nullptr), -1);
    QVERIFY(m_notes.value(0).contains("is Lambda Workbench's own"));
}

void TestHostPortRelay::portThatCouldNotBeOpenedIsTold()
{
    m_relay =
        std::make_unique<HostPortRelay>(m_reactor, std::vector<int>{80}, HostPortRelay::IsOwnPort(),
                                        [this](const QByteArray &line) { m_notes.append(line); });
    m_relay->listen(0, {}, EACCES);
    QCOMPARE(m_notes,
             QList<QByteArray>{"[ERROR] lambda-workbench: the function can't reach port 80 "
                               "of this machine: it can't be opened in the sandbox: "
                               "Permission denied"});
}

void TestHostPortRelay::connectionsAreLimited()
{
    std::vector<UniqueFd> clients;
    std::vector<UniqueFd> servers;
    while (clients.size() < HostPortRelay::MostConnections) {
        clients.push_back(inside());
        servers.push_back(accepted());
        QVERIFY(servers.back());
    }
    const UniqueFd late = inside();
    int error = -1;
    QVERIFY(until([&] { return (error = errorOf(late)) != -1; }));
    QCOMPARE(error, ECONNRESET);
    QVERIFY(m_notes.value(0).contains("more than 256 connections"));
    send(clients.back(), "still there");
    QCOMPARE(read(servers.back(), 11), QByteArray("still there"));
    clients.pop_back();
    servers.pop_back();
    QVERIFY(until([&] { return m_relay->connectionCount() < HostPortRelay::MostConnections; }));
    const UniqueFd next = inside();
    QVERIFY(accepted());
}

void TestHostPortRelay::slowReaderSlowsTheWriter_data()
{
    QTest::addColumn<bool>("hostReads");
    QTest::newRow("the host never reads") << false;
    QTest::newRow("the function never reads") << true;
}

void TestHostPortRelay::slowReaderSlowsTheWriter()
{
    QFETCH(bool, hostReads);
    const UniqueFd client = inside();
    const UniqueFd server = accepted();
    const UniqueFd &writer = hostReads ? server : client;
    const UniqueFd &reader = hostReads ? client : server;
    qint64 written = 0;
    int quiet = 0;
    while (quiet < 3) { // until the relay takes no more
        const qint64 more = fill(writer);
        written += more;
        const bool happened = m_reactor.poll(engine::Milliseconds{20});
        quiet = more == 0 && !happened ? quiet + 1 : 0;
        QVERIFY2(written < 64 * 1024 * 1024, "it takes without an end");
    }
    // Of what the writer got rid of all is in sockets, but one piece.
    int unread = 0;
    QCOMPARE(::ioctl(reader.get(), FIONREAD, &unread), 0);
    QVERIFY(unread > 0);
    QVERIFY(!m_reactor.poll(engine::Milliseconds{0})); // and it does not turn in circles
    QCOMPARE(read(reader, written).size(), written);
    QCOMPARE(hostReads ? m_relay->counts().received : m_relay->counts().sent, written);
}

void TestHostPortRelay::descriptorsThatRunOutAreWaitedFor()
{
    const UniqueFd client = inside();
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit none = before;
    none.rlim_cur = 0;
    ::setrlimit(RLIMIT_NOFILE, &none);
    for (int i = 0; i < 3; ++i)
        m_reactor.poll(engine::Milliseconds{0});
    ::setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY(m_notes.value(0).contains("has to wait"));
    QVERIFY(accepted()); // tries again by itself
}

void TestHostPortRelay::pausedItStandsStill()
{
    const UniqueFd client = inside();
    const UniqueFd server = accepted();
    send(client, "a");
    QCOMPARE(read(server, 1), QByteArray("a"));
    m_relay->pause();
    send(server, "while frozen");
    const UniqueFd another = inside();
    for (int i = 0; i < 5; ++i)
        m_reactor.poll(engine::Milliseconds{5});
    QVERIFY(!m_reactor.poll(engine::Milliseconds{5})); // nothing that is told again and again
    QCOMPARE(errorOf(client), -1);
    QCOMPARE(m_relay->counts().received, 0);
    QCOMPARE(m_relay->connectionCount(), std::size_t{1});
    m_relay->drain();
    QCOMPARE(m_relay->connectionCount(), std::size_t{1});
    m_relay->resume();
    QCOMPARE(read(client, 12), QByteArray("while frozen"));
    QVERIFY(accepted());
}

void TestHostPortRelay::whatEndsWhilePausedIsToldAfterwards()
{
    const UniqueFd first = inside();
    UniqueFd firstServer = accepted();
    const UniqueFd second = inside();
    UniqueFd secondServer = accepted();
    m_relay->pause();
    closeWithReset(firstServer);
    secondServer.reset();
    for (int i = 0; i < 5; ++i)
        m_reactor.poll(engine::Milliseconds{5});
    QVERIFY(!m_reactor.poll(engine::Milliseconds{5}));
    QCOMPARE(errorOf(first), -1);
    QCOMPARE(errorOf(second), -1);
    m_relay->resume();
    QVERIFY(until([&] { return errorOf(first) == ECONNRESET; }));
    QVERIFY(until([&] { return errorOf(second) == 0; }));
}

void TestHostPortRelay::drainTakesWhatWasSent()
{
    const UniqueFd client = inside(); // not accepted yet
    send(client, "fire and forget");
    m_relay->drain();
    QCOMPARE(m_relay->counts().sent, 15);
    m_relay->pause();
    const UniqueFd server(::accept4(m_host.get(), nullptr, nullptr, SOCK_NONBLOCK));
    QVERIFY(server);
    char text[16] = {};
    QCOMPARE(::recv(server.get(), text, sizeof text, 0), 15);
}

void TestHostPortRelay::drainPassesOnTheEnd()
{
    UniqueFd client = inside();
    const UniqueFd server = accepted();
    send(client, "bye");
    client.reset();
    m_relay->drain();
    m_relay->pause(); // nothing more is done for it
    char text[4] = {};
    QCOMPARE(::recv(server.get(), text, sizeof text, 0), 3);
    QCOMPARE(errorOf(server), 0);
}

void TestHostPortRelay::drainOfManyIsBounded()
{
    constexpr int Connections = 128;
    std::vector<UniqueFd> clients;
    std::vector<UniqueFd> servers;
    qint64 written = 0;
    for (int i = 0; i < Connections; ++i) {
        clients.push_back(inside());
        servers.push_back(accepted());
        QVERIFY(servers.back());
        QVERIFY(until([&] { return m_relay->connectionCount() == clients.size(); }));
    }
    const QByteArray piece(512 * 1024, 'x');
    for (const UniqueFd &client : clients)
        written += std::max<ssize_t>(
            ::send(client.get(), piece.constData(), std::size_t(piece.size()), MSG_NOSIGNAL), 0);
    m_relay->drain();
    const qint64 atOnce = m_relay->counts().sent;
    QVERIFY2(atOnce >= Connections, "none is forgotten");
    QVERIFY2(atOnce <= 32 * 1024 * 1024 && atOnce < written,
             qPrintable(QStringLiteral("%1 of %2").arg(atOnce).arg(written)));
}

void TestHostPortRelay::endedConnectionsLeaveNothing()
{
    const UniqueFd client = inside();
    const UniqueFd server = accepted();
    send(client, "x");
    QCOMPARE(read(server, 1), QByteArray("x"));
    m_relay->endConnections();
    QCOMPARE(m_relay->connectionCount(), std::size_t{0});
    QCOMPARE(errorOf(server), 0);
    const UniqueFd again = inside();
    QVERIFY(accepted());
    QCOMPARE(m_relay->counts().sent, 1);
}

void TestHostPortRelay::unlistedPlacesAreNotTaken()
{
    quint16 port = 0;
    m_relay->listen(1, listenOnLoopback(&port), 0); // there is one port only
    m_relay->listen(0, listenOnLoopback(&port), 0); // which listens already
    m_reactor.poll(engine::Milliseconds{0});
    QVERIFY(!connectToLoopback(port));
}

QTEST_GUILESS_MAIN(TestHostPortRelay)
#include "tst_hostportrelay.moc"
