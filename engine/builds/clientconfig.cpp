// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>

#include "engine/builds/dependencyplan.h"
#include "engine/core/atomicfile.h"

namespace engine {
namespace {

constexpr char16_t ConfigFolder[] = u"/build/config/";

struct ConfigFile
{
    QStringList places;   // the first that is there counts
    const char *name;     // inside
    const char *variable; // that names it; null where the tool finds it by itself
};

// Only these are handed over: nothing of the environment but what decides how to reach an index.
bool isHandedOver(const QString &key)
{
    static const QRegularExpression names(
        QStringLiteral(
            "^(?:(?:https?|all|no|ftp)_proxy|pip_(?:index_url|extra_index_url|trusted_host|find_"
            "links|"
            "no_index|proxy|timeout|default_timeout|retries)|npm_config_(?:registry|proxy|https_"
            "proxy|"
            "noproxy|strict_ssl|fetch_timeout)|bundle_(?:mirror__.*|ssl_verify_mode)|goproxy|"
            "gonosumdb|gonosumcheck|gosumdb|goprivate|goinsecure)$"),
        QRegularExpression::CaseInsensitiveOption);
    return names.match(key).hasMatch();
}

void findLoopback(const QString &text, QStringList &found)
{
    static const QRegularExpression address(QStringLiteral(
        "\\bhttps?://(?:[^/@\\s]*@)?((?:localhost|127(?:\\.\\d+){3}|\\[::1\\])(?::\\d+)?)"));
    for (auto it = address.globalMatch(text); it.hasNext();) {
        const QString one = it.next().captured(1);
        if (!found.contains(one))
            found.append(one);
    }
}

} // namespace

ClientConfig ClientConfig::ofThisUser()
{
    return read(QDir::homePath(), QStringLiteral("/etc"), QProcess::systemEnvironment());
}

ClientConfig ClientConfig::read(const QString &home, const QString &etc,
                                const QStringList &environment)
{
    ClientConfig config;
    const std::vector<ConfigFile> files{
        {{home + QStringLiteral("/.config/pip/pip.conf"), home + QStringLiteral("/.pip/pip.conf"),
          etc + QStringLiteral("/pip.conf")},
         "pip.conf",
         "PIP_CONFIG_FILE"},
        {{home + QStringLiteral("/.npmrc"), etc + QStringLiteral("/npmrc")},
         "npmrc",
         "NPM_CONFIG_USERCONFIG"},
        {{home + QStringLiteral("/.gemrc"), etc + QStringLiteral("/gemrc")}, "gemrc", "GEMRC"},
        {{home + QStringLiteral("/.bundle/config")}, "bundle", "BUNDLE_USER_CONFIG"},
        {{home + QStringLiteral("/.m2/settings.xml")}, "settings.xml", nullptr},
        {{home + QStringLiteral("/.nuget/NuGet/NuGet.Config"),
          home + QStringLiteral("/.config/NuGet/NuGet.Config")},
         "NuGet.Config",
         nullptr},
    };
    for (const ConfigFile &file : files) {
        for (const QString &place : file.places) {
            const QFileInfo info(place);
            if (!info.isFile())
                continue;
            const QString inside = QString::fromUtf16(ConfigFolder) + QLatin1StringView(file.name);
            config.mounts.push_back({info.canonicalFilePath(), inside});
            if (file.variable)
                config.environment.push_back({QLatin1StringView(file.variable), inside});
            if (const auto text = readWhole(place, 1024 * 1024))
                findLoopback(QString::fromUtf8(*text), config.loopback);
            break;
        }
    }
    for (const QString &variable : environment) {
        const QString key = variable.section(u'=', 0, 0);
        if (!isHandedOver(key))
            continue;
        const QString value = variable.section(u'=', 1);
        config.environment.push_back({key, value});
        if (!key.startsWith(QLatin1StringView("no"), Qt::CaseInsensitive))
            findLoopback(value, config.loopback);
    }
    return config;
}

} // namespace engine
