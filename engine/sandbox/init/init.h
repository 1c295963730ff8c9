/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef WORKBENCH_INIT_H
#define WORKBENCH_INIT_H

#include <sys/types.h>

#include "protocol.h"

/* `workbench-init park PARENT UID GID BWRAP GROUP...`: see park.c. */
int parkMain(int argc, char **argv);
/* `workbench-init supervise`: see supervise.c. */
int superviseMain(void);

/* `workbench-init ports PORT...`: see hostports.c. */
int portsMain(int argc, char **argv);

/* Sends one message. False when the host is gone. */
int sendMessage(struct WbMessage message);
/* The same with descriptors, at most WbMostSent. */
int sendDescriptors(struct WbMessage message, const int *descriptors, int count);
/* Closes every descriptor from `first` to `last`. */
void closeRange(unsigned first, unsigned last);

/* Measures all processes but this one by /proc; see watch.c. Memory that processes share since a
 * fork is counted for each of them, unless the sum so found is above `exactAbove`. */
void measureAll(struct WbMessage *usage, uint64_t exactAbove);

struct Program
{
    char *const *command;
    char *const *environment;
    int output; /* its stdout and stderr */
    int hasLog;
};
/* Starts it in a process and group of its own. Returns its pid, or -1 with errno in *error. */
int startProgram(const struct Program *program, int *error);

/* The extensions of a sandbox: programs beside the runtime; see extensions.c. */
struct Extensions
{
    uint32_t count;
    char **paths;
    char **environment;
    pid_t pids[WbMaxExtensions]; /* 0: not running */
    int output;                  /* their stdout and stderr */
};
/* Makes the pipe for their output; returns the end that is to be read, or -1. */
int openExtensionOutput(struct Extensions *self);
/* Starts them in order, and tells the host. */
void startExtensions(struct Extensions *self, uint32_t generation);
/* An extension has ended: tells the host. False when it was none. */
int extensionEnded(struct Extensions *self, pid_t pid, int status, uint32_t generation);

/* Connects to a port inside and hands the socket out; it may still be on its way. */
void connectFor(const struct WbMessage *order);
/* Listens on the ports of the host that code may reach, and hands the sockets out; but for those
 * to which nothing in a sandbox has the right. See hostports.c. */
void openHostPorts(const struct WbConfig *config);
/* The socket that takes what the X-Ray daemon would take, or -1. */
int openTraceSocket(void);

#endif
