// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <memory>

#include "engine/core/reactor.h"
#include "engine/sandbox/sandbox.h"

namespace engine {

class SandboxYard;

// Where the programs are; empty: found by themselves.
struct SandboxOptions
{
    QString initPath;  // of workbench-init
    QString bwrapPath; // of bubblewrap's program
    int parked = 2;    // processes kept ready ahead of time, from the first start on
    // TCP ports on which this program itself listens on the host: out of reach for every sandbox,
    // whatever its spec says. Empty: it listens on none.
    std::function<bool(int)> isOwnPort = {};
};

// Makes sandboxes with bubblewrap. Nothing is ever run outside of one: where bwrap or user
// namespaces are missing, start() or the sandbox fails. Lives on the reactor's thread, whose end
// ends all sandboxes; the reactor must outlive the factory and its sandboxes.
class BubblewrapFactory final : public SandboxFactory
{
public:
    explicit BubblewrapFactory(Reactor &reactor, const SandboxOptions &options = {});
    ~BubblewrapFactory() override;
    Q_DISABLE_COPY_MOVE(BubblewrapFactory)

    // Fails at once with SandboxUnavailable (bwrap or init missing, the detail says which),
    // CodeMissing (a mount's source is not there, named by `place`), InvalidConfiguration (a text
    // with a zero character, no command), or SandboxFailed. Whatever shows later, as that the
    // machine allows no user namespaces, comes as sandboxFailed().
    [[nodiscard]] Result<std::unique_ptr<Sandbox>> start(const SandboxSpec &spec,
                                                         SandboxListener &listener) override;

private:
    std::shared_ptr<SandboxYard> m_yard; // sandboxes share it and may go later
    SandboxOptions m_options;
};

// workbench-init beside this program, in the build tree, or where it is installed; empty: nowhere.
[[nodiscard]] QString findInit();

} // namespace engine
