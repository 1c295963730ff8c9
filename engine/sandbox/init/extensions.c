/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs and what is reached beside the runtime: extensions, their output, ports inside. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "init.h"

int openExtensionOutput(struct Extensions *self)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    fcntl(ends[0], F_SETFL, O_NONBLOCK); /* not the end that programs write to */
    self->output = ends[1];
    return ends[0];
}

void startExtensions(struct Extensions *self, uint32_t generation)
{
    for (uint32_t i = 0; i < self->count; ++i) {
        char *command[] = {self->paths[i], NULL};
        const struct Program program = {command, self->environment, self->output, 0};
        int error = 0;
        const int child = startProgram(&program, &error);
        if (child < 0) {
            sendMessage((struct WbMessage){
                .type = WbExtensionNotStarted, .generation = generation, .value = error, .a = i});
            return;
        }
        self->pids[i] = child;
    }
    sendMessage((struct WbMessage){.type = WbExtensionsStarted, .generation = generation});
}

int extensionEnded(struct Extensions *self, pid_t pid, int status, uint32_t generation)
{
    for (uint32_t i = 0; i < self->count; ++i) {
        if (self->pids[i] != pid)
            continue;
        self->pids[i] = 0;
        sendMessage((struct WbMessage){
            .type = WbExtensionExited, .generation = generation, .value = status, .a = i});
        return 1;
    }
    return 0;
}

static struct sockaddr_in loopback(uint16_t port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
}

void connectFor(const struct WbMessage *order)
{
    struct WbMessage answer = {.type = WbConnected, .b = order->b};
    const struct sockaddr_in address = loopback((uint16_t)order->a);
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0
        || (connect(fd, (const struct sockaddr *)&address, sizeof address) != 0
            && errno != EINPROGRESS))
        answer.value = errno;
    sendDescriptors(answer, &fd, answer.value == 0 ? 1 : 0);
    if (fd >= 0)
        close(fd);
}

int openTraceSocket(void)
{
    const struct sockaddr_in address = loopback(WbTracePort);
    const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) != 0)
        return -1;
    return fd;
}
