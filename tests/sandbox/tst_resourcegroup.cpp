// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/sandbox/resourcegroup.h"

using engine::ResourceGroups;
using Kind = engine::ResourceGroups::Kind;

// Ordinary folders stand in for the kernel's: they show what is made where. What limits do is
// shown in tst_sandboxlimits.
class TestResourceGroup : public QObject
{
    Q_OBJECT

private slots:
    void hybridMachineUsesEachForWhatItCan();
    void leftoversOfDeadProcessesGo();
    void machineWithoutGroupsHasNone();

private:
    static QStringList foldersBelow(const QString &path)
    {
        return QDir(path).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    }
};

void TestResourceGroup::hybridMachineUsesEachForWhatItCan()
{
    QTemporaryDir mount;
    const QDir root(mount.path());
    for (const char *folder : {"unified", "memory/jobs/7", "cpu", "cpuacct", "pids"})
        QVERIFY(root.mkpath(QLatin1StringView(folder)));
    {
        ResourceGroups groups(mount.path(),
                              "9:pids:/\n4:memory:/jobs/7\n2:cpuacct:/\n1:cpu:/\n0::/\n");
        QCOMPARE(groups.kinds().memory, Kind::V1);
        QCOMPARE(groups.kinds().cpu, Kind::V1);
        QCOMPARE(groups.kinds().pids, Kind::V1);
        QCOMPARE(groups.kinds().freeze, Kind::V2);
        QCOMPARE(groups.kinds().cpuTime, Kind::V2);
        QVERIFY(foldersBelow(root.filePath(QStringLiteral("cpuacct"))).isEmpty());
        const auto group = groups.create();
        QVERIFY(group);
        // Below the own group, so that a limit on that one holds too.
        QVERIFY(group->procsFiles().first().startsWith(
            root.filePath(QStringLiteral("memory/jobs/7/"))));
        QCOMPARE(group->procsFiles().size(), 4);
        QVERIFY(group->remove());
    }
    QVERIFY(foldersBelow(root.filePath(QStringLiteral("memory/jobs/7"))).isEmpty());
    QVERIFY(foldersBelow(root.filePath(QStringLiteral("unified"))).isEmpty());
}

void TestResourceGroup::leftoversOfDeadProcessesGo()
{
    QTemporaryDir folder;
    const QDir root(folder.path());
    QVERIFY(root.mkpath(QStringLiteral("lambda-workbench-999999999-12345-1/0")));
    QVERIFY(root.mkpath(QStringLiteral("lambda-workbench-1-0-1/0"))); // the number, used again
    QVERIFY(root.mkpath(QStringLiteral("somebody-elses")));
    engine::removeLeftoverGroups(folder.path());
    QCOMPARE(foldersBelow(folder.path()), QStringList{QStringLiteral("somebody-elses")});
}

void TestResourceGroup::machineWithoutGroupsHasNone()
{
    QTemporaryDir mount;
    ResourceGroups groups(mount.filePath(QStringLiteral("absent")), "0::/\n4:memory:/\n");
    QCOMPARE(groups.kinds(), ResourceGroups::Kinds{});
    const auto group = groups.create();
    QVERIFY(group);
    QVERIFY(group->procsFiles().isEmpty());
    QVERIFY(!group->setMemoryLimit(1) && !group->setCpuLimit(1) && !group->setFrozen(true));
    QVERIFY(!group->rawMemoryBytes() && !group->cpuTime());
}

QTEST_GUILESS_MAIN(TestResourceGroup)
#include "tst_resourcegroup.moc"
