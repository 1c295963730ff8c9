// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/core/messages.h"
#include "engine/model/functionconfig.h"

class QWidget;

namespace app {

// What the status bar says about the sandbox; the detail is its tool tip.
struct SandboxSummary
{
    bool ok = false; // functions can run
    QString text;    // "sandbox: full", "sandbox: limited", "sandbox: none"
    QString detail;
    engine::Explanation internetTrouble; // why functions have no Internet; empty when they can
};

// Tries the machine out; blocks for some 20 ms, so it is run off the UI thread.
[[nodiscard]] SandboxSummary sandboxSummary();
// Every finding with its remedy, in a dialog.
void showSandboxReport(QWidget *parent);
// "python3.12 is not installed; runs on Python 3.11", the remedy when nothing can run it, or empty.
// Looks at the disk; run off the UI thread.
[[nodiscard]] QString runtimeWarning(const engine::FunctionConfig &config);

} // namespace app
