// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/invoke/localengine.h"

#include <QFileInfo>
#include <QMetaMethod>
#include <QPromise>
#include <QRandomGenerator>
#include <QThread>
#include <QtConcurrent>

#include <sys/epoll.h>

#include <utility>

#include "engine/builds/builder.h"
#include "engine/builds/sdkinstaller.h"
#include "engine/core/clock.h"
#include "engine/core/deliver.h"
#include "engine/core/ids.h"
#include "engine/core/messages.h"
#include "engine/core/reactor.h"
#include "engine/invoke/invoker.h"
#include "engine/model/limits.h"
#include "engine/packages/packageprovider.h"
#include "engine/pool/environmentpool.h"
#include "engine/project/workspacefunctions.h"
#include "engine/runtimes/awsprofiles.h"
#include "engine/runtimes/runtimecatalog.h"
#include "engine/sandbox/sandboxhost.h"
#include "engine/versions/versionedfunctions.h"

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
    limits.standby = options.standby;
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
        , versions(folder)
        , addressed(functions, versions,
                    [] { return QRandomGenerator::global()->generateDouble(); })
        , runtimes(placesIn(options.cacheFolder))
        , sandboxes(reactor)
        , runtimeMaker(runtimes, sandboxes, reactor)
        , builder(folder, functions, sandboxes, reactor, trustIn(options), toolsFor(options))
        , pool(reactor, sandboxes, runtimes, ids, limitsFor(options))
        , packages(folder)
        , invoker(addressed, builder, packages, pool, reactor, ids,
                  options.limitCpu ? SandboxSpec::CpuLimit::ByMemory
                                   : SandboxSpec::CpuLimit::FullSpeed)
        , trust(trustIn(options))
        , credentialsFile(options.credentialsFile.isEmpty() ? awsCredentialsFile()
                                                            : options.credentialsFile)
        , toolPlaces(toolsFor(options))
        , installer(folder, sandboxes, reactor, trustIn(options))
        , accountConcurrency(options.accountConcurrency)
        , cpuLimit(options.limitCpu ? SandboxSpec::CpuLimit::ByMemory
                                    : SandboxSpec::CpuLimit::FullSpeed)
    {
        publishing.setMaxThreadCount(1);
        builder.runtimes = &runtimeMaker;
    }

    SystemClock clock;
    RandomIds ids;
    Reactor reactor;
    WorkspaceFunctions functions;
    VersionStore versions;
    VersionedFunctions addressed;
    RuntimeCatalog runtimes;
    BubblewrapFactory sandboxes;
    RuntimeMaker runtimeMaker;
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
    std::unique_ptr<SdkInstaller> sdkInstaller; // while it installs
    const int accountConcurrency;
    const SandboxSpec::CpuLimit cpuLimit;
    // By function: what is provisioned, by the qualifier that it was asked for, and its version.
    std::map<QString, std::map<QString, QString>> provisioned;
    std::map<std::pair<QString, QString>, QString> notProvisioned; // and why; function, version
    std::atomic<bool> cancelled = false;
    QThreadPool publishing; // waits for what it does when it goes
};

Result<std::unique_ptr<LocalEngine>> LocalEngine::open(const QString &folder,
                                                       const Options &options)
{
    auto parts = std::make_unique<Parts>(folder, options);
    if (const auto workspace = parts->functions.workspace(); !workspace)
        return workspace.error();
    std::unique_ptr<LocalEngine> engine(new LocalEngine(std::move(parts)));
    if (options.provision) {
        const auto workspace = engine->m_parts->functions.workspace();
        for (const WorkspaceFunction &function : workspace->functions)
            (void)engine->applyProvisioned(function.config.name); // its calls say what is wrong
    }
    return engine;
}

LocalEngine::LocalEngine(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
    connect(&m_parts->invoker, &Invoker::recorded, this, &LocalEngine::recorded);
    connect(&m_parts->invoker, &Invoker::logArrived, this, &LocalEngine::logArrived);
    connect(&m_parts->invoker, &Invoker::streamArrived, this, &LocalEngine::streamArrived);
    connect(&m_parts->builder, &Builder::changed, this, &LocalEngine::buildChanged);
    connect(&m_parts->builder, &Builder::outputArrived, this, &LocalEngine::buildOutputArrived);
    watchCode();
    m_parts->functions.onRead = [this] {
        m_parts->pool.setReservedConcurrency(m_parts->functions.reservedConcurrency());
    };
    m_parts->pool.setReservedConcurrency(m_parts->functions.reservedConcurrency());
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
    // Nor does it open the way to this machine's services, or to the Internet, before that.
    m_parts->pool.mayReach = [trust = m_parts->trust, folder = m_parts->functions.folder()](
                                 const Function &function) -> Result<void> {
        if (trust.contains(folder))
            return {};
        return Error{Error::Code::NotTrusted,
                     NetworkDetail + networkText(function.config.networkAccess()), folder};
    };
    m_parts->pool.onLog = [this](const QString &functionName, const QByteArray &text) {
        emit environmentLogged(functionName, text);
    };
    collectActivity(); // of what is provisioned before anyone can listen
    m_parts->pool.onChanged = [this] {
        EngineStatus now = status();
        if (now == m_parts->lastStatus)
            return;
        m_parts->lastStatus = now;
        emit statusChanged(now);
    };
}

void LocalEngine::connectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&LocalEngine::activity))
        collectActivity();
}

void LocalEngine::collectActivity()
{
    static const QMetaMethod Signal = QMetaMethod::fromSignal(&LocalEngine::activity);
    m_parts->pool.onActivity = [this](const EnvironmentActivities &events) {
        if (isSignalConnected(Signal)) {
            emit activity(events);
            return;
        }
        m_parts->reactor.soon([this] { // not while it is called
            if (!isSignalConnected(Signal))
                m_parts->pool.onActivity = nullptr;
        });
    };
}

LocalEngine::~LocalEngine()
{
    m_parts->pool.onChanged = nullptr;
    m_parts->pool.onActivity = nullptr;
    m_parts->functions.onRead = nullptr;
    m_parts->cancelled = true;
    cancelInstallation();
    m_parts->invoker.cancelAll();
    m_parts->pool.shutDown();
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
    BuildTools tools = findBuildTools(m_parts->toolPlaces);
    tools.workspace = m_parts->functions.folder();
    const auto plan = planDependencies(*target, m_parts->runtimes, tools, config);
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

QFuture<Result<void>> LocalEngine::installSdk(const QString &runtimeId)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    const auto end = [promise](const Result<void> &result) {
        promise->addResult(result);
        promise->finish();
    };
    const auto sdk = m_parts->sdkInstaller
                         ? Result<AwsSdk>(Error{Error::Code::Conflict, {}, runtimeId})
                         : sdkOf(runtimeId, m_parts->runtimes);
    if (!sdk) {
        end(sdk.error());
        return promise->future();
    }
    m_parts->sdkInstaller = std::make_unique<SdkInstaller>(*sdk, ClientConfig::ofThisUser(),
                                                           m_parts->sandboxes, m_parts->reactor);
    SdkInstaller *installer = m_parts->sdkInstaller.get();
    connect(installer, &SdkInstaller::output, this, &LocalEngine::installOutputArrived);
    connect(installer, &SdkInstaller::finished, this, [this, end](const Result<void> &result) {
        m_parts->sdkInstaller.release()->deleteLater(); // it is what calls
        end(result);
    });
    installer->start();
    return promise->future();
}

void LocalEngine::cancelInstallation()
{
    m_parts->installer.cancel();
    if (m_parts->sdkInstaller)
        m_parts->sdkInstaller->cancel();
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

Result<Function> LocalEngine::function(const QString &idOrName)
{
    return m_parts->addressed.function(idOrName);
}

Reactor &LocalEngine::reactor() const
{
    return m_parts->reactor;
}

void LocalEngine::holdStream(const QString &requestId, StreamFlow flow)
{
    m_parts->invoker.holdStream(requestId, flow);
}

void LocalEngine::cancel(const QString &trigger)
{
    m_parts->invoker.cancel(trigger);
}

void LocalEngine::retire(const QString &functionName)
{
    m_parts->pool.retire(functionName);
}

void LocalEngine::setStandby(int environments)
{
    m_parts->pool.setStandby(environments);
}

QFuture<Result<PublishedVersion>> LocalEngine::publish(const QString &functionName,
                                                       const QString &description)
{
    auto promise = std::make_shared<QPromise<Result<PublishedVersion>>>();
    promise->start();
    const QFuture<Result<PublishedVersion>> future = promise->future();
    const auto end = [promise](const Result<PublishedVersion> &result) {
        promise->addResult(result);
        promise->finish();
    };
    const auto function = m_parts->functions.function(functionName);
    if (!function) {
        end(function.error());
        return future;
    }
    const qint64 now = m_parts->clock.wallMs();
    m_parts->builder.obtain(
        *function, [this, end, description, now](const Result<Function> &built) {
            if (!built)
                return end(built.error());
            const auto work = QtConcurrent::run(
                &m_parts->publishing,
                [&store = m_parts->versions, &cancelled = m_parts->cancelled, function = *built,
                 description, now]() -> Result<PublishedVersion> {
                    const auto version = store.publish(function, description, now, cancelled);
                    const FunctionConfig &config = function.config;
                    if (!version || config.autoPublishAlias.isEmpty())
                        return version;
                    FunctionAlias alias{config.autoPublishAlias, QString::number(version->number)};
                    if (const auto moved = store.setAlias(config.name, alias); !moved)
                        return moved.error();
                    return version;
                });
            deliver(work, this,
                    [this, end, config = built->config](const Result<PublishedVersion> &result) {
                        if (result && config.provisionedConcurrency > 0
                            && !config.autoPublishAlias.isEmpty()) {
                            if (const auto set = m_parts->versions.setProvisioned(
                                    config.name, config.autoPublishAlias,
                                    config.provisionedConcurrency, concurrencyFor(config.name));
                                !set)
                                return end(set.error());
                        }
                        if (result && m_parts->provisioned.contains(config.name))
                            (void)applyProvisioned(config.name); // moved aliases take theirs along
                        end(result);
                    });
        });
    return future;
}

const VersionStore &LocalEngine::versions() const
{
    return m_parts->versions;
}

VersionStore::Concurrency LocalEngine::concurrencyFor(const QString &functionName)
{
    VersionStore::Concurrency concurrency{m_parts->accountConcurrency, {}};
    (void)m_parts->functions.workspace(); // as it stands now
    for (const auto &[name, places] : m_parts->functions.reservedConcurrency()) {
        if (name == functionName)
            concurrency.reserved = places;
        else
            concurrency.unreserved -= places;
    }
    return concurrency;
}

Result<void> LocalEngine::applyProvisioned(const QString &functionName)
{
    const auto latest = m_parts->functions.function(functionName);
    if (!latest)
        return latest.error();
    const QString name = latest->config.name;
    const auto versions = m_parts->versions.of(name);
    if (!versions)
        return versions.error();
    std::map<QString, QString> &applied = m_parts->provisioned[name];
    std::map<QString, QString> wanted;
    for (const auto &[qualifier, count] : versions->provisioned) {
        const FunctionAlias *alias = versions->alias(qualifier);
        wanted[qualifier] = alias ? alias->version : qualifier;
    }
    // The new ones first: a call must not find neither.
    for (const auto &[qualifier, number] : wanted) {
        m_parts->notProvisioned.erase({name, number});
        const auto version = m_parts->versions.version(name, number);
        if (!version)
            return version.error();
        const int count = versions->provisioned.at(qualifier);
        const auto provision = [this, name, number, count](const Result<Function> &ready) {
            if (ready)
                return m_parts->pool.provision(*ready, m_parts->cpuLimit, count);
            m_parts->notProvisioned[{name, number}] = explain(ready.error()).sentence;
            emit statusChanged(status());
        };
        m_parts->builder.obtain(*version, [this, provision](const Result<Function> &built) {
            if (built)
                deliver(m_parts->packages.prepare(*built), this, provision);
            else
                provision(built);
        });
    }
    for (const auto &[qualifier, number] : applied) {
        const bool stays = std::any_of(wanted.begin(), wanted.end(),
                                       [&](const auto &each) { return each.second == number; });
        if (stays)
            continue;
        Function old;
        old.config.name = name;
        old.version = number;
        m_parts->pool.provision(old, m_parts->cpuLimit, 0);
    }
    applied = wanted;
    return {};
}

std::map<QString, ProvisionedConcurrency> LocalEngine::provisioned(
    const QString &functionName) const
{
    std::map<QString, ProvisionedConcurrency> all;
    const auto it = m_parts->provisioned.find(functionName);
    if (it == m_parts->provisioned.end())
        return all;
    for (const auto &[qualifier, number] : it->second) {
        ProvisionedConcurrency &status = all[qualifier];
        status = m_parts->pool.provisioned(functionName, number).value_or(status);
        const auto failure = m_parts->notProvisioned.find({functionName, number});
        if (failure != m_parts->notProvisioned.end())
            status = {ProvisionedConcurrency::Status::Failed, 0, 0, failure->second};
    }
    return all;
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
        status.functions[name] = {counts.starting, counts.busy, counts.idle, counts.standby,
                                  counts.provisioned};
    status.waiting = m_parts->pool.waiting();
    return status;
}

NetworkBytes LocalEngine::networkBytes(const QString &functionName) const
{
    return m_parts->pool.networkBytes(functionName);
}

} // namespace engine
