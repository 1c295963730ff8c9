// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <sys/types.h>

namespace engine {

// Where an ordinary user's programs start, in a terminal or from a desktop, systemd lets them make
// no control groups, or only ones without a CPU controller. It gives a process a scope of its own
// with all of them when it is asked to; that is what this does, once for the whole process.

// What of this machine is asked and changed; tests give others.
struct ScopeHost
{
    QString mount;      // of the control groups: /sys/fs/cgroup
    QString selfGroups; // /proc/self/cgroup
    QString busctl;     // systemd's program that speaks D-Bus; empty: not installed
    QByteArray bus;     // address of the user's bus; empty: there is none
    uid_t user = 0;
    pid_t pid = 0;
    bool ownPids = true; // the machine's own process namespace; else systemd is not asked
};
[[nodiscard]] ScopeHost thisScopeHost();

// Whether to ask, from the text of /proc/self/cgroup: on a pure v2 machine, in the user's own part
// of it, outside of a scope that was given before. In containers, for services and for root it is
// left as it is.
[[nodiscard]] bool wantsDelegatedScope(const QByteArray &selfGroups, uid_t user);

// What keeps systemd from being asked, or from giving what is asked for; for telling the user.
enum class ScopeObstacle {
    NotPureV2, // control groups of version 1, or of both
    Container, // another process namespace, or a root of its own: whoever runs it decides
    Service,   // started by the system's systemd, or by root: the unit decides
    NoBus,     // no session of the user's own, as behind su and sudo
    NoBusctl,
    Refused, // it can be asked: it said no, or gave less
};
[[nodiscard]] ScopeObstacle scopeObstacle(const ScopeHost &host);

// busctl's arguments. The name is one by which desktops tell which program a scope is of.
[[nodiscard]] QByteArray scopeName(pid_t pid);
[[nodiscard]] QByteArrayList scopeRequest(pid_t pid);

// Moves this process, with its threads, into the group "workbench" of a new scope, whose
// controllers other groups in it may then use. Blocks for some ten milliseconds, for a few seconds
// when systemd does not answer. False when nothing was to be done or it was refused: everything is
// as before then.
bool joinDelegatedScope(const ScopeHost &host);

} // namespace engine
