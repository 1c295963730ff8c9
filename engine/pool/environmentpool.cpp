// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pool/environmentpool.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <utility>

#include "engine/core/messages.h"
#include "engine/model/limits.h"
#include "engine/pool/environmentvariables.h"

namespace engine {
namespace {

// After the time that Lambda gives, for what killing takes.
constexpr Milliseconds ShutdownGrace{500};

// What requests must have in common to share an environment; see Scheduler::Target.
Scheduler::Target targetOf(const EnvironmentPool::Job &job)
{
    QString key = job.function.revision + u'\n'
                  + (job.cpuLimit == SandboxSpec::CpuLimit::ByMemory ? u'm' : u'f')
                  + QString::number(job.function.config.memory.value)
                  + (job.networkChosen ? u'!' : u' ') // it is trusted for this request only
                  + networkText(job.function.config.networkAccess()); // a request may have its own
    for (const EnvironmentVariable &variable : job.extraEnvironment)
        key += u'\n' + variable.key + u'=' + variable.value;
    return {job.function.config.name, job.function.version, key};
}

QString logStreamName(qint64 wallMs, const QString &version, const QString &hex)
{
    return QStringLiteral("%1/[%2]%3")
        .arg(QDateTime::fromMSecsSinceEpoch(wallMs, Qt::UTC).toString(QStringLiteral("yyyy/MM/dd")),
             version, hex);
}

// AWS's runtime versions have ARNs; ours says as truly which interpreter it is, by hash.
QString runtimeArn(const QString &versionName, const QString &region)
{
    const QByteArray hash =
        QCryptographicHash::hash(versionName.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QStringLiteral("arn:aws:lambda:%1::runtime:%2").arg(region, QString::fromLatin1(hash));
}

platformevents::Init initOf(const Function &function, const QString &versionName,
                            const QString &logStream)
{
    platformevents::Init init;
    init.runtimeVersion = versionName;
    init.runtimeVersionArn = runtimeArn(versionName, function.region);
    init.functionName = function.config.name;
    init.functionVersion = function.version;
    init.functionArn = function.arn();
    init.instanceId = logStream;
    init.memory = function.config.memory;
    return init;
}

ExtensionApi::Facts factsOf(const Function &function, const QString &token)
{
    ExtensionApi::Facts facts;
    facts.functionName = function.config.name;
    facts.functionVersion = function.version;
    facts.handler = function.config.handler;
    facts.accountId = QString::fromUtf16(AccountId);
    facts.region = function.region;
    facts.metadataToken = token.toLatin1();
    return facts;
}

} // namespace

EnvironmentPool::EnvironmentPool(Reactor &reactor, SandboxFactory &factory,
                                 const RuntimeCatalog &runtimes, IdSource &ids,
                                 Scheduler::Limits limits)
    : m_reactor(reactor)
    , m_factory(factory)
    , m_runtimes(runtimes)
    , m_ids(ids)
    , m_scheduler(limits)
    , m_alive(std::make_shared<bool>(true))
{
}

EnvironmentPool::~EnvironmentPool()
{
    *m_alive = false;
}

Scheduler::RequestId EnvironmentPool::submit(Job job, PoolClient &client)
{
    const Scheduler::RequestId id = m_nextRequest++;
    // Keys may run out, and what is measured for its own sake is not what comes next.
    const bool standby = job.standby && job.start == Scheduler::Start::ReuseOrStart
                         && job.function.config.profile.isEmpty();
    const Scheduler::Request request{.id = id,
                                     .target = targetOf(job),
                                     .start = job.start,
                                     .synchronous = job.synchronous,
                                     .standby = standby};
    if (standby)
        remember(job, request.target);
    m_pending.emplace(id, Pending{std::move(job), &client});
    carryOut(m_scheduler.request(request, m_reactor.clock().now()));
    return id;
}

// The last one of each version, for environments that are made without a request.
void EnvironmentPool::remember(const Job &job, const Scheduler::Target &target)
{
    auto &[known, last] = m_lastJobs[{target.function, target.version}];
    if (known == target.key)
        return;
    known = target.key;
    last = job;
    last.event = {};
}

bool EnvironmentPool::withdraw(Scheduler::RequestId request)
{
    if (!m_scheduler.withdraw(request))
        return false;
    if (const auto it = m_pending.find(request); it != m_pending.end()) {
        noteRequest(EnvironmentActivity::Kind::Withdrawn, it->second.job);
        m_pending.erase(it);
    }
    changed();
    return true;
}

void EnvironmentPool::timeOut(const Environment &environment)
{
    if (Environment *own = find(environment))
        own->timeOut();
}

void EnvironmentPool::kill(const Environment &environment)
{
    if (Environment *own = find(environment))
        own->kill();
}

void EnvironmentPool::holdStream(const Environment &environment, StreamFlow flow)
{
    if (Environment *own = find(environment))
        own->holdStream(flow);
}

void EnvironmentPool::retire(const QString &functionName)
{
    carryOut(m_scheduler.retire(functionName));
}

void EnvironmentPool::setReservedConcurrency(std::map<QString, int> byFunction)
{
    m_scheduler.setReserved(std::move(byFunction));
}

void EnvironmentPool::provision(const Function &version, SandboxSpec::CpuLimit cpuLimit,
                                int environments)
{
    const VersionKey key{version.config.name, version.version};
    Job job{.function = version, .extraEnvironment = {}, .cpuLimit = cpuLimit};
    const Scheduler::Target target = targetOf(job);
    if (environments > 0)
        m_provisions[key] = {std::move(job), environments, {}, {}};
    else
        m_provisions.erase(key);
    carryOut(m_scheduler.provision(target, environments));
}

std::optional<ProvisionedConcurrency> EnvironmentPool::provisioned(const QString &functionName,
                                                                   const QString &version) const
{
    using Status = ProvisionedConcurrency::Status;
    const auto it = m_provisions.find({functionName, version});
    if (it == m_provisions.end())
        return std::nullopt;
    const Provision &provision = it->second;
    if (!provision.reason.isEmpty())
        return ProvisionedConcurrency{Status::Failed, provision.requested, 0, provision.reason,
                                      provision.errorType};
    const int available = m_scheduler.provisioned(functionName, version);
    return ProvisionedConcurrency{available < provision.requested ? Status::InProgress
                                                                  : Status::Ready,
                                  provision.requested, available};
}

NetworkBytes EnvironmentPool::networkBytes(const QString &functionName) const
{
    NetworkBytes bytes;
    for (const auto &[id, environment] : m_environments) {
        if (environment->settings().version.first == functionName)
            bytes = bytes.plus(environment->networkBytes());
    }
    return bytes;
}

void EnvironmentPool::setStandby(int environments)
{
    carryOut(m_scheduler.setStandby(environments));
}

void EnvironmentPool::environmentInitialises(std::uint64_t id)
{
    if (const auto it = m_environments.find(id); it != m_environments.end())
        note(EnvironmentActivity::Kind::Init, *it->second);
}

void EnvironmentPool::environmentBooted(std::uint64_t id)
{
    if (const auto it = m_environments.find(id); it != m_environments.end())
        note(EnvironmentActivity::Kind::Busy, *it->second);
    carryOut(m_scheduler.booted(id));
}

void EnvironmentPool::environmentIdle(std::uint64_t id)
{
    if (const auto it = m_environments.find(id); it != m_environments.end())
        note(EnvironmentActivity::Kind::Idle, *it->second);
    carryOut(m_scheduler.idle(id, m_reactor.clock().now()));
    armExpiry();
}

void EnvironmentPool::environmentLogged(std::uint64_t id, const QByteArray &text)
{
    const auto &list = m_leaving.contains(id) ? m_leaving : m_environments;
    if (const auto it = list.find(id); onLog && it != list.end())
        onLog(it->second->settings().facts.functionName, text);
}

void EnvironmentPool::shutDown()
{
    std::vector<Scheduler::EnvironmentId> all;
    for (const auto &[id, environment] : m_environments)
        all.push_back(id);
    for (const Scheduler::EnvironmentId id : all)
        drop(id);
    const Nanoseconds end = m_reactor.clock().now() + limits::ShutdownTime + ShutdownGrace;
    while (!m_leaving.empty() && m_reactor.clock().now() < end)
        m_reactor.poll(Milliseconds{20});
    m_leaving.clear();
}

void EnvironmentPool::environmentGone(std::uint64_t id)
{
    if (auto left = m_leaving.extract(id); !left.empty()) {
        letGo(std::move(left.mapped()));
        return;
    }
    drop(id);
    carryOut(m_scheduler.gone(id));
}

void EnvironmentPool::environmentStandsBy(std::uint64_t id)
{
    if (const auto it = m_environments.find(id); it != m_environments.end())
        note(EnvironmentActivity::Kind::Standby, *it->second);
    carryOut(m_scheduler.standsBy(id, m_reactor.clock().now()));
    armExpiry();
}

void EnvironmentPool::environmentNotPrepared(std::uint64_t id, const QString &errorType)
{
    const auto it = m_environments.find(id);
    if (it == m_environments.end() || !it->second->settings().provisioned)
        return;
    provisionFailed(it->second->settings().version, QStringLiteral("FUNCTION_ERROR_INIT_FAILURE"),
                    errorType);
}

void EnvironmentPool::provisionFailed(const VersionKey &version, const QString &reason,
                                      const QString &errorType)
{
    const auto it = m_provisions.find(version);
    if (it == m_provisions.end() || !it->second.reason.isEmpty())
        return;
    it->second.reason = reason;
    it->second.errorType = errorType;
    // Not from within: the environment that failed is in its own callback.
    m_reactor.soon([this, alive = m_alive, target = targetOf(it->second.job)] {
        if (*alive)
            carryOut(m_scheduler.provision(target, 0));
    });
}

void EnvironmentPool::carryOut(const Scheduler::Decisions &decisions)
{
    using Kind = Scheduler::Decision::Kind;
    for (const Scheduler::Decision &decision : decisions) {
        switch (decision.kind) {
        case Kind::Retire:
            drop(decision.environment);
            break;
        case Kind::Wait:
            noteRequest(EnvironmentActivity::Kind::Waiting, m_pending.at(decision.request).job);
            break;
        case Kind::Throttle:
            noteRequest(EnvironmentActivity::Kind::Throttled, m_pending.at(decision.request).job,
                        decision.reason);
            m_pending.extract(decision.request).mapped().client->throttled(decision.reason);
            break;
        case Kind::Start:
            start(std::move(m_pending.extract(decision.request).mapped()), decision.environment);
            break;
        case Kind::Boot:
        case Kind::Provision:
            prepare(decision);
            break;
        case Kind::Reuse:
        case Kind::Wake: {
            Environment &environment = *m_environments.at(decision.environment);
            const StartKind kind = decision.kind == Kind::Wake          ? StartKind::Standby
                                   : environment.settings().provisioned ? StartKind::Provisioned
                                                                        : StartKind::Warm;
            run(std::move(m_pending.extract(decision.request).mapped()), environment, kind);
            break;
        }
        }
    }
    changed();
}

Result<Environment *> EnvironmentPool::make(const Job &job, Scheduler::EnvironmentId id,
                                            Purpose purpose)
{
    const Function &function = job.function;
    const auto launch = m_runtimes.launch(function);
    if (!launch)
        return launch.error();
    if (mayReach && !job.networkChosen && function.config.networkAccess() != NetworkAccess()) {
        if (const Result<void> may = mayReach(function); !may)
            return may.error();
    }
    const auto keys =
        credentials ? credentials(function)
                    : Result<std::vector<EnvironmentVariable>>(std::vector<EnvironmentVariable>());
    if (!keys)
        return keys.error();
    Environment::Settings settings;
    settings.id = id;
    settings.version = {function.config.name, function.version};
    settings.provisioned = purpose == Purpose::Provisioned;
    settings.logStream = logStreamName(m_reactor.clock().wallMs(), function.version, m_ids.hex(32));
    settings.log = PlatformLog(function.config.logging);
    settings.init = initOf(function, launch->versionName, settings.logStream);
    if (settings.provisioned)
        settings.init.initializationType = "provisioned-concurrency";
    settings.initStartLine = settings.log.initStart(m_reactor.clock().wallMs(), settings.init);
    settings.ids = &m_ids;
    const QString token = m_ids.hex(32);
    settings.facts = factsOf(function, token);
    for (const QString &note : function.notes)
        settings.initStartLine += "[WARNING] lambda-workbench: " + note.toUtf8() + '\n';
    settings.interpreter = launch->interpreter;
    settings.timeout = function.config.timeout;
    SandboxSpec &spec = settings.sandbox;
    spec.mounts = launch->mounts;
    spec.mounts.push_back({function.codePath, QStringLiteral("/var/task")});
    if (!function.optPath.isEmpty())
        spec.mounts.push_back({function.optPath, QStringLiteral("/opt")});
    if (!function.hidden.isEmpty())
        spec.masked = QStringList{QStringLiteral("/var/task/") + function.hidden};
    spec.command = launch->command;
    bool disabled = false;
    settings.extensions = extensionsIn(function.optPath, &disabled);
    settings.facts.enabled = !disabled;
    spec.extensions = settings.extensions.mid(0, limits::Extensions);
    if (purpose == Purpose::Standby) {
        // Extensions come before the runtime, and they are the function's own.
        if (launch->standbyArgument.isEmpty() || !spec.extensions.isEmpty())
            spec.start = SandboxSpec::Start::WhenAsked;
        else
            spec.command.append(launch->standbyArgument);
    }
    spec.environment = environmentVariables(
        function, *launch, job.extraEnvironment, settings.logStream,
        settings.provisioned ? Initialization::ProvisionedConcurrency : Initialization::OnDemand);
    spec.environment.push_back(
        {QStringLiteral("AWS_LAMBDA_METADATA_API"), QStringLiteral("127.0.0.1:9001")});
    spec.environment.push_back({QStringLiteral("AWS_LAMBDA_METADATA_TOKEN"), token});
    for (const EnvironmentVariable &variable : *keys) {
        std::erase_if(spec.environment,
                      [&](const EnvironmentVariable &each) { return each.key == variable.key; });
        if (!variable.value.isEmpty()) // a token of nobody's would spoil keys without one
            spec.environment.push_back(variable);
    }
    if (!spec.extensions.isEmpty())
        spec.extensionEnvironment = extensionVariables(spec.environment);
    if (function.config.tracing == Tracing::Active)
        spec.traces = SandboxSpec::Traces::Taken;
    spec.memory = function.config.memory;
    spec.ephemeralStorage = function.config.ephemeralStorage;
    spec.network = function.config.network;
    spec.hostPorts = function.config.hostPorts;
    spec.logDescriptor = launch->logDescriptor;
    spec.cpuLimit = job.cpuLimit;
    auto &environment = m_environments[id];
    EnvironmentOwner &owner = *this;
    environment = std::make_unique<Environment>(m_reactor, m_factory, std::move(settings), owner);
    return environment.get();
}

void EnvironmentPool::start(Pending pending, Scheduler::EnvironmentId id)
{
    const auto environment = make(pending.job, id, Purpose::Request);
    if (environment)
        return run(std::move(pending), **environment, StartKind::Cold);
    noteRequest(EnvironmentActivity::Kind::Withdrawn, pending.job);
    // Not from within: whoever submits must have the request's id first.
    m_reactor.soon(
        [this, alive = m_alive, id, client = pending.client, error = environment.error()] {
            if (!*alive)
                return;
            client->refused(error);
            carryOut(m_scheduler.gone(id));
        });
}

void EnvironmentPool::prepare(const Scheduler::Decision &decision)
{
    const VersionKey version{decision.target.function, decision.target.version};
    const bool provision = decision.kind == Scheduler::Decision::Kind::Provision;
    const Job &job = provision ? m_provisions.at(version).job : m_lastJobs.at(version).second;
    const auto environment =
        make(job, decision.environment, provision ? Purpose::Provisioned : Purpose::Standby);
    if (environment) {
        note(EnvironmentActivity::Kind::Booting, **environment);
        return (*environment)
            ->prepare(provision ? Environment::Ahead::Initialise : Environment::Ahead::StandBy);
    }
    if (provision)
        provisionFailed(version, explain(environment.error()).sentence, {});
    m_reactor.soon([this, alive = m_alive, id = decision.environment] {
        if (*alive)
            carryOut(m_scheduler.gone(id));
    });
}

void EnvironmentPool::run(Pending pending, Environment &environment, StartKind kind)
{
    const bool ready = kind == StartKind::Warm || kind == StartKind::Provisioned;
    note(ready ? EnvironmentActivity::Kind::Busy : EnvironmentActivity::Kind::Booting, environment,
         pending.job.event.requestId);
    pending.client->assigned(environment, kind);
    environment.run(std::move(pending.job.event), *pending.client);
}

void EnvironmentPool::drop(Scheduler::EnvironmentId id)
{
    const auto it = m_environments.find(id);
    if (it == m_environments.end())
        return;
    note(EnvironmentActivity::Kind::Retired, *it->second);
    std::unique_ptr<Environment> environment = std::move(it->second);
    m_environments.erase(it);
    Environment *leaving = environment.get();
    m_leaving.emplace(id, std::move(environment));
    if (!leaving->leave())
        letGo(std::move(m_leaving.extract(id).mapped()));
}

void EnvironmentPool::letGo(std::unique_ptr<Environment> environment)
{
    // It may be in one of its own callbacks: let it go when that is over.
    m_dropped.push_back(std::move(environment));
    m_reactor.soon([this, alive = m_alive] {
        if (*alive)
            m_dropped.clear();
    });
}

void EnvironmentPool::armExpiry()
{
    if (m_expiry)
        return;
    const auto next = m_scheduler.nextExpiry();
    if (!next)
        return;
    m_expiry = m_reactor.at(*next, [this] {
        m_expiry.reset();
        carryOut(m_scheduler.expire(m_reactor.clock().now()));
        armExpiry();
    });
}

void EnvironmentPool::note(EnvironmentActivity::Kind kind, const Environment &environment,
                           const QString &requestId)
{
    if (!onActivity)
        return;
    const Environment::Settings &settings = environment.settings();
    m_activity.push_back({.kind = kind,
                          .at = m_reactor.clock().now(),
                          .wallMs = m_reactor.clock().wallMs(),
                          .function = settings.version.first,
                          .version = settings.version.second,
                          .environment = settings.id,
                          .environmentId = settings.logStream,
                          .requestId = requestId,
                          .provisioned = settings.provisioned});
    changed();
}

void EnvironmentPool::noteRequest(EnvironmentActivity::Kind kind, const Job &job,
                                  const QString &reason)
{
    if (!onActivity)
        return;
    m_activity.push_back({.kind = kind,
                          .at = m_reactor.clock().now(),
                          .wallMs = m_reactor.clock().wallMs(),
                          .function = job.function.config.name,
                          .version = job.function.version,
                          .requestId = job.event.requestId,
                          .reason = reason});
    changed();
}

void EnvironmentPool::changed()
{
    if ((!onChanged && !onActivity) || std::exchange(m_changePending, true))
        return;
    m_reactor.soon([this, alive = m_alive] {
        if (!*alive)
            return;
        m_changePending = false;
        if (onActivity && !m_activity.empty())
            onActivity(std::exchange(m_activity, {}));
        if (onChanged)
            onChanged();
    });
}

Environment *EnvironmentPool::find(const Environment &environment)
{
    const auto it = m_environments.find(environment.settings().id);
    return it == m_environments.end() ? nullptr : it->second.get();
}

} // namespace engine
