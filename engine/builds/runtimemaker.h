// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "engine/builds/sandboxedcommand.h"
#include "engine/runtimes/runtimecatalog.h"

namespace engine {

// Makes what runtimes need on this machine before the first function of theirs can start: .NET's
// bootstrap, compiled from our own sources by the user's compiler. That takes a second or two, once
// for a version of the workbench. It needs nobody's trust, as no project has a part in it. On the
// reactor's thread.
class RuntimeMaker
{
public:
    using Done = std::function<void(const Result<void> &)>;

    // All must outlive this object.
    RuntimeMaker(const RuntimeCatalog &runtimes, SandboxFactory &sandboxes, Reactor &reactor);
    ~RuntimeMaker(); // ends what runs; nothing is called any more

    // Whether `function` has to wait for make(). Costs next to nothing.
    [[nodiscard]] bool isNeeded(const Function &function) const;
    // Calls `done` once, and not from within where something has to be compiled. Fails with
    // BuildFailed (detail: the compiler's words), NotWritable, SandboxUnavailable, SandboxFailed.
    void make(const Function &function, Done done);

private:
    struct Job
    {
        RuntimeCatalog::ToMake what;
        std::unique_ptr<QTemporaryDir> output;
        std::vector<Done> waiting;
        std::unique_ptr<SandboxedCommand> command; // goes before the folder that it writes to
    };

    void ended(Job &job, const CommandEnd &end);
    void finish(const QString &folder, const Result<void> &result);

    const RuntimeCatalog &m_runtimes;
    SandboxFactory &m_sandboxes;
    Reactor &m_reactor;
    std::map<QString, std::unique_ptr<Job>> m_jobs; // by the folder that is made
};

// How the bootstrap is compiled; but for the output, at /build/out.
[[nodiscard]] CommandSpec compileBootstrapCommand(const RuntimeCatalog::ToMake &what);

} // namespace engine
