/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that is made ahead of time: it joins its control groups (milliseconds each), gives up
 * root, and waits for the order to become bwrap. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "init.h"

static int joinGroup(const char *procsFile)
{
    const int fd = open(procsFile, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    const int joined = write(fd, "0", 1) == 1;
    close(fd);
    return joined;
}

/* All or nothing: a process that kept a bit of root would be worse than one that ends. */
static int becomeUser(const char *uidText, const char *gidText)
{
    const long uid = atol(uidText);
    const long gid = atol(gidText);
    if (uid < 0)
        return 1;
    return setgroups(0, NULL) == 0 && setresgid((gid_t)gid, (gid_t)gid, (gid_t)gid) == 0
           && setresuid((uid_t)uid, (uid_t)uid, (uid_t)uid) == 0;
}

/* Takes the order and its descriptors, which then stand at the numbers of protocol.h. */
static int receiveOrder(void)
{
    struct WbMessage order;
    union
    {
        char bytes[CMSG_SPACE((WbMaxExtra + 8) * sizeof(int))];
        struct cmsghdr align;
    } control;
    struct iovec part = {&order, sizeof order};
    struct msghdr packet = {.msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = control.bytes,
                            .msg_controllen = sizeof control.bytes};
    ssize_t got;
    do {
        got = recvmsg(WbFdControl, &packet, 0);
    } while (got < 0 && errno == EINTR);
    const struct cmsghdr *header = CMSG_FIRSTHDR(&packet);
    if (got != (ssize_t)sizeof order || order.type != WbExecute || header == NULL
        || header->cmsg_type != SCM_RIGHTS || (packet.msg_flags & MSG_CTRUNC))
        return 0;

    int received[WbMaxExtra + 8];
    const int count = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    memcpy(received, CMSG_DATA(header), (size_t)count * sizeof(int));
    /* Order of sending: stderr, then WbFdArguments and so on, the log's only if it is there.
     * First out of the way of the numbers that they are to get. */
    enum { Away = 200 };
    for (int i = 0; i < count; ++i) {
        if (dup2(received[i], Away + i) < 0)
            return 0;
    }
    closeRange(WbFdArguments, Away - 1);
    int number = STDERR_FILENO;
    for (int i = 0; i < count; ++i) {
        if (dup2(Away + i, number) < 0)
            return 0;
        if (number == STDERR_FILENO)
            number = WbFdArguments;
        else if (++number == WbFdLog && order.value == 0)
            ++number;
    }
    closeRange(Away, ~0U);
    return dup2(STDERR_FILENO, STDOUT_FILENO) >= 0;
}

int parkMain(int argc, char **argv)
{
    const pid_t parent = (pid_t)atol(argv[2]);
    closeRange(WbFdControl + 1, ~0U);

    int missed = 0;
    for (int i = 6; i < argc; ++i)
        missed += !joinGroup(argv[i]);
    if (!becomeUser(argv[3], argv[4]))
        return 1;
    /* After the change of user, which takes this setting back. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        return 1;
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (chdir("/") != 0)
        return 1;

    if (!sendMessage((struct WbMessage){.type = WbParked, .value = missed}) || !receiveOrder())
        return 0; /* the host has gone, or does not need it any more */

    static char arguments[] = "4", program[] = "/proc/self/fd/8";
    _Static_assert(WbFdArguments == 4 && WbFdInit == 8, "the texts above");
    char *command[] = {argv[5], "--args", arguments, "--", program, "supervise", NULL};
    char *environment[] = {NULL};
    execve(argv[5], command, environment);
    static const char failed[] = "bwrap can't be executed: ";
    const char *reason = strerror(errno);
    ssize_t written = write(STDERR_FILENO, failed, sizeof failed - 1);
    written += write(STDERR_FILENO, reason, strlen(reason));
    return written > 0 ? 126 : 127;
}
