// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QSettings>

namespace app {
namespace {

// One table of the fields serves both ways.
template <typename Settings, typename Visit>
void visitFields(Settings &settings, Visit visit)
{
    visit("window/theme", settings.theme);
    visit("engine/limitCpu", settings.limitCpu);
    visit("engine/standby", settings.standby);
    visit("workspaces/recent", settings.recentWorkspaces);
    visit("window/geometry", settings.windowGeometry);
    visit("window/state", settings.windowState);
    visit("history/columns", settings.historyColumns);
    visit("burst/requests", settings.burstRequests);
    visit("burst/concurrency", settings.burstConcurrency);
}

} // namespace

Settings loadSettings()
{
    const QSettings store;
    Settings settings;
    visitFields(settings, [&store](const char *key, auto &field) {
        using Field = std::decay_t<decltype(field)>;
        const QVariant value = store.value(QLatin1StringView(key));
        if (!value.isValid())
            return;
        if constexpr (std::is_enum_v<Field>)
            field = static_cast<Field>(qBound(0, value.toInt(), 2));
        else
            field = value.value<Field>();
    });
    return settings;
}

void saveSettings(const Settings &settings)
{
    QSettings store;
    visitFields(settings, [&store](const char *key, const auto &field) {
        using Field = std::decay_t<decltype(field)>;
        if constexpr (std::is_enum_v<Field>)
            store.setValue(QLatin1StringView(key), static_cast<int>(field));
        else
            store.setValue(QLatin1StringView(key), QVariant::fromValue(field));
    });
}

} // namespace app
