/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef WORKBENCH_INIT_H
#define WORKBENCH_INIT_H

#include "protocol.h"

/* `workbench-init park PARENT UID GID BWRAP GROUP...`: see park.c. */
int parkMain(int argc, char **argv);
/* `workbench-init supervise`: see supervise.c. */
int superviseMain(void);

/* Sends one message, with up to two descriptors (-1: none). False when the host is gone. */
int sendMessage(struct WbMessage message, int first, int second);
/* Closes every descriptor from `first` to `last`. */
void closeRange(unsigned first, unsigned last);

/* Measures all processes but this one by /proc; see watch.c. Memory that processes share since a
 * fork is counted for each of them, unless the sum so found is above `exactAbove`. */
void measureAll(struct WbMessage *usage, uint64_t exactAbove);

/* Starts the runtime in a process of its own. Returns its pid, or -1 with errno in *error. */
int startRuntime(char *const *command, char *const *environment, int hasLog, int *error);

#endif
