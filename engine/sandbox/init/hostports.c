/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ports of the host that code may reach: init listens on each inside and hands the socket out; the
 * host accepts there and relays. Nothing of the host's network comes in here. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "init.h"

static int listenAt(uint16_t port)
{
    const int one = 1;
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0
        && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0
        /* Before it is handed out: accepted sockets inherit it. */
        && setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) == 0
        && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0
        && listen(fd, WbHostPortBacklog) == 0)
        return fd;
    const int error = errno;
    if (fd >= 0)
        close(fd);
    errno = error;
    return -1;
}

static int handOut(uint64_t place, uint16_t port)
{
    struct WbMessage message = {.type = WbHostPort, .a = place};
    const int fd = listenAt(port);
    if (fd < 0)
        message.value = errno;
    const int sent = sendDescriptors(message, &fd, fd < 0 ? 0 : 1);
    if (fd >= 0)
        close(fd);
    return sent;
}

void openHostPorts(const struct WbConfig *config)
{
    for (uint32_t i = 0; i < config->hostPortc && i < WbMaxHostPorts; ++i) {
        if (config->hostPorts[i] >= WbFirstOrdinaryPort)
            handOut(i, config->hostPorts[i]);
    }
}

/* Not in a sandbox but on the host: enters a sandbox's network to open what nothing in there may.
 * The namespaces come as descriptors 4 (user) and 5 (network). It runs nothing and is gone at
 * once. */
int portsMain(int argc, char **argv)
{
    enum { User = WbFdControl + 1, Network };
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_DUMPABLE, 0);
    const int entered = setns(User, CLONE_NEWUSER) == 0 && setns(Network, CLONE_NEWNET) == 0;
    const int error = errno;
    for (int i = 2; i < argc; ++i) {
        const int sent = entered ? handOut((uint64_t)(i - 2), (uint16_t)atoi(argv[i]))
                                 : sendMessage((struct WbMessage){
                                     .type = WbHostPort, .value = error, .a = (uint64_t)(i - 2)});
        if (!sent)
            return 1;
    }
    return 0;
}
