// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <sys/socket.h>

#include <atomic>
#include <thread>

#include "engine/core/uniquefd.h"
#include "tests/app/windowdriver.h"
#include "tests/support/loopback.h"
#include "engine/project/trust.h"
#include "tests/support/testworkspace.h"
#include "widgets/common/messageline.h"
#include "widgets/invoke/networklamp.h"

using engine::UniqueFd;
using testsupport::contentOf;
using testsupport::TestWorkspace;
using testsupport::WindowDriver;

// A port that is typed into the form is reached by the next invoke, and the lamp tells of it. The
// service is the test's own, on the loopback.
class TestWindowNetwork : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aTypedPortIsReached();
    void theLampIsLitWhileItRuns();

private:
    testsupport::IsolatedHome m_home;
};

namespace {

// Sends one byte after the other on each connection, for as long as it is told to.
class Ticker
{
public:
    Ticker()
        : m_listening(testsupport::listenOnLoopback(&m_port))
        , m_thread([this] {
            std::vector<UniqueFd> sockets;
            while (!m_stop) {
                UniqueFd socket(::accept4(m_listening.get(), nullptr, nullptr, SOCK_NONBLOCK));
                if (socket)
                    sockets.push_back(std::move(socket));
                for (const UniqueFd &each : sockets) {
                    [[maybe_unused]] const auto sent = ::send(each.get(), "x", 1, MSG_NOSIGNAL);
                }
                std::this_thread::yield();
            }
        })
    {
    }
    ~Ticker()
    {
        m_stop = true;
        m_thread.join();
    }
    QByteArray port() const { return QByteArray::number(m_port); }

private:
    quint16 m_port = 0;
    UniqueFd m_listening;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

} // namespace

void TestWindowNetwork::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English));
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestWindowNetwork::aTypedPortIsReached()
{
    const Ticker ticker;
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("client"),
                        "import socket\n\n\ndef handler(event, context):\n"
                        "    s = socket.create_connection(('127.0.0.1', "
                            + ticker.port()
                            + "))\n    s.sendall(b'four')\n"
                              "    return len(s.recv(3, socket.MSG_WAITALL))\n");
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    auto *text = driver.find<QLabel>("networkLampText");
    QCOMPARE(text->text(), QStringLiteral("offline"));
    QVERIFY(driver.invoke());
    QVERIFY(driver.response().contains("ConnectionRefusedError"));
    auto *figures = driver.find<QLabel>("responseFigures");
    QVERIFY(!figures->text().contains(QLatin1StringView("Network")));

    driver.window().raisePanel(QStringLiteral("configurationDock"));
    auto *ports = driver.find<QLineEdit>("hostPorts");
    ports->setFocus();
    QTest::keyClicks(ports, QString::fromLatin1(ticker.port()));
    // Nobody has said yet that this workspace may reach anything.
    QVERIFY(driver.invoke());
    auto *trust = driver.find<widgets::MessageLine>("trustMessage");
    QTRY_VERIFY(trust->isVisible());
    QVERIFY2(trust->text().contains(QLatin1StringView("asks for a network")),
             qPrintable(trust->text()));
    QTest::mouseClick(trust->findChild<QPushButton *>(QStringLiteral("messageAction")),
                      Qt::LeftButton);
    QTRY_VERIFY(!trust->isVisible());
    QVERIFY(driver.invoke());
    QCOMPARE(driver.response(), QByteArray("3"));
    QVERIFY(contentOf(workspace.path(QStringLiteral("template.yaml")))
                .contains("        HostPorts:\n          - " + ticker.port() + '\n'));
    QVERIFY2(figures->text().contains(QLatin1StringView("Network")), qPrintable(figures->text()));
    QVERIFY2(figures->text().contains(QLatin1StringView("4 B sent")), qPrintable(figures->text()));
    QTRY_VERIFY(text->text().startsWith(QStringLiteral("host ports ") + ports->text()
                                        + QStringLiteral(" · ↑ 4 B ↓ ")));
    QVERIFY(text->accessibleName().contains(QLatin1StringView("Network of the function")));
}

void TestWindowNetwork::theLampIsLitWhileItRuns()
{
    const Ticker ticker;
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("client"),
                        "import socket\n\n\ndef handler(event, context):\n"
                        "    s = socket.create_connection(('127.0.0.1', "
                            + ticker.port() + "))\n    while True: s.recv(1000)\n",
                        "      Timeout: 900\n");
    QVERIFY(engine::TrustedFolders().add(workspace.path()));
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    auto *lamp = driver.panel<widgets::NetworkLamp>();
    auto *text = driver.find<QLabel>("networkLampText");
    driver.window().raisePanel(QStringLiteral("configurationDock"));
    auto *ports = driver.find<QLineEdit>("hostPorts");
    ports->setFocus();
    QTest::keyClicks(ports, QString::fromLatin1(ticker.port()));
    QVERIFY(!lamp->isLit());
    QVERIFY(driver.waitForRun([&] {
        QTest::keyClick(&driver.window(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(lamp->isLit(), 20'000);
        const QString first = text->text();
        QVERIFY(first.contains(u'↓'));
        QTRY_VERIFY(text->text() != first); // counts go on
        QVERIFY(lamp->toolTip().contains(QLatin1StringView("flowing")));
        QTest::keyClick(&driver.window(), Qt::Key_Period, Qt::ControlModifier);
    }));
    QTRY_VERIFY(!lamp->isLit());
}

QTEST_MAIN(TestWindowNetwork)
#include "tst_windownetwork.moc"
