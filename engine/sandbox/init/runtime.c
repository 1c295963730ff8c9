/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From init's process to the user's code: nothing of init may be left open or set. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "init.h"

static void limit(int resource, rlim_t value)
{
    struct rlimit current;
    if (getrlimit(resource, &current) != 0)
        return;
    if (current.rlim_max != RLIM_INFINITY && current.rlim_max < value)
        value = current.rlim_max;
    setrlimit(resource, &(struct rlimit){value, value});
}

static void resetSignals(void)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int signal = 1; signal < NSIG; ++signal)
        sigaction(signal, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
}

static void become(const struct Program *program, int report)
{
    resetSignals();
    setsid();
    /* With a hard limit too: what the code may open or start, it may not raise. */
    limit(RLIMIT_NOFILE, 1024);
    limit(RLIMIT_NPROC, 1024);
    limit(RLIMIT_STACK, 8 * 1024 * 1024);
    limit(RLIMIT_MEMLOCK, 64 * 1024);
    limit(RLIMIT_CORE, 0);
    if (chdir("/var/task") != 0)
        goto failed;

    const int null = open("/dev/null", O_RDONLY);
    if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(program->output, STDOUT_FILENO) < 0
        || dup2(program->output, STDERR_FILENO) < 0)
        goto failed;
    enum { Report = WbLogNumber + 1 };
    if (dup3(report, Report, O_CLOEXEC) < 0)
        goto failed;
    report = Report;
    if (program->hasLog && dup2(WbFdLog, WbLogNumber) < 0)
        goto failed;
    closeRange(STDERR_FILENO + 1, program->hasLog ? WbLogNumber - 1 : WbLogNumber);
    closeRange(Report + 1, ~0U);

    environ = (char **)program->environment;
    if (strchr(program->command[0], '/') != NULL)
        execve(program->command[0], program->command, program->environment);
    else
        execvp(program->command[0], program->command); /* PATH is the program's */
failed:;
    const int error = errno;
    if (write(report, &error, sizeof error) < 0)
        _exit(126);
    _exit(127);
}

int startProgram(const struct Program *program, int *error)
{
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) {
        *error = errno;
        return -1;
    }
    const pid_t child = fork();
    if (child == 0)
        become(program, report[1]);
    *error = child < 0 ? errno : 0;
    close(report[1]);
    if (child > 0) {
        ssize_t got;
        do {
            got = read(report[0], error, sizeof *error); /* ends when execve() closes it */
        } while (got < 0 && errno == EINTR);
        if (got == (ssize_t)sizeof *error)
            waitpid(child, NULL, 0);
        else
            *error = 0;
    }
    close(report[0]);
    return *error != 0 ? -1 : child;
}
