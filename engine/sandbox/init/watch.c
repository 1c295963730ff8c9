/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For machines without control groups: what do all processes of the sandbox use together? Init
 * asks because it alone sees the whole process namespace, and nothing but it. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "init.h"

static size_t readFile(int folder, const char *name, char *buffer, size_t size)
{
    const int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    const ssize_t got = read(fd, buffer, size - 1);
    close(fd);
    buffer[got > 0 ? got : 0] = 0;
    return got > 0 ? (size_t)got : 0;
}

static uint64_t kilobytes(const char *status, const char *field)
{
    const char *place = strstr(status, field);
    return place ? strtoull(place + strlen(field), NULL, 10) * 1024 : 0;
}

/* User and system ticks, those of children that were waited for included. */
static uint64_t ticks(const char *stat)
{
    const char *place = strrchr(stat, ')'); /* the name before it may hold anything */
    unsigned long long user = 0, system = 0, childUser = 0, childSystem = 0;
    if (place)
        sscanf(place + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %llu %llu", &user,
               &system, &childUser, &childSystem);
    return user + system + childUser + childSystem;
}

typedef void (*Measure)(int folder, const char *pid, struct WbMessage *usage);

static void measureResident(int folder, const char *pid, struct WbMessage *usage)
{
    static char text[8192];
    char name[64];
    snprintf(name, sizeof name, "%.20s/stat", pid);
    if (readFile(folder, name, text, sizeof text))
        usage->c += ticks(text);
    if (strcmp(pid, "1") == 0)
        return; /* this process: its own memory is not the function's */
    snprintf(name, sizeof name, "%.20s/status", pid);
    if (readFile(folder, name, text, sizeof text)) {
        usage->a += kilobytes(text, "RssAnon:");
        usage->b += kilobytes(text, "RssShmem:");
    }
}

/* Each page divided by the number of those who have it. Walks all page tables. A process that
 * forbids to be looked into is taken at its resident size. */
static void measureProportional(int folder, const char *pid, struct WbMessage *usage)
{
    static char text[8192];
    char name[64];
    if (strcmp(pid, "1") == 0)
        return;
    snprintf(name, sizeof name, "%.20s/smaps_rollup", pid);
    if (readFile(folder, name, text, sizeof text) && strstr(text, "Pss_Anon:")) {
        usage->a += kilobytes(text, "Pss_Anon:");
        usage->b += kilobytes(text, "Pss_Shmem:");
        return;
    }
    struct WbMessage resident = {0};
    measureResident(folder, pid, &resident);
    usage->a += resident.a;
    usage->b += resident.b;
}

static void measureEach(Measure measure, struct WbMessage *usage)
{
    DIR *all = opendir("/proc");
    if (!all)
        return;
    for (struct dirent *entry; (entry = readdir(all)) != NULL;) {
        if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
            measure(dirfd(all), entry->d_name, usage);
    }
    closedir(all);
}

void measureAll(struct WbMessage *usage, uint64_t exactAbove)
{
    usage->a = usage->b = usage->c = 0;
    measureEach(measureResident, usage);
    usage->c *= 1000000000ULL / (uint64_t)sysconf(_SC_CLK_TCK);
    if (usage->a + usage->b > exactAbove) {
        usage->a = usage->b = 0;
        measureEach(measureProportional, usage);
    }
}
