// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/versionprobe.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

#include "engine/core/uniquefd.h"

namespace engine {
namespace {

struct Probe
{
    pid_t pid = -1; // -1: was not started
    UniqueFd output;
};

Probe start(const QString &program)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return {};
    UniqueFd reading(ends[0]);
    const UniqueFd writing(ends[1]);

    QByteArray path = QFile::encodeName(program);
    QByteArray option("--version");
    // An interpreter that is not installed in the system finds its own library by this only.
    QByteArray library = "LD_LIBRARY_PATH="
                         + QFile::encodeName(QFileInfo(program).path() + QStringLiteral("/../lib"));
    char *const arguments[] = {path.data(), option.data(), nullptr};
    char *const environment[] = {library.data(), nullptr};

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    Probe probe;
    if (::posix_spawn(&probe.pid, path.constData(), &actions, nullptr, arguments, environment) != 0)
        probe.pid = -1;
    posix_spawn_file_actions_destroy(&actions);
    probe.output = std::move(reading);
    return probe;
}

QString finish(const Probe &probe, const QDeadlineTimer &deadline)
{
    if (probe.pid < 0)
        return {};
    QByteArray text;
    bool ended = false;
    while (!ended && text.size() < 4096) {
        pollfd waiting{probe.output.get(), POLLIN, 0};
        if (::poll(&waiting, 1, static_cast<int>(deadline.remainingTime())) <= 0)
            break;
        char buffer[256];
        const ssize_t count = ::read(probe.output.get(), buffer, sizeof buffer);
        if (count > 0)
            text.append(buffer, count);
        else
            ended = true;
    }
    if (!ended) {
        ::kill(probe.pid, SIGKILL);
        text.clear();
    }
    while (::waitpid(probe.pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    return QString::fromUtf8(text).trimmed();
}

} // namespace

QStringList probeVersions(const QStringList &programs)
{
    std::vector<Probe> probes;
    for (const QString &program : programs)
        probes.push_back(start(program));
    const QDeadlineTimer deadline(2'000);
    QStringList answers;
    for (const Probe &probe : probes)
        answers.append(finish(probe, deadline));
    return answers;
}

} // namespace engine
