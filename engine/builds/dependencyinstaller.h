// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "engine/builds/buildstore.h"
#include "engine/builds/dependencyplan.h"
#include "engine/core/reactor.h"
#include "engine/project/trust.h"
#include "engine/sandbox/sandbox.h"

namespace engine {

// What came of an installation.
struct InstalledDependencies
{
    QString manifest;
    QString tool;
    QStringList put; // what was put into the target's folder, relative; at most 20
    Nanoseconds duration{0};
};

// Installs a function's or a layer's dependencies with the language's own tool, in a sandbox that
// sees the sources, the user's configuration of that tool, and the internet. It writes into a
// folder of the workbench; only what it left there is then put into the target's folder, by the
// workbench, and only in place of what such a tool put there before. One at a time; on the
// reactor's thread.
class DependencyInstaller
{
public:
    struct Events
    {
        std::function<void(const QByteArray &lines)> output;
        std::function<void(const Result<InstalledDependencies> &)> ended; // once
    };

    // All but the values must outlive this object.
    DependencyInstaller(QString workspace, SandboxFactory &sandboxes, Reactor &reactor,
                        TrustedFolders trust);
    ~DependencyInstaller(); // cancels; nothing is called any more

    // Fails at once with NotTrusted, NotWritable, or Conflict when one is under way already.
    [[nodiscard]] Result<void> start(const DependencyTarget &target, const DependencyPlan &plan,
                                     const QStringList &unreachable, Events events);
    // ended() follows from within, with Cancelled.
    void cancel();

private:
    void ended(const CommandEnd &end);
    void finish(const Result<InstalledDependencies> &result);

    const QString m_workspace;
    SandboxFactory &m_sandboxes;
    Reactor &m_reactor;
    const TrustedFolders m_trust;
    const BuildStore m_store;
    DependencyTarget m_target;
    DependencyPlan m_plan;
    QStringList m_unreachable;
    Events m_events;
    std::unique_ptr<BuildStore::Scratch> m_scratch;
    std::unique_ptr<SandboxedCommand> m_command;
};

// Puts what lies in `output` into the target's folder. Nothing is changed when something is there
// that no tool put there (AlreadyExists; place: it), or when a link leads out of the target.
[[nodiscard]] Result<QStringList> putDependencies(const DependencyPlan &plan,
                                                  const DependencyTarget &target,
                                                  const QString &output);

} // namespace engine
