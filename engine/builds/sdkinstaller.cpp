// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/sdkinstaller.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QUuid>

#include <sys/stat.h>

#include <cstring>
#include <utility>

#include "engine/core/atomicfile.h"
#include "engine/packages/filetree.h"

namespace engine {
namespace {

constexpr Megabytes TemporarySpace{2'048}; // installers unpack there

} // namespace

SdkInstaller::SdkInstaller(AwsSdk sdk, ClientConfig config, SandboxFactory &sandboxes,
                           Reactor &reactor, QObject *parent)
    : QObject(parent)
    , m_sdk(std::move(sdk))
    , m_config(std::move(config))
    , m_sandboxes(sandboxes)
    , m_reactor(reactor)
{
}

SdkInstaller::~SdkInstaller() = default;

void SdkInstaller::start()
{
    const QString parent = QFileInfo(m_sdk.folder).path();
    QDir().mkpath(parent);
    m_folder = std::make_unique<QTemporaryDir>(parent + QStringLiteral("/.installing-XXXXXX"));
    if (!m_folder->isValid())
        return finish(Error{Error::Code::NotWritable, m_folder->errorString(), parent});
    next();
}

void SdkInstaller::cancel()
{
    finish(Error{Error::Code::Cancelled, QString()});
}

void SdkInstaller::next()
{
    if (m_step == m_sdk.commands.size())
        return finish(put());
    CommandSpec command;
    command.network = Network::Internet;
    command.temporary = TemporarySpace;
    command.mounts = m_config.mounts;
    command.environment = m_config.environment;
    useInstallation(command, m_sdk.prefix);
    const QString output = QString::fromUtf16(buildpaths::Output);
    command.mounts.push_back({m_folder->path(), output, SandboxSpec::Access::Writable});
    // Functions' sandboxes may run as another user.
    command.argv =
        QStringList{QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                    QStringLiteral("umask 022; exec \"$@\""), QStringLiteral("sh")}
        + QStringList(m_sdk.commands[m_step++]).replaceInStrings(QStringLiteral("%1"), output);
    if (const auto prepared = prepareOwnFolders({m_folder->path()}, command); !prepared)
        return finish(prepared);
    m_command = std::make_unique<SandboxedCommand>(
        m_reactor, m_sandboxes, command,
        SandboxedCommand::Events{[this](const QByteArray &lines) { emit this->output(lines); },
                                 [this](const CommandEnd &end) { ended(end); }});
}

void SdkInstaller::ended(const CommandEnd &end)
{
    switch (end.kind) {
    case CommandEnd::Kind::Succeeded:
        return next();
    case CommandEnd::Kind::NoSandbox:
        return finish(end.error);
    default:
        break;
    }
    constexpr int NotThere = 127; // by the shell
    const QString words = QString::fromUtf8(end.output).trimmed().section(u'\n', -1);
    const bool lacksInstaller =
        end.status == NotThere || end.output.contains("No module named pip");
    finish(Error{Error::Code::InstallFailed, words, lacksInstaller ? m_sdk.remedy : QString()});
}
Result<void> SdkInstaller::put()
{
    const QFileInfo proof(m_folder->filePath(m_sdk.proof));
    if (proof.dir().entryList({proof.fileName()}).isEmpty())
        return Error{Error::Code::InstallFailed,
                     QStringLiteral("%1 is missing afterwards").arg(m_sdk.proof), QString()};
    const QByteArray id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces).left(8);
    if (const auto marked = writeAtomically(AwsSdk::markIn(m_folder->path()), id); !marked)
        return marked;
    ::chmod(QFile::encodeName(m_folder->path()).constData(), 0755);
    const QString old = m_sdk.folder + QStringLiteral(".old-") + QString::fromLatin1(id);
    const bool replaces = QFileInfo::exists(m_sdk.folder);
    if ((replaces && !QDir().rename(m_sdk.folder, old))
        || !QDir().rename(m_folder->path(), m_sdk.folder))
        return Error{Error::Code::NotWritable, QStringLiteral("can't rename"), m_sdk.folder};
    m_folder->setAutoRemove(false);
    if (replaces)
        filetree::remove(old);
    return {};
}

void SdkInstaller::finish(const Result<void> &result)
{
    if (std::exchange(m_finished, true))
        return;
    m_command.reset();
    m_folder.reset();
    emit finished(result);
}

} // namespace engine
