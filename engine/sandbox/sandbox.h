// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

#include "engine/core/result.h"
#include "engine/core/uniquefd.h"
#include "engine/core/units.h"
#include "engine/model/networkaccess.h"
#include "engine/sandbox/sandboxspec.h"

namespace engine {

// How a runtime's process ended.
struct RuntimeExit
{
    enum class Cause {
        Exited,      // status holds the exit code, 0 to 255
        Signalled,   // status holds the signal's number
        OutOfMemory, // the environment passed its memory; it was killed with SIGKILL
        NotStarted,  // the command can't be executed; status holds errno
    };
    Cause cause = Cause::Exited;
    int status = 0;

    bool operator==(const RuntimeExit &) const = default;
};

// What a sandbox has used. -1: this machine can't measure it.
struct SandboxUsage
{
    Nanoseconds cpu{-1};               // user and system time of all processes so far
    std::int64_t peakMemoryBytes = -1; // highest so far, without what /tmp holds
    std::int64_t memoryBytes = -1;     // now, without what /tmp holds
    NetworkBytes network = {};         // so far
};

// Told what happens in a sandbox; always called from the reactor, never from within a call to
// Sandbox itself. It may destroy the Sandbox in any of these calls.
class SandboxListener
{
public:
    // stdout and stderr together; the framed descriptor; stdout and stderr of all extensions
    enum class Stream { Output, LogFrames, Extensions };

    virtual ~SandboxListener() = default;
    // The Runtime API's socket (127.0.0.1:9001 inside) listens; non-blocking, close-on-exec,
    // TCP_NODELAY set. Comes before the runtime is started, once in a sandbox's life.
    virtual void sandboxListening(UniqueFd listeningSocket) = 0;
    virtual void runtimeStarted() = 0; // the runtime's process exists (first and every restart)
    virtual void sandboxOutput(Stream stream, const QByteArray &bytes) = 0;
    // Its output up to here has been delivered before.
    virtual void runtimeExited(const RuntimeExit &exit) = 0;
    // The sandbox could not be made, or is gone without having been asked to; nothing follows.
    virtual void sandboxFailed(const Error &error) = 0;

    // Of a sandbox with extensions: all of them are executing (first and at every restart), and the
    // runtime waits for startRuntime().
    virtual void extensionsStarted() {}
    // It can't be executed (errno), and none of those behind it was started.
    virtual void extensionNotStarted(int index, int error)
    {
        Q_UNUSED(index);
        Q_UNUSED(error);
    }
    virtual void extensionExited(int index, const RuntimeExit &exit)
    {
        Q_UNUSED(index);
        Q_UNUSED(exit);
    }
    // Something that whoever looks at the function's log wants to know, a line without its end:
    // that nothing listens on a port of the host. The sandbox must not be destroyed in this call.
    virtual void sandboxNote(const QByteArray &line) { Q_UNUSED(line); }
    // One packet that was sent to the X-Ray daemon's port, as it came.
    virtual void traceArrived(const QByteArray &packet) { Q_UNUSED(packet); }
};

// One running sandbox: an own root, own process tree, one runtime process started at once.
// Destroying it kills everything in it, and waits for nothing: what is left to reap, the factory
// reaps. Lives on the reactor's thread.
class Sandbox
{
public:
    virtual ~Sandbox() = default;
    // Kills all processes but the supervisor, keeps /tmp and the listening socket, then starts the
    // runtime again. runtimeExited() is not called for the one that is killed here.
    virtual void restartRuntime() = 0;
    // Kills all processes but the supervisor; the runtime stays down until restartRuntime().
    virtual void stopRuntime() = 0;
    // With extensions: starts the runtime beside them, once after each extensionsStarted().
    virtual void startRuntime() {}
    // SIGTERM goes to that process alone, SIGKILL to its group. Its end is told as any other.
    virtual void signalRuntime(int signal) { Q_UNUSED(signal); }
    virtual void signalExtension(int index, int signal)
    {
        Q_UNUSED(index);
        Q_UNUSED(signal);
    }
    // Opens a connection to a port that something inside listens on, at 127.0.0.1. The answer comes
    // from the reactor, and not at all once the sandbox is gone: a non-blocking socket, on which
    // the connection may still be under way, or why there is none.
    virtual void connectInside(quint16 port, std::function<void(Result<UniqueFd>)> connected)
    {
        Q_UNUSED(port);
        Q_UNUSED(connected);
    }
    // Stops every process in it, background threads included, until thaw(). Both may be repeated.
    virtual void freeze() = 0;
    virtual void thaw() = 0;
    // While booting (init) a sandbox has at least two full CPUs; afterwards its share by memory.
    virtual void setCpuPhase(bool initialising) = 0;
    [[nodiscard]] virtual SandboxUsage usage() const = 0;
    // That part of usage(), which is little work where there is a network and none without.
    [[nodiscard]] virtual NetworkBytes networkBytes() const { return {}; }
    // Reads and delivers the output that is in the pipes now, before it returns: what a runtime
    // wrote before it answered belongs to that invocation. What was sent to ports of the host is
    // passed on and counted likewise.
    virtual void drainOutput() = 0;
};

// Makes sandboxes; owns what they share (parked processes, control groups). The spec is copied.
class SandboxFactory
{
public:
    virtual ~SandboxFactory() = default;
    // Returns at once; what goes wrong later comes as sandboxFailed(). The listener must outlive
    // the sandbox.
    [[nodiscard]] virtual Result<std::unique_ptr<Sandbox>> start(const SandboxSpec &spec,
                                                                 SandboxListener &listener) = 0;
};

} // namespace engine
