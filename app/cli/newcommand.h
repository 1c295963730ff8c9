// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace app {

// lwb new: a function like one of the starters, into the workspace.
class NewCommand final : public Command
{
public:
    [[nodiscard]] QString name() const override;
    [[nodiscard]] QString summary() const override;
    int run(const QString &workspace, const QStringList &arguments) override;
};

} // namespace app
