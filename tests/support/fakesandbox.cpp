// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakesandbox.h"

#include <utility>

#include "tests/support/loopback.h"

namespace testsupport {

using namespace engine;

class FakeSandboxes::Fake final : public Sandbox
{
public:
    Fake(FakeSandboxes &factory, std::shared_ptr<State> state)
        : m_factory(factory)
        , m_state(std::move(state))
    {
    }
    ~Fake() override
    {
        m_state->listener = nullptr;
        m_factory.log << QStringLiteral("gone");
    }
    void restartRuntime() override
    {
        m_factory.log << QStringLiteral("restart");
        m_factory.m_reactor.soon([state = m_state] {
            if (state->listener)
                state->listener->runtimeStarted();
        });
    }
    void stopRuntime() override { m_factory.log << QStringLiteral("stop"); }
    void freeze() override { m_factory.log << QStringLiteral("freeze"); }
    void thaw() override { m_factory.log << QStringLiteral("thaw"); }
    void setCpuPhase(bool) override {}
    [[nodiscard]] SandboxUsage usage() const override { return m_state->usage; }
    void drainOutput() override
    {
        if (!m_state->pipe.isEmpty())
            m_state->listener->sandboxOutput(SandboxListener::Stream::Output,
                                             std::exchange(m_state->pipe, {}));
    }

private:
    FakeSandboxes &m_factory;
    std::shared_ptr<State> m_state;
};

Result<std::unique_ptr<Sandbox>> FakeSandboxes::start(const SandboxSpec &spec,
                                                      SandboxListener &listener)
{
    if (refuse)
        return Error{Error::Code::SandboxUnavailable, QStringLiteral("refused by the test")};
    auto state = std::make_shared<State>();
    state->spec = spec;
    state->listener = &listener;
    sandboxes.push_back(state);
    log << QStringLiteral("start");
    m_reactor.soon([state] {
        if (!state->listener)
            return;
        state->listener->sandboxListening(listenOnLoopback(&state->port));
        if (state->listener && state->spec.start == SandboxSpec::Start::AtOnce)
            state->listener->runtimeStarted();
    });
    return std::unique_ptr<Sandbox>(std::make_unique<Fake>(*this, state));
}

} // namespace testsupport
