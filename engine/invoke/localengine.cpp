// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/invoke/localengine.h"

#include <QPromise>
#include <QFileInfo>
#include <QPromise>
#include <QThread>

#include <sys/epoll.h>

#include <utility>

#include "engine/builds/builder.h"
#include "engine/core/clock.h"
#include "engine/core/ids.h"
#include "engine/core/reactor.h"
#include "engine/invoke/invoker.h"
#include "engine/packages/packageprovider.h"
#include "engine/model/limits.h"
#include "engine/pool/environmentpool.h"
#include "engine/project/workspacefunctions.h"
#include "engine/runtimes/awsprofiles.h"
#include "engine/runtimes/runtimecatalog.h"
#include "engine/sandbox/sandboxhost.h"

namespace engine {
namespace {

RuntimeCatalog::Places placesIn(const QString &cacheFolder)
{
    RuntimeCatalog::Places places = RuntimeCatalog::standardPlaces();
    if (cacheFolder.isEmpty())
        return places;
    places.bootstraps = cacheFolder + QStringLiteral("/bootstraps");
    places.sdks = cacheFolder + QStringLiteral("/sdk");
    return places;
}

ToolPlaces toolsFor(const LocalEngine::Options &options)
{
    ToolPlaces tools = options.tools.value_or(ToolPlaces::standard());
    if (tools.bootstraps.isEmpty() || !options.cacheFolder.isEmpty())
        tools.bootstraps = placesIn(options.cacheFolder).bootstraps;
    return tools;
}

Scheduler::Limits limitsFor(const LocalEngine::Options &options)
{
    Scheduler::Limits limits;
    limits.accountConcurrency = options.accountConcurrency;
    // A thousand booting at once would break the 10 s of each init on two cores.
    limits.startGate = 2 * qMax(1, QThread::idealThreadCount());
    return limits;
}

TrustedFolders trustIn(const LocalEngine::Options &options)
{
    return TrustedFolders(options.trustFile.isEmpty() ? TrustedFolders::standardFile()
                                                      : options.trustFile);
}

// Where a function's, or one of the template's layers', dependencies belong.
Result<DependencyTarget> dependencyTarget(const Workspace &workspace, const Function &function,
                                          const QString &layer)
{
    const auto runtime = RuntimeId::parse(function.config.runtime); // looked up, so it is one
    DependencyTarget target{function.config.name, function.codePath, function.hidden,
                            DependencyTarget::Place::Code, *runtime};
    if (layer.isEmpty()) {
        if (!function.codeArchive.isEmpty())
            return Error{Error::Code::Unsupported, QStringLiteral("dependencies of packed code"),
                         function.codeArchive};
        return target;
    }
    const WorkspaceLayer *found = workspace.layer(layer);
    if (!found)
        return Error{Error::Code::LayerMissing, layer, workspace.templateFile};
    if (found->path.isEmpty() || found->isArchive || !QFileInfo(found->path).isDir())
        return Error{Error::Code::Unsupported,
                     QStringLiteral("dependencies of a layer that is no folder"),
                     found->contentUri};
    target.name = layer;
    target.folder = found->path;
    target.hidden.clear();
    target.place = DependencyTarget::Place::Layer;
    return target;
}

} // namespace

// In the order in which they are made; destroyed in the opposite one, so that the Invoker cancels
// what runs while pool and sandboxes are still there.
struct LocalEngine::Parts
{
    Parts(const QString &folder, const Options &options)
        : reactor(clock)
        , functions(folder)
        , runtimes(placesIn(options.cacheFolder))
        , sandboxes(reactor)
        , builder(folder, functions, sandboxes, reactor, trustIn(options), toolsFor(options))
        , pool(reactor, sandboxes, runtimes, ids, limitsFor(options))
        , packages(folder)
        , invoker(functions, builder, packages, pool, reactor, ids,
                  options.limitCpu ? SandboxSpec::CpuLimit::ByMemory
                                   : SandboxSpec::CpuLimit::FullSpeed)
        , trust(trustIn(options))
        , credentialsFile(options.credentialsFile.isEmpty() ? awsCredentialsFile()
                                                            : options.credentialsFile)
        , toolPlaces(toolsFor(options))
        , installer(folder, sandboxes, reactor, trustIn(options))
    {
    }

    SystemClock clock;
    RandomIds ids;
    Reactor reactor;
    WorkspaceFunctions functions;
    RuntimeCatalog runtimes;
    BubblewrapFactory sandboxes;
    Builder builder;
    EnvironmentPool pool;
    PackageProvider packages;
    Invoker invoker;
    EngineStatus lastStatus;
    Watch codeWatch;
    const TrustedFolders trust;
    const QString credentialsFile;
    const ToolPlaces toolPlaces;
    DependencyInstaller installer;
};

Result<std::unique_ptr<LocalEngine>> LocalEngine::open(const QString &folder,
                                                       const Options &options)
{
    auto parts = std::make_unique<Parts>(folder, options);
    if (const auto workspace = parts->functions.workspace(); !workspace)
        return workspace.error();
    return std::unique_ptr<LocalEngine>(new LocalEngine(std::move(parts)));
}

LocalEngine::LocalEngine(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
    connect(&m_parts->invoker, &Invoker::recorded, this, &LocalEngine::recorded);
    connect(&m_parts->invoker, &Invoker::logArrived, this, &LocalEngine::logArrived);
    connect(&m_parts->builder, &Builder::changed, this, &LocalEngine::buildChanged);
    connect(&m_parts->builder, &Builder::outputArrived, this, &LocalEngine::buildOutputArrived);
    watchCode();
    // A template from elsewhere may name a profile, too: only the user's trust hands out keys.
    m_parts->pool.credentials =
        [trust = m_parts->trust, folder = m_parts->functions.folder(),
         file = m_parts->credentialsFile](
            const Function &function) -> Result<std::vector<EnvironmentVariable>> {
        if (function.config.profile.isEmpty())
            return std::vector<EnvironmentVariable>();
        if (!trust.contains(folder))
            return Error{Error::Code::NotTrusted, function.config.profile, folder};
        return awsCredentials(function.config.profile, file);
    };
    m_parts->pool.onChanged = [this] {
        EngineStatus now = status();
        if (now == m_parts->lastStatus)
            return;
        m_parts->lastStatus = now;
        emit statusChanged(now);
    };
}

LocalEngine::~LocalEngine()
{
    m_parts->pool.onChanged = nullptr;
    m_parts->installer.cancel();
    m_parts->invoker.cancelAll();
}

void LocalEngine::watchCode()
{
    CodeWatch &code = m_parts->functions.codeWatch();
    if (code.noticeDescriptor() < 0)
        return; // changes are noticed when the function is asked for
    m_parts->codeWatch =
        m_parts->reactor.watch(code.noticeDescriptor(), EPOLLIN, [this, &code](std::uint32_t) {
            code.takeNotices();
            m_parts->builder.codeMayHaveChanged();
        });
}

QFuture<Result<BuildStatus>> LocalEngine::build(const QString &functionName)
{
    auto promise = std::make_shared<QPromise<Result<BuildStatus>>>();
    promise->start();
    const QFuture<Result<BuildStatus>> future = promise->future();
    const auto function = m_parts->functions.function(functionName);
    if (!function) {
        promise->addResult(function.error());
        promise->finish();
        return future;
    }
    const QString name = function->config.name;
    m_parts->builder.obtain(*function, [this, promise, name](const Result<Function> &) {
        promise->addResult(m_parts->builder.status(name));
        promise->finish();
    });
    return future;
}

QFuture<Result<Function>> LocalEngine::builtFunction(const QString &functionName)
{
    auto promise = std::make_shared<QPromise<Result<Function>>>();
    promise->start();
    const QFuture<Result<Function>> future = promise->future();
    const auto answer = [promise](const Result<Function> &function) {
        promise->addResult(function);
        promise->finish();
    };
    if (const auto function = m_parts->functions.function(functionName); function)
        m_parts->builder.obtain(*function, answer);
    else
        answer(function);
    return future;
}

QFuture<Result<InstalledDependencies>> LocalEngine::installDependencies(const QString &functionName,
                                                                        const QString &layer)
{
    auto promise = std::make_shared<QPromise<Result<InstalledDependencies>>>();
    promise->start();
    const auto end = [promise](const Result<InstalledDependencies> &result) {
        promise->addResult(result);
        promise->finish();
    };
    const auto workspace = m_parts->functions.workspace();
    const auto function = m_parts->functions.function(functionName);
    const auto target = !workspace  ? Result<DependencyTarget>(workspace.error())
                        : !function ? Result<DependencyTarget>(function.error())
                                    : dependencyTarget(*workspace, *function, layer);
    if (!target) {
        end(target.error());
        return promise->future();
    }
    const ClientConfig config = ClientConfig::ofThisUser();
    const auto plan =
        planDependencies(*target, m_parts->runtimes, findBuildTools(m_parts->toolPlaces), config);
    if (!plan) {
        end(plan.error());
        return promise->future();
    }
    const auto started = m_parts->installer.start(
        *target, *plan, config.loopback,
        {[this](const QByteArray &lines) { emit installOutputArrived(lines); }, end});
    if (!started)
        end(started.error());
    return promise->future();
}

void LocalEngine::cancelInstallation()
{
    m_parts->installer.cancel();
}

void LocalEngine::prepare(const QString &functionName)
{
    m_parts->builder.prepare(functionName);
}

void LocalEngine::cancelBuild(const QString &functionName)
{
    m_parts->builder.cancel(functionName);
}

BuildStatus LocalEngine::buildStatus(const QString &functionName) const
{
    return m_parts->builder.status(functionName);
}

QFuture<Result<InvokeOutcome>> LocalEngine::invoke(const InvokeRequest &request)
{
    return m_parts->invoker.invoke(request);
}

void LocalEngine::cancel(const QString &trigger)
{
    m_parts->invoker.cancel(trigger);
}

void LocalEngine::retire(const QString &functionName)
{
    m_parts->pool.retire(functionName);
}

QString LocalEngine::runtimeNote(const QString &functionName)
{
    const auto function = m_parts->functions.function(functionName);
    if (!function)
        return {};
    QStringList notes = function->notes;
    const auto launch = m_parts->runtimes.launch(*function);
    if (launch && !launch->warning.isEmpty())
        notes.prepend(launch->warning);
    return notes.join(u'\n');
}

EngineStatus LocalEngine::status() const
{
    EngineStatus status;
    for (const auto &[name, counts] : m_parts->pool.counts())
        status.functions[name] = {counts.starting, counts.busy, counts.idle};
    status.waiting = m_parts->pool.waiting();
    return status;
}

} // namespace engine
