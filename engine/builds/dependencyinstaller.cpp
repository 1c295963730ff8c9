// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/dependencyinstaller.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/core/atomicfile.h"
#include "engine/packages/filetree.h"
#include "engine/project/paths.h"

namespace engine {
namespace {

struct Dependencies
{
    Q_DECLARE_TR_FUNCTIONS(engine::Dependencies)
};

constexpr qsizetype MostPut = 20;

bool isThere(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() || info.isSymLink();
}

// "requests" of "requests-2.31.0.dist-info".
QString projectOf(const QString &distInfo)
{
    return distInfo.chopped(QStringLiteral(".dist-info").size()).section(u'-', 0, 0);
}

// What pip put into a folder, by its own notes: the first part of each installed path.
QSet<QString> putByPip(const QString &folder)
{
    QSet<QString> names;
    const QDir dir(folder);
    for (const QString &info :
         dir.entryList({QStringLiteral("*.dist-info")}, QDir::Dirs | QDir::NoSymLinks)) {
        names.insert(info);
        const auto record = readWhole(dir.filePath(info + QStringLiteral("/RECORD")));
        if (!record)
            continue;
        for (const QByteArray &line : record->split('\n')) {
            // scripts are noted as ../../bin/x: relative to where they would usually lie
            QString path = QString::fromUtf8(line).section(u',', 0, 0).remove(u'"');
            while (path.startsWith(QLatin1StringView("../")))
                path.remove(0, 3);
            if (!path.isEmpty())
                names.insert(path.section(u'/', 0, 0));
        }
    }
    return names;
}

struct Move
{
    QString from;
    QString to;
    QString name; // relative to the target's folder
};

Error unwritable(const QString &place)
{
    return {Error::Code::NotWritable, QString::fromLocal8Bit(std::strerror(errno)), place};
}

Result<void> carryOut(const Move &move)
{
    if (isThere(move.to))
        filetree::remove(move.to);
    const QByteArray from = QFile::encodeName(move.from);
    const QByteArray to = QFile::encodeName(move.to);
    if (::rename(from.constData(), to.constData()) == 0)
        return {};
    if (errno != EXDEV)
        return unwritable(move.to);
    if (!QFileInfo(move.from).isDir())
        return QFile::copy(move.from, move.to) ? Result<void>() : unwritable(move.to);
    if (!QDir().mkpath(move.to))
        return unwritable(move.to);
    const std::atomic<bool> cancelled = false;
    return filetree::overlay(move.from, move.to, filetree::Copying::Contents, cancelled);
}

} // namespace

Result<QStringList> putDependencies(const DependencyPlan &plan, const DependencyTarget &target,
                                    const QString &output)
{
    std::vector<Move> moves;
    QStringList old; // notes of pip about versions that are replaced
    for (const DependencyPlan::Item &item : plan.out) {
        const QString from = QDir::cleanPath(output + u'/' + item.from);
        const QString to = QDir::cleanPath(target.folder + u'/' + item.to);
        const QFileInfo source(from);
        if (!isThere(from))
            continue;
        // the installer is a stranger's program: what it left may be a link to anywhere
        if (source.isSymLink() || !paths::isWithin(output, from)
            || !paths::isWithin(target.folder, item.from == u"." ? to : QFileInfo(to).path()))
            return Error{Error::Code::NotWritable, QStringLiteral("a link leads out of the folder"),
                         to};
        if (item.from != u".") {
            if (item.replaces == DependencyPlan::Item::Replaces::Nothing && isThere(to))
                continue;
            moves.push_back({from, to, item.to});
            continue;
        }
        const QSet<QString> replaceable = putByPip(to);
        for (const QString &name : QDir(from).entryList(QDir::AllEntries | QDir::Hidden
                                                        | QDir::System | QDir::NoDotAndDotDot)) {
            const QString place = to + u'/' + name;
            if (isThere(place) && !replaceable.contains(name))
                return Error{Error::Code::AlreadyExists, name, place};
            if (name.endsWith(QLatin1StringView(".dist-info"))) {
                for (const QString &other : replaceable)
                    if (other.endsWith(QLatin1StringView(".dist-info")) && other != name
                        && projectOf(other) == projectOf(name))
                        old.append(to + u'/' + other);
            }
            moves.push_back(
                {from + u'/' + name, place, QDir(target.folder).relativeFilePath(place)});
        }
    }
    QStringList put;
    for (const Move &move : moves) {
        if (!QDir().mkpath(QFileInfo(move.to).path()))
            return unwritable(move.to);
        if (const auto done = carryOut(move); !done)
            return done.error();
        if (put.size() < MostPut)
            put.append(move.name);
    }
    for (const QString &folder : std::as_const(old))
        filetree::remove(folder);
    return put;
}

DependencyInstaller::DependencyInstaller(QString workspace, SandboxFactory &sandboxes,
                                         Reactor &reactor, TrustedFolders trust)
    : m_workspace(std::move(workspace))
    , m_sandboxes(sandboxes)
    , m_reactor(reactor)
    , m_trust(std::move(trust))
    , m_store(m_workspace)
{
}

DependencyInstaller::~DependencyInstaller() = default;

Result<void> DependencyInstaller::start(const DependencyTarget &target, const DependencyPlan &plan,
                                        const QStringList &unreachable, Events events)
{
    if (m_command)
        return Error{Error::Code::Conflict, QString(), m_target.folder};
    if (!m_trust.contains(m_workspace))
        return Error{Error::Code::NotTrusted, QString(), m_workspace};
    auto scratch = m_store.begin(target.name + QStringLiteral(".dependencies"));
    if (!scratch)
        return scratch.error();
    CommandSpec command = plan.command;
    command.mounts.push_back({target.folder, QStringLiteral("/var/task")});
    if (!target.hidden.isEmpty())
        command.masked << QStringLiteral("/var/task/") + target.hidden;
    QStringList own{(*scratch)->output()};
    command.mounts.push_back(
        {own.constFirst(), QString::fromUtf16(buildpaths::Output), SandboxSpec::Access::Writable});
    if (!plan.cache.isEmpty()) {
        own.append(m_store.cacheFolder(plan.cache));
        command.mounts.push_back({own.constLast(), QString::fromUtf16(buildpaths::Cache),
                                  SandboxSpec::Access::Writable});
    }
    if (const auto prepared = prepareOwnFolders(own, command); !prepared)
        return prepared;
    m_target = target;
    m_plan = plan;
    m_unreachable = unreachable;
    m_events = std::move(events);
    m_scratch = std::move(*scratch);
    m_command = std::make_unique<SandboxedCommand>(
        m_reactor, m_sandboxes, command,
        SandboxedCommand::Events{[this](const QByteArray &lines) { m_events.output(lines); },
                                 [this](const CommandEnd &end) { ended(end); }});
    return {};
}

void DependencyInstaller::cancel()
{
    if (m_command)
        finish(Error{Error::Code::Cancelled, QString()});
}

void DependencyInstaller::ended(const CommandEnd &end)
{
    switch (end.kind) {
    case CommandEnd::Kind::Succeeded: {
        const auto put = putDependencies(m_plan, m_target, m_scratch->output());
        if (!put)
            return finish(put.error());
        return finish(InstalledDependencies{m_plan.manifest, m_plan.tool, *put, end.duration});
    }
    case CommandEnd::Kind::NoSandbox:
        return finish(end.error);
    case CommandEnd::Kind::OutOfMemory:
        return finish(Error{Error::Code::InstallFailed,
                            Dependencies::tr("%1 needed too much memory").arg(m_plan.tool)});
    case CommandEnd::Kind::TimedOut:
        return finish(Error{Error::Code::InstallFailed,
                            Dependencies::tr("%1 took too long").arg(m_plan.tool)});
    case CommandEnd::Kind::NotStarted:
    case CommandEnd::Kind::Failed:
        break;
    }
    if (!m_unreachable.isEmpty())
        m_events.output(
            "lwb: "
            + Dependencies::tr("%1 in the configuration is an address of this machine, which the "
                               "sandbox can't reach. Give %2 one of the network, or files in the "
                               "folder.")
                  .arg(m_unreachable.join(QStringLiteral(", ")), m_plan.tool)
                  .toUtf8()
            + '\n');
    const QString words = QString::fromUtf8(end.output).trimmed().section(u'\n', -1);
    finish(
        Error{Error::Code::InstallFailed,
              words.isEmpty() ? QStringLiteral("%1: %2").arg(m_plan.tool).arg(end.status) : words});
}

void DependencyInstaller::finish(const Result<InstalledDependencies> &result)
{
    const Events events = std::exchange(m_events, {});
    m_command.reset();
    m_scratch.reset();
    events.ended(result);
}

} // namespace engine
