// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/delegatedscope.h"

#include <QFile>
#include <QStandardPaths>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine/core/uniquefd.h"
#include "engine/sandbox/parkedprocess.h"

namespace engine {
namespace {

constexpr auto Leaf = "/workbench"; // a group with processes can't hand controllers down
constexpr long NapNs = 1'000'000;
constexpr int MostNaps = 5'000;

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeAll(const QByteArray &path, const QByteArray &value)
{
    const UniqueFd file(::open(path.constData(), O_WRONLY | O_CLOEXEC));
    return file
           && ::write(file.get(), value.constData(), static_cast<std::size_t>(value.size()))
                  == value.size();
}

// The path in a pure v2 hierarchy, which has this one line only; else empty.
QByteArray purePath(const QByteArray &selfGroups)
{
    const QByteArray line = selfGroups.trimmed();
    return line.startsWith("0::") && !line.contains('\n') ? line.mid(3) : QByteArray();
}

// The numbers of processes mean something to systemd only where they are the machine's own.
bool inFirstPidNamespace()
{
    constexpr auto First = "pid:[4026531836]"; // PROC_PID_INIT_INO of the kernel
    char name[64];
    const auto length = ::readlink("/proc/self/ns/pid", name, sizeof name);
    return length > 0 && QByteArray(name, length) == First;
}

bool ask(const ScopeHost &host)
{
    const auto pid =
        spawnProgram(QFile::encodeName(host.busctl), scopeRequest(host.pid),
                     {"DBUS_SESSION_BUS_ADDRESS=" + host.bus, "LC_ALL=C"}, {-1, -1, -1});
    int status = -1;
    return pid && ::waitpid(*pid, &status, 0) == *pid && status == 0;
}

// systemd answers before it has moved the process.
QByteArray waitForScope(const ScopeHost &host)
{
    const QByteArray end = '/' + scopeName(host.pid);
    for (int i = 0; i < MostNaps; ++i) {
        const QByteArray path = purePath(readAll(host.selfGroups));
        if (path.endsWith(end))
            return path;
        const timespec nap{0, NapNs};
        ::nanosleep(&nap, nullptr);
    }
    return {};
}

} // namespace

ScopeHost thisScopeHost()
{
    ScopeHost host{QStringLiteral("/sys/fs/cgroup"),
                   QStringLiteral("/proc/self/cgroup"),
                   {},
                   {},
                   ::getuid(),
                   ::getpid(),
                   true};
    host.ownPids = inFirstPidNamespace();
    if (!host.ownPids)
        return host;
    host.busctl = QStandardPaths::findExecutable(QStringLiteral("busctl"));
    host.bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    const QString usual = QStringLiteral("/run/user/%1/bus").arg(host.user);
    if (host.bus.isEmpty() && QFile::exists(usual))
        host.bus = "unix:path=" + usual.toLatin1();
    return host;
}

bool wantsDelegatedScope(const QByteArray &selfGroups, uid_t user)
{
    const QByteArray path = purePath(selfGroups);
    return user != 0 && path.startsWith("/user.slice/user-" + QByteArray::number(user) + ".slice/")
           && !path.endsWith(Leaf);
}

ScopeObstacle scopeObstacle(const ScopeHost &host)
{
    const QByteArray path = purePath(readAll(host.selfGroups));
    if (path.isEmpty())
        return ScopeObstacle::NotPureV2;
    if (!host.ownPids || path == "/" || path.startsWith("/.."))
        return ScopeObstacle::Container;
    if (!path.startsWith("/user.slice/user-" + QByteArray::number(host.user) + ".slice/")
        || host.user == 0)
        return ScopeObstacle::Service;
    if (host.bus.isEmpty())
        return ScopeObstacle::NoBus;
    return host.busctl.isEmpty() ? ScopeObstacle::NoBusctl : ScopeObstacle::Refused;
}

QByteArray scopeName(pid_t pid)
{
    return "app-io.github.lambda_workbench.LambdaWorkbench-" + QByteArray::number(pid) + ".scope";
}

QByteArrayList scopeRequest(pid_t pid)
{
    return {"--user",
            "--quiet",
            "--timeout=5",
            "call",
            "org.freedesktop.systemd1",
            "/org/freedesktop/systemd1",
            "org.freedesktop.systemd1.Manager",
            "StartTransientUnit",
            "ssa(sv)a(sa(sv))",
            scopeName(pid),
            "fail",
            "4", // properties follow
            "Description",
            "s",
            "Lambda Workbench",
            "PIDs",
            "au",
            "1",
            QByteArray::number(pid),
            "Delegate",
            "b",
            "true",
            "CollectMode",
            "s",
            "inactive-or-failed",
            "0"};
}

bool joinDelegatedScope(const ScopeHost &host)
{
    if (host.busctl.isEmpty() || host.bus.isEmpty()
        || !wantsDelegatedScope(readAll(host.selfGroups), host.user) || !ask(host))
        return false;
    const QByteArray path = waitForScope(host);
    if (path.isEmpty())
        return false;
    const QByteArray scope = QFile::encodeName(host.mount) + path;
    if (::mkdir((scope + Leaf).constData(), 0755) != 0 && errno != EEXIST)
        return false;
    if (!writeAll(scope + Leaf + "/cgroup.procs", "0"))
        return false;
    for (const char *controller : {"+memory", "+cpu", "+pids"})
        writeAll(scope + "/cgroup.subtree_control", controller); // one that lacks stops no other
    return true;
}

} // namespace engine
