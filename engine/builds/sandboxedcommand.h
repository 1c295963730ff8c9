// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/core/logbuffer.h"
#include "engine/core/reactor.h"
#include "engine/core/result.h"
#include "engine/sandbox/sandbox.h"

namespace engine {

// A program to run once in a sandbox of its own, as a value: a compiler, an installer.
struct CommandSpec
{
    QStringList argv; // paths as seen inside; a name without '/' is looked for in PATH
    // What it sees besides /usr and a small /etc. It is started in /var/task, which is an empty
    // folder when no mount has that target. A writable mount's source must be a folder that no
    // sandbox could write *around*: never one that lies in another writable mount.
    std::vector<SandboxSpec::Mount> mounts;
    QStringList masked; // as SandboxSpec::masked
    // Over a default PATH, HOME=/tmp, LANG and TZ; nothing of the host's is ever added.
    std::vector<EnvironmentVariable> environment;
    Network network = Network::None;
    Megabytes memory{4'096};    // it is killed beyond that
    Megabytes temporary{1'024}; // size of /tmp, which is memory
    Seconds timeLimit{600};     // since start()

    bool operator==(const CommandSpec &) const = default;
};

// How a command ended.
struct CommandEnd
{
    enum class Kind {
        Succeeded,   // exit status 0
        Failed,      // status holds the exit status, or 128 + the signal's number
        OutOfMemory, // past CommandSpec::memory
        TimedOut,    // past CommandSpec::timeLimit
        NotStarted,  // the program can't be executed; status holds errno
        NoSandbox,   // see `error`
    };
    Kind kind = Kind::Succeeded;
    int status = 0;
    Error error;
    QByteArray output; // stdout and stderr together; of very much, beginning and end: see LogBuffer
    Nanoseconds duration{0};
    std::int64_t peakMemoryBytes = -1; // -1: this machine can't tell
};

// One run of a command in a sandbox. When `ended` is called, nothing that it started is left alive,
// so what lies in its writable folders is final. Destroying it cancels: everything in the sandbox
// is killed, nothing is called any more. On the reactor's thread.
class SandboxedCommand final : private SandboxListener
{
public:
    struct Events
    {
        // Whole lines as they come. Of more than a few hundred kilobytes the rest is held back, and
        // its last lines come before the end, after a line that says how much was left out.
        std::function<void(const QByteArray &lines)> output;
        std::function<void(const CommandEnd &)> ended; // once, the last call
        // Either may destroy the SandboxedCommand.
    };

    // Returns at once; all that goes wrong comes through `ended`, never from within this call.
    SandboxedCommand(Reactor &reactor, SandboxFactory &sandboxes, const CommandSpec &spec,
                     Events events);
    ~SandboxedCommand() override;
    Q_DISABLE_COPY_MOVE(SandboxedCommand)

private:
    void sandboxListening(UniqueFd listeningSocket) override;
    void runtimeStarted() override {}
    void sandboxOutput(Stream stream, const QByteArray &bytes) override;
    void runtimeExited(const RuntimeExit &exit) override;
    void sandboxFailed(const Error &error) override;

    void timeOut();
    void passOn(const QByteArray &bytes);
    void passOnRest();
    void finish(CommandEnd end);

    Reactor &m_reactor;
    const Events m_events;
    const Nanoseconds m_began;
    std::unique_ptr<Sandbox> m_sandbox;
    Watch m_limit;
    LogBuffer m_output;
    QByteArray m_unsent; // an unfinished line, or the last lines of very much output
    qint64 m_passedOn = 0;
    qint64 m_leftOut = 0;
    bool m_timedOut = false;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

// Makes these folders, which nobody but the workbench uses, and fits them to be writable mounts of
// `spec`: started as root, the workbench gives them, and all that is in them, to the user as whom
// that sandbox will run (see sandbox/hostuser.h). Fails with NotWritable; also for a link.
[[nodiscard]] Result<void> prepareOwnFolders(const QStringList &folders, const CommandSpec &spec);

} // namespace engine
