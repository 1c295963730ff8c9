// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QRandomGenerator>

#include "engine/http/acceptor.h"
#include "engine/http/connection.h"
#include "tests/support/loopback.h"

using namespace engine;
using testsupport::LoopbackClient;

namespace {

// Notes what comes, and answers each request with its number.
struct Server final : http::ConnectionHandler
{
    explicit Server(Reactor &r)
        : reactor(r)
    {
        acceptor = std::make_unique<http::Acceptor>(
            reactor, testsupport::listenOnLoopback(&port), [this](UniqueFd socket) {
                connection = std::make_unique<http::Connection>(reactor, std::move(socket), *this);
            });
    }
    void requestStarted(http::Connection &, const http::RequestHead &head) override
    {
        log << QString::fromLatin1(head.method + ' ' + head.target);
        longest = 0;
        for (const auto &[name, value] : head.headers)
            longest = qMax(longest, value.size());
        body.clear();
    }
    void bodyArrived(http::Connection &, QByteArrayView bytes) override { body.append(bytes); }
    void requestFinished(http::Connection &c, const std::vector<http::Header> &trailers) override
    {
        log << QStringLiteral("body %1").arg(body.size());
        for (const auto &[name, value] : trailers)
            log << QString::fromLatin1(name + '=' + value);
        if (answers)
            c.respond({200, {{"Number", QByteArray::number(++count)}}, "ok"});
    }
    void connectionClosed(http::Connection &, End end) override
    {
        log << (end == End::InTheMiddle ? QStringLiteral("broken") : QStringLiteral("closed"));
        reactor.soon([this] { connection.reset(); });
    }

    Reactor &reactor;
    quint16 port = 0;
    std::unique_ptr<http::Acceptor> acceptor;
    std::unique_ptr<http::Connection> connection;
    QStringList log;
    QByteArray body;
    qsizetype longest = 0;
    int count = 0;
    bool answers = true;
};

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private slots:
    void requests_data();
    void requests();
    void keepsAliveAndTakesPipelinedRequests();
    void answersExpectContinue();
    void takesAHeaderOfAMegabyte();
    void aBodyThatBreaksOffIsTold();
    void largeAnswersArriveWhole();
    void readsAsMuchAsItMay();
    void aPausedPeerThatLeavesIsNoticedLater();
    void garbageIsAnswered400_data();
    void garbageIsAnswered400();
    void randomBytesDoNotBreakIt();
};

void TestConnection::requests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QStringList>("log");

    QTest::newRow("GET") << QByteArray("GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n")
                         << QStringList{QStringLiteral("GET /a?b=c"), QStringLiteral("body 0")};
    QTest::newRow("POST with length")
        << QByteArray("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
        << QStringList{QStringLiteral("POST /a"), QStringLiteral("body 5")};
    QTest::newRow("chunks and trailers")
        << QByteArray("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                      "Trailer: Error-Type\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n"
                      "Error-Type: Oops\r\n\r\n")
        << QStringList{QStringLiteral("POST /a"), QStringLiteral("body 11"),
                       QStringLiteral("Error-Type=Oops")};
}

void TestConnection::requests()
{
    QFETCH(QByteArray, request);
    QFETCH(QStringList, log);

    SystemClock clock;
    Reactor reactor(clock);
    for (const bool inPieces : {false, true}) {
        Server server(reactor);
        LoopbackClient client(reactor, server.port);
        if (inPieces) {
            for (const char byte : request) {
                client.send(QByteArray(1, byte));
                reactor.poll(Milliseconds{0});
            }
        } else {
            client.send(request);
        }
        QVERIFY(client.response().endsWith("\r\n\r\nok"));
        QCOMPARE(server.log, log);
    }
}

void TestConnection::keepsAliveAndTakesPipelinedRequests()
{
    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    LoopbackClient client(reactor, server.port);
    const QByteArray request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    client.send(request + request + request);
    for (int i = 1; i <= 3; ++i)
        QVERIFY(client.response().contains("Number: " + QByteArray::number(i)));
    client.send(request);
    QVERIFY(client.response().contains("Number: 4"));
}

void TestConnection::answersExpectContinue()
{
    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    LoopbackClient client(reactor, server.port);
    client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QVERIFY(client.response().startsWith("HTTP/1.1 100 Continue"));
    client.send("hi");
    QVERIFY(client.response().startsWith("HTTP/1.1 200"));
}

void TestConnection::takesAHeaderOfAMegabyte()
{
    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    LoopbackClient client(reactor, server.port);
    client.send("POST / HTTP/1.1\r\nHost: x\r\nCause: " + QByteArray(1024 * 1024, 'x')
                + "\r\nContent-Length: 0\r\n\r\n");
    QVERIFY(client.response().startsWith("HTTP/1.1 200"));
    QCOMPARE(server.longest, qsizetype(1024 * 1024));
}

void TestConnection::aBodyThatBreaksOffIsTold()
{
    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    LoopbackClient client(reactor, server.port);
    client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhel");
    reactor.poll(Milliseconds{100});
    client.close();
    for (int i = 0; i < 100 && server.log.size() < 2; ++i)
        reactor.poll(Milliseconds{10});
    QCOMPARE(server.log, (QStringList{QStringLiteral("POST /a"), QStringLiteral("broken")}));
}

void TestConnection::largeAnswersArriveWhole()
{
    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    server.answers = false;
    LoopbackClient client(reactor, server.port);
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    for (int i = 0; i < 100 && server.log.size() < 2; ++i)
        reactor.poll(Milliseconds{10});
    const QByteArray body(20 * 1024 * 1024, 'y');
    server.connection->respond({200, {}, body});
    QVERIFY(client.response().endsWith("\r\n\r\n" + body));
}

void TestConnection::garbageIsAnswered400_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("no HTTP") << QByteArray("hello there\r\n\r\n");
    QTest::newRow("a negative length")
        << QByteArray("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n");
    QTest::newRow("two lengths") << QByteArray(
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n");
    QTest::newRow("a chunk size that is none")
        << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
}

void TestConnection::garbageIsAnswered400()
{
    QFETCH(QByteArray, bytes);

    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    LoopbackClient client(reactor, server.port);
    client.send(bytes);
    QVERIFY(client.response().startsWith("HTTP/1.1 400"));
    QVERIFY(client.closed());
}

void TestConnection::readsAsMuchAsItMay()
{
    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    LoopbackClient client(reactor, server.port);
    const auto turns = [&reactor](int times) {
        for (int i = 0; i < times; ++i)
            reactor.poll(Milliseconds{1});
    };
    client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
    turns(20);
    server.connection->setReadSize(0);
    client.send(QByteArray(100'000, 'x'));
    turns(20);
    QCOMPARE(server.body.size(), qsizetype(0));
    server.connection->setReadSize(1'000);
    reactor.poll(Milliseconds{1000});
    QCOMPARE(server.body.size(), qsizetype(1'000));
    reactor.poll(Milliseconds{1000});
    QCOMPARE(server.body.size(), qsizetype(2'000));
    server.connection->setReadSize(0);
    turns(20);
    QCOMPARE(server.body.size(), qsizetype(2'000));
    server.connection->setReadSize(http::Connection::ReadSize);
    QVERIFY(client.response().startsWith("HTTP/1.1 200"));
    // After the answer it reads what it likes again.
    client.send("GET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(client.response().startsWith("HTTP/1.1 200"));
}

void TestConnection::aPausedPeerThatLeavesIsNoticedLater()
{
    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    LoopbackClient client(reactor, server.port);
    client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n");
    for (int i = 0; i < 20; ++i)
        reactor.poll(Milliseconds{1});
    server.connection->setReadSize(0);
    client.send("x");
    client.close();
    // Nothing keeps the reactor busy meanwhile.
    for (int i = 0; i < 20; ++i)
        QVERIFY(!reactor.poll(Milliseconds{1}));
    server.connection->setReadSize(http::Connection::ReadSize);
    for (int i = 0; i < 20 && server.log.last() != QStringLiteral("broken"); ++i)
        reactor.poll(Milliseconds{100});
    QCOMPARE(server.log.last(), QStringLiteral("broken"));
    QCOMPARE(server.body, QByteArray("x"));
}

void TestConnection::randomBytesDoNotBreakIt()
{
    SystemClock clock;
    Reactor reactor(clock);
    QRandomGenerator random(11);
    const QByteArray seed("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "5\r\nhello\r\n0\r\nA: b\r\n\r\n");
    for (int round = 0; round < 500; ++round) {
        Server server(reactor);
        LoopbackClient client(reactor, server.port);
        QByteArray bytes = seed;
        for (int i = random.bounded(6); i >= 0; --i)
            bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
        client.send(bytes);
        client.close();
        for (int i = 0; i < 10; ++i)
            reactor.poll(Milliseconds{0});
    }
    Server server(reactor);
    LoopbackClient client(reactor, server.port);
    client.send(seed);
    QVERIFY(client.response().startsWith("HTTP/1.1 200"));
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
