// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/sandboxedcommand.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "engine/sandbox/hostuser.h"

namespace engine {
namespace {

constexpr qint64 LiveBytes = 256 * 1024; // live output beyond this is held back
constexpr qsizetype LiveTailBytes = 16 * 1024;
constexpr Seconds KillLimit{5}; // for what is killed to be gone; then nobody waits any more

SandboxSpec sandboxFor(const CommandSpec &command)
{
    SandboxSpec spec;
    spec.mounts = command.mounts;
    spec.masked = command.masked;
    spec.command = command.argv;
    spec.environment = {{QStringLiteral("PATH"), QStringLiteral("/usr/local/bin:/usr/bin:/bin")},
                        {QStringLiteral("HOME"), QStringLiteral("/tmp")},
                        {QStringLiteral("LANG"), QStringLiteral("C.UTF-8")},
                        {QStringLiteral("TZ"), QStringLiteral(":UTC")}};
    for (const EnvironmentVariable &variable : command.environment) {
        const auto known = std::find_if(spec.environment.begin(), spec.environment.end(),
                                        [&](const auto &v) { return v.key == variable.key; });
        if (known == spec.environment.end())
            spec.environment.push_back(variable);
        else
            known->value = variable.value;
    }
    spec.memory = command.memory;
    spec.ephemeralStorage = command.temporary;
    spec.network = command.network;
    spec.cpuLimit = SandboxSpec::CpuLimit::FullSpeed;
    spec.rest = SandboxSpec::Rest::Killed;
    return spec;
}

// Links are handed over, not followed.
bool handOver(const std::filesystem::path &folder, qint64 user)
{
    const auto give = [user](const std::filesystem::path &path) {
        struct stat info = {};
        if (::lstat(path.c_str(), &info) != 0)
            return false;
        const auto id = static_cast<uid_t>(user);
        return info.st_uid == id || ::lchown(path.c_str(), id, id) == 0;
    };
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error)) {
        if (!give(it->path()))
            return false;
    }
    return !error && give(folder);
}

} // namespace

SandboxedCommand::SandboxedCommand(Reactor &reactor, SandboxFactory &sandboxes,
                                   const CommandSpec &spec, Events events)
    : m_reactor(reactor)
    , m_events(std::move(events))
    , m_began(reactor.clock().now())
{
    auto started = sandboxes.start(sandboxFor(spec), *this);
    if (!started) {
        reactor.soon([this, alive = m_alive, error = started.error()] {
            if (*alive)
                sandboxFailed(error);
        });
        return;
    }
    m_sandbox = std::move(*started);
    m_limit = reactor.after(spec.timeLimit, [this] { timeOut(); });
}

SandboxedCommand::~SandboxedCommand()
{
    *m_alive = false;
}

void SandboxedCommand::timeOut()
{
    m_timedOut = true;
    m_sandbox->stopRuntime(); // its end is told when all is dead
    m_limit = m_reactor.after(KillLimit, [this] { finish({}); });
}

void SandboxedCommand::sandboxListening(UniqueFd)
{
    // Nobody here speaks the Runtime API: closing the socket refuses whoever tries.
}

void SandboxedCommand::sandboxOutput(Stream, const QByteArray &bytes)
{
    m_output.append(bytes);
    if (m_events.output)
        passOn(bytes);
}

void SandboxedCommand::passOn(const QByteArray &bytes)
{
    m_unsent += bytes;
    if (m_passedOn > LiveBytes) {
        if (m_unsent.size() > 2 * LiveTailBytes) { // seldom, so that it stays cheap
            m_leftOut += m_unsent.size() - LiveTailBytes;
            m_unsent = m_unsent.right(LiveTailBytes);
        }
        return;
    }
    const qsizetype end = m_unsent.lastIndexOf('\n') + 1;
    if (end == 0 && m_unsent.size() < LiveTailBytes)
        return;
    const QByteArray lines = end > 0 ? m_unsent.left(end) : m_unsent;
    m_unsent.remove(0, lines.size());
    m_passedOn += lines.size();
    const auto output = m_events.output; // this object may go while it runs
    output(lines);
}

void SandboxedCommand::passOnRest()
{
    if (!m_events.output)
        return;
    QByteArray rest = std::exchange(m_unsent, {});
    if (m_leftOut > 0) {
        const qsizetype begin = rest.indexOf('\n') + 1; // the first line is half a line
        m_leftOut += begin;
        rest = "[... " + QByteArray::number(m_leftOut) + " bytes left out ...]\n" + rest.mid(begin);
    }
    const auto output = m_events.output;
    if (!rest.isEmpty())
        output(rest.endsWith('\n') ? rest : rest + '\n');
}

void SandboxedCommand::runtimeExited(const RuntimeExit &exit)
{
    CommandEnd end;
    end.status = exit.status;
    switch (exit.cause) {
    case RuntimeExit::Cause::Exited:
        end.kind = exit.status == 0 ? CommandEnd::Kind::Succeeded : CommandEnd::Kind::Failed;
        break;
    case RuntimeExit::Cause::Signalled:
        end.kind = CommandEnd::Kind::Failed;
        end.status = 128 + exit.status;
        break;
    case RuntimeExit::Cause::OutOfMemory:
        end.kind = CommandEnd::Kind::OutOfMemory;
        break;
    case RuntimeExit::Cause::NotStarted:
        end.kind = CommandEnd::Kind::NotStarted;
        break;
    }
    finish(std::move(end));
}

void SandboxedCommand::sandboxFailed(const Error &error)
{
    m_sandbox.reset();
    CommandEnd end;
    end.kind = CommandEnd::Kind::NoSandbox;
    end.error = error;
    finish(std::move(end));
}

void SandboxedCommand::finish(CommandEnd end)
{
    m_limit.reset();
    if (m_timedOut)
        end.kind = CommandEnd::Kind::TimedOut;
    const std::shared_ptr<bool> alive = m_alive;
    if (m_sandbox)
        end.peakMemoryBytes = m_sandbox->usage().peakMemoryBytes;
    m_sandbox.reset();
    passOnRest();
    if (!*alive)
        return;
    end.duration = m_reactor.clock().now() - m_began;
    end.output = m_output.text();
    const auto ended = m_events.ended; // this object may go while it runs
    ended(end);
}

Result<void> prepareOwnFolders(const QStringList &folders, const CommandSpec &spec)
{
    const auto failed = [](const QString &folder, int error) {
        return Error{Error::Code::NotWritable, QString::fromLocal8Bit(std::strerror(error)),
                     folder};
    };
    for (const QString &folder : folders) {
        if (QFileInfo(folder).isSymLink())
            return failed(folder, ELOOP);
        if (!QDir().mkpath(folder))
            return failed(folder, errno);
    }
    if (::geteuid() != 0)
        return {};
    SandboxSpec others = sandboxFor(spec);
    std::erase_if(others.mounts,
                  [&](const SandboxSpec::Mount &mount) { return folders.contains(mount.source); });
    const bool reachable = std::all_of(folders.begin(), folders.end(), reachableByAnybody);
    const qint64 user = reachable ? std::max<qint64>(hostUserFor(others).uid, 0) : 0;
    for (const QString &folder : folders) {
        struct stat info = {};
        const QByteArray path = QFile::encodeName(folder);
        const bool done = ::stat(path.constData(), &info) == 0 && info.st_uid == user;
        if (!done && !handOver(path.toStdString(), user))
            return failed(folder, EPERM);
    }
    return {};
}

} // namespace engine
