// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/runtimemaker.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <utility>

#include "engine/builds/buildplan.h"

namespace engine {
namespace {

const QString Library = QStringLiteral("lambda-runtime.dll");
constexpr char16_t Compiler[] = u"/build/dotnet";   // the SDK's installation
constexpr char16_t Framework[] = u"/build/runtime"; // the one to compile for
constexpr Seconds LongEnough{120};
constexpr auto Readable = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup
                          | QFileDevice::ReadOther;
constexpr auto Listable =
    Readable | QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;

QString sourcesOf(const RuntimeCatalog::ToMake &what)
{
    return what.bootstraps + QStringLiteral("/dotnet");
}

// The framework that the bootstrap will run on: what is compiled for a later one would not start.
QString frameworkOf(const Interpreter &dotnet)
{
    return QFileInfo(dotnet.program).path() + QStringLiteral("/shared/Microsoft.NETCore.App/")
           + dotnet.version;
}

// The first thing that it found wrong, else its last words.
QString wordsOf(const CommandEnd &end, const QString &program)
{
    const QStringList lines = QString::fromUtf8(end.output).trimmed().split(u'\n');
    const qsizetype error = lines.indexOf(QRegularExpression(QStringLiteral(".*\\berror\\b.*")));
    const QString words = lines.value(error < 0 ? lines.size() - 1 : error);
    return QStringLiteral("%1: %2").arg(program,
                                        words.isEmpty() ? QString::number(end.status) : words);
}

} // namespace

CommandSpec compileBootstrapCommand(const RuntimeCatalog::ToMake &what)
{
    CommandSpec command;
    command.timeLimit = LongEnough;
    command.mounts.push_back({sourcesOf(what), QStringLiteral("/var/task")});
    const QString output = QString::fromUtf16(buildpaths::Output) + u'/' + Library;
    QStringList options{QStringLiteral("-langversion:7"), QStringLiteral("-target:exe"),
                        QStringLiteral("-optimize+"), QStringLiteral("-out:") + output};
    const QStringList sources = QDir(sourcesOf(what)).entryList({QStringLiteral("*.cs")});
    if (what.compiler.kind == CSharpCompiler::Kind::Mono) {
        // It says which libraries its own runtime is made of.
        const QString config = QStringLiteral("/etc/mono");
        if (QFileInfo(config).isDir())
            command.mounts.push_back({config, config});
        command.argv = QStringList{what.compiler.program} + options + sources;
        return command;
    }
    const QString root = QString::fromUtf16(Compiler);
    command.mounts.push_back({what.compiler.root, root});
    command.mounts.push_back({frameworkOf(what.interpreter), QString::fromUtf16(Framework)});
    command.environment = {{QStringLiteral("DOTNET_ROOT"), root},
                           {QStringLiteral("DOTNET_CLI_HOME"), QStringLiteral("/tmp")}};
    options << QStringLiteral("-noconfig") << QStringLiteral("-nostdlib+")
            << QStringLiteral("-nologo") << QStringLiteral("-deterministic+")
            << QStringLiteral("-define:NETCOREAPP");
    for (const QString &name :
         QDir(frameworkOf(what.interpreter)).entryList({QStringLiteral("*.dll")}, QDir::Files))
        options << QStringLiteral("-r:") + QString::fromUtf16(Framework) + u'/' + name;
    command.argv = QStringList{root + QStringLiteral("/dotnet"), QStringLiteral("exec"),
                               root + what.compiler.program.mid(what.compiler.root.size())}
                   + options + sources;
    return command;
}

RuntimeMaker::RuntimeMaker(const RuntimeCatalog &runtimes, SandboxFactory &sandboxes,
                           Reactor &reactor)
    : m_runtimes(runtimes)
    , m_sandboxes(sandboxes)
    , m_reactor(reactor)
{
}

RuntimeMaker::~RuntimeMaker() = default;

bool RuntimeMaker::isNeeded(const Function &function) const
{
    return m_runtimes.toMake(function).has_value();
}

void RuntimeMaker::make(const Function &function, Done done)
{
    const auto what = m_runtimes.toMake(function);
    if (!what)
        return done({});
    std::unique_ptr<Job> &job = m_jobs[what->folder];
    if (job) {
        job->waiting.push_back(std::move(done));
        return;
    }
    job = std::make_unique<Job>();
    job->what = *what;
    job->waiting.push_back(std::move(done));
    job->output = std::make_unique<QTemporaryDir>(QFileInfo(what->folder).path()
                                                  + QStringLiteral("/.making-XXXXXX"));
    CommandSpec command = compileBootstrapCommand(*what);
    const QString output = job->output->path();
    command.mounts.push_back(
        {output, QString::fromUtf16(buildpaths::Output), SandboxSpec::Access::Writable});
    Result<void> prepared;
    if (!job->output->isValid())
        prepared = Error{Error::Code::NotWritable, job->output->errorString(),
                         QFileInfo(what->folder).path()};
    else
        prepared = prepareOwnFolders({output}, command);
    const QString folder = what->folder;
    if (!prepared) {
        m_reactor.soon([this, folder, error = prepared.error()] { finish(folder, error); });
        return;
    }
    job->command = std::make_unique<SandboxedCommand>(
        m_reactor, m_sandboxes, command,
        SandboxedCommand::Events{
            {}, [this, folder](const CommandEnd &end) { ended(*m_jobs.at(folder), end); }});
}

void RuntimeMaker::ended(Job &job, const CommandEnd &end)
{
    const QString &folder = job.what.folder;
    const QString &program = job.what.compiler.program;
    if (end.kind == CommandEnd::Kind::NoSandbox)
        return finish(folder, end.error);
    const QString made = job.output->filePath(Library);
    if (end.kind != CommandEnd::Kind::Succeeded || !QFileInfo(made).isFile())
        return finish(folder, Error{Error::Code::BuildFailed, wordsOf(end, program)});
    // Into a folder that was nobody else's, so that no process of the sandbox can change it later.
    QTemporaryDir whole(QFileInfo(folder).path() + QStringLiteral("/.made-XXXXXX"));
    const QString library = whole.filePath(Library);
    QFile certificates(whole.filePath(QStringLiteral("empty-certificates.crt")));
    if (!whole.isValid() || !QFile::copy(made, library) || !QFile::setPermissions(library, Readable)
        || !certificates.open(QIODevice::WriteOnly) || !certificates.setPermissions(Readable)
        || !QFile::setPermissions(whole.path(), Listable))
        return finish(folder, Error{Error::Code::NotWritable, whole.errorString(), folder});
    if (QDir().rename(whole.path(), folder))
        whole.setAutoRemove(false);
    else if (!QFileInfo(folder).isDir()) // nor has anybody else made it meanwhile
        return finish(folder,
                      Error{Error::Code::NotWritable, QStringLiteral("can't rename"), folder});
    finish(folder, {});
}

void RuntimeMaker::finish(const QString &folder, const Result<void> &result)
{
    const auto job = m_jobs.extract(folder);
    for (const Done &done : std::exchange(job.mapped()->waiting, {}))
        done(result);
}

} // namespace engine
