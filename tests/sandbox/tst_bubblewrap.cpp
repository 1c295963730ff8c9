// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/sandbox/bubblewrap.h"

using engine::HostLayout;
using engine::SandboxSpec;

class TestBubblewrap : public QObject
{
    Q_OBJECT

private slots:
    void argumentsAreTheGoldenList();
    void networkBringsAResolver();
    void oldVersionsGetNoUnknownOption();
    void maskedFoldersAreEmpty();
    void writableMountsAreBound();
    void layoutIsReadFromTheHost();

private:
    static SandboxSpec spec()
    {
        SandboxSpec value;
        value.mounts = {{QStringLiteral("/home/me/code"), QStringLiteral("/var/task")}};
        value.command = QStringList{QStringLiteral("/var/task/bootstrap")};
        value.environment = {{QStringLiteral("SECRET"), QStringLiteral("not for ps")}};
        return value;
    }
    static HostLayout layout()
    {
        return {.rootEntries = {{QStringLiteral("bin"), QStringLiteral("usr/bin")},
                                {QStringLiteral("lib32"), QString()}},
                .etc = {QStringLiteral("ssl/certs")},
                .masked = {QStringLiteral("kcore")}};
    }
};

void TestBubblewrap::argumentsAreTheGoldenList()
{
    const auto plan = engine::planBubblewrap(spec(), layout());
    const QByteArray golden =
        "--unshare-all --unshare-user --uid 993 --gid 990 --disable-userns --die-with-parent "
        "--as-pid-1 --new-session --clearenv --cap-drop ALL --hostname sandbox "
        "--ro-bind /usr /usr --symlink usr/bin /bin --ro-bind /lib32 /lib32 "
        "--perms 0444 --file 10 /etc/passwd --perms 0444 --file 11 /etc/group "
        "--perms 0444 --file 12 /etc/hosts --perms 0444 --file 13 /etc/nsswitch.conf "
        "--perms 0444 --file 14 /etc/hostname --ro-bind /etc/ssl/certs /etc/ssl/certs "
        "--proc /proc --ro-bind /dev/null /proc/kcore --remount-ro /proc "
        "--dev /dev --remount-ro /dev --size 536870912 --perms 1777 --tmpfs /tmp "
        "--perms 0755 --dir /var/task --perms 0755 --dir /opt "
        "--ro-bind /home/me/code /var/task --remount-ro / --chdir / --seccomp 5";
    QCOMPARE(plan.arguments.join(' '), golden);
    QCOMPARE(plan.files.size(), 5);
    QVERIFY(plan.files[0].contains("sbx_user1051:x:993:990:"));
    QVERIFY(plan.files[2].contains("127.0.0.1 sandbox sandbox.localdomain"));
}

void TestBubblewrap::networkBringsAResolver()
{
    auto online = spec();
    online.network = engine::Network::Internet;
    QVERIFY(engine::planBubblewrap(online, layout()).arguments.contains("/etc/resolv.conf"));
    QVERIFY(!engine::planBubblewrap(spec(), layout()).arguments.contains("/etc/resolv.conf"));
}

void TestBubblewrap::oldVersionsGetNoUnknownOption()
{
    auto old = layout();
    old.canDisableUserNamespaces = false;
    QVERIFY(!engine::planBubblewrap(spec(), old).arguments.contains("--disable-userns"));
}

void TestBubblewrap::writableMountsAreBound()
{
    auto writing = spec();
    writing.mounts.push_back({QStringLiteral("/home/me/out"), QStringLiteral("/build/out"),
                              SandboxSpec::Access::Writable});
    const QByteArray arguments = engine::planBubblewrap(writing, layout()).arguments.join(' ');
    QVERIFY2(arguments.contains("--ro-bind /home/me/code /var/task --bind /home/me/out /build/out "
                                "--remount-ro / "),
             arguments.constData());
}

void TestBubblewrap::maskedFoldersAreEmpty()
{
    auto masking = spec();
    masking.masked = QStringList{QStringLiteral("/var/task/private")};
    const QByteArray plan = engine::planBubblewrap(masking, layout()).arguments.join(' ');
    QVERIFY2(plan.contains("--ro-bind /home/me/code /var/task --size 4096 --perms 0755 --tmpfs "
                           "/var/task/private --remount-ro /var/task/private --remount-ro /"),
             plan);
}

void TestBubblewrap::layoutIsReadFromTheHost()
{
    QTemporaryDir host;
    const QDir root(host.path());
    for (const char *folder :
         {"usr/bin", "lib32", "etc/ssl/certs", "etc/ssl/private", "etc/java-17-openjdk", "proc"})
        QVERIFY(root.mkpath(QLatin1StringView(folder)));
    QVERIFY(QFile::link(QStringLiteral("usr/bin"), root.filePath(QStringLiteral("bin"))));
    QFile kcore(root.filePath(QStringLiteral("proc/kcore")));
    QVERIFY(kcore.open(QIODevice::WriteOnly));

    auto expected = layout();
    expected.etc << QStringLiteral("java-17-openjdk");
    QVERIFY(engine::readHostLayout(host.path()) == expected);
}

QTEST_GUILESS_MAIN(TestBubblewrap)
#include "tst_bubblewrap.moc"
