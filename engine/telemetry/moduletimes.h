// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

#include "engine/core/units.h"

namespace engine {

// How long one module took to load while a function was loaded, as its own runtime measured it.
// A list of them is in the order in which loading began, so that what a module has loaded follows
// it with a greater depth.
struct ModuleTime
{
    QString name;         // as the language calls it: "boto3.session", "node:crypto", "app.mjs"
    int depth = 0;        // 0: nothing that was measured has loaded it
    Nanoseconds self{0};  // without what it has loaded in turn
    Nanoseconds total{0}; // with it

    bool operator==(const ModuleTime &) const = default;
};

// Reads [["name",depth,self,total],...], times in nanoseconds. The text comes from the sandbox, so
// anything may be in it: what can't be read is left out, and of very many the first are taken.
[[nodiscard]] std::vector<ModuleTime> readModuleTimes(const QByteArray &json);
// The same form.
[[nodiscard]] QByteArray writeModuleTimes(const std::vector<ModuleTime> &modules);

} // namespace engine
