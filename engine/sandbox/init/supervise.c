/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Process 1 of a sandbox. It opens the Runtime API's socket inside and hands it out, keeps the
 * runtime as told, and reaps. It ends with the host's end of the control socket, and with it, as
 * process 1, everything else in its process namespace. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "init.h"

enum { DutyPeriodMs = 20 };

struct Supervisor
{
    struct WbConfig config;
    char **command;
    char **environment;
    struct Extensions extensions;
    int hasLog;
    pid_t runtime; /* 0: none */
    uint32_t generation;
    int frozen;  /* as the host wants it */
    int resting; /* stopped for the rest of this period of the CPU limit */
    uint64_t restingCpu;
    int cpuPermille;
    int watchTimer;
    int dutyTimer;
};

static void fail(int error)
{
    sendMessage((struct WbMessage){.type = WbFailed, .value = error});
    _exit(1);
}

static void readConfig(struct Supervisor *self)
{
    struct stat info;
    if (fstat(WbFdConfig, &info) != 0 || info.st_size < (off_t)sizeof self->config)
        fail(EINVAL);
    const size_t size = (size_t)info.st_size;
    char *bytes = malloc(size + 1);
    if (!bytes || pread(WbFdConfig, bytes, size, 0) != (ssize_t)size)
        fail(errno);
    bytes[size] = 0;
    close(WbFdConfig);
    memcpy(&self->config, bytes, sizeof self->config);
    /* Four lists, one behind the other, with a null behind each. */
    const uint32_t counts[4] = {self->config.argc, self->config.envc, self->config.extensionc,
                                self->config.extensionEnvc};
    char **lists[4];
    if (self->config.magic != WB_CONFIG_MAGIC || counts[0] == 0 || counts[2] > WbMaxExtensions)
        fail(EINVAL);
    char *text = bytes + sizeof self->config;
    for (int list = 0; list < 4; ++list) {
        if (counts[list] > size)
            fail(EINVAL);
        lists[list] = calloc((size_t)counts[list] + 1, sizeof *lists[list]);
        if (!lists[list])
            fail(ENOMEM);
        for (uint32_t i = 0; i < counts[list]; ++i) {
            if (text >= bytes + size)
                fail(EINVAL);
            lists[list][i] = text;
            text += strlen(text) + 1;
        }
    }
    self->command = lists[0];
    self->environment = lists[1];
    self->extensions.count = counts[2];
    self->extensions.paths = lists[2];
    self->extensions.environment = lists[3];
    self->cpuPermille = (int)self->config.cpuPermille;
}

static void handOutSockets(struct Supervisor *self)
{
    const int one = 1;
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons(WbRuntimeApiPort),
                                        .sin_addr = {htonl(INADDR_LOOPBACK)}};
    const int socketFd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socketFd < 0
        || setsockopt(socketFd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0
        /* Before it is handed out: accepted sockets inherit it. */
        || setsockopt(socketFd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) != 0
        || bind(socketFd, (const struct sockaddr *)&address, sizeof address) != 0
        || listen(socketFd, 128) != 0)
        fail(errno);
    int sent[WbMostSent] = {socketFd, open("/tmp", O_PATH | O_DIRECTORY | O_CLOEXEC)};
    int count = 2;
    if (self->extensions.count > 0)
        sent[count++] = openExtensionOutput(&self->extensions);
    if (self->config.wantsTraces)
        sent[count++] = openTraceSocket();
    for (int i = 0; i < count; ++i) {
        if (sent[i] < 0)
            fail(errno);
    }
    openHostPorts(&self->config);
    if (!sendDescriptors((struct WbMessage){.type = WbListening}, sent, count))
        _exit(1);
    for (int i = 0; i < count; ++i)
        close(sent[i]);
}

static void every(int timer, int milliseconds)
{
    const struct timespec period = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    timerfd_settime(timer, 0, &(struct itimerspec){period, period}, NULL);
}

static void runRuntime(struct Supervisor *self)
{
    const uint32_t generation = self->generation;
    int error = 0;
    const struct Program program = {self->command, self->environment, WbFdOutput, self->hasLog};
    const int child = startProgram(&program, &error);
    self->runtime = child > 0 ? child : 0;
    struct WbMessage message = {.type = WbStarted, .generation = generation};
    if (child < 0) {
        message.type = WbNotStarted;
        message.value = error;
    }
    sendMessage(message);
}

static void run(struct Supervisor *self, uint32_t generation)
{
    self->generation = generation;
    if (self->extensions.count > 0)
        startExtensions(&self->extensions, generation);
    else
        runRuntime(self);
}

static void reportEnd(struct Supervisor *self, int status)
{
    self->runtime = 0;
    sendMessage(
        (struct WbMessage){.type = WbExited, .generation = self->generation, .value = status});
}

static void killAll(struct Supervisor *self);

static void reap(struct Supervisor *self, int flags)
{
    for (;;) {
        int status = 0;
        const pid_t pid = waitpid(-1, &status, flags);
        if (pid < 0 && errno == EINTR)
            continue;
        if (pid <= 0)
            return;
        if (extensionEnded(&self->extensions, pid, status, self->generation)
            || pid != self->runtime)
            continue;
        self->runtime = 0;
        if (self->config.killsRest)
            killAll(self);
        reportEnd(self, status);
    }
}

/* kill(-1) reaches every process of the namespace in one go, also those that changed their group
 * or session, and no fork escapes it. Returns when all are reaped. */
static void killAll(struct Supervisor *self)
{
    memset(self->extensions.pids, 0, sizeof self->extensions.pids); /* nor is their end told */
    kill(-1, SIGKILL);
    reap(self, 0);
    self->frozen = self->resting = 0;
}

static void signalAll(struct Supervisor *self, int signal)
{
    (void)self;
    kill(-1, signal);
}

/* Without control groups: in each period of 20 ms everything is stopped once its share of CPU is
 * used up. Uses what /proc has counted since the last period, so it holds over a few periods. */
static void duty(struct Supervisor *self)
{
    uint64_t expirations;
    if (read(self->dutyTimer, &expirations, sizeof expirations) < 0 || self->frozen)
        return;
    struct WbMessage usage = {0};
    measureAll(&usage, UINT64_MAX);
    const uint64_t share =
        (uint64_t)self->cpuPermille * 1000ULL * DutyPeriodMs * expirations; /* in ns */
    /* restingCpu: what may have been used by now. Unused share is not saved up. */
    self->restingCpu += share;
    if (usage.c < self->restingCpu && self->restingCpu - usage.c > share)
        self->restingCpu = usage.c + share;
    const int mustRest = usage.c > self->restingCpu;
    if (mustRest != self->resting) {
        self->resting = mustRest;
        signalAll(self, mustRest ? SIGSTOP : SIGCONT);
    }
}

static void setCpu(struct Supervisor *self, int permille)
{
    self->cpuPermille = permille;
    struct WbMessage usage = {0};
    measureAll(&usage, UINT64_MAX);
    self->restingCpu = usage.c;
    every(self->dutyTimer, permille > 0 ? DutyPeriodMs : 0);
    if (self->resting && permille == 0) {
        self->resting = 0;
        if (!self->frozen)
            signalAll(self, SIGCONT);
    }
}

static void signalOne(const struct Supervisor *self, uint64_t which, int signal)
{
    if (which > self->extensions.count)
        return;
    const pid_t pid = which == 0 ? self->runtime : self->extensions.pids[which - 1];
    if (pid > 0)
        kill(signal == SIGKILL ? -pid : pid, signal);
}

static void obey(struct Supervisor *self)
{
    struct WbMessage order;
    ssize_t got;
    do {
        got = recv(WbFdControl, &order, sizeof order, 0);
    } while (got < 0 && errno == EINTR);
    if (got != (ssize_t)sizeof order)
        _exit(0); /* the host has gone */
    switch (order.type) {
    case WbRun:
        self->runtime = 0; /* its end is not to be reported */
        killAll(self);
        run(self, order.generation);
        break;
    case WbStop:
        killAll(self);
        break;
    case WbFreeze:
        self->frozen = 1;
        signalAll(self, SIGSTOP);
        break;
    case WbThaw:
        if (self->frozen && !self->resting)
            signalAll(self, SIGCONT);
        self->frozen = 0;
        break;
    case WbCpu:
        setCpu(self, order.value);
        break;
    case WbRunRuntime:
        if (order.generation == self->generation && self->runtime == 0)
            runRuntime(self);
        break;
    case WbSignal:
        signalOne(self, order.a, order.value);
        break;
    case WbConnect:
        connectFor(&order);
        break;
    default:
        break;
    }
}

static void watch(struct Supervisor *self)
{
    uint64_t expirations;
    if (read(self->watchTimer, &expirations, sizeof expirations) < 0 || self->frozen)
        return;
    struct WbMessage usage = {.type = WbUsage, .generation = self->generation};
    measureAll(&usage, self->config.memoryBytes);
    sendMessage(usage);
}

int superviseMain(void)
{
    /* Its memory holds the function's secrets, its descriptors are the host's: same user or not,
     * code in the sandbox must not look into it. */
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    closeRange(WbFdFirstExtra, ~0U);
    close(WbFdArguments);
    close(WbFdSeccomp);
    close(WbFdInit);

    struct Supervisor self = {0};
    self.hasLog = fcntl(WbFdLog, F_GETFD) >= 0;
    readConfig(&self);

    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    sigprocmask(SIG_BLOCK, &children, NULL);
    const int signals = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
    self.watchTimer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    self.dutyTimer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (signals < 0 || self.watchTimer < 0 || self.dutyTimer < 0)
        fail(errno);

    handOutSockets(&self);
    if (self.config.startAtOnce)
        run(&self, 1);
    if (self.config.watchMs > 0)
        every(self.watchTimer, (int)self.config.watchMs);
    if (self.cpuPermille > 0)
        setCpu(&self, self.cpuPermille);

    for (;;) {
        struct pollfd ready[] = {{WbFdControl, POLLIN, 0},
                                 {signals, POLLIN, 0},
                                 {self.watchTimer, POLLIN, 0},
                                 {self.dutyTimer, POLLIN, 0}};
        if (poll(ready, 4, -1) < 0)
            continue;
        if (ready[1].revents) {
            struct signalfd_siginfo info;
            while (read(signals, &info, sizeof info) > 0) {
            }
            reap(&self, WNOHANG);
        }
        if (ready[0].revents)
            obey(&self);
        if (ready[2].revents)
            watch(&self);
        if (ready[3].revents)
            duty(&self);
    }
}
