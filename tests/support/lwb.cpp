// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/lwb.h"

#include <QFile>
#include <QJsonDocument>

namespace testsupport {

Lwb::Lwb(const QString &program)
    : m_program(program)
    , m_environment(QProcessEnvironment::systemEnvironment())
{
    QFile::setPermissions(m_home.path(), QFile::Permissions(0x7755));
    for (const char *variable : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
        setEnvironment(QLatin1StringView(variable), m_home.path());
}

void Lwb::setEnvironment(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

std::unique_ptr<QProcess> Lwb::start(const QStringList &arguments, const QString &workspace) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    QStringList all;
    if (!workspace.isEmpty())
        all << QStringLiteral("-C") << workspace;
    process->start(m_program, all + arguments);
    return process;
}

Lwb::Said Lwb::end(QProcess &process)
{
    constexpr int Milliseconds = 300'000;
    if (!process.waitForFinished(Milliseconds))
        return {-1, {}, "lwb does not end"};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Lwb::Said Lwb::run(const QStringList &arguments, const QString &workspace) const
{
    return end(*start(arguments, workspace));
}

std::vector<QJsonObject> objectsOf(const QByteArray &lines)
{
    std::vector<QJsonObject> list;
    for (const QByteArray &line : lines.split('\n')) {
        if (!line.isEmpty())
            list.push_back(QJsonDocument::fromJson(line).object());
    }
    return list;
}

} // namespace testsupport
