// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/sandbox/sandboxprobe.h"

using engine::Finding;
using engine::SandboxCapabilities;

class TestSandboxProbe : public QObject
{
    Q_OBJECT

private slots:
    void everythingThatIsWrongHasARemedy();
    void nothingRunsWithoutNamespaces();
    void everyObstacleHasItsRemedy();
    void internetNeedsProgramAndDevice();
    void thisMachineIsDescribed();
};

void TestSandboxProbe::everythingThatIsWrongHasARemedy()
{
    const SandboxCapabilities nothing;
    for (const Finding &finding : engine::sandboxFindings(nothing)) {
        QVERIFY(!finding.name.isEmpty() && !finding.sentence.isEmpty());
        QVERIFY2(finding.state == Finding::State::Ok || !finding.remedy.isEmpty(),
                 qPrintable(finding.name));
    }
    QVERIFY(!nothing.canRun());
}

void TestSandboxProbe::nothingRunsWithoutNamespaces()
{
    SandboxCapabilities found{.bwrapPath = QStringLiteral("/usr/bin/bwrap"),
                              .bwrapVersion = QStringLiteral("0.8.0"),
                              .initPath = QStringLiteral("/init"),
                              .startsSandboxes = true,
                              .filtersCalls = true};
    QVERIFY(found.canRun());
    found.startsSandboxes = false;
    found.startError = QStringLiteral("bwrap: No permissions");
    QVERIFY(!found.canRun());
    const auto findings = engine::sandboxFindings(found);
    QVERIFY(std::any_of(findings.begin(), findings.end(), [](const Finding &finding) {
        return finding.state == Finding::State::Missing
               && finding.sentence.contains(QLatin1StringView("No permissions"));
    }));
}

void TestSandboxProbe::everyObstacleHasItsRemedy()
{
    using Obstacle = engine::ScopeObstacle;
    QStringList remedies;
    for (const Obstacle obstacle : {Obstacle::NotPureV2, Obstacle::Container, Obstacle::Service,
                                    Obstacle::NoBus, Obstacle::NoBusctl, Obstacle::Refused}) {
        SandboxCapabilities found;
        found.scope = obstacle;
        for (const Finding &finding : engine::sandboxFindings(found)) {
            // A scope of systemd-run's delegates nothing, and the program asks for one itself.
            QVERIFY(!finding.remedy.contains(QLatin1StringView("systemd-run")));
            if (finding.name == QLatin1StringView("Memory limit"))
                remedies.append(finding.remedy);
        }
    }
    QCOMPARE(remedies.size(), 6);
    remedies.removeDuplicates();
    QCOMPARE(remedies.size(), 6);
    QVERIFY(remedies.last().contains(QLatin1StringView("Delegate=cpu memory pids")));
}

void TestSandboxProbe::internetNeedsProgramAndDevice()
{
    SandboxCapabilities found;
    found.slirpPath = QStringLiteral("/usr/bin/slirp4netns");
    QCOMPARE(engine::internetFinding(found).state, Finding::State::Ok);
    found.tunTrouble = QStringLiteral("No such file or directory");
    Finding trouble = engine::internetFinding(found);
    QCOMPARE(trouble.state, Finding::State::Degraded);
    QVERIFY(trouble.sentence.contains(QLatin1StringView("No such file")));
    QVERIFY(trouble.remedy.contains(QLatin1StringView("modprobe tun")));
    found.slirpPath.clear();
    trouble = engine::internetFinding(found);
    QVERIFY(trouble.remedy.contains(QLatin1StringView("apt install slirp4netns")));
}

void TestSandboxProbe::thisMachineIsDescribed()
{
    const auto found =
        engine::probeSandbox(QStringLiteral(WORKBENCH_BINARY_DIR "/libexec/workbench-init"));
    if (found.bwrapPath.isEmpty())
        QSKIP("bubblewrap is not installed");
    QVERIFY(found.bwrapVersion.count(u'.') >= 1);
    QVERIFY(!found.initPath.isEmpty());
    QCOMPARE(found.asRoot, ::geteuid() == 0);
    QVERIFY(found.startsSandboxes != !found.startError.isEmpty());
    QVERIFY(engine::probeSandbox(QStringLiteral("/no/such/init")).initPath.isEmpty());
}

QTEST_GUILESS_MAIN(TestSandboxProbe)
#include "tst_sandboxprobe.moc"
