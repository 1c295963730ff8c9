// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "engine/invoke/localengine.h"

namespace app {

// The event of --event FILE, exact bytes; "-" is standard input. The Invoker checks it.
[[nodiscard]] engine::Result<QByteArray> readEvent(const QString &path);

// The event with its variables put in, anew at each call: {{env.NAME}} from the function's own and
// `extra`. Fails as the look-up of the function, and with the place of a variable that is unknown.
[[nodiscard]] engine::Result<QByteArray> withVariables(
    engine::LocalEngine &engine, const QString &functionName, const QByteArray &event,
    const std::vector<engine::EnvironmentVariable> &extra = {});

} // namespace app
