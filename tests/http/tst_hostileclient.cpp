// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

#include <list>

#include "engine/http/acceptor.h"
#include "engine/http/connection.h"
#include "tests/support/loopback.h"

using namespace engine;
using testsupport::LoopbackClient;

namespace {

struct Server final : http::ConnectionHandler
{
    explicit Server(Reactor &r)
        : reactor(r)
        , acceptor(reactor, testsupport::listenOnLoopback(&port), [this](UniqueFd socket) {
            ++accepted;
            if (keepsConnections)
                connections.push_back(
                    std::make_unique<http::Connection>(reactor, std::move(socket), *this));
        })
    {
    }
    void requestStarted(http::Connection &, const http::RequestHead &) override { ++started; }
    void bodyArrived(http::Connection &, QByteArrayView) override {}
    void requestFinished(http::Connection &c, const std::vector<http::Header> &) override
    {
        ++finished;
        if (answers)
            c.respond({200, {}, answer});
    }
    void connectionClosed(http::Connection &, End) override
    {
        ++closed;
        reactor.soon([this] { connections.clear(); });
    }

    Reactor &reactor;
    quint16 port = 0;
    QByteArray answer = "ok";
    bool answers = true;
    bool keepsConnections = true;
    int accepted = 0, started = 0, finished = 0, closed = 0;
    std::list<std::unique_ptr<http::Connection>> connections;
    http::Acceptor acceptor;
};

const QByteArray Get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

} // namespace

// A peer that means harm gets no more of this process than what is allowed to it.
class TestHostileClient : public QObject
{
    Q_OBJECT

private slots:
    void neverEndingParts_data();
    void neverEndingParts();
    void aRequestThatReadsNoAnswerIsServedOnce();
    void bytesBehindAWaitingRequestDoNotFinishItAgain();
    void outOfDescriptorsIsNoBusyLoop();
};

void TestHostileClient::neverEndingParts_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("more");

    const QByteArray chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    QTest::newRow("request line") << QByteArray("GET /") << QByteArray(4096, 'a');
    QTest::newRow("one header") << QByteArray("GET / HTTP/1.1\r\nA: ") << QByteArray(4096, 'a');
    QTest::newRow("headers") << QByteArray("GET / HTTP/1.1\r\n")
                             << QByteArray("a: " + QByteArray(4096, 'b') + "\r\n");
    QTest::newRow("size of a chunk") << chunked << QByteArray(4096, '0');
    QTest::newRow("extension of a chunk") << QByteArray(chunked + "5;a=") << QByteArray(4096, 'a');
    QTest::newRow("one trailer") << QByteArray(chunked + "0\r\nA: ") << QByteArray(4096, 'a');
    QTest::newRow("trailers") << QByteArray(chunked + "0\r\n")
                              << QByteArray("a: " + QByteArray(4096, 'b') + "\r\n");
    QTest::newRow("many small headers")
        << QByteArray("GET / HTTP/1.1\r\n" + QByteArray("a:\r\n").repeated(300) + "\r\n")
        << QByteArray("\r\n");
    QTest::newRow("many small trailers")
        << QByteArray(chunked + "0\r\n" + QByteArray("a:\r\n").repeated(300) + "\r\n")
        << QByteArray("\r\n");
}

void TestHostileClient::neverEndingParts()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, more);

    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    LoopbackClient client(reactor, server.port);
    client.send(begin);
    // 8 MB; whoever takes them all has no limit.
    for (int i = 0; i < 2048 && server.closed == 0; ++i)
        client.send(more);
    for (int i = 0; i < 100 && server.closed == 0; ++i)
        reactor.poll(Milliseconds{1});
    QCOMPARE(server.closed, 1);
    QCOMPARE(server.finished, 0);
}

void TestHostileClient::aRequestThatReadsNoAnswerIsServedOnce()
{
    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    server.answer = QByteArray(32 * 1024 * 1024, 'x'); // more than the sockets hold
    LoopbackClient client(reactor, server.port);
    client.send(Get.repeated(100));
    for (int i = 0; i < 200; ++i)
        reactor.poll(Milliseconds{0});
    QCOMPARE(server.finished, 1);
    // Whoever reads gets them all.
    server.answer = "ok";
    for (int i = 0; i < 100; ++i)
        QVERIFY(client.response().startsWith("HTTP/1.1 200 OK\r\n"));
    QCOMPARE(server.finished, 100);
}

void TestHostileClient::bytesBehindAWaitingRequestDoNotFinishItAgain()
{
    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    server.answers = false;
    LoopbackClient client(reactor, server.port);
    client.send(Get);
    for (int i = 0; i < 10; ++i) {
        client.send("GET");
        for (int j = 0; j < 10; ++j)
            reactor.poll(Milliseconds{0});
    }
    QCOMPARE(server.finished, 1);
}

void TestHostileClient::outOfDescriptorsIsNoBusyLoop()
{
    SystemClock clock;
    Reactor reactor(clock);
    Server server(reactor);
    server.keepsConnections = false;
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const LoopbackClient client(reactor, server.port); // waits in the kernel
    const int next = ::dup(0);
    ::close(next);
    rlimit none = before;
    none.rlim_cur = static_cast<rlim_t>(next);
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
    int wakeUps = 0;
    for (int i = 0; i < 50; ++i)
        wakeUps += reactor.poll(Milliseconds{0}) ? 1 : 0;
    ::setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY2(wakeUps <= 2, qPrintable(QString::number(wakeUps)));
    QCOMPARE(server.accepted, 0);
    for (int i = 0; i < 5'000 && server.accepted == 0; ++i)
        reactor.poll(Milliseconds{1});
    QCOMPARE(server.accepted, 1);
}

QTEST_GUILESS_MAIN(TestHostileClient)
#include "tst_hostileclient.moc"
