// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

#include "engine/core/uniquefd.h"

namespace app {

// Calls `wanted` in the event loop at the first Ctrl+C (or SIGTERM), so that a run can be left in
// order. A second one ends the program at once. One at a time.
class Interrupt : public QObject
{
public:
    explicit Interrupt(std::function<void()> wanted);
    ~Interrupt() override; // Ctrl+C does what it did before

private:
    engine::UniqueFd m_notice;
};

} // namespace app
