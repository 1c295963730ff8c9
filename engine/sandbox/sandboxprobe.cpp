// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/sandboxprobe.h"

#include <QByteArrayList>
#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>
#include <QVersionNumber>

#include <fcntl.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>

#include "engine/sandbox/hostuser.h"
#include "engine/sandbox/networklink.h"
#include "engine/sandbox/parkedprocess.h"
#include "engine/sandbox/seccompfilter.h"

namespace engine {
namespace {

using Kind = ResourceGroups::Kind;
using State = Finding::State;

struct Probe
{
    Q_DECLARE_TR_FUNCTIONS(engine::SandboxProbe)
};

struct ProgramEnd
{
    bool succeeded = false;
    QByteArray output; // and errors
};

ProgramEnd runProgram(const QString &path, const QByteArrayList &arguments)
{
    int ends[2];
    if (path.isEmpty() || ::pipe2(ends, O_CLOEXEC) != 0)
        return {};
    const UniqueFd readEnd(ends[0]);
    UniqueFd writeEnd(ends[1]);
    const auto pid =
        spawnProgram(QFile::encodeName(path), arguments, {}, {-1, writeEnd.get(), writeEnd.get()});
    if (!pid)
        return {false, pid.error().detail.toLocal8Bit()};
    writeEnd.reset();
    ProgramEnd end;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(readEnd.get(), buffer, sizeof buffer)) > 0;)
        end.output.append(buffer, got);
    int status = 0;
    ::waitpid(*pid, &status, 0);
    end.succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    end.output = end.output.trimmed();
    return end;
}

Finding bubblewrap(const SandboxCapabilities &found)
{
    const QString name = Probe::tr("bubblewrap");
    if (found.bwrapPath.isEmpty())
        return {name, State::Missing, Probe::tr("The program bwrap is not installed."),
                Probe::tr("Install it with: sudo apt install bubblewrap")};
    if (!bwrapCanDisableUserNamespaces(found.bwrapPath))
        return {name, State::Degraded,
                Probe::tr("Version %1 can't forbid user namespaces inside the sandbox; the filter "
                          "of system calls alone does.")
                    .arg(found.bwrapVersion),
                Probe::tr("Install version 0.8.0 or later.")};
    return {name, State::Ok, Probe::tr("Version %1.").arg(found.bwrapVersion), QString()};
}

Finding supervisor(const SandboxCapabilities &found)
{
    const QString name = Probe::tr("Supervisor");
    if (found.initPath.isEmpty())
        return {name, State::Missing, Probe::tr("The program workbench-init was not found."),
                Probe::tr("Install Lambda Workbench again.")};
    return {name, State::Ok, found.initPath, QString()};
}

Finding namespaces(const SandboxCapabilities &found)
{
    const QString name = Probe::tr("Namespaces");
    if (found.startsSandboxes)
        return {name, State::Ok, Probe::tr("Sandboxes can be started."), QString()};
    const auto setting = [](const char *path) {
        QFile file(QString::fromLatin1(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    };
    const QString sentence = Probe::tr("A sandbox can't be started: %1").arg(found.startError);
    if (setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1")
        return {name, State::Missing, sentence,
                Probe::tr("AppArmor keeps programs from making user namespaces. Allow it for bwrap "
                          "with an AppArmor profile, or for all with: sudo sysctl "
                          "kernel.apparmor_restrict_unprivileged_userns=0")};
    if (setting("/proc/sys/kernel/unprivileged_userns_clone") == "0")
        return {name, State::Missing, sentence,
                Probe::tr("Allow user namespaces with: sudo sysctl "
                          "kernel.unprivileged_userns_clone=1")};
    if (setting("/proc/sys/user/max_user_namespaces") == "0")
        return {
            name, State::Missing, sentence,
            Probe::tr("Allow user namespaces with: sudo sysctl user.max_user_namespaces=10000")};
    return {name, State::Missing, sentence,
            Probe::tr("In a container, user namespaces must be allowed by whoever runs it.")};
}

Finding filter(const SandboxCapabilities &found)
{
    const QString name = Probe::tr("Filter of system calls");
    if (found.filtersCalls)
        return {name, State::Ok, Probe::tr("seccomp is there."), QString()};
    return {name, State::Missing, Probe::tr("The kernel does not offer seccomp filters."),
            Probe::tr("A kernel with CONFIG_SECCOMP_FILTER is needed.")};
}

QString version(Kind kind)
{
    return kind == Kind::V2 ? Probe::tr("control group, version 2")
                            : Probe::tr("control group, version 1");
}

QString delegation(ScopeObstacle obstacle)
{
    switch (obstacle) {
    case ScopeObstacle::NotPureV2:
        return Probe::tr("Ordinary users have control groups of version 2 only. Start the kernel "
                         "with systemd.unified_cgroup_hierarchy=1.");
    case ScopeObstacle::Container:
        return Probe::tr("In a container, whoever runs it must give it control groups of its own "
                         "that can be written.");
    case ScopeObstacle::Service:
        return Probe::tr("This was not started in a session of an ordinary user. Start it from a "
                         "terminal of one, or, as a service, with Delegate=yes in its unit.");
    case ScopeObstacle::NoBus:
        return Probe::tr("There is no systemd session of yours to ask for them. Log in as this "
                         "user, on a screen or with ssh, and not by su or sudo.");
    case ScopeObstacle::NoBusctl:
        return Probe::tr("systemd is asked for them with busctl, which is not installed. It "
                         "belongs to systemd: sudo apt install systemd");
    case ScopeObstacle::Refused:
        break;
    }
    return Probe::tr("systemd was asked for them and did not give them. The administrator allows "
                     "it with: sudo systemctl edit user@.service, the lines [Service] and "
                     "Delegate=cpu memory pids, and a new login.");
}

std::vector<Finding> resources(const SandboxCapabilities &found)
{
    const auto finding = [&](const QString &name, Kind kind, const QString &otherwise) {
        return kind == Kind::None
                   ? Finding{name, State::Degraded, otherwise, delegation(found.scope)}
                   : Finding{name, State::Ok, version(kind), QString()};
    };
    return {
        finding(Probe::tr("Memory limit"), found.groups.memory,
                Probe::tr("A watchdog measures 20 times a second; a function that is faster may "
                          "pass its memory for a moment.")),
        finding(Probe::tr("CPU share"), found.groups.cpu,
                Probe::tr("Functions are paused and continued, which is less even than Lambda.")),
        finding(Probe::tr("Process limit"), found.groups.pids,
                Probe::tr("Held by the limit for the user, inside the sandbox.")),
        finding(Probe::tr("Freezing between invocations"), found.groups.freeze,
                Probe::tr("All processes are stopped by a signal.")),
    };
}

// slirp4netns makes its device with it, inside the sandbox's network namespace.
QString tunTrouble()
{
    const UniqueFd device(::open("/dev/net/tun", O_RDWR | O_CLOEXEC));
    return device ? QString() : QString::fromLocal8Bit(std::strerror(errno));
}

Finding rights(const SandboxCapabilities &found)
{
    const QString name = Probe::tr("User");
    if (!found.asRoot)
        return {name, State::Ok, Probe::tr("The workbench runs as an ordinary user."), QString()};
    if (found.givesUpRoot)
        return {name, State::Ok,
                Probe::tr("The workbench runs as root; sandboxes give root up first where the code "
                          "can be read without."),
                QString()};
    return {name, State::Degraded,
            Probe::tr("The workbench runs as root, and sandboxes keep it, without its rights."),
            Probe::tr("Run the workbench as an ordinary user.")};
}

} // namespace

Finding internetFinding(const SandboxCapabilities &found)
{
    const QString name = Probe::tr("Internet for functions that ask for it");
    if (found.slirpPath.isEmpty())
        return {name, State::Degraded,
                Probe::tr("slirp4netns is not installed. Functions have no Internet; ports of this "
                          "machine can be reached without it."),
                Probe::tr("Install it with: sudo apt install slirp4netns")};
    if (!found.tunTrouble.isEmpty())
        return {name, State::Degraded,
                Probe::tr("slirp4netns needs /dev/net/tun, which can't be opened: %1. Functions "
                          "have no Internet; ports of this machine can be reached without it.")
                    .arg(found.tunTrouble),
                Probe::tr("Load the kernel's module with: sudo modprobe tun. In a container, "
                          "whoever runs it must pass the device in.")};
    return {name, State::Ok, Probe::tr("%1 is there.").arg(found.slirpPath), QString()};
}

QString findBubblewrap()
{
    return QStandardPaths::findExecutable(QStringLiteral("bwrap"));
}

static QString bwrapVersion(const QString &path)
{
    return QString::fromLatin1(runProgram(path, {"--version"}).output).section(u' ', 1, 1);
}

bool bwrapCanDisableUserNamespaces(const QString &bwrapPath)
{
    return QVersionNumber::fromString(bwrapVersion(bwrapPath)) >= QVersionNumber(0, 8, 0);
}

SandboxCapabilities probeSandbox(const QString &initPath)
{
    SandboxCapabilities found;
    found.bwrapPath = findBubblewrap();
    found.bwrapVersion = bwrapVersion(found.bwrapPath);
    found.initPath = QFile::exists(initPath) ? initPath : QString();
    const ProgramEnd trial =
        runProgram(found.bwrapPath, {"--unshare-all", "--unshare-user", "--cap-drop", "ALL",
                                     "--die-with-parent", "--ro-bind", "/", "/", "--proc", "/proc",
                                     "--dev", "/dev", "--", "/usr/bin/env", "true"});
    found.startsSandboxes = trial.succeeded;
    found.startError = QString::fromLocal8Bit(trial.output);
    found.filtersCalls = QFile::exists(QStringLiteral("/proc/sys/kernel/seccomp/actions_avail"))
                         && buildSeccompFilter(AnonymousFiles::Allowed);
    found.groups = ResourceGroups().kinds();
    found.scope = scopeObstacle(thisScopeHost());
    found.slirpPath = findSlirp();
    found.tunTrouble = tunTrouble();
    found.asRoot = ::geteuid() == 0;
    found.givesUpRoot = found.asRoot && ordinaryUsersMayMakeNamespaces();
    return found;
}

std::vector<Finding> sandboxFindings(const SandboxCapabilities &capabilities)
{
    std::vector<Finding> findings{bubblewrap(capabilities), supervisor(capabilities),
                                  namespaces(capabilities), filter(capabilities)};
    const std::vector<Finding> more = resources(capabilities);
    findings.insert(findings.end(), more.begin(), more.end());
    findings.push_back(internetFinding(capabilities));
    findings.push_back(rights(capabilities));
    return findings;
}

} // namespace engine
