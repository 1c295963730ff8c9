/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "init.h"

int sendMessage(struct WbMessage message)
{
    return sendDescriptors(message, NULL, 0);
}

int sendDescriptors(struct WbMessage message, const int *descriptors, int count)
{
    union
    {
        char bytes[CMSG_SPACE(WbMostSent * sizeof(int))];
        struct cmsghdr align;
    } control;
    struct iovec part = {&message, sizeof message};
    struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1};
    if (count > 0) {
        const size_t size = (size_t)count * sizeof(int);
        memset(&control, 0, sizeof control);
        packet.msg_control = control.bytes;
        packet.msg_controllen = CMSG_SPACE(size);
        struct cmsghdr *header = CMSG_FIRSTHDR(&packet);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(size);
        memcpy(CMSG_DATA(header), descriptors, size);
    }
    ssize_t sent;
    do {
        sent = sendmsg(WbFdControl, &packet, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)sizeof message;
}

void closeRange(unsigned first, unsigned last)
{
    if (first > last || syscall(SYS_close_range, first, last, 0) == 0)
        return;
    const long limit = sysconf(_SC_OPEN_MAX); /* a kernel before 5.9 */
    for (unsigned fd = first; fd <= last && fd < (unsigned)limit; ++fd)
        close((int)fd);
}

int main(int argc, char **argv)
{
    if (argc >= 6 && strcmp(argv[1], "park") == 0)
        return parkMain(argc, argv);
    if (argc == 2 && strcmp(argv[1], "supervise") == 0)
        return superviseMain();
    if (argc >= 3 && strcmp(argv[1], "ports") == 0)
        return portsMain(argc, argv);
    static const char usage[] = "workbench-init is started by Lambda Workbench, not by hand.\n";
    const ssize_t written = write(STDERR_FILENO, usage, sizeof usage - 1);
    return written < 0 ? 3 : 2;
}
