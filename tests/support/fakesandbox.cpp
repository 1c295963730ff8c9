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
        m_factory.m_reactor.soon([state = m_state] { begin(*state); });
    }
    static void begin(State &state)
    {
        if (!state.listener)
            return;
        if (state.spec.extensions.isEmpty())
            state.listener->runtimeStarted();
        else
            state.listener->extensionsStarted();
    }
    void startRuntime() override
    {
        m_factory.log << QStringLiteral("start runtime");
        m_factory.m_reactor.soon([state = m_state] {
            if (state->listener)
                state->listener->runtimeStarted();
        });
    }
    void signalRuntime(int signal) override
    {
        m_factory.log << QStringLiteral("signal runtime %1").arg(signal);
    }
    void signalExtension(int index, int signal) override
    {
        m_factory.log << QStringLiteral("signal extension %1 %2").arg(index).arg(signal);
    }
    void connectInside(quint16 port, std::function<void(Result<UniqueFd>)> connected) override
    {
        m_factory.log << QStringLiteral("connect %1").arg(port);
        m_factory.m_reactor.soon([state = m_state, connected = std::move(connected)] {
            if (!state->listener)
                return;
            if (UniqueFd socket = connectToLoopback(state->insidePort))
                connected(std::move(socket));
            else
                connected(Error{Error::Code::NotFound, QStringLiteral("refused")});
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
        if (state->spec.start == SandboxSpec::Start::AtOnce)
            Fake::begin(*state);
    });
    return std::unique_ptr<Sandbox>(std::make_unique<Fake>(*this, state));
}

} // namespace testsupport
