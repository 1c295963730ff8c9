// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace app {

// Exit statuses of lwb. The worst one of several calls is returned.
enum ExitStatus {
    Succeeded = 0,
    FunctionFailed = 1,
    UsageError = 2,
    NotRun = 3, // throttled, the engine could not run it, or what it said is lost
};

// One verb of lwb.
class Command
{
public:
    virtual ~Command() = default;
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual QString summary() const = 0; // one line for the list of verbs
    // `workspace` is what -C named, else the current folder. `arguments` start with the verb.
    virtual int run(const QString &workspace, const QStringList &arguments) = 0;
};

} // namespace app
