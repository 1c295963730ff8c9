// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <vector>

#include "engine/model/functionconfig.h"
#include "engine/telemetry/invocationrecord.h"

namespace engine {

// A wish to have a function run. Whoever it comes from, it goes to Invoker::invoke().
struct InvokeRequest
{
    enum class Start {
        ReuseOrStart, // an idle environment if there is one
        Cold,         // a new environment, always
    };

    QString functionName; // name or logical id; a qualifier follows after ':' in AWS's own forms
    QByteArray payload;   // exact bytes; JSON. Empty counts as {}
    QByteArray clientContext = {}; // JSON text, or empty
    QString trigger = {};          // who asks: "window", "lwb", ...; goes to the record
    Start start = Start::ReuseOrStart;
    // Variables for this request only, over the function's own; an environment is shared only by
    // requests with the same ones.
    std::vector<EnvironmentVariable> extraEnvironment = {};
    // Start cold, and have the record tell how long each module took to load (initModules). Asking
    // costs time of its own: durations of such a call are not for comparing.
    bool explainInit = false;
};

// What came of a request that ran (or was throttled). What the function did wrong is in here too.
struct InvokeOutcome
{
    int statusCode = 200;       // 200, or 429 when throttled
    QString functionError = {}; // "Unhandled" when the function failed, else empty
    QByteArray payload = {};    // what the caller gets: response, or the error object
    InvocationRecord record = {};
};

} // namespace engine

Q_DECLARE_METATYPE(engine::InvokeRequest)
Q_DECLARE_METATYPE(engine::InvokeOutcome)
