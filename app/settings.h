// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include "app/theming.h"

namespace app {

// What the program remembers between runs, with its defaults.
struct Settings
{
    Theming::Choice theme = Theming::Choice::System;
    bool limitCpu = true;         // CPU share by memory; false: the machine's full speed
    int standby = 1;              // environments of each function that boot ahead, 0 to 10
    QStringList recentWorkspaces; // newest first
    QByteArray windowGeometry;
    QByteArray windowState;
    QByteArray historyColumns;
    int burstRequests = 100;
    int burstConcurrency = 10;

    bool operator==(const Settings &) const = default;
};

inline constexpr int SettingsVersion = 3; // of windowState; another one is not restored
inline constexpr int RecentWorkspaces = 10;

[[nodiscard]] Settings loadSettings();
void saveSettings(const Settings &settings);

} // namespace app
