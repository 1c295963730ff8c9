// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>

#include <functional>

#include "engine/core/result.h"
#include "engine/invoke/invokerequest.h"

namespace engine {

// LocalEngine::invoke(), or what leads to it from another thread: all that this folder asks of an
// engine. The future always finishes.
using InvokeDoor = std::function<QFuture<Result<InvokeOutcome>>(const InvokeRequest &)>;

} // namespace engine
