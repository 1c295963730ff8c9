// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <cstdint>
#include <vector>

#include "engine/core/units.h"

namespace engine {

// A change in what an environment does, or a request that got none. The past of all environments
// is a list of these.
struct EnvironmentActivity
{
    enum class Kind {
        Booting, // the sandbox is made and the runtime started, for a request or ahead of one
        Init,    // the function's own init
        Busy,    // an invocation, from its init's end to the moment in which it is free again
        Idle,    // frozen
        Standby, // booted, and before its init
        Retired, // gone
        // Of requests, without an environment:
        Throttled, // turned away
        Waiting,   // accepted, until the machine has room to start one; what takes it up names it
        Withdrawn, // it will not get one, whether it waited or not
    };

    Kind kind = Kind::Booting;
    Nanoseconds at{0}; // on the engine's clock
    qint64 wallMs = 0; // the same moment; milliseconds since 1970
    QString function;
    QString version;
    std::uint64_t environment = 0; // its number in this engine; 0: none
    QString environmentId = {};    // its log stream
    // Of the request that it is about. Booting with one is followed by Init and Busy without: it is
    // the same one until the environment is idle or retired.
    QString requestId = {};
    QString reason = {}; // of Throttled, as Lambda names it
    bool provisioned = false;

    bool operator==(const EnvironmentActivity &) const = default;
};
using EnvironmentActivities = std::vector<EnvironmentActivity>;

} // namespace engine

Q_DECLARE_METATYPE(engine::EnvironmentActivities)
