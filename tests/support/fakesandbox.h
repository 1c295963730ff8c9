// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "engine/core/reactor.h"
#include "engine/sandbox/sandbox.h"

namespace testsupport {

// Sandboxes without processes: the listening socket is the test's own, and the test plays the
// runtime (see LoopbackClient). Notes what it is told.
class FakeSandboxes final : public engine::SandboxFactory
{
public:
    explicit FakeSandboxes(engine::Reactor &reactor)
        : m_reactor(reactor)
    {
    }

    struct State
    {
        engine::SandboxSpec spec;
        engine::SandboxListener *listener = nullptr; // null once the sandbox is destroyed
        quint16 port = 0;
        engine::SandboxUsage usage{engine::Nanoseconds{0}, 10 * 1024 * 1024, 0};
        QByteArray pipe; // delivered by drainOutput()
        // What connectInside() leads to instead of the port that it is asked for; 0: refused.
        quint16 insidePort = 0;
    };

    [[nodiscard]] engine::Result<std::unique_ptr<engine::Sandbox>> start(
        const engine::SandboxSpec &spec, engine::SandboxListener &listener) override;

    std::vector<std::shared_ptr<State>> sandboxes;
    // "start", "restart", "stop", "freeze", "thaw", "gone"; with extensions also "start runtime",
    // "signal runtime 15", "signal extension 0 9", "connect 8080"
    QStringList log;
    bool refuse = false; // start() fails

private:
    class Fake;
    engine::Reactor &m_reactor;
};

} // namespace testsupport
