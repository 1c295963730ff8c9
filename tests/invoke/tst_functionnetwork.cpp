// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/socket.h>

#include <atomic>
#include <thread>

#include "engine/core/uniquefd.h"
#include "tests/support/loopback.h"
#include "tests/support/lwb.h"
#include "tests/support/testworkspace.h"

using engine::InvokeOutcome;
using engine::InvokeRequest;
using engine::Network;
using engine::NetworkAccess;
using engine::NetworkBytes;
using engine::StartKind;
using engine::UniqueFd;
using testsupport::TestWorkspace;

namespace {

#define OUTCOME(name, expression)                                                                  \
    const auto name##Result = (expression);                                                        \
    QVERIFY2(name##Result.has_value(), "no outcome");                                              \
    const InvokeOutcome &name = *name##Result

// Answers as many bytes as a line asks for, on each connection, until it goes.
class Service
{
public:
    Service()
        : m_listening(testsupport::listenOnLoopback(&m_port))
        , m_thread([this] { serve(); })
    {
    }
    ~Service()
    {
        m_stop = true;
        m_thread.join();
    }
    int port() const { return m_port; }
    int accepted() const { return m_accepted; }
    qint64 heard() const { return m_heard; }

private:
    void serve()
    {
        std::vector<UniqueFd> sockets;
        while (!m_stop) {
            UniqueFd socket(::accept4(m_listening.get(), nullptr, nullptr, SOCK_NONBLOCK));
            if (socket) {
                sockets.push_back(std::move(socket));
                ++m_accepted;
            }
            for (const UniqueFd &each : sockets) {
                char text[4096];
                const auto got = ::recv(each.get(), text, sizeof text, 0);
                if (got <= 0)
                    continue;
                m_heard += got;
                const QByteArray answer(QByteArray(text, got).trimmed().toInt(), 'y');
                [[maybe_unused]] const auto sent = ::send(each.get(), answer.constData(),
                                                          std::size_t(answer.size()), MSG_NOSIGNAL);
            }
            std::this_thread::yield();
        }
    }

    quint16 m_port = 0;
    UniqueFd m_listening;
    std::atomic<bool> m_stop = false;
    std::atomic<int> m_accepted = 0;
    std::atomic<qint64> m_heard = 0;
    std::thread m_thread;
};

// One connection for the life of the environment, as functions keep theirs to a database.
const QByteArray Client =
    "import socket\n"
    "s = None\n"
    "def handler(event, context):\n"
    "    global s\n"
    "    if 'port' not in event: return 'nothing'\n"
    "    if s is None: s = socket.create_connection(('localhost', event['port']))\n"
    "    s.sendall(b'%04d\\n' % event['size'])\n"
    "    if event.get('forget'): return 'sent'\n"
    "    return len(s.recv(event['size'], socket.MSG_WAITALL))\n";

} // namespace

// What a function reaches and how it is counted, through the whole engine and through lwb.
class TestFunctionNetwork : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void bytesAreThoseOfTheInvocation();
    void withoutANetworkNothingIsCounted();
    void aCallMayReachSomethingElse();
    void badPortsAreRefused();
    void nothingListensIsInTheLog();
    void aTimeoutEndsItsConnections();
    void onlyATrustedTemplateOpensTheWay();
    void lwbOverridesAndCounts();
    void lwbTellsWrongUsage_data();
    void lwbTellsWrongUsage();
    void doctorTellsOfTheInternet();

private:
    engine::Result<InvokeOutcome> invoke(TestWorkspace &workspace, const QByteArray &payload,
                                         const std::optional<NetworkAccess> &network = {}) const;
    // One Python function "client" whose template lists this port.
    void write(TestWorkspace &workspace, const QByteArray &code, int port) const;

    const testsupport::Lwb m_lwb{QStringLiteral(WORKBENCH_LWB)};
};

void TestFunctionNetwork::initTestCase()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TestFunctionNetwork::write(TestWorkspace &workspace, const QByteArray &code, int port) const
{
    workspace.addPython(QStringLiteral("client"), code, "      Timeout: 20\n");
    QByteArray text;
    {
        QFile file(workspace.path(QStringLiteral("template.yaml")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        text = file.readAll();
    }
    text.replace("    Properties:", "    Metadata:\n      LambdaWorkbench:\n        HostPorts: ["
                                        + QByteArray::number(port) + "]\n    Properties:");
    workspace.write(QStringLiteral("template.yaml"), text);
}

engine::Result<InvokeOutcome> TestFunctionNetwork::invoke(
    TestWorkspace &workspace, const QByteArray &payload,
    const std::optional<NetworkAccess> &network) const
{
    InvokeRequest request;
    request.functionName = QStringLiteral("client");
    request.payload = payload;
    request.network = network;
    return TestWorkspace::wait(workspace.engine().invoke(request));
}

static QByteArray asking(int port, int size, const char *more = "")
{
    return "{\"port\": " + QByteArray::number(port) + ", \"size\": " + QByteArray::number(size)
           + more + "}";
}

void TestFunctionNetwork::bytesAreThoseOfTheInvocation()
{
    const Service service;
    TestWorkspace w;
    write(w, Client, service.port());
    OUTCOME(cold, invoke(w, asking(service.port(), 1000)));
    QCOMPARE(cold.payload, QByteArray("1000"));
    QVERIFY(cold.record.network == (NetworkBytes{-1, -1, 5, 1000}));
    OUTCOME(warm, invoke(w, asking(service.port(), 9)));
    QCOMPARE(warm.record.start, StartKind::Warm);
    QVERIFY(warm.record.network == (NetworkBytes{-1, -1, 5, 9}));
    QCOMPARE(service.accepted(), 1); // the connection outlived the freeze between the two
    OUTCOME(forgetful, invoke(w, asking(service.port(), 0, ", \"forget\": 1")));
    QVERIFY(forgetful.record.network == (NetworkBytes{-1, -1, 5, 0}));
    OUTCOME(quiet, invoke(w, "{}"));
    QVERIFY(quiet.record.network == (NetworkBytes{-1, -1, 0, 0}));
    QTRY_COMPARE(service.heard(), 15);
}

void TestFunctionNetwork::withoutANetworkNothingIsCounted()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("client"), Client);
    OUTCOME(alone, invoke(w, "{}"));
    QVERIFY(alone.record.network == NetworkBytes{});
}

void TestFunctionNetwork::aCallMayReachSomethingElse()
{
    const Service service;
    TestWorkspace w;
    w.addPython(QStringLiteral("client"), Client);
    OUTCOME(first, invoke(w, asking(service.port(), 3)));
    QCOMPARE(first.functionError, QStringLiteral("Unhandled"));
    const NetworkAccess ports{Network::None, {service.port()}};
    OUTCOME(other, invoke(w, asking(service.port(), 3), ports));
    QCOMPARE(other.payload, QByteArray("3"));
    QCOMPARE(other.record.start, StartKind::Cold); // not in the environment without it
    OUTCOME(again, invoke(w, asking(service.port(), 3), ports));
    QCOMPARE(again.record.start, StartKind::Warm);
    OUTCOME(own, invoke(w, asking(service.port(), 3)));
    QCOMPARE(own.record.start, StartKind::Warm);
    QCOMPARE(own.functionError, QStringLiteral("Unhandled"));
}

void TestFunctionNetwork::badPortsAreRefused()
{
    TestWorkspace w;
    write(w, Client, 2000);
    const auto own = invoke(w, "{}");
    QVERIFY(!own);
    QCOMPARE(own.error().code, engine::Error::Code::InvalidConfiguration);
    QVERIFY(own.error().detail.contains(QLatin1StringView("X-Ray")));
    const auto asked = invoke(w, "{}", NetworkAccess{Network::None, {0}});
    QVERIFY(!asked);
    QCOMPARE(asked.error().code, engine::Error::Code::InvalidConfiguration);
}

void TestFunctionNetwork::nothingListensIsInTheLog()
{
    quint16 port = 0;
    testsupport::listenOnLoopback(&port).reset();
    TestWorkspace w;
    write(w, Client, port);
    OUTCOME(failed, invoke(w, asking(port, 3)));
    QCOMPARE(failed.functionError, QStringLiteral("Unhandled"));
    const QByteArray line =
        "[ERROR] lambda-workbench: nothing listens on 127.0.0.1:" + QByteArray::number(port)
        + " of this machine, which the function tried to reach\n";
    QVERIFY2(failed.record.log.contains(line), failed.record.log.constData());
}

void TestFunctionNetwork::aTimeoutEndsItsConnections()
{
    quint16 port = 0;
    const UniqueFd listening = testsupport::listenOnLoopback(&port);
    TestWorkspace w;
    w.addPython(QStringLiteral("client"),
                "import socket\ndef handler(event, context):\n"
                "    s = socket.create_connection(('127.0.0.1', event['port']))\n"
                "    s.sendall(b'x'); s.recv(1)\n",
                "      Timeout: 1\n");
    OUTCOME(late, invoke(w, asking(port, 0), NetworkAccess{Network::None, {port}}));
    QCOMPARE(late.record.outcome, engine::Outcome::Timeout);
    QVERIFY(late.record.network == (NetworkBytes{-1, -1, 1, 0}));
    const UniqueFd server(::accept4(listening.get(), nullptr, nullptr, SOCK_NONBLOCK));
    char text[2];
    QCOMPARE(::recv(server.get(), text, 1, 0), 1);
    QTRY_COMPARE(::recv(server.get(), text, 1, 0), 0);
}

// A downloaded template may ask for anything.
void TestFunctionNetwork::onlyATrustedTemplateOpensTheWay()
{
    const Service service;
    TestWorkspace w;
    write(w, Client, service.port());
    const QStringList call{QStringLiteral("invoke"), QStringLiteral("client"),
                           QStringLiteral("--payload"),
                           QString::fromLatin1(asking(service.port(), 7))};
    const auto refused = m_lwb.run(call, w.path());
    QCOMPARE(refused.status, 3);
    QVERIFY2(refused.err.contains("is not trusted") && refused.err.contains("asks for a network"),
             refused.err.constData());
    QCOMPARE(service.accepted(), 0);

    // What the user asks for is the user's own affair, for that call.
    const auto chosen = m_lwb.run(
        call + QStringList{QStringLiteral("--network"), QString::number(service.port())}, w.path());
    QVERIFY2(chosen.status == 0, chosen.err.constData());
    const auto offline = m_lwb.run(
        call + QStringList{QStringLiteral("--network"), QStringLiteral("none")}, w.path());
    QCOMPARE(offline.status, 1);
    QCOMPARE(service.accepted(), 1);

    QCOMPARE(m_lwb.run({QStringLiteral("trust")}, w.path()).status, 0);
    QCOMPARE(m_lwb.run(call, w.path()).status, 0);
    QCOMPARE(service.accepted(), 2);
}

void TestFunctionNetwork::lwbOverridesAndCounts()
{
    const Service service;
    TestWorkspace w;
    w.addPython(QStringLiteral("client"), Client);
    const QString payload = QString::fromLatin1(asking(service.port(), 7));
    const QStringList call{
        QStringLiteral("-C"),        w.path(), QStringLiteral("invoke"), QStringLiteral("client"),
        QStringLiteral("--payload"), payload,  QStringLiteral("--json")};
    QCOMPARE(m_lwb.run(call).status, 1);
    const auto said =
        m_lwb.run(call + QStringList{QStringLiteral("--network"), QString::number(service.port())});
    QVERIFY2(said.status == 0, said.err.constData());
    const QJsonObject json = QJsonDocument::fromJson(said.out).object();
    QCOMPARE(json.value(QStringLiteral("payload")).toInt(), 7);
    const QJsonObject network = json.value(QStringLiteral("network")).toObject();
    QVERIFY(network.value(QStringLiteral("internet")).isNull());
    const QJsonObject ports = network.value(QStringLiteral("hostPorts")).toObject();
    QCOMPARE(ports.value(QStringLiteral("sentBytes")).toInt(), 5);
    QCOMPARE(ports.value(QStringLiteral("receivedBytes")).toInt(), 7);
    QVERIFY(
        !QJsonDocument::fromJson(m_lwb.run(call).out).object().contains(QStringLiteral("network")));
}

void TestFunctionNetwork::lwbTellsWrongUsage_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("a word") << QStringLiteral("everything")
                            << QByteArray("--network takes none, internet, or numbers of ports.");
    QTest::newRow("none and a port")
        << QStringLiteral("none,80") << QByteArray("--network takes none");
    QTest::newRow("no port") << QStringLiteral("65536") << QByteArray("65536 is no port");
    QTest::newRow("a taken one") << QStringLiteral("5432,9001") << QByteArray("Port 9001 is taken");
}

void TestFunctionNetwork::lwbTellsWrongUsage()
{
    QFETCH(QString, network);
    QFETCH(QByteArray, says);
    const auto said = m_lwb.run({QStringLiteral("-C"), QDir::tempPath(), QStringLiteral("invoke"),
                                 QStringLiteral("x"), QStringLiteral("--network"), network});
    QCOMPARE(said.status, 2);
    QVERIFY2(said.err.contains(says), said.err.constData());
}

void TestFunctionNetwork::doctorTellsOfTheInternet()
{
    const auto said = m_lwb.run({QStringLiteral("doctor")});
    QVERIFY2(said.out.contains("Internet for functions that ask for it"), said.out.constData());
    QVERIFY(!said.out.contains("systemd-run"));
}

QTEST_GUILESS_MAIN(TestFunctionNetwork)
#include "tst_functionnetwork.moc"
