// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/builder.h"

#include <QDir>
#include <QFileInfo>
#include <QtConcurrent>

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/builds/fingerprint.h"
#include "engine/core/deliver.h"

namespace engine {
namespace {

using namespace std::chrono_literals;
using State = BuildStatus::State;

// Editors write a file in several steps, tools several files.
constexpr Milliseconds SettleTime = 30ms;
constexpr Seconds LongestWait = 2s; // while files change without end
constexpr Seconds FailureHolds = 2s;
constexpr Seconds DyingTime{1};
constexpr int MostAtOnce = 2; // compilers use all processors by themselves

// What compilers say of code that is somewhere on the network.
bool namesMissingDependency(const QString &message)
{
    for (const char *text :
         {"no required module provides package", "missing go.sum entry", "cannot find module",
          "module lookup disabled by GOPROXY", "is not in GOROOT", "is not in std",
          "cannot find package", "Could not resolve \"", "inconsistent vendoring",
          "NU1100:", "NU1101:", "NU1102:", "NETSDK1004:"}) {
        if (message.contains(QLatin1StringView(text)))
            return true;
    }
    return false;
}

QString lastWords(const QByteArray &output)
{
    const auto lines = output.trimmed().split('\n');
    return QString::fromUtf8(lines.constLast()).left(1'000);
}

} // namespace

Builder::Builder(const QString &workspace, FunctionSource &functions, SandboxFactory &sandboxes,
                 Reactor &reactor, TrustedFolders trust, ToolPlaces tools, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_functions(functions)
    , m_sandboxes(sandboxes)
    , m_reactor(reactor)
    , m_trust(std::move(trust))
    , m_toolPlaces(std::move(tools))
    , m_store(workspace)
{
}

Builder::~Builder()
{
    *m_alive = false;
}

Builder::Ticket Builder::obtain(const Function &function, Ready ready)
{
    const Ticket ticket = ++m_lastTicket;
    if (runtimes && runtimes->isNeeded(function))
        ready = withRuntime(ticket, std::move(ready));
    if (function.isPublished()) { // it was built before it was published
        ready(function);
        return ticket;
    }
    Entry &entry = m_entries[function.config.name];
    if (entry.round > 0 && entry.function.revision == function.revision) {
        if (entry.status.state == State::NotNeeded) {
            ready(function);
            return ticket;
        }
        if (!entry.status.isOver()) {
            entry.waiting.emplace(ticket, std::move(ready));
            return ticket;
        }
        const bool looksOutside = entry.plan && !entry.plan->outside.isEmpty();
        if (entry.built && !looksOutside && QFileInfo::exists(entry.built->codePath)) {
            const Function built = *entry.built;
            ready(built);
            return ticket;
        }
        // What failed is tried again: what it lacked may have been installed meanwhile. But not for
        // each request of a burst.
        if (entry.status.error && entry.status.error->code == Error::Code::BuildFailed
            && m_reactor.clock().now() - entry.failedAt < FailureHolds) {
            const Error error = *entry.status.error;
            ready(error);
            return ticket;
        }
    }
    entry.waiting.emplace(ticket, std::move(ready));
    begin(entry, function);
    return ticket;
}

Builder::Ready Builder::withRuntime(Ticket ticket, Ready ready)
{
    m_waitForRuntime.insert(ticket);
    return [this, ticket, ready = std::move(ready)](const Result<Function> &function) {
        if (!function) {
            m_waitForRuntime.erase(ticket);
            return ready(function);
        }
        runtimes->make(*function, [this, alive = m_alive, ticket, ready,
                                   built = *function](const Result<void> &made) {
            if (*alive && m_waitForRuntime.erase(ticket) > 0)
                ready(made ? Result<Function>(built) : Result<Function>(made.error()));
        });
    };
}

void Builder::withdraw(Ticket ticket)
{
    m_waitForRuntime.erase(ticket);
    for (auto &[name, entry] : m_entries)
        entry.waiting.erase(ticket);
}

void Builder::prepare(const QString &functionName)
{
    const auto function = m_functions.function(functionName);
    if (!function)
        return; // the template's problems are shown elsewhere
    Entry &entry = m_entries[function->config.name];
    if (entry.round == 0 || entry.function.revision != function->revision
        || entry.status.state == State::Failed)
        begin(entry, *function);
}

void Builder::cancel(const QString &functionName)
{
    const auto it = m_entries.find(functionName);
    if (it == m_entries.end() || it->second.status.isOver())
        return;
    ++it->second.round;
    drop(std::move(it->second.job));
    failed(it->second, {Error::Code::Cancelled, {}}, State::Cancelled);
}

void Builder::codeMayHaveChanged()
{
    const Nanoseconds now = m_reactor.clock().now();
    if (!m_check)
        m_firstChange = now;
    else if (now - m_firstChange > LongestWait)
        return; // it is due, however much goes on
    m_check = m_reactor.after(SettleTime, [this] { checkAll(); });
}

void Builder::checkAll()
{
    m_check.reset();
    QStringList names; // begin() tells others, who may ask for more
    for (const auto &[name, entry] : m_entries) {
        if (entry.status.state != State::NotNeeded)
            names << name;
    }
    for (const QString &name : names) {
        const auto function = m_functions.function(name);
        Entry &entry = m_entries[name];
        if (function && function->revision != entry.function.revision)
            begin(entry, *function);
    }
}

BuildStatus Builder::status(const QString &functionName) const
{
    const auto it = m_entries.find(functionName);
    return it == m_entries.end() ? BuildStatus{.functionName = functionName} : it->second.status;
}

void Builder::begin(Entry &entry, const Function &function)
{
    const quint64 round = ++entry.round;
    drop(std::move(entry.job));
    const bool wasBuilt = entry.status.state != State::NotNeeded;
    entry.function = function;
    entry.built.reset();
    entry.status = {.functionName = function.config.name, .codePath = function.codePath};
    BuildTools tools = findBuildTools(m_toolPlaces);
    tools.workspace = m_workspace;
    auto planned = planBuild(function, tools);
    if (!planned)
        return failed(entry, planned.error());
    entry.plan = std::move(*planned);
    if (!entry.plan) {
        entry.built = function;
        if (wasBuilt)
            emit changed(entry.status);
        return answer(entry, function);
    }
    entry.status.tool = entry.plan->tool;
    if (!m_trust.contains(m_workspace))
        return failed(entry, {Error::Code::NotTrusted, {}, m_workspace});
    entry.status.state = State::Waiting;
    const QString name = function.config.name;
    deliver(QtConcurrent::run(fingerprintOf, *entry.plan, function.codePath, function.hidden), this,
            [this, name, round](const QString &fingerprint) {
                fingerprinted(name, round, fingerprint);
            });
}

void Builder::fingerprinted(const QString &name, quint64 round, const QString &fingerprint)
{
    Entry &entry = m_entries[name];
    if (entry.round != round)
        return;
    if (const QString folder = m_store.find(name, fingerprint); !folder.isEmpty()) {
        entry.status.state = State::UpToDate;
        return built(entry, folder, fingerprint);
    }
    entry.job = std::make_unique<Job>();
    entry.job->fingerprint = fingerprint;
    emit changed(entry.status);
    startWaiting();
}

void Builder::startWaiting()
{
    for (;;) {
        const auto running = std::count_if(m_entries.begin(), m_entries.end(), [](const auto &e) {
            return e.second.status.state == State::Running;
        });
        Entry *next = nullptr;
        for (auto &[name, entry] : m_entries) {
            if (entry.status.state == State::Waiting && entry.job
                && (!next || (next->waiting.empty() && !entry.waiting.empty())))
                next = &entry; // those that somebody waits for come first
        }
        if (!next || running >= MostAtOnce)
            return;
        start(*next);
    }
}

void Builder::start(Entry &entry)
{
    const QString name = entry.function.config.name;
    auto scratch = m_store.begin(name);
    if (!scratch)
        return failed(entry, scratch.error());
    Job &job = *entry.job;
    job.scratch = std::move(*scratch);

    CommandSpec command = entry.plan->command;
    command.mounts.push_back({entry.function.codePath, QStringLiteral("/var/task")});
    if (!entry.function.hidden.isEmpty())
        command.masked << QStringLiteral("/var/task/") + entry.function.hidden;
    const QString output = job.scratch->output();
    const QString work = job.scratch->work();
    const QString cache = m_store.cacheFolder(entry.plan->cache);
    const auto writable = [&command](const QString &folder, const char16_t *target) {
        command.mounts.push_back(
            {folder, QString::fromUtf16(target), SandboxSpec::Access::Writable});
    };
    writable(output, buildpaths::Output);
    writable(work, buildpaths::Work);
    writable(cache, buildpaths::Cache);
    if (const auto prepared = prepareOwnFolders({output, work, cache}, command); !prepared)
        return failed(entry, prepared.error());

    entry.status.state = State::Running;
    const quint64 round = entry.round;
    job.command = std::make_unique<SandboxedCommand>(
        m_reactor, m_sandboxes, command,
        SandboxedCommand::Events{
            [this, name](const QByteArray &lines) { emit outputArrived(name, lines); },
            [this, name, round](const CommandEnd &end) {
                if (m_entries[name].round == round)
                    ended(m_entries[name], end);
            }});
    emit changed(entry.status);
}

void Builder::ended(Entry &entry, const CommandEnd &end)
{
    entry.job->isOver = true;
    // Changed meanwhile? Then nobody knows from what it was built.
    const auto now = m_functions.function(entry.function.config.name);
    if (now && now->revision != entry.function.revision)
        return begin(entry, *now);
    entry.status.duration = end.duration;
    entry.status.output = end.output;
    entry.status.problems = parseProblems(entry.plan->problems, end.output);
    if (!now)
        return failed(entry, now.error());
    if (end.kind != CommandEnd::Kind::Succeeded)
        return failed(entry, errorOf(entry, end));
    const QString fingerprint = entry.job->fingerprint;
    const QDir output(entry.job->scratch->output());
    for (const QString &file : entry.plan->result) {
        if (!QFileInfo(output.filePath(file)).isFile())
            return failed(entry, {Error::Code::BuildFailed,
                                  QStringLiteral("%1 made no %2").arg(entry.plan->tool, file)});
    }
    const auto kept = m_store.keep(*entry.job->scratch, entry.function.config.name, fingerprint);
    if (!kept)
        return failed(entry, kept.error());
    m_store.prune(entry.function.config.name, fingerprint);
    entry.status.state = State::Succeeded;
    built(entry, *kept, fingerprint);
}

void Builder::built(Entry &entry, const QString &folder, const QString &fingerprint)
{
    drop(std::move(entry.job));
    Function function = entry.function;
    function.codePath = folder;
    function.hidden.clear();
    function.builtBy = entry.plan->tool;
    function.revision += u'/' + fingerprint;
    entry.built = function;
    emit changed(entry.status);
    answer(entry, function);
}

void Builder::failed(Entry &entry, const Error &error, State state)
{
    drop(std::move(entry.job));
    entry.status.state = state;
    entry.status.error = error;
    entry.failedAt = m_reactor.clock().now();
    emit changed(entry.status);
    answer(entry, error);
}

void Builder::answer(Entry &entry, const Result<Function> &result)
{
    const std::shared_ptr<bool> alive = m_alive;
    const auto waiting = std::exchange(entry.waiting, {});
    for (const auto &[ticket, ready] : waiting)
        ready(result);
    if (*alive)
        startWaiting();
}

Error Builder::errorOf(const Entry &entry, const CommandEnd &end) const
{
    Error error{Error::Code::BuildFailed, {}};
    switch (end.kind) {
    case CommandEnd::Kind::NoSandbox:
        return end.error;
    case CommandEnd::Kind::TimedOut:
        error.detail = QStringLiteral("%1 took longer than %2 s and was stopped")
                           .arg(entry.plan->tool)
                           .arg(entry.plan->command.timeLimit.count());
        return error;
    case CommandEnd::Kind::OutOfMemory:
        error.detail = QStringLiteral("%1 used more than %2 MB of memory and was stopped")
                           .arg(entry.plan->tool)
                           .arg(entry.plan->command.memory.value);
        return error;
    case CommandEnd::Kind::NotStarted:
        error.detail = entry.plan->command.argv.constFirst() + QStringLiteral(": ")
                       + QString::fromLocal8Bit(std::strerror(end.status));
        return error;
    case CommandEnd::Kind::Succeeded:
    case CommandEnd::Kind::Failed:
        break;
    }
    const auto &problems = entry.status.problems;
    const auto isError = [](const BuildProblem &problem) {
        return problem.severity == BuildProblem::Severity::Error;
    };
    const auto lacking = std::find_if(problems.begin(), problems.end(), [&](const auto &problem) {
        return isError(problem) && namesMissingDependency(problem.message);
    });
    const auto first = lacking != problems.end()
                           ? lacking
                           : std::find_if(problems.begin(), problems.end(), isError);
    if (lacking != problems.end())
        error.code = Error::Code::DependenciesMissing;
    if (first == problems.end()) {
        error.detail =
            end.output.trimmed().isEmpty()
                ? QStringLiteral("%1 exited with status %2").arg(entry.plan->tool).arg(end.status)
                : lastWords(end.output);
        return error;
    }
    error.detail = first->message;
    error.place = first->file;
    error.line = first->line;
    error.column = first->column;
    return error;
}

void Builder::drop(std::unique_ptr<Job> job)
{
    if (!job || !job->command)
        return;
    job->command.reset(); // kills what runs
    if (!job->scratch || job->isOver)
        return;
    // What is dying may still write there.
    m_trash.push_back(std::move(job->scratch));
    m_emptying = m_reactor.after(DyingTime, [this] {
        m_emptying.reset();
        m_trash.clear();
    });
}

} // namespace engine
