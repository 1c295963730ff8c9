// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

#include "engine/runtimes/runtimecatalog.h"

namespace engine {

// What would run one runtime id on this machine.
struct RuntimeState
{
    enum class Kind {
        Ready,        // an interpreter of this version
        OtherVersion, // the nearest there is; `note` says so
        OwnProgram,   // functions bring their own program along
        Missing,      // nothing; `remedy` is the command that installs one
        Unsupported,  // this program can't run it yet
    };

    RuntimeId runtime;
    Kind kind;
    QString interpreter = {}; // "Python 3.11.2"
    QString program = {};     // its absolute path
    QString note = {};        // translated, for people
    QString remedy = {};

    bool operator==(const RuntimeState &) const = default;
};

// For each of knownRuntimes(), in that order.
[[nodiscard]] std::vector<RuntimeState> runtimeStates(const RuntimeCatalog &catalog);

// One line of JSON, for programs: "state" is ready, otherVersion, ownProgram, missing or
// unsupported; what there is none of is null.
[[nodiscard]] QByteArray runtimeStateJson(const RuntimeState &state);

} // namespace engine
