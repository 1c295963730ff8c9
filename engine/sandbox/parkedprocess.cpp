// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/parkedprocess.h"

#include <QByteArrayList>
#include <QFile>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cstring>
#include <utility>
#include <vector>

namespace engine {
namespace {

Error systemError(const char *what, int error)
{
    return Error{Error::Code::SandboxFailed, QString::fromLatin1(what) + QStringLiteral(": ")
                                                 + QString::fromLocal8Bit(std::strerror(error))};
}

std::vector<char *> pointers(const QByteArrayList &texts)
{
    std::vector<char *> list;
    for (const QByteArray &text : texts)
        list.push_back(const_cast<char *>(text.constData())); // posix_spawn does not write
    list.push_back(nullptr);
    return list;
}

} // namespace

UniqueFd openPidfd(pid_t pid)
{
    return UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

Result<pid_t> spawnProgram(const QByteArray &path, const QByteArrayList &arguments,
                           const QByteArrayList &environment, const std::vector<int> &descriptors)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    // First copies above everything that is to be replaced, then down to the wanted numbers.
    std::vector<UniqueFd> copies;
    for (std::size_t i = 0; i < descriptors.size(); ++i) {
        const auto number = static_cast<int>(i);
        if (descriptors[i] < 0) {
            posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0);
        } else {
            copies.emplace_back(::fcntl(descriptors[i], F_DUPFD_CLOEXEC, 64));
            posix_spawn_file_actions_adddup2(&actions, copies.back().get(), number);
        }
    }
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0); // Ctrl+C in lwb's terminal is for lwb alone
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
                                              | POSIX_SPAWN_SETPGROUP);
    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, path.constData(), &actions, &attributes,
                                    pointers(QByteArrayList{path} + arguments).data(),
                                    pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error != 0)
        return systemError(path.constData(), error);
    return pid;
}

Result<ParkedProcess> park(const QString &initPath, const QString &bwrapPath, const HostUser &user,
                           std::unique_ptr<ResourceGroup> group)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return systemError("socketpair", errno);
    ParkedProcess parked;
    parked.control.reset(ends[0]);
    const UniqueFd inner(ends[1]);
    const int one = 1;
    ::setsockopt(parked.control.get(), SOL_SOCKET, SO_PASSCRED, &one, sizeof one);

    QByteArrayList arguments{"park", QByteArray::number(::getpid()), QByteArray::number(user.uid),
                             QByteArray::number(user.gid), QFile::encodeName(bwrapPath)};
    for (const QString &file : group ? group->procsFiles() : QStringList())
        arguments.append(QFile::encodeName(file));
    const auto pid =
        spawnProgram(QFile::encodeName(initPath), arguments, {}, {-1, -1, -1, inner.get()});
    if (!pid) {
        if (group)
            group->remove();
        return pid.error();
    }
    parked.pid = *pid;
    parked.pidfd = openPidfd(*pid);
    parked.group = std::move(group);
    parked.user = user;
    return parked;
}

} // namespace engine
