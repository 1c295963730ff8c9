// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "engine/async/acceptance.h"
#include "engine/async/asyncevent.h"
#include "engine/async/destinationmessage.h"

namespace engine {

// One JSON object on one line, without a newline, as "lwb queue --json" and "lwb invoke --async
// --json" print them; the keys are a promise to scripts: new ones come at the end, none goes.
[[nodiscard]] QByteArray eventJson(const AsyncEvent &event, qint64 nextAttemptAtMs);
// "body" is the exact text as a JSON string; bytes that are no text can't be in it.
[[nodiscard]] QByteArray messageJson(const DestinationMessage &message);
[[nodiscard]] QByteArray answerJson(const AsyncAnswer &answer);

} // namespace engine
