// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <vector>

#include "engine/core/reactor.h"
#include "engine/sandbox/sandboxhost.h"

namespace testsupport {

// Writes down what happens in a sandbox.
class Recorder final : public engine::SandboxListener
{
public:
    QStringList events; // "listening", "started", "exited 3", "signalled 9", "out of memory", ...
    QByteArray output;
    QByteArray frames;
    QByteArray extensionOutput;
    QByteArray notes;
    std::vector<QByteArray> traces;
    qint64 outputBytes = 0;
    bool keepsOutput = true;
    engine::UniqueFd socket;
    std::vector<engine::RuntimeExit> exits;
    std::function<void()> onExit;

    void sandboxListening(engine::UniqueFd listeningSocket) override;
    void runtimeStarted() override;
    void sandboxOutput(Stream stream, const QByteArray &bytes) override;
    void runtimeExited(const engine::RuntimeExit &exit) override;
    void sandboxFailed(const engine::Error &error) override;
    void extensionsStarted() override; // "extensions"
    void extensionNotStarted(int index, int error) override;
    void extensionExited(int index, const engine::RuntimeExit &exit) override;
    void sandboxNote(const QByteArray &line) override { notes += line + '\n'; }
    void traceArrived(const QByteArray &packet) override { traces.push_back(packet); }
};

// A factory and its world, and shortcuts for running Python in it.
class SandboxFixture
{
public:
    SandboxFixture();
    ~SandboxFixture();

    // Why this machine can't run these tests; empty when it can.
    static QString whyNot();
    static bool hasMemoryGroup();

    engine::SandboxSpec python(const QByteArray &script) const;
    // Polls until `done`, for at most the seconds; false when they are over.
    bool until(const std::function<bool()> &done, int seconds = 30);
    // Starts, waits for the first exit or failure, and gives what was printed.
    QByteArray run(const engine::SandboxSpec &spec);
    QByteArray runPython(const QByteArray &script) { return run(python(script)); }

    engine::SystemClock clock;
    engine::Reactor reactor{clock};
    std::unique_ptr<engine::BubblewrapFactory> factory;
    QTemporaryDir code; // mounted at /var/task
    std::unique_ptr<Recorder> recorder;
    std::unique_ptr<engine::Sandbox> sandbox;
};

} // namespace testsupport
