// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/sandbox/delegatedscope.h"

using engine::ScopeHost;

namespace {

const QByteArray Session = "0::/user.slice/user-1000.slice/session-3.scope\n";
const QByteArray Slice = "/user.slice/user-1000.slice/user@1000.service/app.slice/";

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

// Ordinary folders stand in for the kernel's, a script for busctl. With a systemd and a kernel it
// is run in a virtual machine, see tests/vm.
class TestDelegatedScope : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void isWantedWhereItHelps_data();
    void isWantedWhereItHelps();
    void processEndsUpInALeafBelowControllers();
    void refusalChangesNothing();
    void nothingIsAskedWithoutABus();
    void obstaclesAreTold_data();
    void obstaclesAreTold();

private:
    // A busctl that writes its arguments and environment down, and then does `more`.
    void makeBusctl(const QByteArray &more);
    QString at(const char *name) const { return m_root.filePath(QLatin1StringView(name)); }
    QString scope() const
    {
        return m_root.path() + QString::fromLatin1(Slice + engine::scopeName(42));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QDir m_root;
    ScopeHost m_host;
};

void TestDelegatedScope::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = QDir(m_folder->path());
    m_host = {m_root.path(), at("self"), at("busctl"), "unix:path=/nowhere", 1000, 42};
    write(at("self"), Session);
    // The kernel makes these files with a folder.
    QVERIFY(m_root.mkpath(scope() + QStringLiteral("/workbench")));
    write(scope() + QStringLiteral("/cgroup.subtree_control"), {});
    write(scope() + QStringLiteral("/workbench/cgroup.procs"), {});
}

void TestDelegatedScope::makeBusctl(const QByteArray &more)
{
    write(at("busctl"), "#!/bin/sh\ncd '" + QFile::encodeName(m_root.path())
                            + "'\nprintf '%s\\n' \"$DBUS_SESSION_BUS_ADDRESS\" \"$@\" >asked\n"
                            + more + "\n");
    QFile::setPermissions(at("busctl"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void TestDelegatedScope::isWantedWhereItHelps_data()
{
    QTest::addColumn<QByteArray>("groups");
    QTest::addColumn<bool>("wanted");
    QTest::newRow("in a terminal") << Session << true;
    QTest::newRow("started by a desktop") << "0::" + Slice + "app-gnome-x-77.scope\n" << true;
    QTest::newRow("in another program's scope") << "0::" + Slice + "run-u4.scope\n" << true;
    QTest::newRow("already in one") << "0::" + Slice + engine::scopeName(7) + "/workbench\n"
                                    << false;
    QTest::newRow("as a service of the machine")
        << QByteArray("0::/system.slice/ci.service\n") << false;
    QTest::newRow("in another user's session")
        << QByteArray("0::/user.slice/user-1001.slice/session-3.scope\n") << false;
    QTest::newRow("in a container") << QByteArray("0::/\n") << false;
    QTest::newRow("with controllers of version 1") << "4:memory:/\n" + Session << false;
    QTest::newRow("without control groups") << QByteArray() << false;
}

void TestDelegatedScope::isWantedWhereItHelps()
{
    QFETCH(QByteArray, groups);
    QFETCH(bool, wanted);
    QCOMPARE(engine::wantsDelegatedScope(groups, 1000), wanted);
    QVERIFY(!engine::wantsDelegatedScope(groups, 0));
}

void TestDelegatedScope::processEndsUpInALeafBelowControllers()
{
    // systemd moves the process a moment after it has answered.
    makeBusctl("(sleep 0.05; printf '0::" + Slice + engine::scopeName(42) + "\\n' >self) &");
    QVERIFY(engine::joinDelegatedScope(m_host));
    QCOMPARE(read(scope() + QStringLiteral("/workbench/cgroup.procs")), QByteArray("0"));
    QVERIFY(!read(scope() + QStringLiteral("/cgroup.subtree_control")).isEmpty());
    const QList<QByteArray> asked = read(at("asked")).split('\n');
    QCOMPARE(asked.first(), QByteArray("unix:path=/nowhere"));
    QVERIFY(asked.contains("StartTransientUnit"));
    QVERIFY(asked.contains("Delegate"));
    QCOMPARE(asked.value(asked.indexOf("PIDs") + 3), QByteArray("42"));
}

void TestDelegatedScope::refusalChangesNothing()
{
    makeBusctl("exit 1");
    QVERIFY(!engine::joinDelegatedScope(m_host));
    QVERIFY(QFile::exists(at("asked")));
    QVERIFY(read(scope() + QStringLiteral("/workbench/cgroup.procs")).isEmpty());
}

void TestDelegatedScope::nothingIsAskedWithoutABus()
{
    makeBusctl("exit 0");
    m_host.bus.clear();
    QVERIFY(!engine::joinDelegatedScope(m_host));
    QVERIFY(!QFile::exists(at("asked")));
}

void TestDelegatedScope::obstaclesAreTold_data()
{
    using Obstacle = engine::ScopeObstacle;
    QTest::addColumn<QByteArray>("groups");
    QTest::addColumn<int>("without"); // 1: bus, 2: busctl, 4: the machine's process numbers
    QTest::addColumn<int>("user");
    QTest::addColumn<Obstacle>("expected");
    QTest::newRow("refused") << Session << 0 << 1000 << Obstacle::Refused;
    QTest::newRow("no bus") << Session << 1 << 1000 << Obstacle::NoBus;
    QTest::newRow("neither bus nor busctl") << Session << 3 << 1000 << Obstacle::NoBus;
    QTest::newRow("no busctl") << Session << 2 << 1000 << Obstacle::NoBusctl;
    QTest::newRow("in a scope, but with fewer controllers")
        << "0::" + Slice + engine::scopeName(7) + "/workbench\n"
        << 0 << 1000 << Obstacle::Refused;
    QTest::newRow("a service") << QByteArray("0::/system.slice/ci.service\n") << 0 << 1000
                               << Obstacle::Service;
    QTest::newRow("root") << QByteArray("0::/user.slice/user-0.slice/session-1.scope\n") << 0 << 0
                          << Obstacle::Service;
    QTest::newRow("another one's session, by su") << Session << 0 << 1001 << Obstacle::Service;
    QTest::newRow("a container") << QByteArray("0::/\n") << 0 << 1000 << Obstacle::Container;
    QTest::newRow("other process numbers") << Session << 4 << 1000 << Obstacle::Container;
    QTest::newRow("version 1") << QByteArray("2:memory:/user.slice\n1:cpu:/\n") << 0 << 1000
                               << Obstacle::NotPureV2;
    QTest::newRow("both versions")
        << QByteArray("1:memory:/\n0::/user.slice\n") << 0 << 1000 << Obstacle::NotPureV2;
}

void TestDelegatedScope::obstaclesAreTold()
{
    QFETCH(QByteArray, groups);
    QFETCH(int, without);
    QFETCH(int, user);
    QFETCH(engine::ScopeObstacle, expected);
    write(at("self"), groups);
    m_host.user = static_cast<uid_t>(user);
    m_host.ownPids = !(without & 4);
    if (without & 1)
        m_host.bus.clear();
    if (without & 2)
        m_host.busctl.clear();
    QCOMPARE(engine::scopeObstacle(m_host), expected);
}

QTEST_GUILESS_MAIN(TestDelegatedScope)
#include "tst_delegatedscope.moc"
