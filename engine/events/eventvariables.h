// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

#include "engine/core/clock.h"
#include "engine/core/ids.h"
#include "engine/core/result.h"
#include "engine/model/functionconfig.h"

namespace engine {

// Variables in an event's text, put in when it is sent:
//   {{uuid}}      a new UUID of version 4 for each place
//   {{now}}       the time as 2026-02-03T13:22:09.512Z, the same at all places of one event
//   {{env.NAME}}  the function's own environment variable; nothing of this machine's environment
//   {{{{          two braces as they are
// Blanks inside the braces are allowed. What looks like a variable, one word of letters, digits,
// '.', '_' and '-', and is none, is an error; all else between braces ("{{#each items}}") stays. In
// JSON two braces stand together in strings only, and values are escaped for a JSON string.
struct EventVariable
{
    QString name;
    int line = 0;      // from 1
    int column = 0;    // from 1, in characters
    bool known = true; // by its form; whether the function has an env.NAME is seen when it is sent

    bool operator==(const EventVariable &) const = default;
};

[[nodiscard]] std::vector<EventVariable> eventVariables(const QByteArray &text);
// Quick: is there anything for expandVariables() to do?
[[nodiscard]] bool mayHaveVariables(const QByteArray &text);

struct VariableValues
{
    const Clock &clock;
    IdSource &ids;
    // The value of a variable of the function's environment; nothing when there is none.
    std::function<std::optional<QString>(const QString &name)> environment;
};

// Looks a variable up in these, the second ones first. Both are copied.
[[nodiscard]] std::function<std::optional<QString>(const QString &)> lookUpIn(
    std::vector<EnvironmentVariable> own, std::vector<EnvironmentVariable> over = {});

// Fails with BadSyntax at the place of the first variable that there is not; detail names it.
[[nodiscard]] Result<QByteArray> expandVariables(const QByteArray &text,
                                                 const VariableValues &values);

} // namespace engine
