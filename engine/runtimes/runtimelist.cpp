// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/runtimelist.h"

#include "engine/core/json.h"
#include "engine/core/messages.h"

namespace engine {
namespace {

QByteArray kindName(RuntimeState::Kind kind)
{
    switch (kind) {
    case RuntimeState::Kind::Ready:
        return "ready";
    case RuntimeState::Kind::OtherVersion:
        return "otherVersion";
    case RuntimeState::Kind::OwnProgram:
        return "ownProgram";
    case RuntimeState::Kind::Missing:
        return "missing";
    case RuntimeState::Kind::Unsupported:
        break;
    }
    return "unsupported";
}

RuntimeState stateOf(const RuntimeId &runtime, const RuntimeCatalog &catalog)
{
    using Kind = RuntimeState::Kind;
    Function function;
    function.config.runtime = runtime.id;
    if (runtime.language == Language::DotNet)
        function.config.handler = QStringLiteral("A::B::C"); // what needs most
    const Result<RuntimeLaunch> launch = catalog.launch(function);
    if (!launch) {
        const bool missing = launch.error().code == Error::Code::RuntimeMissing
                             || launch.error().code == Error::Code::ToolMissing;
        return {runtime,
                missing ? Kind::Missing : Kind::Unsupported,
                {},
                {},
                explain(launch.error()).sentence,
                missing ? launch.error().place : QString()};
    }
    if (runtime.language == Language::Provided)
        return {runtime, Kind::OwnProgram};
    RuntimeState state{runtime, launch->warning.isEmpty() ? Kind::Ready : Kind::OtherVersion,
                       launch->interpreter};
    state.note = launch->warning;
    if (const auto interpreter = catalog.interpreterFor(runtime))
        state.program = interpreter->program;
    return state;
}

} // namespace

std::vector<RuntimeState> runtimeStates(const RuntimeCatalog &catalog)
{
    std::vector<RuntimeState> states;
    for (const RuntimeId &runtime : knownRuntimes())
        states.push_back(stateOf(runtime, catalog));
    return states;
}

QByteArray runtimeStateJson(const RuntimeState &state)
{
    const auto orNull = [](const QString &text) {
        return text.isEmpty() ? QByteArray("null") : jsonString(text);
    };
    return "{\"runtime\":" + jsonString(state.runtime.id) + ",\"state\":\"" + kindName(state.kind)
           + "\",\"interpreter\":" + orNull(state.interpreter)
           + ",\"program\":" + orNull(state.program) + ",\"note\":" + orNull(state.note)
           + ",\"remedy\":" + orNull(state.remedy) + '}';
}

} // namespace engine
