// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/awsprofiles.h"

#include <QDir>

#include <map>

#include "engine/core/atomicfile.h"

namespace engine {
namespace {

struct Profile
{
    QString name;
    std::map<QString, QString> values;
};

std::vector<Profile> profilesIn(const QString &file)
{
    std::vector<Profile> profiles;
    const auto text = readWhole(file, 1024 * 1024);
    if (!text)
        return profiles;
    for (const QString &raw : QString::fromUtf8(*text).split(u'\n')) {
        const QString line = raw.trimmed();
        if (line.startsWith(u'#') || line.startsWith(u';') || line.isEmpty())
            continue;
        if (line.startsWith(u'[')) {
            profiles.push_back({line.mid(1, line.indexOf(u']') - 1).trimmed(), {}});
        } else if (!profiles.empty() && line.contains(u'=')) {
            profiles.back().values[line.section(u'=', 0, 0).trimmed().toLower()] =
                line.section(u'=', 1).trimmed();
        }
    }
    return profiles;
}

} // namespace

QString awsCredentialsFile()
{
    return qEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE",
                                QDir::homePath() + QStringLiteral("/.aws/credentials"));
}

QStringList awsProfiles(const QString &file)
{
    QStringList names;
    for (const Profile &profile : profilesIn(file))
        if (!profile.name.isEmpty() && !names.contains(profile.name))
            names.append(profile.name);
    return names;
}

Result<std::vector<EnvironmentVariable>> awsCredentials(const QString &profile, const QString &file)
{
    std::map<QString, QString> values; // of a profile that is there twice, as the AWS CLI has it
    for (const Profile &each : profilesIn(file))
        if (each.name == profile)
            for (const auto &[key, value] : each.values)
                values[key] = value;
    const QString id = values[QStringLiteral("aws_access_key_id")];
    const QString secret = values[QStringLiteral("aws_secret_access_key")];
    if (id.isEmpty() || secret.isEmpty())
        return Error{Error::Code::ProfileMissing, profile, file};
    return std::vector<EnvironmentVariable>{
        {QStringLiteral("AWS_ACCESS_KEY_ID"), id},
        {QStringLiteral("AWS_SECRET_ACCESS_KEY"), secret},
        {QStringLiteral("AWS_SESSION_TOKEN"), values[QStringLiteral("aws_session_token")]}};
}

} // namespace engine
