// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimeapi/runtimestate.h"

#include <utility>

namespace engine {
namespace {

const char *nameOf(RuntimeState::State state)
{
    switch (state) {
    case RuntimeState::State::Started:
        return "Started";
    case RuntimeState::State::InitError:
        return "InitError";
    case RuntimeState::State::Ready:
        return "Ready";
    case RuntimeState::State::Running:
        return "Running";
    case RuntimeState::State::InvocationResponse:
        return "InvocationResponse";
    case RuntimeState::State::InvocationErrorResponse:
        return "InvocationErrorResponse";
    case RuntimeState::State::ResponseSent:
        return "RuntimeResponseSentState";
    }
    return "";
}

} // namespace

RuntimeState::Next RuntimeState::next()
{
    switch (m_state) {
    case State::Started:
        m_state = State::Ready;
        return Next::InitDone;
    case State::Ready:
        return Next::Waiting;
    case State::Running:
        return Next::Again;
    case State::ResponseSent:
        m_state = State::Ready;
        return Next::InvocationDone;
    default:
        return Next::Refused;
    }
}

bool RuntimeState::beginResponse()
{
    if (m_state != State::Running)
        return false;
    m_state = State::InvocationResponse;
    return true;
}

bool RuntimeState::beginError()
{
    if (m_state != State::Running)
        return false;
    m_state = State::InvocationErrorResponse;
    return true;
}

bool RuntimeState::initError()
{
    if (m_state != State::Started)
        return false;
    m_state = State::InitError;
    return true;
}

QByteArray RuntimeState::refusal(State wanted) const
{
    return QByteArray("State transition from ") + nameOf(m_state) + " to " + nameOf(wanted)
           + " failed for runtime. Error: State transition is not allowed";
}

} // namespace engine
