// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace engine {

// The state machine of one runtime, as the Runtime Interface Emulator has it (core/states.go).
// Pure: says whether a call is allowed and what the refusal reads like.
class RuntimeState
{
public:
    enum class State {
        Started,
        InitError,
        Ready,              // waits in "next"
        Running,            // has the event
        InvocationResponse, // is sending its response
        InvocationErrorResponse,
        ResponseSent, // has answered and not asked for the next event
    };
    enum class Next {
        Refused,
        InitDone, // the first one; the event follows when there is one
        Again,    // still running: the same event is sent again
        InvocationDone,
        Waiting, // was waiting already, in another connection
    };

    [[nodiscard]] State state() const { return m_state; }

    [[nodiscard]] Next next();
    void dispatched() { m_state = State::Running; } // in Ready only
    [[nodiscard]] bool beginResponse();
    [[nodiscard]] bool beginError();
    void responseTaken() { m_state = State::ResponseSent; } // after either
    [[nodiscard]] bool initError();

    // The errorMessage of InvalidStateTransition for a call that would lead to `wanted`.
    [[nodiscard]] QByteArray refusal(State wanted) const;

private:
    State m_state = State::Started;
};

} // namespace engine
